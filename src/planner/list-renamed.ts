// Objects that a plan destroys and makes anew under another address, and perhaps another name: seldom what was meant. Pure.
import { type Address, groupOf, parseAddress, resourceOf } from "../core/address.ts";
import type { Desired } from "../core/desired.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import { isEqualField } from "../core/field-compare.ts";
import type { TypeRules } from "../core/field-rule.ts";
import { isJsonObject, type Json, type JsonObject, jsonAt } from "../core/json.ts";
import { formatPlaceKey } from "../core/object-key.ts";
import type { PlanEntry } from "../core/plan.ts";
import { renameReferences } from "../core/reference-names.ts";
import { withDerived } from "./derive.ts";
import { placeOf } from "./plan-input.ts";
import type { World } from "./world.ts";

export interface RenamedPair {
  readonly from: Address;
  readonly to: Address;
  /** The new one's. */
  readonly name: string;
  readonly oldName: string;
  readonly isSameName: boolean;
  /** Where another name is another object, the old name has to stay as well. */
  readonly keepsName: boolean;
}

export function warnOfRenamed(renamed: readonly RenamedPair[]): Diagnostic[] {
  const groups = groupPairs(renamed);
  return groups.map((group) => describe(group, groups.length > 1));
}

/** Keys before machines before what belongs to them, so that a reference to what is renamed is no difference. */
export function listRenamed(
  world: World,
  entries: readonly PlanEntry[],
  declared: ReadonlyMap<Address, Desired>,
): readonly RenamedPair[] {
  const tops = entries.filter(({ address, child }) => child !== true && resourceOf(address) === address);
  const made = tops.filter(({ action, address }) => action === "create" && !world.tracked.has(address));
  const gone = tops.filter(
    ({ action, address }) =>
      action === "delete" && !declared.has(address) && world.tracked.get(address)?.replacedBy === undefined,
  );
  if (made.length === 0 || gone.length === 0) return [];
  const wanted = new Map(made.map(({ address }) => [address, describeDesired(world, declared.get(address), declared)]));
  const taken = new Map<Address, RenamedPair>();
  for (const { address: from, type, name } of gone) {
    const free = made.filter((entry) => entry.type === type && !taken.has(entry.address));
    const tracked = describeTracked(world, from, taken);
    const isThere = ({ address }: PlanEntry) => wanted.get(address)?.place === tracked?.place;
    const best =
      free.find((entry) => name !== "" && entry.name === name && isThere(entry)) ??
      sortByKey(from, free).find(({ address }) => agrees(tracked, wanted.get(address)));
    if (best === undefined) continue;
    const isSameName = name !== "" && best.name === name;
    const keepsName = !isSameName && name !== "" && !canRename(tracked?.rules);
    taken.set(best.address, { from, to: best.address, name: best.name, oldName: name, isSameName, keepsName });
  }
  return [...taken.values()];
}

/** Also where the provider keeps no name: another one is no difference there. */
function canRename(rules: TypeRules | undefined): boolean {
  return rules?.fields.every(({ path, onChange }) => path !== "name" || onChange === "update") === true;
}

/** The same instance of another group first. */
function sortByKey(from: Address, entries: readonly PlanEntry[]): readonly PlanEntry[] {
  const instance = parseAddress(from)?.instance;
  const rank = ({ address }: PlanEntry) => (parseAddress(address)?.instance === instance ? 0 : 1);
  return entries.toSorted((a, b) => rank(a) - rank(b));
}

/** What is compared: everything but key and name, as far as it is on record. */
interface Described {
  readonly place: string;
  readonly rules: TypeRules;
  readonly attributes: JsonObject;
  /** What a declaration left out may still be there. */
  readonly observed: JsonObject;
  readonly hasSecret: (path: string) => boolean;
  readonly parts: string;
}

function describeDesired(
  world: World,
  desired: Desired | undefined,
  declared: ReadonlyMap<Address, Desired>,
): Described | undefined {
  const provider = desired === undefined ? undefined : world.input.providers.get(desired.provider);
  const rules = desired === undefined ? undefined : provider?.rules[desired.type];
  if (desired === undefined || provider === undefined || rules === undefined) return undefined;
  const bound = provider.bind(desired, provider.facts, undefined, undefined).attributes;
  const attributes = withDerived(desired, bound, rules, (address) => declared.get(address));
  return {
    place: formatPlaceKey(provider.vendor, placeOf(provider.account)),
    rules,
    attributes,
    observed: {},
    hasSecret: (path) => jsonAt(attributes, path) !== undefined,
    parts: listParts(declared.keys(), desired.address),
  };
}

function describeTracked(world: World, from: Address, taken: ReadonlyMap<Address, RenamedPair>): Described | undefined {
  const tracked = world.tracked.get(from);
  const rules = tracked && world.providerAt(tracked.vendor, tracked.place)?.rules[tracked.type];
  if (tracked === undefined || rules === undefined) return undefined;
  const now = new Map([...taken.values()].map((pair) => [pair.from, pair.to]));
  return {
    place: formatPlaceKey(tracked.vendor, tracked.place),
    rules,
    attributes: renameReferences(tracked.applied, (address) => renameWhole(address, now)),
    observed: tracked.observed,
    hasSecret: (path) => tracked.digests[path] !== undefined,
    parts: listParts(world.tracked.keys(), from),
  };
}

/** What refers to a part of a machine (a disk, an interface) goes on doing so under the machine's new address. */
function renameWhole(address: Address, now: ReadonlyMap<Address, Address>): Address {
  const owner = resourceOf(address);
  return `${now.get(owner) ?? owner}${address.slice(owner.length)}`;
}

function agrees(before: Described | undefined, after: Described | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  if (before.place !== after.place || before.parts !== after.parts) return false;
  return after.rules.fields.every((rule) => {
    if (rule.path === "name" || rule.onChange === "create-only") return true;
    const isSecret = rule.sensitive === true || before.hasSecret(rule.path);
    if (isSecret) return before.hasSecret(rule.path) === after.hasSecret(rule.path);
    const wanted = jsonAt(after.attributes, rule.path);
    const applied = jsonAt(before.attributes, rule.path);
    if (isUnset(wanted)) return isUnset(applied);
    const known = applied ?? (rule.references === undefined ? jsonAt(before.observed, rule.path) : undefined);
    return isEqualField(rule, wanted ?? null, known);
  });
}

const isUnset = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  (Array.isArray(value) && value.length === 0) ||
  (isJsonObject(value) && Object.keys(value).length === 0);

/** Parts stand below their machine, each with its kind and key. */
function listParts(addresses: Iterable<Address>, owner: Address): string {
  return [...addresses]
    .filter((address) => address.startsWith(`${owner}.`))
    .map((address) => address.slice(owner.length))
    .sort()
    .join();
}

/** Instances of one group that all move together are one block. */
function groupPairs(pairs: readonly RenamedPair[]): readonly (readonly [RenamedPair, ...RenamedPair[]])[] {
  const groups = new Map<string, [RenamedPair, ...RenamedPair[]]>();
  for (const pair of pairs) {
    const isWhole = parseAddress(pair.from)?.instance === parseAddress(pair.to)?.instance;
    const key = isWhole ? `${groupOf(pair.from)} ${groupOf(pair.to)}` : `${pair.from} ${pair.to}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [pair]);
    else group.push(pair);
  }
  return [...groups.values()];
}

/** Of several, each is an item of the one section that a file can have. */
function describe(group: readonly [RenamedPair, ...RenamedPair[]], isOneOfMany: boolean): Diagnostic {
  const [first] = group;
  const isSameName = group.every((pair) => pair.isSameName);
  const [from, to] = group.length === 1 ? [first.from, first.to] : [groupOf(first.from), groupOf(first.to)];
  const are = group.length === 1 ? "is" : "are";
  const how = isSameName
    ? `under the same name, ${group.map(({ name }) => name).join(", ")}`
    : `which agree${group.length === 1 ? "s with it" : " with them"} in all but key and name`;
  const item = `{from: ${JSON.stringify(from)}, to: ${JSON.stringify(to)}}`;
  const kept = group.filter(({ keepsName }) => keepsName);
  const names = kept.map((pair) => `name: ${JSON.stringify(pair.oldName)} in ${pair.to}`);
  return {
    severity: "warning",
    code: "moved.missing",
    address: first.to,
    summary: `${from} ${are} destroyed and ${to} ${are} made${isSameName ? "" : ","} ${how}`,
    ...(group.length === 1 ? {} : { detail: group.map((pair) => `${pair.from} -> ${pair.to}`).join("\n") }),
    fix: [
      `to keep ${group.length === 1 ? "the object" : "the objects"}: ${isOneOfMany ? `below moved: - ${item}` : `moved: [${item}]`}`,
      ...(names.length === 0
        ? []
        : [`and ${names.join(", ")}, since ${names.length === 1 ? "it" : "they"} cannot be renamed`]),
    ].join("; "),
  };
}
