// What is asked of a world again and again, found by one look: parts by their parent, declarations, objects by name and by
// mark. Each index is made when it is asked for first. Pure.
import type { Address, ResourceType } from "../core/address.ts";
import { comparableText } from "../core/comparable-text.ts";
import type { Desired } from "../core/desired.ts";
import type { TypeRules } from "../core/field-rule.ts";
import { groupBy, groupPairs } from "../core/group-by.ts";
import { formatPlaceKey } from "../core/object-key.ts";
import type { Observed } from "../core/observed.ts";
import { once } from "../core/once.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { moveAddress } from "./follow-moves.ts";
import { type PlanInput, placeOf } from "./plan-input.ts";

/** Of what is declared and what was seen, which stay as they are while a plan is carried out. */
export interface WorldIndex {
  declaredAt(address: Address): Desired | undefined;
  /** Whether anything declared was there before trueup. */
  hasExisting(): boolean;
  /** Objects of this name, as names are compared. */
  namedAt(placeKey: string, type: ResourceType, name: string): readonly Observed[];
  /** Objects that this stack has marked for an address. */
  markedAt(placeKey: string, type: ResourceType, address: Address): readonly Observed[];
  /** Parts of an object, by its id, that come and go with it. */
  partsInside(placeKey: string, parentId: string): readonly Observed[];
  /** Parts that hang on an object, by its id, or on what is inside it, and outlive it. */
  partsHanging(placeKey: string, parentId: string): readonly Observed[];
  /** What its machine cannot be without, by the attribute that names the machine's id. */
  fixedOn(placeKey: string, type: ResourceType, field: string, holder: string): readonly Observed[];
}

/** Tracked resources by the address of their parent. */
export function indexParts(
  tracked: ReadonlyMap<Address, TrackedResource>,
): (parent: Address) => readonly (readonly [Address, TrackedResource])[] {
  const parts = once(() => groupBy([...tracked], ([, { parent }]) => parent));
  return (parent) => parts().get(parent) ?? [];
}

export function createWorldIndex(
  input: PlanInput,
  observedAt: (placeKey: string, type: ResourceType) => readonly Observed[],
): WorldIndex {
  const declared = once(() => new Map(input.resources.map((desired) => [desired.address, desired])));
  const named = memo((placeKey: string, type: ResourceType) =>
    groupBy(observedAt(placeKey, type), ({ name }) => comparableText(name)),
  );
  // A mark says the address of the day when it was written.
  const nameNow = (address: Address) =>
    declared().has(address) ? address : moveAddress(address, input.moved, declared());
  const marked = memo((placeKey: string, type: ResourceType) =>
    groupPairs(
      observedAt(placeKey, type).flatMap((object) =>
        object.markers?.stack === input.stack ? [[nameNow(object.markers.address), object] as const] : [],
      ),
    ),
  );
  const fixed = memo((placeKey: string, type: ResourceType, field: string) =>
    groupBy(
      observedAt(placeKey, type).filter(({ isFixed }) => isFixed === true),
      ({ attributes }) => attributes[field],
    ),
  );
  return {
    ...indexHanging(input, observedAt),
    declaredAt: (address) => declared().get(address),
    hasExisting: once(() => input.resources.some(({ existing }) => existing !== undefined)),
    namedAt: (placeKey, type, name) => named(placeKey, type).get(comparableText(name)) ?? [],
    fixedOn: (placeKey, type, field, holder) => fixed(placeKey, type, field).get(holder) ?? [],
    markedAt: (placeKey, type, address) => marked(placeKey, type).get(address) ?? [],
  };
}

function indexHanging(
  input: PlanInput,
  observedAt: (placeKey: string, type: ResourceType) => readonly Observed[],
): Pick<WorldIndex, "partsInside" | "partsHanging"> {
  const rulesAt = (placeKey: string) =>
    [...input.providers.values()].find(({ vendor, account }) => formatPlaceKey(vendor, placeOf(account)) === placeKey)
      ?.rules ?? {};
  const objectsOf = (placeKey: string, isOf: (rules: TypeRules) => boolean) =>
    Object.entries(rulesAt(placeKey)).flatMap(([type, rules]) =>
      isOf(rules) ? observedAt(placeKey, type as ResourceType).map((object) => ({ object, rules })) : [],
    );
  const inside = memo((placeKey: string) =>
    groupBy(
      objectsOf(placeKey, (rules) => rules.belongs?.how === "inside").map(({ object }) => object),
      ({ parentId }) => parentId,
    ),
  );
  const hanging = memo((placeKey: string) =>
    groupPairs(
      objectsOf(placeKey, (rules) => rules.belongs?.how === "apart").flatMap(({ object, rules }) => {
        const holders = rules.fields.map(({ path, references }) => references && object.attributes[path]);
        return holders.flatMap((holder) => (typeof holder === "string" ? [[holder, object] as const] : []));
      }),
    ),
  );
  const insideOf = (placeKey: string, parentId: string) => inside(placeKey, "vm").get(parentId) ?? [];
  return {
    partsInside: insideOf,
    partsHanging: (placeKey, parentId) =>
      [parentId, ...insideOf(placeKey, parentId).map(({ remoteId }) => remoteId)].flatMap(
        (holder) => hanging(placeKey, "vm").get(holder) ?? [],
      ),
  };
}

function memo<T>(
  make: (placeKey: string, type: ResourceType, field: string) => T,
): (placeKey: string, type: ResourceType, field?: string) => T {
  const known = new Map<string, T>();
  return (placeKey, type, field = "") => {
    const key = `${placeKey} ${type} ${field}`;
    const found = known.get(key) ?? make(placeKey, type, field);
    known.set(key, found);
    return found;
  };
}
