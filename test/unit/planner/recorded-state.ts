// The state of a situation: what an apply of what is declared now has left on record, and what was different then.
import { parse } from "yaml";
import { type Address, type ResourceType, resourceOf } from "../../../src/core/address.ts";
import { type Configuration, DEFAULT_LIFECYCLE, DEFAULT_TIMEOUTS, type Desired } from "../../../src/core/desired.ts";
import type { TypeRules } from "../../../src/core/field-rule.ts";
import { isJsonObject, type Json, type JsonObject, jsonAt } from "../../../src/core/json.ts";
import type { Account, Observed } from "../../../src/core/observed.ts";
import type { Provider } from "../../../src/core/provider.ts";
import type { StateDocument, TrackedResource } from "../../../src/core/state-document.ts";
import { mergeApplied, withoutSecrets } from "../../../src/core/tracking.ts";
import { withDerived } from "../../../src/planner/derive.ts";
import { placeOf } from "../../../src/planner/plan-input.ts";
import { sampleDocument, sampleIntent } from "../../support/sample-state.ts";
import type { Situation } from "./plan-specification.ts";

export const ACCOUNTS: Readonly<Record<string, Account>> = {
  serveroid: { vendor: "serveroid", fingerprint: "7", project: "7", label: "Serveroid project 7" },
  zomro: { vendor: "zomro", fingerprint: "u", label: "Zomro u" },
  gcore: { vendor: "gcore", fingerprint: "1", project: "1", region: "2", label: "Gcore project 1" },
};

export type Live = ReadonlyMap<string, readonly Observed[]>;

interface Recorded {
  readonly live: Live;
  readonly providers: ReadonlyMap<string, Provider>;
}

export function readDocument(
  { tracked, pending = [] }: Pick<Situation, "tracked" | "pending">,
  { resources }: Configuration,
  recorded: Recorded,
): StateDocument | undefined {
  const given = Object.entries((parse(tracked ?? "") ?? {}) as Record<string, string | JsonObject>);
  if (given.length === 0 && pending.length === 0) return undefined;
  const declared = new Map(resources.map((desired) => [desired.address, desired]));
  const records = given.map(([address, said]) => [address, readRecord(address, said, declared, recorded)] as const);
  return sampleDocument({
    stack: "shop",
    resources: Object.fromEntries(records),
    pending: pending.map((intent, index) => sampleIntent(String(index), intent)),
    outputs: {},
  });
}

function readRecord(
  address: Address,
  said: string | JsonObject,
  declared: ReadonlyMap<Address, Desired>,
  { live, providers }: Recorded,
): TrackedResource {
  const { is, ...more } = typeof said === "string" ? { is: said } : said;
  const desired = declared.get(address);
  const whole = resourceOf(address);
  const [type = "", remoteId = "", vendor = (desired ?? declared.get(whole))?.vendor ?? "serveroid"] =
    String(is).split(" ");
  const object = live.get(vendor)?.find((item) => item.type === type && item.remoteId === remoteId);
  const rules = [...providers.values()].find((provider) => provider.vendor === vendor)?.rules[type as ResourceType];
  if (rules === undefined) throw new Error(`${vendor} has no ${type}`);
  const { applied, digests } = recordDeclared(desired, rules, declared);
  const parent = desired?.attributes[rules.belongs?.to ?? ""] ?? (whole === address ? undefined : whole);
  return {
    type: type as ResourceType,
    vendor,
    provider: desired?.provider ?? vendor,
    place: placeOf(accountOf(vendor)),
    remoteId,
    name: object?.name ?? desired?.name ?? remoteId,
    ...(typeof parent === "string" ? { parent } : {}),
    ...(object?.parentId === undefined ? {} : { parentId: object.parentId }),
    made: true,
    timeouts: desired?.timeouts ?? DEFAULT_TIMEOUTS,
    dependsOn: desired?.dependsOn ?? [],
    digests,
    ...more,
    applied: withOthers(desired === undefined ? (object?.attributes ?? {}) : applied, more["applied"]),
    observed: withOthers(object?.attributes ?? applied, more["observed"]),
    lifecycle: { ...(desired?.lifecycle ?? DEFAULT_LIFECYCLE), ...objectOf(more["lifecycle"]) },
  } as unknown as TrackedResource;
}

/** What an apply of what is declared now leaves on record. */
function recordDeclared(desired: Desired | undefined, rules: TypeRules, declared: ReadonlyMap<Address, Desired>) {
  if (desired === undefined) return { applied: {}, digests: {} };
  const attributes = withDerived(desired, desired.attributes, rules, (address) => declared.get(address));
  const paths = rules.fields.map(({ path }) => path);
  const secret = rules.fields.filter(
    ({ sensitive, path }) => sensitive === true && jsonAt(attributes, path) !== undefined,
  );
  return {
    applied: mergeApplied({}, withoutSecrets({ ...desired, attributes }, rules), paths, rules),
    digests: Object.fromEntries(secret.map(({ path }) => [path, `digest of ${String(jsonAt(attributes, path))}`])),
  };
}

function withOthers(attributes: JsonObject, others: Json | undefined): JsonObject {
  const all = Object.entries({ ...attributes, ...objectOf(others) });
  return Object.fromEntries(all.filter(([key, value]) => value !== null || !Object.hasOwn(objectOf(others), key)));
}

function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

export function accountOf(vendor: string): Account {
  const account = ACCOUNTS[vendor];
  if (account === undefined) throw new Error(`no account for ${vendor}`);
  return account;
}
