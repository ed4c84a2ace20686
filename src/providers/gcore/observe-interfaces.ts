// Network interfaces: from the one list of ports where it says whose they are, else from each instance. Reads only.
import { isJsonObject, type JsonObject } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import { mapAtOnce } from "../../vendor-kit/map-at-once.ts";
import { buildMalformed, idOf } from "./client.ts";
import { type LivePort, matchInterfaces, mayBe } from "./interface-match.ts";
import type { Reads } from "./reads.ts";
import { listOf, textOf } from "./rows.ts";

export interface Interface {
  readonly id: string;
  readonly vmId: string;
  /** Empty where Gcore tells none: what the panel made has no name. */
  readonly name: string;
  readonly ips: readonly string[];
  /** Names of security groups; an id where the name is not one of a kind. */
  readonly groups: readonly string[];
  readonly network: string;
  readonly subnets: readonly string[];
  /** What an interface without a name may be told by. */
  readonly doubt?: JsonObject;
}

export async function listInterfaces(reads: Reads): Promise<Interface[]> {
  const ports = await reads.ports();
  const instances = await reads.instances();
  const isTold = ports?.every((port) => port["attached_to"] !== undefined) === true;
  const found = isTold
    ? await joinPorts(reads, ports)
    : (await mapAtOnce(instances, (row) => askOne(reads, idOf(row) ?? ""))).flat();
  const byVm = new Map(instances.map((row) => [idOf(row) ?? "", { row, own: [] as Interface[] }]));
  for (const one of found) byVm.get(one.vmId)?.own.push(one);
  const named: Interface[] = [];
  for (const { row, own } of byVm.values()) named.push(...(await withNames(reads, row, own)));
  return named;
}

/** Those of one instance, by the two calls that every version of the API has (3.6). */
export async function listInterfacesOf(reads: Reads, vmId: string): Promise<Interface[]> {
  const found = await askOne(reads, vmId);
  if (found.every((one) => one.name !== "")) return found;
  const row = await reads.instance(vmId);
  return row === undefined ? found : withNames(reads, row, found);
}

export function convertInterface({ background }: Reads, { id, vmId, name, ips, groups }: Interface): Observed {
  return {
    type: "interface",
    remoteId: id,
    name,
    parentId: vmId,
    owned: true,
    attributes: { securityGroups: [...groups].sort() },
    // Without the young calls its groups are changed by the older ones, by name.
    outputs: { id, ips: [...ips], ...(background.lacksPorts ? { groupsByName: true } : {}) },
    condition: "ready",
    lost: ips.map((ip) => ({ kind: "address" as const, label: ip })),
  };
}

async function joinPorts(reads: Reads, ports: readonly JsonObject[]): Promise<Interface[]> {
  const groupNames = nameGroups(await reads.securityGroups());
  return ports.flatMap((port) => {
    const holder = isJsonObject(port["attached_to"]) ? port["attached_to"] : {};
    const vmId = textOf(holder["resource_id"]);
    if (vmId === "" || port["managed_by"] === "system") return [];
    const ids = Array.isArray(port["security_group_ids"]) ? port["security_group_ids"].map(String) : [];
    return [describe(port, { id: idOf(port) ?? "", vmId, groups: ids.map((id) => groupNames.get(id) ?? id) })];
  });
}

async function askOne(reads: Reads, vmId: string): Promise<Interface[]> {
  const rows = await reads.interfacesOf(vmId);
  if (rows === undefined || rows.length === 0) return [];
  const groups = new Map(
    (await reads.portsOf(vmId)).map((port) => [idOf(port) ?? "", listOf(port["security_groups"])]),
  );
  const groupNames = nameGroups(await reads.securityGroups());
  return rows.map((row) => {
    const id = textOf(row["port_id"]);
    if (id === "") throw buildMalformed(`the interfaces of ${vmId}`, "one of them has no port");
    const own = groups.get(id) ?? [];
    return describe(row, {
      id,
      vmId,
      groups: own.map((group) => groupNames.get(textOf(group["id"])) ?? textOf(group["name"])),
    });
  });
}

function describe(row: JsonObject, known: Pick<Interface, "id" | "vmId" | "groups">): Interface {
  const assignments = listOf(row["ip_assignments"]);
  return {
    ...known,
    name: textOf(row["interface_name"]),
    ips: assignments.map((item) => textOf(item["ip_address"])),
    network: textOf(row["network_id"]),
    subnets: assignments.map((item) => textOf(item["subnet_id"])),
  };
}

/** The addresses of the instance tell names that ports and interfaces may lack; what has none is told by what it is. */
async function withNames(reads: Reads, instance: JsonObject, own: readonly Interface[]): Promise<Interface[]> {
  if (own.every((one) => one.name !== "")) return [...own];
  const names = new Map(listAddressNames(instance));
  const named = own.map((one): Interface => ({ ...one, name: one.name || findName(names, one.ips) }));
  const unnamed = named.filter((one) => one.name === "");
  if (unnamed.length === 0) return named;
  const taken = new Set(named.map((one) => one.name));
  const declared = reads.background.declared.interfacesOf(instance)?.filter(({ key }) => !taken.has(key));
  const live = await Promise.all(unnamed.map((one) => describeLive(reads, instance, one, declared !== undefined)));
  const matched = declared === undefined ? new Map<string, string>() : matchInterfaces(declared, live);
  return named.map((one) => {
    const port = live.find((other) => one.name === "" && other.id === one.id);
    if (port === undefined) return one;
    const fits = declared?.filter(({ item }) => mayBe(item, port)).map(({ key }) => key) ?? null;
    const doubt = { id: port.id, ips: [...port.ips], isExternal: port.isExternal, fits };
    const name = matched.get(one.id);
    return name === undefined ? { ...one, doubt } : { ...one, name };
  });
}

function listAddressNames(instance: JsonObject): [string, string][] {
  const items = Object.values(isJsonObject(instance["addresses"]) ? instance["addresses"] : {}).flatMap(listOf);
  return items
    .filter((item) => item["type"] !== "floating")
    .map((item) => [textOf(item["addr"]), textOf(item["interface_name"])]);
}

function findName(names: ReadonlyMap<string, string>, ips: readonly string[]): string {
  return ips.map((ip) => names.get(ip) ?? "").find((name) => name !== "") ?? "";
}

/** Names of networks are only looked up for machines that are declared. */
async function describeLive(
  reads: Reads,
  instance: JsonObject,
  { id, ips, network, subnets }: Interface,
  isDeclared: boolean,
): Promise<LivePort> {
  const assigned = listOf(instance["fixed_ip_assignments"]).filter((item) => item["external"] === true);
  const isAssigned = assigned.some((item) => ips.includes(textOf(item["ip_address"])));
  if (!isDeclared) return { id, ips, isExternal: isAssigned, networks: [network], subnets };
  const row = (await reads.networks()).find((one) => idOf(one) === network);
  const rows = (await reads.subnets()).filter((one) => subnets.includes(idOf(one) ?? ""));
  return {
    id,
    ips,
    isExternal: isAssigned || row?.["external"] === true,
    networks: [network, textOf(row?.["name"])],
    subnets: [...subnets, ...rows.map((one) => textOf(one["name"]))],
  };
}

/** A name that two groups share says nothing: the id stands for such a group. */
function nameGroups(rows: readonly JsonObject[]): Map<string, string> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(textOf(row["name"]), (counts.get(textOf(row["name"])) ?? 0) + 1);
  return new Map(
    rows.map((row) => [
      idOf(row) ?? "",
      counts.get(textOf(row["name"])) === 1 ? textOf(row["name"]) : (idOf(row) ?? ""),
    ]),
  );
}
