// What stops a deletion although YAML asks for it: somebody still uses the object. Pure.

import { jsonAt } from "../core/json.ts";
import { formatObjectKey, formatPlaceKey } from "../core/object-key.ts";
import type { BlockedEntry } from "../core/plan.ts";
import type { TrackedResource } from "../core/state-document.ts";
import type { Operation } from "../core/step.ts";
import { quoteSurplus } from "../core/surplus.ts";
import { decideRemoval } from "./plan-removal.ts";
import type { World } from "./world.ts";

export function checkKept(world: World, operations: readonly Operation[]): BlockedEntry[] {
  const deletions = operations.filter((operation) => operation.action === "delete");
  return operations.flatMap((operation) => {
    const reason = findReason(world, operation, operations, deletions);
    return reason === undefined ? [] : [{ address: operation.address, ...reason, undone: true }];
  });
}

interface Reason {
  readonly reason: string;
  readonly fix: string;
}

function findReason(
  world: World,
  operation: Operation,
  operations: readonly Operation[],
  deletions: readonly Operation[],
): Reason | undefined {
  const mayHoldParts = operation.type === "vm" || operation.type === "volume";
  if (mayHoldParts && operation.action !== "create" && operation.action !== "update")
    return findProtectedPart(world, operation, deletions);
  if (operation.action !== "delete") return undefined;
  if (operation.type === "key") return findKeyUser(world, operation, operations);
  return operation.type === "snapshot" ? findBuiltOn(world, operation, deletions) : undefined;
}

/** Snapshots die with their VM: a protected one keeps it. */
function findProtectedPart(world: World, operation: Operation, deletions: readonly Operation[]): Reason | undefined {
  const going = new Set(deletions.map((other) => other.address));
  const part = [...world.tracked].find(
    ([address, tracked]) =>
      tracked.parent === operation.address &&
      world.providerAt(tracked.vendor, tracked.place)?.rules[tracked.type]?.apart !== true &&
      isProtected(world, address, tracked) &&
      !going.has(address),
  );
  if (part === undefined) return undefined;
  return { reason: `${part[0]} is protected and would die with it`, fix: `lift the protection of ${part[0]} first` };
}

function isProtected(world: World, address: string, tracked: TrackedResource): boolean {
  if (world.observedOf(tracked) === undefined) return false;
  const declared = world.input.resources.find((desired) => desired.address === address);
  return declared?.lifecycle.protect ?? decideRemoval(world, address, tracked).kind === "protect";
}

/** A key is deleted only after it is off every VM of ours, those that trueup does not manage included. */
function findKeyUser(world: World, operation: Operation, operations: readonly Operation[]): Reason | undefined {
  const freed = new Set(operations.filter(takesKeysOff).map((other) => other.address));
  const deleted = new Set(operations.filter(isDeletion).map(formatTarget));
  const users = world.observedAt(operation.account, "vm").filter((vm) => {
    const keys = jsonAt(vm.attributes, "keys");
    const holder = world.holders.get(formatObjectKey(operation.account, vm));
    const isFreed = (holder !== undefined && freed.has(holder)) || deleted.has(formatObjectKey(operation.account, vm));
    return (
      vm.owned &&
      !isFreed &&
      Array.isArray(keys) &&
      operation.remoteId !== undefined &&
      keys.includes(operation.remoteId)
    );
  });
  const [user] = users;
  if (user === undefined) return undefined;
  const holder = world.holders.get(formatObjectKey(operation.account, user));
  const more = users.length > 1 ? ` and ${users.length - 1} more` : "";
  if (holder !== undefined)
    return {
      reason: `the key is still on ${holder}${more}, which stays as it is`,
      fix: `take the key off ${holder} first`,
    };
  const surplus = (world.input.state?.surplus ?? []).find(
    (one) => formatObjectKey(formatPlaceKey(one.vendor, one.place), one) === formatObjectKey(operation.account, user),
  );
  if (surplus !== undefined)
    return {
      reason: `the key is still on ${user.name} (${user.remoteId})${more}, which the request for ${surplus.address} has made beside it`,
      fix: `--delete-surplus ${quoteSurplus(surplus)} deletes that one first`,
    };
  return {
    reason: `the key is still on ${user.name} (${user.remoteId})${more}, which this stack does not manage`,
    fix: "take it off there first, or forget it with onRemove: forget",
  };
}

/** From the machine on record. A deletion takes away the one that it names, which may be another. */
function takesKeysOff({ type, action, fields }: Operation): boolean {
  return type === "vm" && (action === "rebuild" || (action === "update" && fields.includes("keys")));
}

const isDeletion = ({ action }: Operation): boolean => action === "delete" || action === "delete-deposed";

function formatTarget({ account, type, remoteId = "", parentId }: Operation): string {
  return formatObjectKey(account, { type, remoteId, ...(parentId === undefined ? {} : { parentId }) });
}

/** A snapshot that others were built on stays until they are gone: deleting children along is never asked for. */
function findBuiltOn(world: World, operation: Operation, deletions: readonly Operation[]): Reason | undefined {
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
