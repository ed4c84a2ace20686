// What rows of a seed say of each other, made whole: ports for addresses, groups for names, schedules for snapshots, attachments both ways.
import { isJsonObject, type Json, type JsonObject } from "../../engine/json.ts";
import { rangeOf } from "../objects/addresses.ts";
import { uuidFrom } from "../objects/new-ids.ts";
import type { Account, Instance, Port, Stored } from "../objects/world.ts";
import { COMPLETE } from "./complete-rows.ts";
import { homeOf } from "./fill-regions.ts";
import type { Home } from "./row-shapes.ts";
import type { InstanceRow } from "./vendor-rows.ts";

export function linkObjects(account: Account, now: string): void {
  const home = homeOf(account, now);
  for (const instance of account.objects.instances.values()) {
    linkPorts(account, instance, home);
    linkVolumes(account, instance);
  }
  for (const { row, inside } of account.objects.snapshots.values()) {
    const task = account.objects.tasks.get(row.creator_task_id)?.row;
    inside["lifecycle_policy_id"] ??= task?.["lifecycle_policy_id"] ?? null;
    inside["schedule_id"] ??= task?.["schedule_id"] ?? null;
  }
}

/** A list of machines tells addresses; without the list of ports they get ports of their own. */
function linkPorts(account: Account, { row }: Instance, home: Home): void {
  const { addresses, security_groups: groups, fixed_ip_assignments: _computed, ...rest } = row;
  const own = [...account.objects.ports.values()].filter((port) => port.row.attached_to?.resource_id === row.id);
  const networks = isJsonObject(addresses) ? Object.entries(addresses) : [];
  for (const [networkName, entries] of networks) {
    const fixed = entriesOf(entries, "fixed");
    for (const entry of fixed) {
      const port = own.find((one) => one.row.ip_assignments.some(({ ip_address }) => ip_address === entry["addr"]));
      const made = port ?? addPort(account, row, networkName, entry, home);
      made.inside["interface_name"] ??= entry["interface_name"] ?? null;
      if (!port) made.row.security_group_ids = groupIds(account, row, groups, home);
    }
    linkFloating(account, row, fixed[0]?.["addr"], entriesOf(entries, "floating"), home);
  }
  // What is computed is not kept beside what it is computed from.
  for (const key of Object.keys(row)) if (!(key in rest)) delete row[key];
}

function entriesOf(value: Json | undefined, type: string): JsonObject[] {
  const list = Array.isArray(value) ? value.filter(isJsonObject) : [];
  return list.filter((entry) => entry["type"] === type);
}

function addPort(account: Account, row: InstanceRow, networkName: string, entry: JsonObject, home: Home): Port {
  const address = String(entry["addr"]);
  const networkId = networkOf(account, row, { name: networkName, external: isExternal(row, address) }, home);
  const subnets = [...account.objects.subnets.values()].map((subnet) => subnet.row);
  const inside = subnets.find(({ cidr, network_id }) => network_id === networkId && isWithin(address, cidr));
  const subnetId =
    typeof entry["subnet_id"] === "string" ? entry["subnet_id"] : (inside?.id ?? uuidFrom(`subnet of ${networkId}`));
  const seeded = {
    id: uuidFrom(`port/${row.id}/${address}`),
    network_id: networkId,
    ip_assignments: [{ ip_address: address, subnet_id: subnetId }],
    attached_to: { resource_id: row.id, resource_type: "instance" },
    project_id: row.project_id,
    region_id: row.region_id,
  };
  const port: Port = { row: COMPLETE.ports(seeded, "port", home), visibleFrom: 0, inside: {} };
  account.objects.ports.set(port.row.id, port);
  return port;
}

function isWithin(address: string, cidr: string): boolean {
  const { first, last, isV6 } = rangeOf(cidr);
  const { first: number, isV6: isOther } = rangeOf(address);
  return isV6 === isOther && number >= first && number <= last;
}

/** A machine says of its addresses whether they are from outside. */
function isExternal({ fixed_ip_assignments: assignments }: JsonObject, address: string): boolean {
  const known = (Array.isArray(assignments) ? assignments : []).filter(isJsonObject);
  return known.some((one) => one["ip_address"] === address && one["external"] === true);
}

interface NamedNetwork {
  name: string;
  external: boolean;
}

function networkOf(account: Account, row: InstanceRow, { name, external }: NamedNetwork, home: Home): string {
  const networks = [...account.objects.networks.values()];
  const known = networks.find((one) => one.row.region_id === row.region_id && one.row.name === name);
  if (known) return known.row.id;
  const id = uuidFrom(`network/${row.project_id}/${row.region_id}/${name}`);
  const place = { project_id: row.project_id, region_id: row.region_id };
  account.objects.networks.set(id, {
    row: COMPLETE.networks({ id, name, external, ...place }, "network", home),
    visibleFrom: 0,
    inside: {},
  });
  return id;
}

function groupIds(account: Account, row: InstanceRow, groups: Json | undefined, home: Home): string[] {
  const names = (Array.isArray(groups) ? groups.filter(isJsonObject) : []).map((group) => String(group["name"]));
  const place = { project_id: row.project_id, region_id: row.region_id };
  return [...new Set(names)].map((name) => {
    const all = [...account.objects.securitygroups.values()].map((group) => group.row);
    const known = all.find(
      (group) => group.name === name && group.project_id === place.project_id && group.region_id === place.region_id,
    );
    if (known) return known.id;
    const id = uuidFrom(`group/${row.project_id}/${row.region_id}/${name}`);
    const made: Stored<(typeof all)[number]> = {
      row: COMPLETE.securitygroups({ id, name, ...place }, "group", home),
      visibleFrom: 0,
      inside: {},
    };
    account.objects.securitygroups.set(id, made);
    return id;
  });
}

/** A floating IP that leads to a port which nobody listed leads to the one that has its fixed address. */
function linkFloating(
  account: Account,
  row: InstanceRow,
  fixed: Json | undefined,
  entries: JsonObject[],
  home: Home,
): void {
  const { ports, floatingips } = account.objects;
  const port = [...ports.values()].find((one) => one.row.ip_assignments.some(({ ip_address }) => ip_address === fixed));
  for (const entry of entries) {
    const address = String(entry["addr"]);
    const known = [...floatingips.values()].find((one) => one.row.floating_ip_address === address);
    const assigned = { port_id: port?.row.id ?? null, fixed_ip_address: fixed ?? null, status: "ACTIVE" };
    if (known && ports.has(known.row.port_id ?? "")) continue;
    if (known) Object.assign(known.row, assigned);
    else {
      const id = uuidFrom(`floating/${address}`);
      const place = { project_id: row.project_id, region_id: row.region_id };
      const seeded = { id, floating_ip_address: address, ...place, ...assigned };
      floatingips.set(id, { row: COMPLETE.floatingips(seeded, "floating IP", home), visibleFrom: 0, inside: {} });
    }
  }
}

function linkVolumes(account: Account, { row }: Instance): void {
  for (const { row: volume } of account.objects.volumes.values()) {
    const isAttached = volume.attachments.some(({ server_id: id }) => id === row.id);
    const isListed = row.volumes.some(({ id }) => id === volume.id);
    if (isAttached && !isListed) row.volumes.push({ id: volume.id, delete_on_termination: false });
    if (!isListed || isAttached) continue;
    volume.attachments = [
      {
        attachment_id: uuidFrom(`${row.id}/${volume.id}`),
        volume_id: volume.id,
        server_id: row.id,
        device: null,
        attached_at: null,
        flavor_id: null,
      },
    ];
    volume.status = "in-use";
  }
}
