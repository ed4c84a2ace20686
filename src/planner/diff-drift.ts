// Drift: what changed behind our back since the last apply. tracked against observed, whatever YAML says. Pure.

import { type Address, compareAddresses } from "../core/address.ts";
import { isSameText } from "../core/comparable-text.ts";
import type { Desired } from "../core/desired.ts";
import { withoutSecretEntries } from "../core/entries.ts";
import { isEqualField } from "../core/field-compare.ts";
import type { FieldRule, TypeRules } from "../core/field-rule.ts";
import { isJsonObject, isSameJson, type Json, type JsonObject, jsonAt } from "../core/json.ts";
import { readName } from "../core/known-names.ts";
import { formatObjectKey, formatPlaceKey } from "../core/object-key.ts";
import type { Observed } from "../core/observed.ts";
import { SIMULATORS_FORGET } from "../core/place.ts";
import type { DriftClass, DriftEntry, DriftField, Unmanaged } from "../core/plan.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { withoutPaths } from "../core/tracking.ts";
import { mapInTurns, type Turns } from "../core/turns.ts";
import { isIgnored, type NameOf, nameIds, nameReferences } from "./diff-fields.ts";
import { listUnhealthyDrift } from "./list-unhealthy.ts";
import { presentAfter } from "./present.ts";
import { nameOfSection } from "./subject.ts";
import { objectKeyOf, type World } from "./world.ts";

export function* driftInTurns(world: World, desired: ReadonlyMap<Address, Desired>): Turns<DriftEntry[]> {
  const entries = yield* mapInTurns(world.tracked, ([address, tracked]): DriftEntry[] => {
    const observed = world.observedOf(tracked);
    if (observed !== undefined) return diffTracked(world, address, tracked, observed, desired.get(address));
    if (!world.input.gone.has(objectKeyOf(tracked)) && !isGoneWithParent(world, tracked)) return [];
    return [
      {
        ...about(address, tracked),
        class: isReplaced(world, tracked) ? "replaced" : "vanished",
        fields: [],
        ...(tracked.place.simulated === true ? { detail: SIMULATORS_FORGET } : {}),
        before: { id: tracked.remoteId, ...withoutPaths(tracked.observed, desired.get(address)?.secrets ?? []) },
        after: null,
      },
    ];
  });
  return [...entries.flat(), ...listUnhealthyDrift(world, desired)].sort((a, b) =>
    compareAddresses(a.address, b.address),
  );
}

function isGoneWithParent(world: World, tracked: TrackedResource): boolean {
  const parent = tracked.parent === undefined ? undefined : world.tracked.get(tracked.parent);
  const rules = world.providerAt(tracked.vendor, tracked.place)?.rules[tracked.type];
  return parent !== undefined && rules?.belongs?.how !== "apart" && world.input.gone.has(objectKeyOf(parent));
}

function isReplaced(world: World, tracked: TrackedResource): boolean {
  return world
    .observedAt(formatPlaceKey(tracked.vendor, tracked.place), tracked.type)
    .some(
      (object) =>
        object.owned &&
        isSameText(object.name, tracked.name) &&
        object.parentId === tracked.parentId &&
        !isRecorded(world, tracked, object),
    );
}

function isRecorded(world: World, tracked: TrackedResource, object: Observed): boolean {
  return world.recordedAt.has(formatObjectKey(formatPlaceKey(tracked.vendor, tracked.place), object));
}

function about(address: Address, tracked: TrackedResource): Pick<DriftEntry, "address" | "type" | "vendor"> {
  return { address, type: tracked.type, vendor: tracked.vendor };
}

function diffTracked(
  world: World,
  address: Address,
  tracked: TrackedResource,
  observed: Observed,
  desired: Desired | undefined,
): DriftEntry[] {
  const placeKey = formatPlaceKey(tracked.vendor, tracked.place);
  const provider = world.providerAt(tracked.vendor, tracked.place);
  const rules = provider?.rules[tracked.type];
  if (provider === undefined || rules === undefined) return [];
  if (isSameJson(tracked.observed, observed.attributes)) return [];
  // What YAML leaves out may be declared all the same: a policy that nobody pauses is to run.
  const bound = desired && {
    ...desired,
    attributes: provider.bind(desired, provider.facts, observed, tracked).attributes,
  };
  const declared = listDifferences(rules.fields, tracked, observed, bound, nameOfSection({ world, placeKey }));
  const told = listTold(rules, tracked, observed, declared);
  const before = { id: tracked.remoteId, ...withoutPaths(tracked.observed, desired?.secrets ?? []) };
  return [declared, told]
    .filter((fields) => fields.length > 0)
    .map((fields) => ({
      ...about(address, tracked),
      class: WORST_FIRST.find((kind) => fields.some((field) => field.class === kind)) ?? "unset",
      fields,
      before,
      after: presentAfter(before, fields),
    }));
}

const WORST_FIRST: readonly DriftClass[] = ["conflict", "unset", "provider-event", "agreed"];

type Difference = DriftField & { readonly class: DriftClass };

/** What the provider alone decides, of an object that is as it is. None before it was there at all is no event. */
function listTold(
  { told = [] }: TypeRules,
  tracked: TrackedResource,
  observed: Observed,
  declared: readonly Difference[],
): Difference[] {
  if (observed.condition === "busy") return [];
  return told.flatMap(({ path, unless }): Difference[] => {
    const [before, after] = [jsonAt(tracked.observed, path), jsonAt(observed.attributes, path)];
    const isTold = Array.isArray(before) && before.length > 0 && Array.isArray(after);
    if (!isTold || declared.some((field) => field.path === unless)) return [];
    if (isIgnored(path, tracked.lifecycle.ignore) || isEqualField({ compare: "set" }, before, after)) return [];
    return [buildDifference({ path }, { before, after, class: "provider-event" })];
  });
}

function buildDifference(
  { path, unit }: Pick<FieldRule, "path" | "unit">,
  { before, after, class: kind }: Pick<Difference, "before" | "after" | "class">,
): Difference {
  return {
    path,
    before,
    after,
    unknown: false,
    sensitive: false,
    ...(unit === undefined ? {} : { unit }),
    cause: "outside",
    effect: "now",
    class: kind,
  };
}

function listDifferences(
  rules: readonly FieldRule[],
  tracked: TrackedResource,
  observed: Observed,
  desired: Desired | undefined,
  nameOf: NameOf,
): Difference[] {
  const seen = new Set<string>();
  const { ignore } = (desired ?? tracked).lifecycle;
  return rules.flatMap((rule): Difference[] => {
    const path = rule.observedAs ?? rule.path;
    if (!rule.readable || seen.has(path) || rule.compare === "disjoint") return [];
    if (isIgnored(rule.path, ignore)) return [];
    seen.add(path);
    // What is a secret now is not on record, or only from before.
    const read = (recorded: JsonObject, from = withoutPaths(recorded, desired?.secrets ?? [])) =>
      withoutUnreported(
        rule.path,
        { ignore, applied: tracked.applied },
        nameReferences(rule, readName(tracked.names, rule.path, jsonAt(from, path)), { nameOf }),
      );
    const [before, after] = [read(tracked.observed), read(observed.attributes)];
    // Of an object that is busy or in trouble much cannot be told.
    const isUnreported = after === undefined && observed.condition !== "ready";
    if (before === undefined || isUnreported || isUnchanged(before, after, rule)) return [];
    const declared = rule.path === "name" ? desired?.name : jsonAt(desired?.attributes ?? {}, path);
    const wanted = declared === undefined ? undefined : nameIds(rule, declared, { nameOf });
    const kind: DriftClass = wanted === undefined ? "unset" : isEqualField(rule, wanted, after) ? "agreed" : "conflict";
    return [buildDifference({ ...rule, path }, { before, after, class: kind })];
  });
}

/** Entries of a map may be ignored one by one (`tags.owner`, `tags.*`), or be secrets, whatever YAML says of them now. */
function withoutUnreported(
  path: string,
  { ignore, applied }: { readonly ignore: readonly string[]; readonly applied: JsonObject },
  value: Json | undefined,
): Json | undefined {
  if (!isJsonObject(value)) return value;
  const told = Object.entries(withoutSecretEntries(value, applied, path));
  return Object.fromEntries(told.filter(([key]) => !isIgnored(`${path}.${key}`, ignore)));
}

/** What a live value was and is: compared as wholes, but as the field is read. */
function isUnchanged(before: Json, after: Json | undefined, { compare }: FieldRule): boolean {
  const isBySet = compare === "set" || compare === "public-key";
  return isEqualField(isBySet ? { compare } : {}, before, after);
}

/** Objects of ours that no address holds; only told where they are asked for. */
export function listUnmanaged(world: World): Unmanaged[] {
  const found: Unmanaged[] = [];
  for (const [key, object] of world.byObject) {
    if (object.owned && !world.recordedAt.has(key)) found.push({ vendor: key.split("/")[0] ?? "", object });
  }
  return found;
}
