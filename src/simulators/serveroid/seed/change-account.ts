// Changes behind the client's back, in the vendor's own shapes. Asks no rule of the API: the panel may do what the API may not.
import type { Json, JsonObject } from "../../engine/json.ts";
import { oneOf } from "../../engine/shape.ts";
import { SimInputError } from "../../engine/sim-input-error.ts";
import type { OutsideChange } from "../../engine/simulated-vendor.ts";
import type { Vm, World } from "../objects/world.ts";
import { showVm } from "../routes/show.ts";
import { backupFromRow, keyFromRow, snapshotFromRow, vmFromRow } from "./objects-from-rows.ts";
import { readDistribution, readSoftware, readTariff, readTenant } from "./read-rows.ts";

const KINDS = ["vms", "pubkeys", "snapshots", "backups", "tenants", "distributions", "software", "tariffs"] as const;
type Kind = (typeof KINDS)[number];

/** A kind of object as four acts; `id` has been found when `show` or `remove` is called. */
interface Collection {
  has(id: string): boolean;
  show(id: string): JsonObject;
  put(row: JsonObject): void;
  remove(id: string): void;
}

/** Returns the object as it is now; null when it was deleted. */
export function changeAccount(world: World, change: OutsideChange): Json {
  const kind = oneOf(KINDS)(change.kind, "change.kind");
  const collection = collectionOf(world, kind, change.parent);
  if (change.action === "add") return add(world, collection, kind, change.set ?? {});
  const id = String(change.id);
  if (!collection.has(id)) throw new SimInputError([`change: there is no ${id} in ${kind}`]);
  if (change.action === "delete") {
    collection.remove(id);
    return null;
  }
  collection.put({ ...collection.show(id), ...change.set });
  return collection.show(id);
}

function add(world: World, collection: Collection, kind: Kind, set: JsonObject): Json {
  const id = set["id"] ?? nextId(world, kind);
  if (collection.has(String(id))) throw new SimInputError([`change: ${String(id)} is in ${kind} already`]);
  collection.put({ ...set, id });
  return collection.show(String(id));
}

function nextId(world: World, kind: Kind): Json {
  const counters = { vms: "vm", pubkeys: "key", snapshots: "snapshot" } as const;
  const counter = kind === "vms" || kind === "pubkeys" || kind === "snapshots" ? counters[kind] : undefined;
  if (!counter) throw new SimInputError([`change.set.id: needed for ${kind}`]);
  world.lastIds[counter] += 1;
  return world.lastIds[counter];
}

function collectionOf(world: World, kind: Kind, parent: string | number | undefined): Collection {
  const { account } = world;
  if (kind === "vms") return vmCollection(world);
  if (kind === "pubkeys") return keyCollection(world);
  if (kind === "snapshots") return snapshotCollection(parentOf(world, parent));
  if (kind === "backups") return backupCollection(parentOf(world, parent));
  if (kind === "tenants") return rowCollection(account.tenants, (row) => readTenant(row, "change.set"));
  if (kind === "distributions")
    return rowCollection(account.distributions, (row) => readDistribution(row, "change.set"));
  if (kind === "software") return rowCollection(account.software, (row) => readSoftware(row, "change.set"));
  return rowCollection(account.tariffs, (row) => readTariff(row, "change.set"));
}

function parentOf(world: World, parent: string | number | undefined): Vm {
  const vm = world.account.vms.get(Number(parent));
  if (!vm) throw new SimInputError([`change.parent: there is no VM ${parent ?? "(none given)"}`]);
  return vm;
}

function vmCollection(world: World): Collection {
  const { vms } = world.account;
  return {
    has: (id) => vms.has(Number(id)),
    show: (id) => showVm(world, parentOf(world, id)),
    put: (row) => {
      const read = vmFromRow(row, "change.set", world.clock.now());
      const { row: newRow, keyRows, installedKeyIds } = read;
      const known = vms.get(newRow.id);
      // The object stays the same one: running operations hold it.
      vms.set(newRow.id, known ? Object.assign(known, { row: newRow, keyRows, installedKeyIds }) : read);
    },
    remove: (id) => void vms.delete(Number(id)),
  };
}

function keyCollection({ account: { keys } }: World): Collection {
  return {
    has: (id) => keys.has(Number(id)),
    show: (id) => keys.get(Number(id))?.row ?? {},
    put: (row) => {
      const key = keyFromRow(row, "change.set");
      keys.set(key.row.id, key);
    },
    remove: (id) => void keys.delete(Number(id)),
  };
}

function snapshotCollection(vm: Vm): Collection {
  const find = (id: string) => vm.snapshots.find(({ row }) => String(row.id) === id);
  return {
    has: (id) => find(id) !== undefined,
    show: (id) => find(id)?.row ?? {},
    put: (row) => {
      const read = snapshotFromRow(row, "change.set", vm);
      const known = find(String(read.row.id));
      if (known) known.row = read.row;
      else vm.snapshots.push(read);
    },
    remove: (id) => {
      vm.snapshots = vm.snapshots.filter(({ row }) => String(row.id) !== id);
      if (String(vm.row.currentSnapshot) === id) vm.row.currentSnapshot = null;
    },
  };
}

function backupCollection(vm: Vm): Collection {
  const find = (id: string) => vm.backups.find(({ row }) => row.id === id);
  return {
    has: (id) => find(id) !== undefined,
    show: (id) => find(id)?.row ?? {},
    put: (row) => {
      const read = backupFromRow(row, "change.set", vm);
      const known = find(read.row.id);
      if (known) known.row = read.row;
      else vm.backups.push(read);
    },
    remove: (id) => {
      vm.backups = vm.backups.filter(({ row }) => row.id !== id);
    },
  };
}

function rowCollection<T extends JsonObject & { id: number }>(rows: T[], read: (row: JsonObject) => T): Collection {
  const indexOf = (id: string): number => rows.findIndex((row) => String(row.id) === id);
  return {
    has: (id) => indexOf(id) >= 0,
    show: (id) => rows[indexOf(id)] ?? {},
    put: (row) => {
      const checked = read(row);
      const index = indexOf(String(checked.id));
      rows.splice(index < 0 ? rows.length : index, index < 0 ? 0 : 1, checked);
    },
    remove: (id) => void rows.splice(indexOf(id), 1),
  };
}
