// The operations of a plan by what others ask for when they are ordered, so that each question costs what it finds. Pure.

import { type Address, resourceOf } from "../core/address.ts";
import { isDeletedByParent } from "../core/belongs.ts";
import type { Desired } from "../core/desired.ts";
import { groupBy, groupPairs } from "../core/group-by.ts";
import type { Json } from "../core/json.ts";
import { formatObjectKey } from "../core/object-key.ts";
import { isDeletion, type Operation } from "../core/step.ts";
import type { World } from "./world.ts";

type ByKey = ReadonlyMap<string, readonly Operation[]>;

export interface OrderIndex {
  readonly world: World;
  readonly desired: ReadonlyMap<Address, Desired>;
  readonly byAddress: ReadonlyMap<Address, readonly Operation[]>;
  /** Addresses with operations whose records refer to an address: as a parent, by `dependsOn`, or in an attribute. */
  readonly referring: ReadonlyMap<Address, ReadonlySet<Address>>;
  /** Snapshots that are made, by the machine that they are of. */
  readonly snapshotsOf: ByKey;
  /** Parts whose deletion their parent's names, by that parent. */
  readonly deletedWith: ByKey;
  /** Deletions of parts, by the id of their parent. */
  readonly deletedParts: ByKey;
  /** Deletions of machines, by each key that the machine carries (`formatObjectKey`). */
  readonly deletedUsers: ByKey;
}

export const listTexts = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];

export function indexOperations(
  world: World,
  operations: readonly Operation[],
  desired: ReadonlyMap<Address, Desired>,
): OrderIndex {
  const byAddress = groupBy(operations, ({ address }) => address);
  const machineOf = ({ type, action, parent }: Operation) =>
    type === "snapshot" && action === "create" && parent !== undefined ? [resourceOf(parent)] : [];
  return {
    world,
    desired,
    byAddress,
    referring: indexReferring(world, byAddress.keys()),
    snapshotsOf: byKeys(operations, machineOf),
    deletedWith: byKeys(operations, (operation) =>
      isDeletedByParent(operation) && operation.parent !== undefined ? [operation.parent] : [],
    ),
    deletedParts: byKeys(operations, (operation) =>
      isDeletion(operation) && operation.parentId !== undefined ? [operation.parentId] : [],
    ),
    deletedUsers: byKeys(operations, (operation) => listKeysOf(world, operation)),
  };
}

function byKeys(
  operations: readonly Operation[],
  keysOf: (operation: Operation) => readonly string[],
): Map<string, Operation[]> {
  return groupPairs(operations.flatMap((operation) => keysOf(operation).map((key) => [key, operation] as const)));
}

function listKeysOf({ byObject }: World, operation: Operation): string[] {
  const { type, account, remoteId = "" } = operation;
  if (type !== "vm" || !isDeletion(operation)) return [];
  const machine = byObject.get(formatObjectKey(account, { type: "vm", remoteId }));
  return listTexts(machine?.attributes["keys"]).map((key) => formatObjectKey(account, { type: "key", remoteId: key }));
}

function indexReferring({ tracked }: World, addresses: Iterable<Address>): Map<Address, ReadonlySet<Address>> {
  const pairs = [...addresses].flatMap((address) => {
    const record = tracked.get(address);
    if (record === undefined) return [];
    const values = Object.values(record.applied).flatMap((value) => (Array.isArray(value) ? value : [value]));
    const named = values.filter((value) => typeof value === "string");
    return [record.parent, ...record.dependsOn, ...named].flatMap((other) =>
      other === undefined || other === address ? [] : [[other, address] as const],
    );
  });
  return new Map([...groupPairs(pairs)].map(([other, referring]) => [other, new Set(referring)]));
}
