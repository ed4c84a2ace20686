// The account → a plain copy in the shape of a seed, plus `inside`: what no method shows. Leaves credentials out.
import type { Json, JsonObject } from "../../engine/json.ts";
import { operationRow } from "../objects/operations.ts";
import type { Vm, World } from "../objects/world.ts";
import { currentDistributions, showVm } from "../routes/show.ts";

export function accountState(world: World): JsonObject {
  const { account } = world;
  const vms = [...account.vms.values()];
  const perVm = (pick: (vm: Vm) => Json): JsonObject =>
    Object.fromEntries(vms.map((vm) => [String(vm.row.id), pick(vm)]));
  const now = world.clock.now();
  return structuredClone({
    tenants: account.tenants,
    vms: vms.map((vm) => showVm(world, vm)),
    snapshots: perVm((vm) => vm.snapshots.map(({ row }) => row)),
    backups: perVm((vm) => vm.backups.map(({ row }) => row)),
    pubkeys: [...account.keys.values()].map(({ row }) => row),
    operations: [...world.operations.values()].map((operation) => operationRow(operation, now)),
    distributions: currentDistributions(world),
    software: account.software,
    tariffs: account.tariffs,
    limits: { ...account.limits },
    quirks: { ...account.quirks },
    durations: { ...account.durations } as JsonObject,
    inside: perVm((vm) => ({ ...vm.inside })),
  });
}
