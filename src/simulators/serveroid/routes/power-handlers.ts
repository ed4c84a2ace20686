// M8 start, M9 reset, M10 reboot, M11 poweroff, M12 shutdown: the power of a machine.

import { startOperation, type Work } from "../objects/operations.ts";
import type { Vm } from "../objects/world.ts";
import type { Call, Handler } from "./call.ts";
import { idleVm } from "./guards.ts";

/** The soft ones are marked as failed after three minutes, [S002] M10, M12. */
const PATIENCE_SECONDS = 180;

const work = (call: Call, fields: Work) => ({ operationId: startOperation(call, fields) });

export const start: Handler = (call) => {
  const vm = idleVm(call);
  return work(call, { type: "VM_START", vm, finish: () => setState(vm, "VIR_DOMAIN_RUNNING") });
};

export const reset: Handler = (call) => {
  const vm = idleVm(call);
  const finish = () => (isRunning(vm) ? restart(vm) : "error.vm.not.running");
  return work(call, { type: "VM_RESET", vm, finish });
};

export const reboot: Handler = (call) => {
  const vm = idleVm(call);
  if (!doesGuestListen(call, vm)) return work(call, neverHappens("VM_REBOOT", vm));
  return work(call, { type: "VM_REBOOT", vm, finish: () => restart(vm) });
};

export const poweroff: Handler = (call) => {
  const vm = idleVm(call);
  // The vendor's name for it is libvirt's "destroy": no proof of a deletion, [S002] M11.
  return work(call, { type: "VM_DESTROY", vm, finish: () => setState(vm, "VIR_DOMAIN_SHUTOFF") });
};

export const shutdown: Handler = (call) => {
  const vm = idleVm(call);
  if (!isStopped(vm) && !doesGuestListen(call, vm)) return work(call, neverHappens("VM_SHUTDOWN", vm));
  return work(call, { type: "VM_SHUTDOWN", vm, finish: () => setState(vm, "VIR_DOMAIN_SHUTOFF") });
};

export function isRunning(vm: Vm): boolean {
  return vm.row.state === "VIR_DOMAIN_RUNNING" || vm.row.state === "VIR_DOMAIN_BLOCKED";
}

export function restart(vm: Vm): undefined {
  vm.inside.restarts += 1;
}

function isStopped(vm: Vm): boolean {
  return vm.row.state === "VIR_DOMAIN_SHUTOFF" || vm.row.state === "VIR_DOMAIN_CRASHED";
}

function doesGuestListen(call: Call, vm: Vm): boolean {
  const { deafVms } = call.world.account.quirks;
  return isRunning(vm) && !deafVms.includes(vm.row.id) && !deafVms.includes(vm.row.name);
}

function neverHappens(type: string, vm: Vm): Work {
  return { type, vm, seconds: PATIENCE_SECONDS, finish: () => "error.operation.timeout" };
}

function setState(vm: Vm, state: string): undefined {
  vm.row.state = state;
}
