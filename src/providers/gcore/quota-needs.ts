// What an object, or a change of it, takes of each of Gcore's quotas. Pure.
import type { Desired } from "../../core/desired.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import { idOf } from "./client.ts";
import { textOf } from "./rows.ts";

/** By the quota's name. */
export type Needs = Readonly<Record<string, number>>;
type Pictured = Pick<Observed, "type" | "attributes">;

const MIB_PER_GIB = 1024;

export function needsOf({ type, attributes }: Pictured, flavors: readonly JsonObject[]): Needs {
  switch (type) {
    case "vm":
      return needsOfFlavor(textOf(attributes["flavor"]), flavors);
    case "volume":
      return { volume_count: 1, volume_size: sizeOf(attributes) };
    case "interface":
      return attributes["type"] === "external" ? { external_ip_count: 1 } : {};
    case "floatingIp":
      return { floating_count: 1 };
    case "snapshot":
      return { volume_snapshots_count: 1 };
    case "schedule":
      return { snapshot_schedule_count: 1 };
    case "key":
      return { keypair_count: 1 };
  }
}

function needsOfFlavor(name: string, flavors: readonly JsonObject[]): Needs {
  const row = flavors.find((one) => idOf(one) === name || one["flavor_id"] === name || one["flavor_name"] === name);
  const { vcpus, ram } = row ?? {};
  return {
    // Machines of the shared flavors are counted apart; that their names say so is [ASSUMED].
    [name.includes("shared") ? "shared_vm_count" : "vm_count"]: 1,
    ...(typeof vcpus === "number" ? { cpu_count: vcpus } : {}),
    ...(typeof ram === "number" ? { ram } : {}),
  };
}

function sizeOf({ size }: JsonObject): number {
  return typeof size === "number" ? Math.ceil(size / MIB_PER_GIB) : 0;
}

/** What a change in place raises or gives back: another flavor, a larger disk. */
export function growthOf(desired: Desired, observed: Observed, flavors: readonly JsonObject[]): Needs {
  if (desired.type === "volume") return { volume_size: sizeOf(desired.attributes) - sizeOf(observed.attributes) };
  if (desired.type !== "vm" || desired.attributes["flavor"] === undefined) return {};
  const { cpu_count = 0, ram = 0 } = minus(needsOf(desired, flavors), needsOf(observed, flavors));
  return { cpu_count, ram };
}

export function positive(needs: Needs): Needs {
  return Object.fromEntries(Object.entries(needs).filter(([, value]) => value > 0));
}

export function add(all: readonly Needs[]): Needs {
  const sum: Record<string, number> = {};
  for (const needs of all) for (const [quota, value] of Object.entries(needs)) sum[quota] = (sum[quota] ?? 0) + value;
  return sum;
}

export function minus(needs: Needs, freed: Needs): Needs {
  return add([needs, Object.fromEntries(Object.entries(freed).map(([quota, value]) => [quota, -value]))]);
}
