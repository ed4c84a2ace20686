// What each entry of a plan costs by, before and after: the real values, also those that no entry shows. Pure.
import type { Desired } from "../core/desired.ts";
import { type Json, type JsonObject, jsonAt, withJsonAt } from "../core/json.ts";
import type { Observed } from "../core/observed.ts";
import { type Action, isBeside, type Plan, type PlanEntry } from "../core/plan.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { applyMoves, listOpenMoves } from "../planner/moves.ts";
import { formatDigestKey, type PlanInput } from "../planner/plan-input.ts";
import type { PricedEntry } from "../planner/price-plan.ts";
import { bindResources } from "./bind-resources.ts";

/** What an action leaves of an object, and what it makes; whatever is not listed sends nothing that changes the bill. */
const SIDES: Readonly<Partial<Record<Action, readonly ("before" | "after")[]>>> = {
  create: ["after"],
  delete: ["before"],
  update: ["before", "after"],
  rebuild: ["before", "after"],
  replace: ["before", "after"],
};

/** Entries of what costs something, with what they cost by. */
export function listPriced(plan: Plan, input: PlanInput): PricedEntry[] {
  const priced = plan.entries.flatMap((entry) => {
    const costs = input.providers.get(entry.provider)?.rules[entry.type]?.costs;
    const isPart = entry.child === true && !isBeside(entry);
    return costs === undefined || isPart || SIDES[entry.action] === undefined ? [] : [{ entry, costs }];
  });
  if (priced.length === 0) return [];
  const pictures = buildPictures(plan, input);
  return priced.map(({ entry, costs }) => {
    const sides = SIDES[entry.action] ?? [];
    const { address, provider, type } = entry;
    const before = pictures.before(entry, costs);
    return {
      address,
      provider,
      costs,
      ...(sides.includes("before") ? { before: { type, attributes: before } } : {}),
      ...(sides.includes("after") ? { after: { type, attributes: pictures.after(entry, before) } } : {}),
    };
  });
}

interface Pictures {
  before(entry: PlanEntry, costs: readonly string[]): JsonObject;
  after(entry: PlanEntry, before: JsonObject): JsonObject;
}

function buildPictures(plan: Plan, input: PlanInput): Pictures {
  const made = new Set(plan.entries.flatMap(({ action, address }) => (isMade(action) ? [address] : [])));
  const resources = bindResources(input, made);
  const declared = new Set(resources.keys());
  const { tracked } = applyMoves(
    new Map(Object.entries(input.state?.resources ?? {})),
    listOpenMoves(input.moved, input.state),
    declared,
  );
  const objects = new Map(
    [...input.observed].flatMap(([provider, all]) =>
      all.map((object): [string, Observed] => [`${provider} ${object.type} ${object.remoteId}`, object]),
    ),
  );
  return {
    before(entry, costs) {
      const { address, provider, type, remoteId } = entry;
      const record = isBeside(entry) ? undefined : tracked.get(address);
      const seen = objects.get(`${provider} ${type} ${remoteId}`)?.attributes ?? {};
      const known = { ...record?.applied, ...seen };
      if (isBeside(entry)) return known;
      const changed = isMade(entry.action) ? [] : listChanged(entry);
      const unreported = costs.filter((path) => jsonAt(known, path) === undefined && !changed.includes(path));
      return withDeclared(known, unreported, { input, record, desired: resources.get(address) });
    },
    after(entry, before) {
      const attributes = resources.get(entry.address)?.attributes ?? {};
      if (isMade(entry.action)) return attributes;
      return listChanged(entry).reduce<JsonObject>(
        (picture, path) => copyAt(picture, path, jsonAt(attributes, path)),
        before,
      );
    },
  };
}

function listChanged({ fields }: PlanEntry): string[] {
  return fields.filter(({ effect }) => effect === "now").map(({ path }) => path);
}

function isMade(action: Action): boolean {
  return action === "create" || action === "replace";
}

function copyAt(picture: JsonObject, path: string, value: Json | undefined): JsonObject {
  return value === undefined ? picture : withJsonAt(picture, path, value);
}

interface Declared {
  readonly input: PlanInput;
  readonly record: TrackedResource | undefined;
  readonly desired: Desired | undefined;
}

/** What neither reads nor the record tell of an object is as declared, unless its digest says that it was another. */
function withDeclared(
  known: JsonObject,
  unreported: readonly string[],
  { input, record, desired }: Declared,
): JsonObject {
  if (desired === undefined) return known;
  const isSame = (path: string) => {
    const digest = record?.digests[path];
    return digest === undefined || digest === input.digests.get(formatDigestKey(desired.address, path));
  };
  return unreported
    .filter(isSame)
    .reduce((picture, path) => copyAt(picture, path, jsonAt(desired.attributes, path)), known);
}
