// M21 ip_add, M22 ip_delete, M23 ip_move: public addresses. A guest error means that the address has changed hands all the same.
import type { JsonObject } from "../../engine/json.ts";
import { addAddress } from "../objects/add-vm.ts";
import { faultOf, guestErrorCode, startOperation, type Work } from "../objects/operations.ts";
import type { Vm } from "../objects/world.ts";
import type { Call, Handler } from "./call.ts";
import { idleVm, ownVm, refuseBusy } from "./guards.ts";
import { invalid, refusal } from "./refusal.ts";

export const ipAdd: Handler = (call) => {
  const vm = idleVm(call);
  const limit = call.world.account.limits.addressesPerVm;
  if (limit !== undefined && vm.row.ipAddresses.length >= limit) throw refusal("error.inet.ip.limit");
  return carryOut(call, { type: "VM_IP_ADD", vm, finish: () => void addAddress(call.world, vm) });
};

/** The address is lost for good, [ASSUMED] M22. */
export const ipDelete: Handler = (call) => {
  const vm = idleVm(call);
  const ip = findOwnAddress(call, vm);
  return carryOut(call, { type: "VM_IP_DELETE", vm, finish: () => void takeAddress(vm, ip) });
};

export const ipMove: Handler = (call) => {
  const vm = idleVm(call);
  const target = ownVm(call, call.values.neededInt("toVmId"));
  // It is between two machines, [S002] M23.
  if (target === vm) throw invalid({ field: "toVmId", message: "адрес уже принадлежит этому серверу" });
  refuseBusy(call.world, target);
  const ip = findOwnAddress(call, vm);
  const finish = (): undefined => {
    takeAddress(vm, ip);
    target.row.ipAddresses = [...target.row.ipAddresses.filter((address) => address !== ip), ip];
  };
  // Seen live under the type of an addition, [PF].
  return carryOut(call, { type: "VM_IP_ADD", vm, alsoVm: target, finish });
};

function findOwnAddress(call: Call, vm: Vm): string {
  const ip = call.values.neededText("ip");
  if (!vm.row.ipAddresses.includes(ip)) throw refusal("error.object.not.found");
  return ip;
}

function takeAddress(vm: Vm, ip: string): void {
  vm.row.ipAddresses = vm.row.ipAddresses.filter((address) => address !== ip);
}

/** Whether the guest error comes at the call or from the operation the page does not say: a fault can ask for either, H15. */
function carryOut(call: Call, work: Work): JsonObject {
  const fault = faultOf(call.faults, "operation-guest-error");
  if (fault?.when !== "call") return { operationId: startOperation(call, work) };
  work.finish(call.now);
  throw refusal(guestErrorCode(call, fault));
}
