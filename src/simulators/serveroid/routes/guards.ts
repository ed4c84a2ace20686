// What every mutation checks first: the object is there, it is ours, it is idle, it can be paid for. Changes nothing but the balance.

import { busyCode, faultOf } from "../objects/operations.ts";
import type { Key, Vm, World } from "../objects/world.ts";
import type { Call } from "./call.ts";
import { refusal } from "./refusal.ts";

/** The VM of the path for reading: shared ones are shown, too, [S002] M2. */
export function visibleVm(call: Call): Vm {
  const vm = call.world.account.vms.get(call.values.neededInt("vmId"));
  if (!vm || vm.visibleFrom > call.now) throw vmNotFound(call.world);
  return vm;
}

/** The VM of the path for a mutation of it: ours, in the project that the call names, and idle. */
export function idleVm(call: Call): Vm {
  const vm = ownVm(call, call.values.neededInt("vmId"));
  // A VM is moved to another project by no method, so a wrong project is a wrong object, [ASSUMED].
  if (call.values.int("tenantId") !== vm.row.tenantId) throw refusal("error.not.owner");
  refuseBusy(call.world, vm);
  return vm;
}

export function ownVm(call: Call, id: number): Vm {
  const vm = call.world.account.vms.get(id);
  if (!vm) throw vmNotFound(call.world);
  if (!isOwn(call.world, vm)) throw refusal("error.not.owner");
  return vm;
}

function isOwn(world: World, { row }: Vm): boolean {
  return row.ownerUser === null && isOwnTenant(world, row.tenantId);
}

export function refuseBusy(world: World, vm: Vm): void {
  const code = busyCode(world, vm.row.id);
  if (code !== undefined) throw refusal(code);
}

export function isOwnTenant(world: World, tenantId: number): boolean {
  return world.account.tenants.some(({ id }) => id === tenantId);
}

/** The project named, or the account's first one: `tenantId` is not marked as required at install, [S002] H4. */
export function chosenTenant(call: Call): number {
  const tenantId = call.values.int("tenantId") ?? call.world.account.tenants[0]?.id;
  if (tenantId === undefined || !isOwnTenant(call.world, tenantId)) throw refusal("error.not.owner");
  return tenantId;
}

export function keysOf(call: Call, ids: readonly number[]): Key[] {
  return [...new Set(ids)].map((id) => {
    const key = call.world.account.keys.get(id);
    if (!key) throw refusal("error.object.not.found");
    return key;
  });
}

/** Throws when the account may not have one more VM or cannot pay; takes the price otherwise. */
export function purchaseVm(world: World): void {
  const { limits, vms } = world.account;
  const own = [...vms.values()].filter((vm) => isOwn(world, vm));
  if (limits.vms !== undefined && own.length >= limits.vms) throw refusal("vm.limit.exceed");
  if (limits.money === undefined) return;
  if (limits.money < 1) throw refusal("error.not.enough.money");
  limits.money -= 1;
}

/** When a new object shows in lists: now, unless a fault keeps it out of sight. */
export function visibleFrom(call: Call): number {
  const fault = faultOf(call.faults, "invisible");
  return fault ? call.now + (fault.ms ?? 60_000) : call.now;
}

function vmNotFound(world: World) {
  return refusal(world.account.quirks.vmNotFoundCode);
}
