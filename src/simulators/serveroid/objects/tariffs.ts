// Questions about tariffs: which one, is it fixed, do disk and memory fit together. Pure.
import type { TariffRow } from "../seed/vendor-rows.ts";
import type { Vm, World } from "./world.ts";

export function tariffOf(world: World, id: number): TariffRow | undefined {
  return world.account.tariffs.find((tariff) => tariff.id === id);
}

/** A tariff that is no longer in the catalogue counts as on-demand: the samples' tariff 20 has free sizes, [ASSUMED] H9. */
export function isOnFixedTariff(world: World, vm: Vm): boolean {
  return tariffOf(world, vm.row.tariffId)?.onDemand === false;
}

/** The page says `>=` once, but only `<=` is possible with its own limits, [S002] H1. */
export function isWithinRatio(world: World, memory: number, disk: number): boolean {
  return disk <= memory * world.account.limits.diskPerMemory;
}
