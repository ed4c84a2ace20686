// A new machine in the account, and what happens to one when a system is put on it. Checks nothing.
import type { Call } from "../routes/call.ts";
import { visibleFrom } from "../routes/guards.ts";
import type { DistributionRow, VmRow } from "../seed/vendor-rows.ts";
import { freshInside, type Key, type Sizes, type Vm, type World } from "./world.ts";

const HOUR_MS = 3_600_000;

export interface NewVm {
  name: string | undefined;
  tenantId: number;
  sizes: Sizes;
  distribution: DistributionRow | null;
  backupPolicy: { quantity: number; frequency: number };
}

/** In the list at once, without addresses and with no state until the work is done, [ASSUMED]. */
export function addVm(call: Call, wanted: NewVm): Vm {
  const { world, now } = call;
  world.lastIds.vm += 1;
  const id = world.lastIds.vm;
  const row: VmRow = {
    id,
    tenantId: wanted.tenantId,
    name: wanted.name ?? `vm${id}`,
    internalId: `vm${id}`,
    ...wanted.sizes,
    bandwidth: 100,
    ipAddresses: [],
    privateIpAddress: nextPrivateAddress(world),
    state: "VIR_DOMAIN_NOSTATE",
    timeAdded: now,
    currentSnapshot: null,
    backupPolicy: { ...wanted.backupPolicy },
    distribution: wanted.distribution,
    ownerUser: null,
    accessUsers: [],
  };
  const vm: Vm = {
    row,
    keyRows: [],
    installedKeyIds: [],
    snapshots: [],
    backups: [],
    nextBackupAt: now + wanted.backupPolicy.frequency * HOUR_MS,
    visibleFrom: visibleFrom(call),
    inside: freshInside(),
  };
  world.account.vms.set(id, vm);
  return vm;
}

export function scheduleBackups(vm: Vm, now: number): void {
  vm.nextBackupAt = now + vm.row.backupPolicy.frequency * HOUR_MS;
}

export function addAddress(world: World, vm: Vm): void {
  vm.row.ipAddresses = [...vm.row.ipAddresses, nextAddress(world)];
}

/** From 198.18.0.0/15 (benchmarks, RFC 2544); never given out twice, and none that a seed has brought along. */
function nextAddress(world: World): string {
  world.lastIds.address += 1;
  const index = world.lastIds.address;
  const [high, middle] = [Math.floor(index / (250 * 256)), Math.floor(index / 250) % 256];
  const address = `198.${18 + high}.${middle}.${1 + (index % 250)}`;
  const isTaken = [...world.account.vms.values()].some(({ row }) => row.ipAddresses.includes(address));
  return isTaken ? nextAddress(world) : address;
}

export function setKeys(vm: Vm, keys: readonly Key[]): void {
  vm.installedKeyIds = keys.map(({ row }) => row.id);
  vm.inside.authorizedKeys = keys.map(({ row }) => row.publicKey);
}

function nextPrivateAddress(world: World): string {
  world.lastIds.privateAddress += 1;
  const index = world.lastIds.privateAddress;
  return `10.${8 + (Math.floor(index / 62_500) % 247)}.${Math.floor(index / 250) % 250}.${1 + (index % 250)}`;
}
