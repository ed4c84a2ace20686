// What stops a deletion although YAML asks for it: somebody still uses the object. Pure.

import { jsonAt } from "../core/json.ts";
import type { BlockedEntry } from "../core/plan.ts";
import type { Operation } from "../core/step.ts";
import { formatObjectKey } from "./plan-input.ts";
import type { World } from "./world.ts";

export function checkKept(world: World, operations: readonly Operation[]): BlockedEntry[] {
  const deletions = operations.filter((operation) => operation.action === "delete");
  return deletions.flatMap((operation) => {
    const reason =
      operation.type === "key"
        ? findKeyUser(world, operation)
        : operation.type === "snapshot"
          ? findBuiltOn(world, operation, deletions)
          : undefined;
    return reason === undefined ? [] : [{ address: operation.address, ...reason, undone: true }];
  });
}

/** A key is deleted only after it is off every VM of ours (contract 4.4), those that trueup does not manage included. */
function findKeyUser(world: World, operation: Operation): { reason: string; fix: string } | undefined {
  const users = world.observedAt(operation.account, "vm").filter((vm) => {
    const keys = jsonAt(vm.attributes, "keys");
    const isHeld = world.holders.has(formatObjectKey(operation.account, vm));
    return (
      vm.owned &&
      !isHeld &&
      Array.isArray(keys) &&
      operation.remoteId !== undefined &&
      keys.includes(operation.remoteId)
    );
  });
  const [user] = users;
  if (user === undefined) return undefined;
  return {
    reason: `the key is still on ${user.name} (${user.remoteId})${users.length > 1 ? ` and ${users.length - 1} more` : ""}, which this stack does not manage`,
    fix: "take it off there first, or forget it with onRemove: forget",
  };
}

/** A snapshot that others were built on stays until they are gone: deleting children along is never asked for. */
function findBuiltOn(
  world: World,
  operation: Operation,
  deletions: readonly Operation[],
): { reason: string; fix: string } | undefined {
  if (deletions.some((other) => other.type === "vm" && other.address === operation.parent)) return undefined;
  const going = new Set(deletions.map((other) => `${other.parentId ?? ""}/${other.remoteId ?? ""}`));
  const child = world
    .observedAt(operation.account, "snapshot")
    .find(
      (snapshot) =>
        snapshot.parentId === operation.parentId &&
        snapshot.builtOn === operation.remoteId &&
        !going.has(`${snapshot.parentId ?? ""}/${snapshot.remoteId}`),
    );
  if (child === undefined) return undefined;
  return {
    reason: `the snapshot ${child.name} (${child.remoteId}) was built on it, and nobody asked to delete that one`,
    fix: "delete that one first, or keep both",
  };
}
