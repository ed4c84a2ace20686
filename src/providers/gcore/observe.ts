// Reads of one project and region: each kind in one paged list, joined here, never a request per VM. Complete or an error.
import type { ResourceType } from "../../core/address.ts";
import { ProviderError } from "../../core/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import type { Call, ObjectId, ObserveScope } from "../../core/provider.ts";
import { buildMalformed, type GcoreClient, idOf, type Query } from "./client.ts";
import {
  convertFloatingIp,
  convertInstance,
  convertKey,
  convertPolicy,
  convertPort,
  convertSnapshot,
  convertVolume,
  isGhost,
  listOf,
  textOf,
  type VmContext,
} from "./convert.ts";
import type { GcorePlace } from "./place.ts";

/** Worker nodes of managed Kubernetes stand among the instances unless they are asked away (9.8); nobody's but its own. */
const INSTANCES: Query = [
  ["include_k8s", "false"],
  ["with_interfaces_name", "true"],
  ["order_by", "created.asc"],
];

type Reads = ReturnType<typeof createReads>;

/** Each list at most once per observation. */
function createReads(client: GcoreClient, place: GcorePlace, call: Call) {
  const lists = new Map<string, Promise<readonly JsonObject[]>>();
  const list = (path: string, query: Query = []) => {
    const found = lists.get(path) ?? client.list(path, query, call);
    lists.set(path, found);
    return found;
  };
  return {
    instances: async () => (await list(`/v1/instances${place.path}`, INSTANCES)).filter((row) => !isGhost(row)),
    volumes: () => list(`/v1/volumes${place.path}`),
    snapshots: () => list(`/v1/snapshots${place.path}`),
    keys: () => list(`/v1/ssh_keys/${place.project}`),
    floatingIps: () => list(`/v1/floatingips${place.path}`),
    // Without the parameter the volumes of a policy may read as none (6).
    policies: () => client.listWhole(`/v1/lifecycle_policy${place.path}`, [["need_volumes", "true"]], call),
    ports: () => list(`/v1/ports${place.path}`),
    securityGroups: () => list(`/v1/securitygroups${place.path}`),
    serverGroups: () => list(`/v1/servergroups${place.path}`),
  };
}

export async function* observeGcore(
  client: GcoreClient,
  place: GcorePlace,
  scope: ObserveScope,
  call: Call,
): AsyncGenerator<Observed> {
  const reads = createReads(client, place, call);
  if (scope.ids !== undefined) {
    for (const id of scope.ids) {
      const object = await observeOne(client, place, reads, id, call);
      if (object !== undefined) yield object;
    }
    return;
  }
  const parents = scope.parents === undefined ? undefined : new Set(scope.parents);
  for (const type of scope.types) {
    if (type === "interface" && scope.parents !== undefined) {
      for (const vmId of scope.parents) yield* await observeInterfaces(client, place, vmId, call);
      continue;
    }
    for (const object of await observeAll(reads, type))
      if (parents === undefined || object.parentId === undefined || parents.has(object.parentId)) yield object;
  }
}

async function observeAll(reads: Reads, type: ResourceType): Promise<Observed[]> {
  switch (type) {
    case "vm": {
      const context = await readContext(reads);
      return (await reads.instances()).map((row) => convertInstance(row, context));
    }
    case "volume": {
      const snapshots = await reads.snapshots();
      return (await reads.volumes()).map((row) => convertVolume(row, snapshots));
    }
    case "snapshot":
      return (await reads.snapshots()).map(convertSnapshot);
    case "key":
      return (await reads.keys()).map(convertKey);
    case "floatingIp":
      return (await reads.floatingIps()).map(convertFloatingIp);
    case "schedule":
      return (await reads.policies()).map(convertPolicy);
    case "interface":
      return observePorts(reads);
  }
}

async function readContext(reads: Reads): Promise<VmContext> {
  const keys = await reads.keys();
  const groups = await reads.serverGroups();
  return {
    keyIds: new Map(keys.map((row) => [textOf(row["name"]), idOf(row) ?? ""])),
    groups: new Map(
      groups.flatMap((group) =>
        listOf(group["instances"]).map((member): [string, string] => [
          textOf(member["instance_id"]),
          textOf(group["name"]),
        ]),
      ),
    ),
  };
}

/** Ports know their groups by id and their addresses; the instance knows which name an address' interface has. */
async function observePorts(reads: Reads): Promise<Observed[]> {
  const names = new Map((await reads.instances()).flatMap(listInterfaceNames));
  const groupNames = nameGroups(await reads.securityGroups());
  return (await reads.ports()).flatMap((port) => {
    const holder = isJsonObject(port["attached_to"]) ? port["attached_to"] : {};
    const vmId = textOf(holder["resource_id"]);
    if (vmId === "" || port["managed_by"] === "system") return [];
    const ips = listOf(port["ip_assignments"]).map((item) => textOf(item["ip_address"]));
    const name = ips.map((ip) => names.get(`${vmId} ${ip}`)).find((found) => found !== undefined && found !== "") ?? "";
    const ids = Array.isArray(port["security_group_ids"]) ? port["security_group_ids"].map(String) : [];
    return [convertPort({ id: idOf(port) ?? "", vmId, name, ips, groups: ids.map((id) => groupNames.get(id) ?? id) })];
  });
}

function listInterfaceNames(instance: JsonObject): [string, string][] {
  const items = Object.values(isJsonObject(instance["addresses"]) ? instance["addresses"] : {}).flatMap(listOf);
  return items
    .filter((item) => item["type"] !== "floating")
    .map((item) => [`${idOf(instance) ?? ""} ${textOf(item["addr"])}`, textOf(item["interface_name"])]);
}

/** A name that two groups share says nothing: the id stands for such a group. */
export function nameGroups(rows: readonly JsonObject[]): Map<string, string> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(textOf(row["name"]), (counts.get(textOf(row["name"])) ?? 0) + 1);
  return new Map(
    rows.map((row) => [
      idOf(row) ?? "",
      counts.get(textOf(row["name"])) === 1 ? textOf(row["name"]) : (idOf(row) ?? ""),
    ]),
  );
}

const PATHS: Readonly<Record<Exclude<ResourceType, "interface">, string>> = {
  vm: "/v1/instances",
  volume: "/v1/volumes",
  snapshot: "/v1/snapshots",
  key: "/v1/ssh_keys",
  floatingIp: "/v1/floatingips",
  schedule: "/v1/lifecycle_policy",
};

/** One object by its id, or undefined where Gcore has none in this project and region. */
async function observeOne(
  client: GcoreClient,
  place: GcorePlace,
  reads: Reads,
  id: ObjectId,
  call: Call,
): Promise<Observed | undefined> {
  if (id.type === "interface")
    return (await observeInterfaces(client, place, id.parentId ?? "", call)).find(
      (object) => object.remoteId === id.remoteId,
    );
  const query: Query = id.type === "schedule" ? [["need_volumes", "true"]] : [];
  const path = objectPath(place, id);
  const row = await readFound(() => client.read(path, query, call));
  if (row === undefined) return undefined;
  if (idOf(row) !== id.remoteId)
    throw buildMalformed(`GET /cloud${path}`, "the answer is not the object that was asked for");
  switch (id.type) {
    case "vm":
      if (isGhost(row)) return undefined;
      return convertInstance(row, await readContext(reads));
    case "volume":
      return convertVolume(row, await client.list(`/v1/snapshots${place.path}`, [["volume_id", id.remoteId]], call));
    case "snapshot":
      return convertSnapshot(row);
    case "key":
      return convertKey(row);
    case "floatingIp":
      return convertFloatingIp(row);
    case "schedule":
      return convertPolicy(row);
  }
}

export function objectPath(place: Pick<GcorePlace, "project" | "path">, { type, remoteId }: ObjectId): string {
  const scope = type === "key" ? `/${place.project}` : place.path;
  return `${type === "interface" ? "/v1/ports" : PATHS[type]}${scope}/${encodeURIComponent(remoteId)}`;
}

/** The interfaces of one VM, by the two calls that every version of the API has (3.6). */
export async function observeInterfaces(
  client: GcoreClient,
  place: GcorePlace,
  vmId: string,
  call: Call,
): Promise<Observed[]> {
  const base = `/v1/instances${place.path}/${encodeURIComponent(vmId)}`;
  const interfaces = await readFound(() => client.list(`${base}/interfaces`, [], call));
  if (interfaces === undefined) return [];
  const ports = await client.listWhole(`${base}/ports`, [], call);
  const groups = new Map(ports.map((port) => [idOf(port) ?? "", listOf(port["security_groups"])]));
  return interfaces.map((row) => {
    const id = textOf(row["port_id"]);
    return convertPort({
      id,
      vmId,
      name: textOf(row["interface_name"]),
      ips: listOf(row["ip_assignments"]).map((item) => textOf(item["ip_address"])),
      groups: (groups.get(id) ?? []).map((group: JsonObject): string => textOf(group["name"] as Json)),
    });
  });
}

/** `undefined` for "not found"; every other failure stays one. */
export async function readFound<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ProviderError && error.fault === "not-found") return undefined;
    throw error;
  }
}
