// Which free objects a declared resource may be without a record or a mark: by the place that only one can have, or by name
// and parent. Pure.
import type { Address } from "../core/address.ts";
import type { Desired } from "../core/desired.ts";
import type { TypeRules } from "../core/field-rule.ts";
import type { Json } from "../core/json.ts";
import { formatObjectKey } from "../core/object-key.ts";
import type { Observed } from "../core/observed.ts";
import { formatSurplus } from "../core/surplus.ts";
import type { World } from "./world.ts";

/** Ours, held by no address, and not what a person wants to see deleted. */
export function listFree(
  world: World,
  address: Address,
  placeKey: string,
  objects: readonly Observed[],
): readonly Observed[] {
  const { deleteSurplus = [] } = world.input.options;
  return objects.filter(
    (object) =>
      object.owned &&
      !world.recordedAt.has(formatObjectKey(placeKey, object)) &&
      !deleteSurplus.includes(formatSurplus({ address, remoteId: object.remoteId })),
  );
}

/** A machine has one volume to boot from: there is no doubt which is meant, whatever its name. */
export function listFixed(
  world: World,
  desired: Desired,
  rules: TypeRules | undefined,
  placeKey: string,
): readonly Observed[] {
  const { to: parent, renewedIf } = rules?.belongs ?? {};
  if (parent === undefined || renewedIf === undefined || desired.attributes[renewedIf] !== true) return [];
  const parentId = findParentId(world, placeKey, desired.attributes[parent]);
  return parentId === undefined ? [] : world.fixedOn(placeKey, desired.type, parent, parentId);
}

function findParentId(world: World, placeKey: string, parent: Json | undefined): string | undefined {
  return typeof parent === "string"
    ? (world.tracked.get(parent)?.remoteId ?? findUntrackedParent(world, placeKey, parent))
    : undefined;
}

/** Of those with the name, the ones with the parent. */
export function listNamesakes(
  world: World,
  desired: Desired,
  rules: TypeRules | undefined,
  placeKey: string,
  named: readonly Observed[],
): readonly Observed[] {
  const parentField = rules?.belongs?.to;
  const parentId =
    parentField === undefined ? undefined : findParentId(world, placeKey, desired.attributes[parentField]);
  if (parentField === undefined) return named;
  if (rules?.belongs?.how === "apart")
    return named.filter((object) => [null, undefined, parentId].includes(object.attributes[parentField] as string));
  return parentId === undefined ? [] : named.filter((object) => object.parentId === parentId);
}

/** A parent that this same plan adopts by name is not tracked yet, but its children can be told already. */
function findUntrackedParent(world: World, placeKey: string, address: Address): string | undefined {
  const parent = world.declaredAt(address);
  if (parent === undefined) return undefined;
  const imported = world.input.imports.find((block) => block.to === address)?.id ?? parent.existing?.id;
  if (imported !== undefined) return imported;
  const named = world.namedAt(placeKey, parent.type, parent.existing?.name ?? parent.name);
  const found = new Set([...named, ...world.markedAt(placeKey, parent.type, address)]);
  const matches = listFree(world, address, placeKey, [...found]);
  return matches.length === 1 ? matches[0]?.remoteId : undefined;
}
