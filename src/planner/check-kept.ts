// What stops a deletion although YAML asks for it: somebody still uses the object. Pure.

import { groupPairs } from "../core/group-by.ts";
import { jsonAt } from "../core/json.ts";
import { formatObjectKey, formatPlaceKey } from "../core/object-key.ts";
import type { Observed } from "../core/observed.ts";
import type { BlockedEntry } from "../core/plan.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { isDeletion, type Operation } from "../core/step.ts";
import { quoteSurplus } from "../core/surplus.ts";
import { decideRemoval } from "./decide-removal.ts";
import { listTexts } from "./order-index.ts";
import type { World } from "./world.ts";

export function checkKept(world: World, operations: readonly Operation[]): BlockedEntry[] {
  const going = listGoing(world, operations);
  return operations.flatMap((operation) => {
    const reason = findReason(world, operation, going);
    return reason === undefined ? [] : [{ address: operation.address, ...reason, undone: true }];
  });
}

/** What the operations take away, found once for all of them. */
interface Going {
  readonly addresses: ReadonlySet<string>;
  readonly machines: ReadonlySet<string>;
  /** `PARENT/ID` of parts. */
  readonly parts: ReadonlySet<string>;
  /** Machines of ours that carry a key, and that no operation takes it off. */
  readonly usersOf: (account: string, key: string) => readonly Observed[];
}

function listGoing(world: World, operations: readonly Operation[]): Going {
  const deletions = operations.filter((operation) => operation.action === "delete");
  const freed = new Set(operations.filter(takesKeysOff).map((other) => other.address));
  const deleted = new Set(operations.filter(isDeletion).map(formatTarget));
  const users = new Map<string, Map<string, Observed[]>>();
  return {
    addresses: new Set(deletions.map(({ address }) => address)),
    machines: new Set(deletions.flatMap(({ type, address }) => (type === "vm" ? [address] : []))),
    parts: new Set(deletions.map(({ parentId = "", remoteId = "" }) => `${parentId}/${remoteId}`)),
    usersOf(account, key) {
      const ofAccount = users.get(account) ?? indexUsers(world, account, { freed, deleted });
      users.set(account, ofAccount);
      return ofAccount.get(key) ?? [];
    },
  };
}

function indexUsers(
  world: World,
  account: string,
  { freed, deleted }: { readonly freed: ReadonlySet<string>; readonly deleted: ReadonlySet<string> },
): Map<string, Observed[]> {
  const pairs = world.observedAt(account, "vm").flatMap((vm) => {
    const object = formatObjectKey(account, vm);
    const holder = world.recordedAt.get(object);
    if (!vm.owned || deleted.has(object) || (holder !== undefined && freed.has(holder))) return [];
    return listTexts(jsonAt(vm.attributes, "keys")).map((key) => [key, vm] as const);
  });
  return groupPairs(pairs);
}

interface Reason {
  readonly reason: string;
  readonly fix: string;
}

function findReason(world: World, operation: Operation, going: Going): Reason | undefined {
  const mayHaveParts = operation.type === "vm" || operation.type === "volume";
  if (mayHaveParts && operation.action !== "create" && operation.action !== "update")
    return findProtectedPart(world, operation, going);
  if (operation.action !== "delete") return undefined;
  if (operation.type === "key") return findKeyUser(world, operation, going);
  return operation.type === "snapshot" ? findBuiltOn(world, operation, going) : undefined;
}

/** Snapshots die with their VM: a protected one keeps it. */
function findProtectedPart(world: World, operation: Operation, going: Going): Reason | undefined {
  const part = world
    .partsOf(operation.address)
    .find(
      ([address, tracked]) =>
        world.providerAt(tracked.vendor, tracked.place)?.rules[tracked.type]?.belongs?.how !== "apart" &&
        isProtected(world, address, tracked) &&
        !going.addresses.has(address),
    );
  if (part === undefined) return undefined;
  return { reason: `${part[0]} is protected and would die with it`, fix: `lift the protection of ${part[0]} first` };
}

function isProtected(world: World, address: string, tracked: TrackedResource): boolean {
  if (world.observedOf(tracked) === undefined) return false;
  return world.declaredAt(address)?.lifecycle.protect ?? decideRemoval(world, address, tracked).kind === "protect";
}

/** A key is deleted only after it is off every VM of ours, those that trueup does not manage included. */
function findKeyUser(world: World, operation: Operation, going: Going): Reason | undefined {
  const users = operation.remoteId === undefined ? [] : going.usersOf(operation.account, operation.remoteId);
  const [user] = users;
  if (user === undefined) return undefined;
  const holder = world.recordedAt.get(formatObjectKey(operation.account, user));
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

function formatTarget({ account, type, remoteId = "", parentId }: Operation): string {
  return formatObjectKey(account, { type, remoteId, ...(parentId === undefined ? {} : { parentId }) });
}

/** A snapshot that others were built on stays until they are gone: deleting children along is never asked for. */
function findBuiltOn(world: World, operation: Operation, going: Going): Reason | undefined {
  if (operation.parent !== undefined && going.machines.has(operation.parent)) return undefined;
  const child = world
    .observedAt(operation.account, "snapshot")
    .find(
      (snapshot) =>
        snapshot.parentId === operation.parentId &&
        snapshot.builtOn === operation.remoteId &&
        !going.parts.has(`${snapshot.parentId ?? ""}/${snapshot.remoteId}`),
    );
  if (child === undefined) return undefined;
  return {
    reason: `the snapshot ${child.name} (${child.remoteId}) was built on it, and nobody asked to delete that one`,
    fix: "delete that one first, or keep both",
  };
}
