// The edges between operations: what must have succeeded before. Pure; a cycle is an error, never broken silently.
import { type Address, isCoveredBy, resourceOf } from "../core/address.ts";
import { isDeletedByParent } from "../core/belongs.ts";
import type { Desired } from "../core/desired.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import { formatObjectKey } from "../core/object-key.ts";
import { isDeletion, listReferences, type Operation } from "../core/step.ts";
import { mapInTurns, type Turns } from "../core/turns.ts";
import { findCycle, reach } from "../graph/dag.ts";
import { isNamedDeletion } from "./named-deletion.ts";
import { indexOperations, listTexts, type OrderIndex } from "./order-index.ts";
import type { World } from "./world.ts";

export interface Ordered {
  readonly operations: readonly Operation[];
  readonly diagnostics: readonly Diagnostic[];
}

export function* orderOperations(
  world: World,
  operations: readonly Operation[],
  desired: ReadonlyMap<Address, Desired>,
): Turns<Ordered> {
  const index = indexOperations(world, operations, desired);
  yield;
  const needing = yield* mapInTurns(operations, (operation) => ({
    ...operation,
    exclusive: listExclusive(index, operation),
    needs: [...new Set([...operation.needs, ...listNeeds(index, operation)])]
      .filter((id) => id !== operation.id)
      .sort(),
  }));
  const ordered = deleteLate(needing);
  yield;
  const cycle = findCycle(new Map(ordered.map((operation) => [operation.id, operation.needs])));
  if (cycle === undefined) return { operations: ordered, diagnostics: [] };
  return {
    operations: [],
    diagnostics: [
      buildError("plan.cycle", `these depend on each other: ${cycle.join(" needs ")}`, {
        fix: adviseOnCycle(index, new Set(cycle)),
      }),
    ],
  };
}

/** What a person can change: a dependency, the order of a replacement, or one change at a time. */
function adviseOnCycle({ byAddress, desired }: OrderIndex, cycle: ReadonlySet<string>): string {
  const inside = [...byAddress].flatMap(([address, all]) => (all.some(({ id }) => cycle.has(id)) ? [address] : []));
  const depending = inside.find((address) =>
    desired.get(address)?.dependsOn.some((other) => inside.some((one) => isCoveredBy(one, other))),
  );
  if (depending !== undefined) return `remove a dependsOn of ${depending}`;
  const createFirst = inside.find(
    (address) => desired.get(address)?.lifecycle.replace === "create-first" && isMadeAnew(address, byAddress),
  );
  if (createFirst !== undefined)
    return `leave out lifecycle.replace: create-first of ${resourceOf(createFirst)}: here the old one must go first`;
  const remade = inside.find((address) => {
    const all = byAddress.get(address) ?? [];
    return all.some(isDeletion) && all.some((other) => other.action === "create");
  });
  return remade === undefined
    ? "make these changes one by one, with an apply after each"
    : `change ${remade} in an apply of its own: leave the others as they were until then`;
}

/**
 * Of a replacement that deletes first, the deletion waits for all that the creation needs: when that fails, the old one is
 * still there. What itself needs the deletion (a disk that is renewed with its machine) cannot be waited for.
 */
function deleteLate(operations: readonly Operation[]): readonly Operation[] {
  const needs = new Map(operations.map((operation) => [operation.id, operation.needs]));
  // Two that are renewed below the same one would wait for each other.
  const late = new Map(needs);
  return operations.map((operation) => {
    const creation = operation.action === "delete" ? needs.get(`create ${operation.address}`) : undefined;
    if (creation?.includes(operation.id) !== true) return operation;
    const earlier = [...reach(creation, needs)].filter((id) => !reach([id], late).has(operation.id));
    const all = [...new Set([...operation.needs, ...earlier])].sort();
    late.set(operation.id, all);
    return { ...operation, needs: all };
  });
}

function listNeeds(index: OrderIndex, operation: Operation): string[] {
  if (isDeletion(operation)) return listDeletionNeeds(index, operation);
  const { byAddress, desired } = index;
  const constructive = (address: Address) => (byAddress.get(address) ?? []).filter((other) => !isDeletion(other));
  const isBefore = isTakenBefore(index, operation);
  const { dependsOn = [] } = desired.get(operation.address) ?? {};
  const declared = [...dependsOn, ...listAbout(index, operation)];
  const needs = [...new Set([...listReferred(operation), ...declared, ...listParents(operation)])]
    .filter((address) => !(isBefore && listParents(operation).includes(address)))
    // A VM is made of its disks: what the parent itself needs does not wait for it.
    .filter((address) => !(listParents(operation).includes(address) && isMadeOf(constructive(address), operation)))
    .flatMap(constructive);
  const snapshots =
    operation.type === "snapshot" || operation.action === "create"
      ? []
      : (index.snapshotsOf.get(resourceOf(operation.address)) ?? []);
  return [...needs, ...snapshots.filter((other) => isTakenBefore(index, other))].map((other) => other.id);
}

function isMadeOf(parents: readonly Operation[], part: Operation): boolean {
  return parents.some((parent) => listReferred(parent).includes(part.address));
}

/** The parent, and the VM that the parent is a part of. */
function listParents({ parent }: Operation): Address[] {
  return parent === undefined ? [] : [parent, resourceOf(parent)];
}

/** What the requests of an operation refer to, besides the object itself. */
export function listReferred(operation: Operation): Address[] {
  return operation.steps.flatMap((step) =>
    listReferences(step.request).flatMap((reference) =>
      reference.$ref === "attribute" && reference.address !== operation.address ? [reference.address] : [],
    ),
  );
}

/** `take: before` is the default when the VM exists already and stays. */
function isTakenBefore({ byAddress, desired }: OrderIndex, operation: Operation): boolean {
  if (operation.type !== "snapshot" || operation.action !== "create" || operation.parent === undefined) return false;
  if (operation.parentFate === "made") return false;
  const parentIsMade = listParents(operation).some((parent) => isMadeAnew(parent, byAddress));
  return !parentIsMade && desired.get(operation.address)?.attributes["take"] !== "after";
}

/** Children and dependents go first; what is kept must have let go of it first (a key leaves the VMs before it is deleted). */
function listDeletionNeeds(index: OrderIndex, operation: Operation): string[] {
  const isReplaced = isMadeAnew(operation.address, index.byAddress);
  const own = listOwnDeletionNeeds(index, operation, isReplaced);
  if (!isDeletedByParent(operation)) return [...own, ...listNeedsOfParts(index, operation, isReplaced)];
  const deletions = (index.byAddress.get(operation.parent ?? "") ?? []).filter(isDeletion);
  return [...own, ...deletions.map((other) => other.id)];
}

/** A part that its parent's deletion names goes after it; so the parent's deletion waits for all that the part waits for. */
function listNeedsOfParts(index: OrderIndex, { id, address }: Operation, isReplaced: boolean): string[] {
  const parts = index.deletedWith.get(address) ?? [];
  const own = new Set([id, ...parts.map((part) => part.id)]);
  return parts
    .flatMap((part) => {
      const isAnew = isReplaced || isMadeAnew(part.address, index.byAddress);
      return [...listOwnDeletionNeeds(index, part, isAnew), ...listNeedsOfParts(index, part, isAnew)];
    })
    .filter((other) => !own.has(other));
}

function listOwnDeletionNeeds(index: OrderIndex, operation: Operation, isReplaced: boolean): string[] {
  const { world, byAddress, referring } = index;
  // Until the new one is there, what an earlier replacement has left behind may be all that is left.
  const needs =
    operation.action === "delete-deposed" &&
    isMadeAnew(operation.address, byAddress) &&
    !isNamedDeletion(world.input.options, operation)
      ? [`create ${operation.address}`]
      : [];
  for (const address of referring.get(operation.address) ?? [])
    for (const other of byAddress.get(address) ?? [])
      if (!isDeletedByParent(other) && (isDeletion(other) || (!isReplaced && other.action !== "create")))
        needs.push(other.id);
  return [...needs, ...listYoungerSiblings(index, operation), ...listUsersOfKey(index, operation)];
}

function isMadeAnew(address: Address, byAddress: OrderIndex["byAddress"]): boolean {
  return (byAddress.get(address) ?? []).some((other) => other.action === "create");
}

/** A snapshot that another was built on goes after it. */
function listYoungerSiblings({ world, deletedParts }: OrderIndex, operation: Operation): string[] {
  if (operation.remoteId === undefined || operation.parentId === undefined) return [];
  return (deletedParts.get(operation.parentId) ?? []).flatMap((other) => {
    const tracked = world.tracked.get(other.address);
    const observed = tracked === undefined ? undefined : world.observedOf(tracked);
    return observed?.builtOn === operation.remoteId ? [other.id] : [];
  });
}

/** Machines that carry a key go before it, those that no record names included. */
function listUsersOfKey({ deletedUsers }: OrderIndex, { type, remoteId = "", account }: Operation): string[] {
  if (type !== "key") return [];
  return (deletedUsers.get(formatObjectKey(account, { type, remoteId })) ?? []).map((other) => other.id);
}

/** One mutation at a time per VM with its parts and its schedules. */
function listExclusive(index: OrderIndex, operation: Operation): string[] {
  return [...new Set([...operation.exclusive, ...listAbout(index, operation)])];
}

/** Machines that it is about, by their own addresses or by those of their parts. */
function listAbout({ world, desired }: OrderIndex, { address, provider, type }: Operation): string[] {
  const about = world.input.providers.get(provider)?.rules[type]?.about;
  return about === undefined ? [] : listTexts(desired.get(address)?.attributes[about]).map(resourceOf);
}
