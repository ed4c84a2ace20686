// The inventory for programs: stable names, one JSON document (docs/inventory.md). Pure.
import type { Inventory, InventoryMachine, UnmanagedObject } from "../../core/inventory.ts";
import type { JsonObject } from "../../core/json.ts";
import { nameHosts } from "./host-names.ts";
import { sumPrices } from "./sum-prices.ts";

export interface InventoryContext {
  /** RFC 3339. */
  readonly timestamp: string;
  readonly version: string;
}

export function buildInventoryDocument(inventory: Inventory, context: InventoryContext): JsonObject {
  const { stack, serial, machines, missing, unmanaged } = inventory;
  const names = nameHosts(machines);
  return {
    format_version: "1.0",
    timestamp: context.timestamp,
    trueup_version: context.version,
    stack,
    serial,
    machines: machines.map((machine) => buildMachine(machine, names.get(machine.address) ?? machine.address)),
    missing: missing.map(({ address, provider, remoteId, name, why }) => ({
      ...{ address, provider, id: remoteId, name, why },
    })),
    ...(unmanaged === undefined
      ? {}
      : { unmanaged: unmanaged.map(buildUnmanaged), unmanaged_cost: buildCost(unmanaged) }),
  };
}

function buildMachine(machine: InventoryMachine, host: string): JsonObject {
  const { address, standing, provider, vendor, project, region, remoteId, name, power, condition } = machine;
  return {
    address,
    host,
    standing,
    provider,
    vendor,
    project: project ?? null,
    region: region ?? null,
    id: remoteId,
    name,
    power: power ?? null,
    condition,
    trouble: machine.trouble ?? null,
    ips: machine.ips,
    private_ips: machine.privateIps,
    user: machine.user ?? null,
    tags: machine.tags,
  };
}

function buildUnmanaged({ provider, vendor, project, region, type, remoteId, name, stack, price }: UnmanagedObject) {
  return {
    provider,
    vendor,
    project: project ?? null,
    region: region ?? null,
    type: `${vendor}_${type}`,
    id: remoteId,
    name,
    stack: stack ?? null,
    price: price === undefined ? null : { per_month: price.perMonth, currency: price.currency },
  };
}

function buildCost(unmanaged: readonly UnmanagedObject[]): JsonObject {
  const { known, unknown } = sumPrices(unmanaged);
  return {
    per_month: known.map(({ perMonth, currency }) => ({ amount: perMonth, currency })),
    without_known_price: unknown,
  };
}
