// M3 install, M4 clone, M5 reinstall, M13 delete: the life of a machine.

import { addAddress, addVm, setKeys } from "../objects/add-vm.ts";
import { startOperation } from "../objects/operations.ts";
import { chooseSystem, type SystemChoice } from "../objects/system-choice.ts";
import { type Sizes, sizesOf, type Vm } from "../objects/world.ts";
import type { Call, Handler } from "./call.ts";
import { chosenTenant, idleVm, ownVm, purchaseVm, refuseBusy } from "./guards.ts";
import { refusal } from "./refusal.ts";

const DEFAULT_POLICY = { quantity: 1, frequency: 72 };

export const install: Handler = (call) => {
  const tenantId = chosenTenant(call);
  const choice = chooseSystem(call);
  purchaseVm(call.world);
  const { sizes, distribution } = choice;
  const name = call.values.text("name");
  const vm = addVm(call, { name, tenantId, sizes, distribution, backupPolicy: DEFAULT_POLICY });
  const operationId = startOperation(call, {
    type: "VM_INSTALL",
    vm,
    undo: () => call.world.account.vms.delete(vm.row.id),
    finish: () => {
      putSystem(vm, choice);
      for (let count = 0; count < choice.ipCount; count += 1) addAddress(call.world, vm);
      return undefined;
    },
  });
  return { result: vm.row.id, operationId };
};

export const clone: Handler = (call) => {
  const source = ownVm(call, call.values.neededInt("vmId"));
  refuseBusy(call.world, source);
  // Whose project the page does not say; taken as the clone's, the source's when left out, [ASSUMED] M4.
  const tenantId = call.values.int("tenantId") === undefined ? source.row.tenantId : chosenTenant(call);
  const sizes = sizesToClone(call, source);
  const { distribution, backupPolicy } = source.row;
  if (distribution && call.world.account.quirks.noClone.includes(distribution.name)) {
    throw refusal("error.distribution.clone");
  }
  purchaseVm(call.world);
  const vm = addVm(call, { name: call.values.text("name"), tenantId, sizes, distribution, backupPolicy });
  const operationId = startOperation(call, {
    type: "VM_CLONE",
    vm,
    alsoVm: source,
    undo: () => call.world.account.vms.delete(vm.row.id),
    finish: () => copySystem(call, source, vm),
  });
  return { result: vm.row.id, operationId };
};

export const reinstall: Handler = (call) => {
  const vm = idleVm(call);
  const choice = chooseSystem(call, vm);
  // A debt stops a reinstallation, too, [S002] M5.
  if ((call.world.account.limits.money ?? 0) < 0) throw refusal("error.not.enough.money");
  const name = call.values.text("name");
  vm.row.state = "VIR_DOMAIN_SHUTOFF";
  const operationId = startOperation(call, {
    type: "VM_REINSTALL",
    vm,
    finish: () => {
      Object.assign(vm.row, choice.sizes, { name: name ?? vm.row.name, distribution: choice.distribution });
      // Snapshots go with the disk; backups, policy and addresses stay, [ASSUMED] M5.
      vm.snapshots = [];
      vm.row.currentSnapshot = null;
      putSystem(vm, choice);
      return undefined;
    },
  });
  return { operationId };
};

export const deleteVm: Handler = (call) => {
  const vm = idleVm(call);
  const finish = (): undefined => void call.world.account.vms.delete(vm.row.id);
  return { operationId: startOperation(call, { type: "VM_DELETE", vm, finish }) };
};

function putSystem(vm: Vm, choice: SystemChoice): void {
  vm.row.state = "VIR_DOMAIN_RUNNING";
  setKeys(vm, choice.keys);
  vm.inside.softwareIds = choice.softwareIds;
  vm.inside.openSupportAccess = choice.openSupportAccess;
  vm.inside.passwordChanges += choice.hasPassword ? 1 : 0;
  vm.inside.diskGeneration += 1;
}

/** Carries over all but ids, names, times and addresses, [PF]; as many addresses as the source has, [ASSUMED]. */
function copySystem(call: Call, source: Vm, vm: Vm): undefined {
  vm.row.state = "VIR_DOMAIN_RUNNING";
  vm.installedKeyIds = [...source.installedKeyIds];
  vm.keyRows = structuredClone(source.keyRows);
  const { authorizedKeys, softwareIds } = source.inside;
  Object.assign(vm.inside, { authorizedKeys: [...authorizedKeys], softwareIds: [...softwareIds], diskGeneration: 1 });
  for (const _address of source.row.ipAddresses) addAddress(call.world, vm);
}

function sizesToClone(call: Call, source: Vm): Sizes {
  const snapshotId = call.values.int("snapshotId");
  if (snapshotId === undefined) return sizesOf(source.row);
  const snapshot = source.snapshots.find(({ row }) => row.id === snapshotId);
  if (!snapshot) throw refusal("error.object.not.found");
  return snapshot.sizes;
}
