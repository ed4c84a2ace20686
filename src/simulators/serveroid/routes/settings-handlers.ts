// M7 rename, M14 password_change, M15 pubkey_change, M20 backup_policy_change: settings of a machine that leave its sizes alone.

import { scheduleBackups, setKeys } from "../objects/add-vm.ts";
import { startOperation } from "../objects/operations.ts";
import type { Vm } from "../objects/world.ts";
import type { Call, Handler } from "./call.ts";
import { checkPassword } from "./check-password.ts";
import { idleVm, keysOf } from "./guards.ts";
import { isRunning } from "./power-handlers.ts";

export const rename: Handler = (call) => {
  const vm = idleVm(call);
  const name = call.values.text("name") ?? vm.row.name;
  const finish = (): undefined => void Object.assign(vm.row, { name });
  return { operationId: startOperation(call, { type: "VM_UPDATE", vm, finish }) };
};

export const passwordChange: Handler = (call) => {
  const vm = idleVm(call);
  checkPassword(call.values.neededText("password"));
  return inGuest(call, vm, "VM_PASSWORD_CHANGE", () => {
    vm.inside.passwordChanges += 1;
  });
};

/** The whole file is rewritten; without `keyIds` it is emptied, [S002] M15. */
export const pubkeyChange: Handler = (call) => {
  const vm = idleVm(call);
  const keys = keysOf(call, call.values.ints("keyIds"));
  return inGuest(call, vm, "VM_PUBLIC_KEY_CHANGE", () => setKeys(vm, keys));
};

export const backupPolicyChange: Handler = (call) => {
  const vm = idleVm(call);
  const quantity = call.values.neededInt("quantity");
  const frequency = call.values.neededInt("frequency");
  const finish = (at: number): undefined => {
    vm.row.backupPolicy = { quantity, frequency };
    // Copies over the new number go at once, [ASSUMED] M20.
    vm.backups = vm.backups.slice(-quantity);
    scheduleBackups(vm, at);
  };
  return { operationId: startOperation(call, { type: "VM_BACKUP_POLICY_CHANGE", vm, finish }) };
};

function inGuest(call: Call, vm: Vm, type: string, change: () => void) {
  const finish = () => {
    if (call.world.account.quirks.guestMustRun && !isRunning(vm)) return "error.vm.not.running";
    change();
    return undefined;
  };
  return { operationId: startOperation(call, { type, vm, finish }) };
}
