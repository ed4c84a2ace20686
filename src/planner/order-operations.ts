// The edges between operations: what must have succeeded before. Pure; a cycle is an error, never broken silently.
import { type Address, resourceOf } from "../core/address.ts";
import type { Desired } from "../core/desired.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { formatObjectKey } from "../core/object-key.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { listReferences, type Operation } from "../core/step.ts";
import { findCycle, reach } from "../graph/dag.ts";
import { isNamedDeletion } from "./named-deletion.ts";
import type { World } from "./world.ts";

export interface Ordered {
  readonly operations: readonly Operation[];
  readonly diagnostics: readonly Diagnostic[];
}

export function orderOperations(
  world: World,
  operations: readonly Operation[],
  desired: ReadonlyMap<Address, Desired>,
): Ordered {
  const byAddress = groupByAddress(operations);
  const ordered = deleteLate(
    operations.map((operation) => ({
      ...operation,
      exclusive: listExclusive(operation),
      needs: [...new Set([...operation.needs, ...listNeeds(world, operation, byAddress, desired)])]
        .filter((id) => id !== operation.id)
        .sort(),
    })),
  );
  const cycle = findCycle(new Map(ordered.map((operation) => [operation.id, operation.needs])));
  if (cycle === undefined) return { operations: ordered, diagnostics: [] };
  return {
    operations: [],
    diagnostics: [
      buildError("plan.cycle", `these depend on each other: ${cycle.join(" needs ")}`, {
        fix: "break the cycle: remove a dependsOn, or apply in two runs with --target",
      }),
    ],
  };
}

/**
 * Of a replacement that deletes first, the deletion waits for all that the creation needs: when that fails, the old one is
 * still there. What itself needs the deletion (a disk that is renewed with its machine) cannot be waited for.
 */
function deleteLate(operations: readonly Operation[]): readonly Operation[] {
  const needs = new Map(operations.map((operation) => [operation.id, operation.needs]));
  return operations.map((operation) => {
    const creation = operation.action === "delete" ? needs.get(`create ${operation.address}`) : undefined;
    if (creation?.includes(operation.id) !== true) return operation;
    const earlier = [...reach(creation, needs)].filter((id) => !reach([id], needs).has(operation.id));
    return { ...operation, needs: [...new Set([...operation.needs, ...earlier])].sort() };
  });
}

function groupByAddress(operations: readonly Operation[]): Map<Address, Operation[]> {
  const groups = new Map<Address, Operation[]>();
  for (const operation of operations)
    groups.set(operation.address, [...(groups.get(operation.address) ?? []), operation]);
  return groups;
}

const isDeletion = (operation: Operation): boolean =>
  operation.action === "delete" || operation.action === "delete-deposed";

function listNeeds(
  world: World,
  operation: Operation,
  byAddress: ReadonlyMap<Address, readonly Operation[]>,
  desired: ReadonlyMap<Address, Desired>,
): string[] {
  if (isDeletion(operation)) return listDeletionNeeds(world, operation, byAddress);
  const constructive = (address: Address) => (byAddress.get(address) ?? []).filter((other) => !isDeletion(other));
  const isBefore = isTakenBefore(operation, byAddress, desired);
  const { dependsOn = [], attributes = {} } = desired.get(operation.address) ?? {};
  // A schedule names its machines, whatever its requests refer to (their disks).
  const declared = [...dependsOn, ...(operation.type === "schedule" ? listTexts(attributes["vms"]) : [])];
  const needs = [...new Set([...listReferred(operation), ...declared, ...listParents(operation)])]
    .filter((address) => !(isBefore && listParents(operation).includes(address)))
    // A VM is made of its disks: what the parent itself needs does not wait for it.
    .filter((address) => !(listParents(operation).includes(address) && isMadeOf(constructive(address), operation)))
    .flatMap(constructive);
  const snapshotsFirst =
    operation.type !== "snapshot" && operation.action !== "create"
      ? [...byAddress.values()]
          .flat()
          .filter(
            (other) =>
              other.parent !== undefined &&
              resourceOf(other.parent) === resourceOf(operation.address) &&
              isTakenBefore(other, byAddress, desired),
          )
      : [];
  return [...needs, ...snapshotsFirst].map((other) => other.id);
}

const listTexts = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];

function isMadeOf(parents: readonly Operation[], part: Operation): boolean {
  return parents.some((parent) => listReferred(parent).includes(part.address));
}

/** The parent, and the VM that the parent is a part of. */
function listParents({ parent }: Operation): Address[] {
  return parent === undefined ? [] : [parent, resourceOf(parent)];
}

/** What the requests of an operation refer to, besides the object itself. */
function listReferred(operation: Operation): Address[] {
  return operation.steps.flatMap((step) =>
    listReferences(step.request).flatMap((reference) =>
      reference.$ref === "attribute" && reference.address !== operation.address ? [reference.address] : [],
    ),
  );
}

/** `take: before` is the default when the VM exists already and stays. */
function isTakenBefore(
  operation: Operation,
  byAddress: ReadonlyMap<Address, readonly Operation[]>,
  desired: ReadonlyMap<Address, Desired>,
): boolean {
  if (operation.type !== "snapshot" || operation.action !== "create" || operation.parent === undefined) return false;
  if (operation.parentFate === "made") return false;
  const parentIsMade = listParents(operation).some((parent) =>
    (byAddress.get(parent) ?? []).some((other) => other.action === "create"),
  );
  return !parentIsMade && desired.get(operation.address)?.attributes["take"] !== "after";
}

/** Children and dependents go first; what is kept must have let go of it first (a key leaves the VMs before it is deleted). */
function listDeletionNeeds(
  world: World,
  operation: Operation,
  byAddress: ReadonlyMap<Address, readonly Operation[]>,
  isReplaced = isMadeAnew(operation.address, byAddress),
): string[] {
  // Until the new one is there, what an earlier replacement has left behind may be all that is left.
  const needs =
    operation.action === "delete-deposed" &&
    isMadeAnew(operation.address, byAddress) &&
    !isNamedDeletion(world.input.options, operation)
      ? [`create ${operation.address}`]
      : [];
  for (const [address, others] of byAddress) {
    const tracked = world.tracked.get(address);
    if (address === operation.address || tracked === undefined || !refersTo(tracked, operation.address)) continue;
    needs.push(
      ...others
        .filter(
          (other) => other.goesWithParent !== true && (isDeletion(other) || (!isReplaced && other.action !== "create")),
        )
        .map((other) => other.id),
    );
  }
  return [
    ...needs,
    ...listYoungerSiblings(world, operation, byAddress),
    ...listUsersOfKey(world, operation, byAddress),
    ...listAroundParent(world, operation, byAddress),
  ];
}

function isMadeAnew(address: Address, byAddress: ReadonlyMap<Address, readonly Operation[]>): boolean {
  return (byAddress.get(address) ?? []).some((other) => other.action === "create");
}

/** A part that its parent's deletion names goes after it; and the parent's deletion waits for all that the part waits for. */
function listAroundParent(
  world: World,
  operation: Operation,
  byAddress: ReadonlyMap<Address, readonly Operation[]>,
): string[] {
  if (operation.goesWithParent === true)
    return (byAddress.get(operation.parent ?? "") ?? []).filter(isDeletion).map((other) => other.id);
  const parts = [...byAddress.values()]
    .flat()
    .filter((other) => other.goesWithParent === true && other.parent === operation.address);
  const own = new Set([operation.id, ...parts.map((part) => part.id)]);
  const isReplaced = isMadeAnew(operation.address, byAddress);
  return parts
    .flatMap((part) => listDeletionNeeds(world, { ...part, goesWithParent: false }, byAddress, isReplaced || undefined))
    .filter((id) => !own.has(id));
}

/** A snapshot that another was built on goes after it. */
function listYoungerSiblings(
  world: World,
  operation: Operation,
  byAddress: ReadonlyMap<Address, readonly Operation[]>,
): string[] {
  if (operation.remoteId === undefined || operation.parentId === undefined) return [];
  return [...byAddress.values()].flat().flatMap((other) => {
    const tracked = world.tracked.get(other.address);
    const observed = tracked === undefined ? undefined : world.observedOf(tracked);
    return isDeletion(other) && other.parentId === operation.parentId && observed?.builtOn === operation.remoteId
      ? [other.id]
      : [];
  });
}

/** Machines that carry a key go before it, those that no record names included. */
function listUsersOfKey(
  { byObject }: World,
  { type, remoteId = "", account }: Operation,
  byAddress: ReadonlyMap<Address, readonly Operation[]>,
): string[] {
  if (type !== "key") return [];
  return [...byAddress.values()].flat().flatMap((other) => {
    if (other.type !== "vm" || !isDeletion(other) || other.account !== account) return [];
    const machine = byObject.get(formatObjectKey(account, { type: "vm", remoteId: other.remoteId ?? "" }));
    return listTexts(machine?.attributes["keys"]).includes(remoteId) ? [other.id] : [];
  });
}

export function refersTo(tracked: TrackedResource, address: Address): boolean {
  return tracked.parent === address || tracked.dependsOn.includes(address) || mentions(tracked.applied, address);
}

function mentions(value: JsonObject, address: Address): boolean {
  return Object.values(value).some((item) => item === address || (Array.isArray(item) && item.includes(address)));
}

/** One mutation at a time per VM with its parts; a clone keeps its source still, too. */
function listExclusive(operation: Operation): string[] {
  const source = operation.steps.find((step) => step.name === "clone")?.request["id"];
  const cloned =
    typeof source === "object" && source !== null && "address" in source ? [String(source["address"])] : [];
  return [...new Set([...operation.exclusive, ...cloned])];
}
