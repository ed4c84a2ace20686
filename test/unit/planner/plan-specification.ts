// A planner's test as a specification: YAML, tracked and live in; the plan as people read it out. What is pure of the
// providers is the real thing; what they would read is what the test says is live.
import { parse } from "yaml";
import { createProviders } from "../../../src/compose/create-providers.ts";
import { expandResources } from "../../../src/compose/expand-resources.ts";
import type { ResourceType } from "../../../src/core/address.ts";
import { isJsonObject, type JsonObject } from "../../../src/core/json.ts";
import type { Account, Observed } from "../../../src/core/observed.ts";
import type { Plan } from "../../../src/core/plan.ts";
import type { Lookup, LookupResult, Provider } from "../../../src/core/provider.ts";
import type { Intent } from "../../../src/core/state-document.ts";
import { formatLookup } from "../../../src/core/step.ts";
import { createRedactor } from "../../../src/http/redactor.ts";
import type { PlanOptions } from "../../../src/planner/plan-input.ts";
import { formatPlanText } from "../../../src/render/format-plan-text.ts";
import { PLAIN_STYLE } from "../../../src/render/style.ts";
import { makePlan } from "../../../src/run/make-plan.ts";
import { dedent } from "../../support/dedent.ts";
import { NO_INTERMEDIARIES } from "../../support/no-intermediaries.ts";
import { createVirtualClock } from "../../support/virtual-clock.ts";
import { configurationOf, formatDiagnostics } from "../config/configuration-fixture.ts";
import { ACCOUNTS, accountOf, type Live, readDocument } from "./recorded-state.ts";

/** One situation. All texts are YAML. */
export interface Situation {
  /** The sections below `version`, `stack: shop` and `providers`; a vendor's name is a provider entry. */
  readonly yaml: string;
  /** Other provider entries than one for each vendor. */
  readonly providers?: string;
  /** By provider entry: what differs from the account that its vendor has here. */
  readonly accounts?: Readonly<Record<string, Partial<Account>>>;
  /**
   * What the account holds, by type and id: `vm: { 11: { name: web, memory: 1024 } }`. Attributes as `Desired` has them
   * (MiB, milliseconds, words), references by id; beside them `name` and what else an object has (`condition`, `owned`, …).
   * Several accounts stand below the names of their vendors, or of their provider entries.
   */
  readonly live?: string;
  /** `vm 11`: missing from the list, and a second read does not say that it is gone. */
  readonly unconfirmed?: readonly string[];
  /**
   * What the state holds, by address: `vms.web: vm 11`, recorded as it is live and applied as it is declared now; or
   * `vms.web: { is: vm 11, applied: { memory: 512 }, … }` with what was different when it was applied last (null: not set).
   */
  readonly tracked?: string;
  /** What the catalogue says of a name, where it is not simply found: `image nextcloud: absent`, `flavor: { … }`. */
  readonly names?: Readonly<Record<string, Partial<LookupResult> | JsonObject>>;
  readonly pending?: readonly Partial<Intent>[];
  readonly options?: Partial<PlanOptions>;
  readonly unloadedFiles?: readonly string[];
  /** Of `options.excludes` those that a saved plan leaves out by itself. */
  readonly leftOut?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const PROVIDERS = "{ serveroid: {}, zomro: {}, gcore: { project: 1, region: 2 } }";
const ENV = {
  SERVEROID_CLIENT_ID: "1",
  SERVEROID_API_KEY: "k".repeat(20),
  ZOMRO_USERNAME: "u",
  ZOMRO_PASSWORD: "p".repeat(12),
  GCORE_API_KEY: "1$k",
};
const OPTIONS: PlanOptions = { mode: "normal", targets: [], excludes: [], replace: [], rebuild: [], allow: {} };
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
  "unblocked",
] satisfies (keyof Observed)[]);

/** The plan as `trueup plan` shows it, without costs: no account here tells prices. */
export async function planText(situation: Situation): Promise<string> {
  const { prices: _prices, ...plan } = await planOf(situation);
  return formatPlanText(plan, PLAIN_STYLE).trimEnd();
}

/** What it is held up by: errors and warnings, one a line. */
export async function problemsIn(situation: Situation): Promise<string> {
  return formatDiagnostics((await planOf(situation)).diagnostics);
}

/** `guard.adopt unattended: --allow-adopt 1`, one a line. */
export async function refusalsIn(situation: Situation): Promise<string> {
  const { refusals } = await planOf(situation);
  return refusals
    .map(({ code, flag, unattendedOnly }) => `${code}${unattendedOnly ? " unattended" : ""}: ${flag}`)
    .join("\n");
}

/** The operations, each with what it waits for, and with what of others it is never at work at the same time. */
export async function orderText(situation: Situation): Promise<string> {
  const { operations } = await planOf(situation);
  return operations
    .map(({ id, address, needs, exclusive }) =>
      [
        id,
        ...needs.map((other) => `  after ${other}`),
        ...exclusive.filter((key) => key !== address).map((key) => `  alone at ${key}`),
      ].join("\n"),
    )
    .join("\n");
}

export async function planOf(situation: Situation): Promise<Plan> {
  const { providers: entries = PROVIDERS, unloadedFiles = [], leftOut = [] } = situation;
  const configuration = await configurationOf(
    { "trueup.yaml": `version: 1\nstack: shop\nproviders: ${entries}\n${dedent(situation.yaml)}\n` },
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
      ([id, provider]) => [id, standIn(provider, live.get(id) ?? live.get(provider.vendor) ?? [], situation)] as const,
    ),
  );
  const expanded = expandResources(configuration, providers);
  const { plan } = await makePlan({
    configuration: expanded,
    document: readDocument(situation, expanded, { live, providers }),
    providers: standIns,
    options: { ...OPTIONS, ...situation.options },
    digest: async (value) => `digest of ${value}`,
    unloadedFiles,
    leftOut,
    clock,
    emit: () => undefined,
    call: {},
  });
  return plan;
}

function readLive(text: string): Live {
  const given = (parse(text) ?? {}) as Record<string, JsonObject>;
  const isByVendor = Object.keys(given).every((key) => ACCOUNTS[key.replace(/\..*/, "")] !== undefined);
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

function standIn(provider: Provider, live: readonly Observed[], situation: Situation): Provider {
  const { names = {}, accounts = {}, unconfirmed = [] } = situation;
  const account = { ...accountOf(provider.vendor), ...accounts[provider.id] };
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
      ids.filter(
        (id) =>
          !unconfirmed.includes(`${id.type} ${id.remoteId}`) &&
          !live.some(({ type, remoteId }) => type === id.type && remoteId === id.remoteId),
      ),
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
