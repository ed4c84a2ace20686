// The interfaces of a machine to be, or to get one more: do networks, addresses and floating IPs exist, which groups apply. Changes nothing.
import { isInside } from "../objects/addresses.ts";
import { find, findIdle, type Scope } from "../objects/find-objects.ts";
import { defaultGroup, externalNetwork, type IpFamily, isTaken, subnetsFor, subnetsOf } from "../objects/ports.ts";
import type { Port, Stored } from "../objects/world.ts";
import type { FloatingIpRow } from "../seed/vendor-rows.ts";
import type { FloatingBody } from "./instance-body.ts";
import { badRequest, conflict, invalidField } from "./refusal.ts";

/** What both bodies have, whatever the type. */
export interface WantedInterface {
  type: "external" | "subnet" | "any_subnet" | "reserved_fixed_ip";
  interface_name?: string | null | undefined;
  ip_family?: IpFamily | null | undefined;
  network_id?: string;
  subnet_id?: string;
  ip_address?: string | undefined;
  port_id?: string;
  floating_ip?: FloatingBody | undefined;
}

export interface PlannedPort {
  /** Only of `reserved_fixed_ip`. */
  existing?: Port;
  networkId: string;
  subnetIds: string[];
  address?: string | undefined;
  interfaceName: string | null;
  groupIds: string[];
  floating?: "new" | Stored<FloatingIpRow>;
}

/** `groups` undefined: the project's default group. */
export function planPort(scope: Scope, wanted: WantedInterface, groups: string[] | undefined, at: string): PlannedPort {
  const groupIds = groups ?? [defaultGroup(scope)?.id ?? []].flat();
  for (const id of groupIds) find(scope, "securitygroups", id);
  const floating = planFloating(scope, wanted.floating_ip);
  const common = { interfaceName: wanted.interface_name ?? null, groupIds, ...(floating && { floating }) };
  return { ...where(scope, wanted, at), ...common };
}

type Where = Pick<PlannedPort, "existing" | "networkId" | "subnetIds" | "address">;

function where(scope: Scope, wanted: WantedInterface, at: string): Where {
  if (wanted.type === "reserved_fixed_ip") return reservedPort(scope, wanted.port_id ?? "");
  if (wanted.type === "subnet") return inSubnet(scope, wanted, at);
  const network =
    wanted.type === "external" ? externalNetwork(scope) : find(scope, "networks", wanted.network_id ?? "").row;
  if (!network) throw badRequest(`Region ${scope.regionId} has no external network`);
  if (wanted.ip_address !== undefined) return atAddress(scope, network.id, wanted.ip_address, at);
  const subnets = subnetsFor(scope.world, network.id, wanted.ip_family ?? "ipv4");
  if (subnets.length === 0) throw badRequest(`Network ${network.id} has no fitting subnet`);
  return { networkId: network.id, subnetIds: subnets.map(({ id }) => id) };
}

function inSubnet(scope: Scope, wanted: WantedInterface, at: string): Where {
  const { row } = find(scope, "subnets", wanted.subnet_id ?? "");
  if (wanted.network_id !== undefined && row.network_id !== wanted.network_id)
    throw invalidField(`${at}.subnet_id`, `Subnet ${row.id} is not in network ${wanted.network_id}`);
  return { networkId: row.network_id, subnetIds: [row.id] };
}

function atAddress({ world }: Scope, networkId: string, address: string, at: string): Where {
  const subnet = subnetsOf(world, networkId).find(({ cidr }) => isInside(address, cidr));
  if (!subnet) throw invalidField(`${at}.ip_address`, `${address} is in no subnet of network ${networkId}`);
  if (isTaken(world, address)) throw conflict(`Address ${address} is in use`);
  return { networkId, subnetIds: [subnet.id], address };
}

function reservedPort(scope: Scope, portId: string): Where {
  findIdle(scope, "reserved_fixed_ips", portId);
  const existing = find(scope, "ports", portId);
  if (existing.row.attached_to) throw conflict(`Port ${portId} is attached already`);
  return { existing, networkId: existing.row.network_id, subnetIds: [] };
}

function planFloating(scope: Scope, body: FloatingBody | undefined): "new" | Stored<FloatingIpRow> | undefined {
  if (body === undefined || body.source === "new") return body?.source;
  const floating = findIdle(scope, "floatingips", body.existing_floating_id);
  if (floating.row.port_id !== null) throw conflict(`Floating IP ${floating.row.id} is assigned already`);
  return floating;
}
