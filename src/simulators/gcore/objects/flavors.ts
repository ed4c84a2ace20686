// Flavors: which there are in a region, what they cost, how many more fit. The shared ones make Basic VMs.
import type { JsonObject } from "../../engine/json.ts";
import { badRequest, forbidden } from "../routes/refusal.ts";
import type { FlavorRow } from "../seed/vendor-rows.ts";
import type { Scope } from "./find-objects.ts";
import type { World } from "./world.ts";

const PRICE_KEYS = ["price_per_hour", "price_per_month", "currency_code", "price_status"];

export function flavorsOf({ world, regionId }: Pick<Scope, "world" | "regionId">): FlavorRow[] {
  return world.account.flavors.get(regionId) ?? [];
}

/** Throws ForbiddenError when sold out, which is not a question of rights, [DOC error-handling]. */
export function buyableFlavor(scope: Scope, id: string): FlavorRow {
  const flavor = flavorsOf(scope).find((one) => one.flavor_id === id);
  if (!flavor || flavor.disabled) throw badRequest(`Flavor ${id} is not available in region ${scope.regionId}`);
  if (capacityLeft(scope, id) < 1) throw forbidden(`Not enough capacity for flavor ${id} in region ${scope.regionId}`);
  return flavor;
}

export function isShared(flavorId: string): boolean {
  return flavorId.includes("shared");
}

function capacityLeft({ world, regionId }: Pick<Scope, "world" | "regionId">, id: string): number {
  return world.account.capacity[String(regionId)]?.[id] ?? Number.POSITIVE_INFINITY;
}

/** A machine comes (-1) or goes (+1). */
export function changeCapacity(world: World, regionId: number, id: string, change: 1 | -1): void {
  const capacity = world.account.capacity[String(regionId)];
  const left = capacity?.[id];
  if (capacity && left !== undefined) capacity[id] = left + change;
}

/** The short form inside a machine. */
export function flavorOfInstance(flavor: FlavorRow): JsonObject & { flavor_id: string } {
  const { flavor_id, flavor_name, vcpus, ram, os_type, architecture } = flavor;
  const hardware = { vcpus: String(vcpus), ram: String(ram) };
  return { flavor_id, flavor_name, vcpus, ram, os_type, architecture, hardware_description: hardware };
}

export function showFlavor(flavor: FlavorRow, withPrices: boolean): JsonObject {
  if (withPrices)
    return { currency_code: null, price_per_hour: null, price_per_month: null, price_status: "hide", ...flavor };
  return Object.fromEntries(Object.entries(flavor).filter(([name]) => !PRICE_KEYS.includes(name)));
}
