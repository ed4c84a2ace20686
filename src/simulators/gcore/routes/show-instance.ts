// A machine as reads show it: addresses and groups from its ports, both generations of names, and for a moment the old flavor.
import type { Json, JsonObject } from "../../engine/json.ts";
import type { Scope } from "../objects/find-objects.ts";
import { floatingIpsOf, portsOf } from "../objects/ports.ts";
import type { Instance, Port, Quirks, World } from "../objects/world.ts";
import type { Tag } from "../seed/vendor-rows.ts";

export interface InstanceView {
  /** `with_interfaces_name`; always for a single machine. */
  withInterfaceNames: boolean;
  /** Subnets of addresses are told for a single machine only. */
  withSubnets: boolean;
  /** Where they have been read for all machines already. */
  ports?: ReadonlyMap<string, readonly Port[]>;
}

export const WHOLE_VIEW: InstanceView = { withInterfaceNames: true, withSubnets: true };

export function showInstance(scope: Scope, instance: Instance, view: InstanceView = WHOLE_VIEW): JsonObject {
  const { world } = scope;
  const { row } = instance;
  const ports = view.ports ? (view.ports.get(row.id) ?? []) : portsOf(world, row.id);
  const shown: JsonObject = {
    ...row,
    flavor: shownFlavor(instance, scope.now),
    addresses: addresses(world, ports, view),
    fixed_ip_assignments: ports.flatMap((port) => fixedAssignments(world, port)),
    security_groups: ports.flatMap(({ row: { security_group_ids: ids } }) => ids.map((id) => groupName(world, id))),
  };
  return named(shown, row.tags, world.account.quirks);
}

/** Reads right after FINISHED may still be stale, [TF2]. */
function shownFlavor({ row, inside }: Instance, now: number): Json {
  const stale = Number(inside["stale_until"] ?? 0);
  return stale > now ? (inside["stale_flavor"] ?? row.flavor) : row.flavor;
}

function addresses(world: World, ports: readonly Port[], view: InstanceView): JsonObject {
  const map: Record<string, Json[]> = {};
  for (const port of ports) {
    const networkName = world.account.objects.networks.get(port.row.network_id)?.row.name ?? port.row.network_id;
    const fixed = port.row.ip_assignments.map((one) => fixedAddress(world, port, one, view));
    const floating = floatingIpsOf(world, port.row.id).map(({ row }) => ({
      type: "floating",
      addr: row.floating_ip_address,
    }));
    map[networkName] = [...(map[networkName] ?? []), ...fixed, ...floating];
  }
  return map;
}

function fixedAddress(
  world: World,
  port: Port,
  { ip_address, subnet_id }: { ip_address: string; subnet_id: string },
  view: InstanceView,
): JsonObject {
  const isShown = view.withInterfaceNames && world.account.quirks.interfaceNames !== "hidden";
  const name = isShown ? (port.inside["interface_name"] ?? null) : null;
  const short = { type: "fixed", addr: ip_address, interface_name: name };
  if (!view.withSubnets) return short;
  return { ...short, subnet_id, subnet_name: world.account.objects.subnets.get(subnet_id)?.row.name ?? "" };
}

function fixedAssignments(world: World, port: Port): JsonObject[] {
  const external = world.account.objects.networks.get(port.row.network_id)?.row.external ?? false;
  return port.row.ip_assignments.map(({ ip_address, subnet_id }) => ({ external, ip_address, subnet_id }));
}

function groupName(world: World, id: string): JsonObject {
  return { name: world.account.objects.securitygroups.get(id)?.row.name ?? id };
}

/** Old and new names coexist in answers, as the server still takes both, [LEGACY]. */
function named(shown: JsonObject, tags: readonly Tag[], { legacyKeys }: Quirks): JsonObject {
  if (legacyKeys === "current") return shown;
  const { id, name, created_at, ssh_key_name, tags: _list, ...rest } = shown;
  const legacy: JsonObject = {
    instance_id: id ?? null,
    instance_name: name ?? null,
    instance_created: created_at ?? null,
    keypair_name: ssh_key_name ?? null,
    metadata: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
    metadata_detailed: tags.map((tag): JsonObject => ({ ...tag })),
  };
  return legacyKeys === "legacy" ? { ...rest, ...legacy } : { ...shown, ...legacy };
}
