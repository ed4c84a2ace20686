// Network interfaces: from the one list of ports where it says whose they are, else from each instance. Reads only.
import { isJsonObject, type JsonObject } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import { mapAtOnce } from "../../vendor-kit/map-at-once.ts";
import { buildMalformed, idOf } from "./client.ts";
import type { DeclaredInterface } from "./declared-vms.ts";
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
  return nameAll(reads, [...byVm.values()]);
}

/** Those of one instance, by the two calls that every version of the API has (3.6). */
export async function listInterfacesOf(reads: Reads, vmId: string): Promise<Interface[]> {
  const found = await askOne(reads, vmId);
  if (found.every((one) => one.name !== "")) return found;
  const row = await reads.instance(vmId);
  return row === undefined ? found : nameAll(reads, [{ row, own: found }]);
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
    id: known.id,
    vmId: known.vmId,
    groups: known.groups,
    name: textOf(row["interface_name"]),
    ips: assignments.map((item) => textOf(item["ip_address"])),
    network: textOf(row["network_id"]),
    subnets: assignments.map((item) => textOf(item["subnet_id"])),
  };
}

interface Holder {
  readonly row: JsonObject;
  readonly own: readonly Interface[];
}

/** Names of networks are only looked up where something declared has an interface without a name. */
async function nameAll(reads: Reads, holders: readonly Holder[]): Promise<Interface[]> {
  const partly = holders.map((holder) => nameByAddress(reads, holder));
  const isAsked = partly.some(({ declared, own }) => declared !== undefined && own.some(({ name }) => name === ""));
  const [networks = [], subnets = []] = isAsked
    ? await mapAtOnce([reads.networks, reads.subnets], (read) => read())
    : [];
  const nets = { networks: rowsById(networks), subnets: rowsById(subnets) };
  return partly.flatMap((holder) => nameByNature(holder, nets));
}

type RowsById = ReadonlyMap<string, JsonObject>;

interface Nets {
  readonly networks: RowsById;
  readonly subnets: RowsById;
}

/** A row without an id is nobody's network. */
function rowsById(rows: readonly JsonObject[]): RowsById {
  const byId = new Map<string, JsonObject>();
  for (const row of rows) {
    const id = idOf(row);
    if (id !== undefined && !byId.has(id)) byId.set(id, row);
  }
  return byId;
}

interface PartlyNamed extends Holder {
  /** What the others may be; undefined where nothing of the machine is declared. */
  readonly declared: readonly DeclaredInterface[] | undefined;
}

/** The addresses of the instance tell names that ports and interfaces may lack. */
function nameByAddress({ background }: Reads, { row, own }: Holder): PartlyNamed {
  if (own.every(({ name }) => name !== "")) return { row, own, declared: undefined };
  const names = new Map(listAddressNames(row));
  const isNamed = [...names.values()].some((name) => name !== "");
  const named = isNamed ? own.map((one) => ({ ...one, name: one.name || findName(names, one.ips) })) : own;
  const taken = named.map(({ name }) => name);
  if (!taken.includes("")) return { row, own: named, declared: undefined };
  const declared = background.declared.interfacesOf(row)?.filter(({ key }) => !taken.includes(key));
  return { row, own: named, declared };
}

/** What has no name is told by what it is. */
function nameByNature({ row, own, declared }: PartlyNamed, nets: Nets): readonly Interface[] {
  const unnamed = own.filter(({ name }) => name === "");
  if (unnamed.length === 0) return own;
  const live = new Map(
    unnamed.map((one) => [one.id, describeLive(row, one, declared === undefined ? undefined : nets)]),
  );
  const matched = declared === undefined ? undefined : matchInterfaces(declared, [...live.values()]);
  return own.map((one) => {
    const port = one.name === "" ? live.get(one.id) : undefined;
    if (port === undefined) return one;
    const name = matched?.get(one.id);
    if (name !== undefined) return { ...one, name };
    const fits = declared?.filter(({ item }) => mayBe(item, port)).map(({ key }) => key) ?? null;
    return { ...one, doubt: { id: port.id, ips: [...port.ips], isExternal: port.isExternal, fits } };
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

/** `nets`: undefined where the machine is not declared. */
function describeLive(
  instance: JsonObject,
  { id, ips, network, subnets }: Interface,
  nets: Nets | undefined,
): LivePort {
  const assigned = listOf(instance["fixed_ip_assignments"]).filter((item) => item["external"] === true);
  const isAssigned = assigned.some((item) => ips.includes(textOf(item["ip_address"])));
  if (nets === undefined) return { id, ips, isExternal: isAssigned, networks: [network], subnets };
  const row = nets.networks.get(network);
  return {
    id,
    ips,
    isExternal: isAssigned || row?.["external"] === true,
    networks: [network, textOf(row?.["name"])],
    subnets: [...subnets, ...subnets.flatMap((one) => textOf(nets.subnets.get(one)?.["name"]) || [])],
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
