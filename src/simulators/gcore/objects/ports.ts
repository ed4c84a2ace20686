// Ports: the one truth about networks, addresses and security groups of machines. Makes, finds and frees them.

import { timeText } from "../routes/call.ts";
import type { FloatingIpRow, IpAssignment, NetworkRow, SecurityGroupRow, SubnetRow } from "../seed/vendor-rows.ts";
import { nextAddress, takenAddresses } from "./addresses.ts";
import { add, listObjects, place, remove, type Scope } from "./find-objects.ts";
import { newMac, newUuid } from "./new-ids.ts";
import type { Port, Stored, World } from "./world.ts";

export type IpFamily = "ipv4" | "ipv6" | "dual";

export interface NewPort {
  networkId: string;
  subnetIds: string[];
  /** Instead of the next free one. */
  address?: string | undefined;
  interfaceName?: string | null | undefined;
  securityGroupIds: string[];
  name?: string;
}

/** In the order of the guest's interfaces. */
export function portsOf(world: World, instanceId: string): Port[] {
  const ports = [...world.account.objects.ports.values()];
  return inGuestOrder(ports.filter(({ row }) => row.attached_to?.resource_id === instanceId));
}

/** The same of all machines, for a list of them. */
export function portsByInstance(world: World): Map<string, Port[]> {
  const found = new Map<string, Port[]>();
  for (const port of world.account.objects.ports.values()) {
    const holder = port.row.attached_to?.resource_id;
    if (holder === undefined) continue;
    const own = found.get(holder);
    if (own) own.push(port);
    else found.set(holder, [port]);
  }
  for (const own of found.values()) inGuestOrder(own);
  return found;
}

function inGuestOrder(ports: Port[]): Port[] {
  return ports.sort((a, b) => Number(a.inside["nic"] ?? 0) - Number(b.inside["nic"] ?? 0));
}

export function addPort(scope: Scope, wanted: NewPort): Port {
  const { world, now } = scope;
  const row = {
    ...place(scope),
    id: newUuid(world),
    name: wanted.name ?? "",
    network_id: wanted.networkId,
    mac_address: newMac(world),
    security_group_ids: wanted.securityGroupIds,
    attached_to: null,
    ip_assignments: wanted.subnetIds.flatMap((id) => assign(world, id, wanted.address) ?? []),
    allowed_address_pairs: [],
    port_security_enabled: true,
    managed_by: "user",
    tags: {},
    system_tags: {},
    capabilities: null,
    created_at: timeText(now),
    updated_at: timeText(now),
  };
  return add(scope, "ports", row, 0, { interface_name: wanted.interfaceName ?? null });
}

function assign(world: World, subnetId: string, address: string | undefined): IpAssignment | undefined {
  const subnet = world.account.objects.subnets.get(subnetId)?.row;
  const next = address ?? (subnet && nextAddress(world, subnet));
  return next === undefined ? undefined : { ip_address: next, subnet_id: subnetId };
}

export function attachPort(world: World, port: Port, instanceId: string, isBasic: boolean): void {
  const last = portsOf(world, instanceId).at(-1);
  port.inside["nic"] = last ? Number(last.inside["nic"] ?? 0) + 1 : 0;
  const type = isBasic ? "basic_vm" : "instance";
  port.row.attached_to = { resource_id: instanceId, resource_type: type, trunk: null };
}

/** A reserved port stays, free again; another one goes with its address. Floating IPs let go of it either way. */
export function freePort(world: World, port: Port): void {
  for (const { row } of floatingIpsOf(world, port.row.id)) letGo(row);
  port.row.attached_to = null;
  port.inside["interface_name"] = null;
  if (!world.account.objects.reserved_fixed_ips.has(port.row.id)) remove({ world }, "ports", port.row.id);
}

export function floatingIpsOf(world: World, portId: string): Stored<FloatingIpRow>[] {
  return [...world.account.objects.floatingips.values()].filter(({ row }) => row.port_id === portId);
}

export function letGo(row: FloatingIpRow): void {
  Object.assign(row, { port_id: null, fixed_ip_address: null, status: "DOWN" });
}

export function assignFloatingIp(row: FloatingIpRow, port: Port, fixedAddress: string | undefined): void {
  const address =
    fixedAddress ?? port.row.ip_assignments.find(({ ip_address }) => ip_address.includes("."))?.ip_address;
  Object.assign(row, { port_id: port.row.id, fixed_ip_address: address ?? null, status: "ACTIVE" });
}

/** The networks that a project may use, with those of the vendor. */
export function externalNetwork(scope: Scope): NetworkRow | undefined {
  return listObjects(scope, "networks").find(({ row }) => row.external)?.row;
}

export function subnetsOf(world: World, networkId: string): SubnetRow[] {
  const subnets = [...world.account.objects.subnets.values()];
  return subnets.map(({ row }) => row).filter((row) => row.network_id === networkId);
}

/** The subnets that serve a family, the one with most free addresses of each. */
export function subnetsFor(world: World, networkId: string, family: IpFamily): SubnetRow[] {
  const versions = family === "dual" ? [4, 6] : [family === "ipv6" ? 6 : 4];
  const subnets = subnetsOf(world, networkId);
  const used = usedBySubnet(world);
  return versions.flatMap((version) => {
    const fitting = subnets.filter((row) => row.ip_version === version);
    return fitting.sort((a, b) => (used.get(a.id) ?? 0) - (used.get(b.id) ?? 0)).slice(0, 1);
  });
}

export function usedBySubnet(world: World): Map<string, number> {
  const used = new Map<string, number>();
  for (const { row } of world.account.objects.ports.values()) {
    for (const { subnet_id: id } of row.ip_assignments) used.set(id, (used.get(id) ?? 0) + 1);
  }
  return used;
}

export function isTaken(world: World, address: string): boolean {
  return takenAddresses(world).has(address);
}

/** Allows ICMP, SSH and RDP in, [DOC create-an-instance]; every project has one in every region. */
export function defaultGroup(scope: Scope): SecurityGroupRow | undefined {
  return listObjects(scope, "securitygroups").find(({ row }) => row.name === "default")?.row;
}
