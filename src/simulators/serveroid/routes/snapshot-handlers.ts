// M24 snapshots, M25 snapshot_create, M26 snapshot_rollback, M27 snapshot_delete.

import { startOperation } from "../objects/operations.ts";
import { type Snapshot, sizesOf, type Vm } from "../objects/world.ts";
import type { Handler } from "./call.ts";
import { idleVm, visibleFrom, visibleVm } from "./guards.ts";

export const snapshots: Handler = (call) => ({
  result: visibleVm(call)
    .snapshots.filter((snapshot) => snapshot.visibleFrom <= call.now)
    .map(({ row }) => row),
});

/** The new id is not returned, and the operation's id is not it, [S002] M25. */
export const snapshotCreate: Handler = (call) => {
  const vm = idleVm(call);
  const shownFrom = visibleFrom(call);
  const finish = (at: number): undefined => {
    call.world.lastIds.snapshot += 1;
    const id = call.world.lastIds.snapshot;
    const row = {
      id,
      name: call.values.neededText("name"),
      description: call.values.text("description") ?? null,
      parentSnapshotId: vm.row.currentSnapshot,
      timeAdded: at,
    };
    vm.snapshots.push({ row, sizes: sizesOf(vm.row), visibleFrom: shownFrom });
    vm.row.currentSnapshot = id;
  };
  return { operationId: startOperation(call, { type: "VM_CREATE_SNAPSHOT", vm, finish }) };
};

/** A wrong id is accepted at the call; the operation fails, [PF]. Younger snapshots stay, [ASSUMED] M26. */
export const snapshotRollback: Handler = (call) => {
  const vm = idleVm(call);
  const id = call.values.neededInt("snapshotId");
  const finish = () => {
    const snapshot = findSnapshot(vm, id);
    if (!snapshot) return "error.object.not.found";
    Object.assign(vm.row, snapshot.sizes);
    vm.row.currentSnapshot = id;
    vm.inside.diskGeneration += 1;
    return undefined;
  };
  return { operationId: startOperation(call, { type: "VM_ROLLBACK_SNAPSHOT", vm, finish }) };
};

export const snapshotDelete: Handler = (call) => {
  const vm = idleVm(call);
  const id = call.values.neededInt("snapshotId");
  const withChildren = call.values.flag("deleteChildren");
  const finish = () => {
    const snapshot = findSnapshot(vm, id);
    if (!snapshot) return "error.object.not.found";
    removeSnapshots(vm, snapshot, withChildren);
    return undefined;
  };
  return { operationId: startOperation(call, { type: "VM_DELETE_SNAPSHOT", vm, finish }) };
};

function findSnapshot(vm: Vm, id: number): Snapshot | undefined {
  return vm.snapshots.find(({ row }) => row.id === id);
}

/** Without `deleteChildren` the children are merged into the parent's place, [ASSUMED] M27. */
function removeSnapshots(vm: Vm, { row }: Snapshot, withChildren: boolean): void {
  const gone = withChildren ? withDescendants(vm, row.id) : new Set([row.id]);
  vm.snapshots = vm.snapshots.filter((snapshot) => !gone.has(snapshot.row.id));
  for (const snapshot of vm.snapshots) {
    if (snapshot.row.parentSnapshotId === row.id) snapshot.row.parentSnapshotId = row.parentSnapshotId;
  }
  if (vm.row.currentSnapshot !== null && gone.has(vm.row.currentSnapshot)) {
    vm.row.currentSnapshot = row.parentSnapshotId;
  }
}

function withDescendants(vm: Vm, id: number): Set<number> {
  const found = new Set([id]);
  for (const parent of found) {
    for (const { row } of vm.snapshots) if (row.parentSnapshotId === parent) found.add(row.id);
  }
  return found;
}
