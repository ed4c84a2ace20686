// Quotas of a region: what is used, what is left, and the refusal of what does not fit.
import type { JsonObject } from "../../engine/json.ts";
import { Refusal } from "../routes/refusal.ts";
import type { Scope } from "./find-objects.ts";
import { isShared } from "./flavors.ts";
import type { Stored, World } from "./world.ts";

export type Needs = Partial<Record<string, number>>;

export function usageOf(world: World, regionId: number): Record<string, number> {
  const { objects } = world.account;
  const here = <S extends Stored>(all: ReadonlyMap<string, S>): S[] =>
    [...all.values()].filter(({ row }) => row["region_id"] === regionId);
  const instances = here(objects.instances);
  const own = instances.filter(({ row }) => !isShared(row.flavor.flavor_id));
  const volumes = here(objects.volumes);
  const snapshots = here(objects.snapshots);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const schedules = here(objects.lifecycle_policies).map(({ row }) => row.schedules.length);
  return {
    vm_count: own.length,
    shared_vm_count: instances.length - own.length,
    cpu_count: sum(instances.map(({ row }) => Number(row.flavor["vcpus"] ?? 0))),
    ram: sum(instances.map(({ row }) => Number(row.flavor["ram"] ?? 0))),
    volume_count: volumes.length,
    volume_size: sum(volumes.map(({ row }) => row.size)),
    volume_snapshots_count: snapshots.length,
    volume_snapshots_size: sum(snapshots.map(({ row }) => row.size)),
    floating_count: here(objects.floatingips).length,
    external_ip_count: externalIps(world, regionId),
    servergroup_count: here(objects.servergroups).length,
    network_count: here(objects.networks).filter(({ row }) => !row.external).length,
    subnet_count: here(objects.subnets).length,
    firewall_count: here(objects.securitygroups).length,
    snapshot_schedule_count: sum(schedules),
  };
}

function externalIps({ account: { objects } }: World, regionId: number): number {
  const isExternal = (networkId: string): boolean => objects.networks.get(networkId)?.row.external ?? false;
  const ports = [...objects.ports.values()];
  return ports.filter(({ row }) => row.region_id === regionId && isExternal(row.network_id)).length;
}

/** What does not fit, as the triples of `check_limits`; empty when all does. */
export function exceeded({ world, regionId }: Pick<Scope, "world" | "regionId">, needs: Needs): JsonObject {
  const usage = usageOf(world, regionId);
  const triples: JsonObject = {};
  for (const [name, requested = 0] of Object.entries(needs)) {
    const limit = world.account.quotas[name];
    const used = usage[name] ?? 0;
    if (limit === undefined || requested === 0 || used + requested <= limit) continue;
    Object.assign(triples, { [`${name}_limit`]: limit, [`${name}_requested`]: requested, [`${name}_usage`]: used });
  }
  return triples;
}

/** The HTTP status is documented nowhere: 403 is what a client most easily takes for something else, [ASSUMED]. */
export function requireQuota(scope: Pick<Scope, "world" | "regionId">, needs: Needs): void {
  const triples = exceeded(scope, needs);
  const limited = Object.keys(triples).find((name) => name.endsWith("_limit"));
  if (limited === undefined) return;
  const attribute = limited.slice(0, -"_limit".length);
  const usage = Number(triples[`${attribute}_usage`]);
  const info = {
    attribute,
    current_usage: usage,
    requested_usage: usage + Number(triples[`${attribute}_requested`]),
    limit: triples[limited] ?? null,
  };
  throw new Refusal(scope.world.account.quirks.quotaStatus, "QuotaLimitExceed", `Quota limit exceeded: ${attribute}`, {
    info,
  });
}
