// A planner's test as a specification: YAML, tracked and live in; the plan as people read it out. What is pure of the
// providers is the real thing; what they would read is what the test says is live.
import { parse } from "yaml";
import { createProviders } from "../../../src/compose/create-providers.ts";
import { expandResources } from "../../../src/compose/expand-resources.ts";
import type { ResourceType } from "../../../src/core/address.ts";
import { type Configuration, DEFAULT_LIFECYCLE, DEFAULT_TIMEOUTS, type Desired } from "../../../src/core/desired.ts";
import { isJsonObject, type JsonObject } from "../../../src/core/json.ts";
import type { Account, Observed } from "../../../src/core/observed.ts";
import type { Plan } from "../../../src/core/plan.ts";
import type { Lookup, LookupResult, Provider } from "../../../src/core/provider.ts";
import type { Intent, TrackedResource } from "../../../src/core/state-document.ts";
import { formatLookup } from "../../../src/core/step.ts";
import { createRedactor } from "../../../src/http/redactor.ts";
import { type PlanOptions, placeOf } from "../../../src/planner/plan-input.ts";
import { formatPlanText } from "../../../src/render/format-plan-text.ts";
import { PLAIN_STYLE } from "../../../src/render/style.ts";
import { makePlan } from "../../../src/run/make-plan.ts";
import { NO_INTERMEDIARIES } from "../../support/no-intermediaries.ts";
import { sampleDocument, sampleIntent } from "../../support/sample-state.ts";
import { createVirtualClock } from "../../support/virtual-clock.ts";
import { configurationOf } from "../config/configuration-fixture.ts";

/** One situation. All texts are YAML. */
export interface Situation {
  /** The sections below `version`, `stack: shop` and `providers`; a vendor's name is a provider entry. */
  readonly yaml: string;
  /**
   * What the account holds, by type and id: `vm: { 11: { name: web, memory: 1024 } }`. Attributes as `Desired` has them
   * (MiB, milliseconds, words), references by id; beside them `name` and what else an object has (`condition`, `owned`, …).
   * Another vendor's account stands below the vendor's name.
   */
  readonly live?: string;
  /**
   * What the state holds, by address: `vms.web: vm 11`, recorded as it is live and applied as it is declared now; or
   * `vms.web: { is: vm 11, applied: { memory: 512 }, … }` with whatever was different when it was applied last.
   */
  readonly tracked?: string;
  /** What the catalogue says of a name, where it is not simply found: `image nextcloud: absent`, `flavor: { … }`. */
  readonly names?: Readonly<Record<string, Partial<LookupResult> | JsonObject>>;
  readonly pending?: readonly Partial<Intent>[];
  readonly options?: Partial<PlanOptions>;
  readonly env?: Readonly<Record<string, string>>;
}

const HEAD = `version: 1
stack: shop
providers: { serveroid: {}, zomro: {}, gcore: { project: 1, region: 2 } }
`;
const ENV = {
  SERVEROID_CLIENT_ID: "1",
  SERVEROID_API_KEY: "k".repeat(20),
  ZOMRO_USERNAME: "u",
  ZOMRO_PASSWORD: "p".repeat(12),
  GCORE_API_KEY: "1$k",
};
const OPTIONS: PlanOptions = { mode: "normal", targets: [], excludes: [], replace: [], rebuild: [], allow: {} };
const ACCOUNTS: Readonly<Record<string, Account>> = {
  serveroid: { vendor: "serveroid", fingerprint: "7", project: "7", label: "Serveroid project 7" },
  zomro: { vendor: "zomro", fingerprint: "u", label: "Zomro u" },
  gcore: { vendor: "gcore", fingerprint: "1", project: "1", region: "2", label: "Gcore project 1" },
};
/** What an observed object has besides its attributes. */
const OBJECT_FIELDS = new Set<string>([
  "name",
  "parentId",
  "builtOn",
  "owned",
  "outputs",
  "markers",
  "condition",
  "conditionDetail",
  "trouble",
  "isBroken",
  "lost",
  "takesAlong",
  "isFixed",
] satisfies (keyof Observed)[]);

/** The plan as `trueup plan` shows it. */
export async function planText(situation: Situation): Promise<string> {
  return formatPlanText(await planOf(situation), PLAIN_STYLE).trimEnd();
}

export async function planOf(situation: Situation): Promise<Plan> {
  const configuration = await configurationOf(
    { "trueup.yaml": HEAD + situation.yaml },
    { env: { ...ENV, ...situation.env } },
  );
  const live = readLive(situation.live ?? "");
  const redactor = createRedactor();
  const clock = createVirtualClock();
  const { providers, diagnostics } = createProviders({
    settings: configuration.providers,
    env: ENV,
    clock,
    redactor,
    version: "0.0.0",
  });
  const [problem] = diagnostics;
  if (problem !== undefined) throw new Error(problem.summary);
  const standIns = new Map(
    [...providers].map(
      ([id, provider]) => [id, standIn(provider, live.get(provider.vendor) ?? [], situation)] as const,
    ),
  );
  const expanded = expandResources(configuration, providers);
  const { plan } = await makePlan({
    configuration: expanded,
    document: readDocument(situation, expanded, live),
    providers: standIns,
    options: { ...OPTIONS, ...situation.options },
    digest: async (value) => `digest of ${value}`,
    unloadedFiles: [],
    clock,
    emit: () => undefined,
    call: {},
  });
  return plan;
}

type Live = ReadonlyMap<string, readonly Observed[]>;

function readLive(text: string): Live {
  const given = (parse(text) ?? {}) as Record<string, JsonObject>;
  const isByVendor = Object.keys(given).every((key) => ACCOUNTS[key] !== undefined);
  const accounts = isByVendor ? given : { serveroid: given, zomro: given, gcore: given };
  return new Map(
    Object.entries(accounts).map(([vendor, types]) => [
      vendor,
      Object.entries(types).flatMap(([type, objects]) =>
        Object.entries(isJsonObject(objects) ? objects : {}).map(([id, object]) =>
          readObject(type as ResourceType, id, isJsonObject(object) ? object : {}),
        ),
      ),
    ]),
  );
}

function readObject(type: ResourceType, remoteId: string, given: JsonObject): Observed {
  const own = Object.fromEntries(Object.entries(given).filter(([key]) => OBJECT_FIELDS.has(key)));
  const attributes = Object.fromEntries(
    Object.entries(given).filter(([key]) => key === "name" || !OBJECT_FIELDS.has(key)),
  );
  const rest = { owned: true, outputs: { id: remoteId }, condition: "ready", lost: [] };
  return { ...rest, type, remoteId, name: `no-name-${remoteId}`, attributes, ...own } as unknown as Observed;
}

function standIn(provider: Provider, live: readonly Observed[], { names = {} }: Situation): Provider {
  const account = ACCOUNTS[provider.vendor];
  if (account === undefined) throw new Error(`no account for ${provider.vendor}`);
  const { preflight: _preflight, prices: _prices, ...pure } = provider;
  return {
    ...pure,
    intermediaries: NO_INTERMEDIARIES,
    identify: async () => account,
    async *observe({ types, parents, ids }) {
      for (const object of live) {
        const isAsked =
          ids === undefined || ids.some(({ type, remoteId }) => type === object.type && remoteId === object.remoteId);
        const isBelow = parents === undefined || parents.includes(object.parentId ?? "");
        if (types.includes(object.type) && isAsked && isBelow) yield object;
      }
    },
    confirmGone: async (ids) =>
      ids.filter((id) => !live.some(({ type, remoteId }) => type === id.type && remoteId === id.remoteId)),
    resolve: async (lookups) =>
      Object.fromEntries(lookups.map((lookup) => [formatLookup(lookup.kind, lookup.by), resolve(lookup, names)])),
    perform: async () => {
      throw new Error("a plan sends nothing");
    },
  };
}

/** A name is found under itself, unless the test says otherwise. */
function resolve({ kind, by }: Lookup, names: NonNullable<Situation["names"]>): LookupResult {
  const label = Object.values(by).map(String).join(" ");
  const said = names[`${kind} ${label}`] ?? names[kind] ?? {};
  const detail = { name: label, label, onDemand: true };
  return { found: true, id: `${kind}-${label}`, label, detail, ...said } as LookupResult;
}

function readDocument({ tracked, pending = [] }: Situation, { resources }: Configuration, live: Live) {
  const given = Object.entries((parse(tracked ?? "") ?? {}) as Record<string, string | JsonObject>);
  if (given.length === 0 && pending.length === 0) return undefined;
  const declared = new Map(resources.map((desired) => [desired.address, desired]));
  const records = given.map(([address, said]) => [address, readRecord(said, declared.get(address), live)] as const);
  return sampleDocument({
    stack: "shop",
    resources: Object.fromEntries(records),
    pending: pending.map((intent, index) => sampleIntent(String(index), intent)),
    outputs: {},
  });
}

function readRecord(said: string | JsonObject, desired: Desired | undefined, live: Live): TrackedResource {
  const { is, ...more } = typeof said === "string" ? { is: said } : said;
  const [type = "", remoteId = "", vendor = desired?.vendor ?? "serveroid"] = String(is).split(" ");
  const account = ACCOUNTS[vendor];
  const object = live.get(vendor)?.find((item) => item.type === type && item.remoteId === remoteId);
  if (account === undefined) throw new Error(`no vendor ${vendor}`);
  const { lifecycle, timeouts, dependsOn, name, attributes } = desired ?? {};
  return {
    type: type as ResourceType,
    vendor,
    provider: desired?.provider ?? vendor,
    place: placeOf(account),
    remoteId,
    name: object?.name ?? name ?? remoteId,
    ...(object?.parentId === undefined ? {} : { parentId: object.parentId }),
    applied: attributes ?? object?.attributes ?? {},
    observed: object?.attributes ?? attributes ?? {},
    digests: {},
    made: true,
    timeouts: timeouts ?? DEFAULT_TIMEOUTS,
    dependsOn: dependsOn ?? [],
    ...more,
    lifecycle: { ...(lifecycle ?? DEFAULT_LIFECYCLE), ...(isJsonObject(more["lifecycle"]) ? more["lifecycle"] : {}) },
  } as TrackedResource;
}
