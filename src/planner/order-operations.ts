// The edges between operations: what must have succeeded before. Pure; a cycle is an error, never broken silently.
import type { Address } from "../core/address.ts";
import type { Desired } from "../core/desired.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import type { JsonObject } from "../core/json.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { listReferences, type Operation } from "../core/step.ts";
import { findCycle } from "../graph/dag.ts";
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
  const ordered = operations.map((operation) => ({
    ...operation,
    exclusive: listExclusive(operation),
    needs: [...new Set([...operation.needs, ...listNeeds(world, operation, byAddress, desired)])]
      .filter((id) => id !== operation.id)
      .sort(),
  }));
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
  const referred = operation.steps.flatMap((step) =>
    listReferences(step.request).flatMap((reference) =>
      reference.$ref === "attribute" && reference.address !== operation.address ? [reference.address] : [],
    ),
  );
  const declared = desired.get(operation.address)?.dependsOn ?? [];
  const needs = [...new Set([...referred, ...declared, ...(operation.parent === undefined ? [] : [operation.parent])])]
    .filter((address) => !(isBefore && address === operation.parent))
    .flatMap(constructive);
  const snapshotsFirst =
    operation.type === "vm" && operation.action !== "create"
      ? [...byAddress.values()]
          .flat()
          .filter((other) => other.parent === operation.address && isTakenBefore(other, byAddress, desired))
      : [];
  return [...needs, ...snapshotsFirst].map((other) => other.id);
}

/** `take: before` is the default when the VM exists already and stays. */
function isTakenBefore(
  operation: Operation,
  byAddress: ReadonlyMap<Address, readonly Operation[]>,
  desired: ReadonlyMap<Address, Desired>,
): boolean {
  if (operation.type !== "snapshot" || operation.action !== "create" || operation.parent === undefined) return false;
  const parentIsMade = (byAddress.get(operation.parent) ?? []).some((other) => other.action === "create");
  return !parentIsMade && desired.get(operation.address)?.attributes["take"] !== "after";
}

/** Children and dependents go first; what is kept must have let go of it first (a key leaves the VMs before it is deleted). */
function listDeletionNeeds(
  world: World,
  operation: Operation,
  byAddress: ReadonlyMap<Address, readonly Operation[]>,
): string[] {
  const isReplaced = (byAddress.get(operation.address) ?? []).some((other) => other.action === "create");
  const needs: string[] = [];
  for (const [address, others] of byAddress) {
    const tracked = world.tracked.get(address);
    if (address === operation.address || tracked === undefined || !refersTo(tracked, operation.address)) continue;
    needs.push(
      ...others
        .filter((other) => isDeletion(other) || (!isReplaced && other.action !== "create"))
        .map((other) => other.id),
    );
  }
  return [...needs, ...listYoungerSiblings(world, operation, byAddress)];
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
