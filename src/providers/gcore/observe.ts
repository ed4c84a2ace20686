// Reads of one project and region: each kind in one paged list, joined here; only interfaces may need a request per
// instance. Complete or an error.
import type { ResourceType } from "../../core/address.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import type { Call, ObjectId, ObserveScope } from "../../core/provider.ts";
import type { GcoreClient, Query } from "./client.ts";
import {
  convertFloatingIp,
  convertInstance,
  convertKey,
  convertPolicy,
  convertSnapshot,
  convertVolume,
  isGhost,
  listMarkedVolumes,
  type VmContext,
} from "./convert.ts";
import { convertInterface, type Interface, listInterfaces, listInterfacesOf } from "./observe-interfaces.ts";
import type { GcorePlace } from "./place.ts";
import { type Background, createReads, type Reads, readFound, readObject } from "./reads.ts";
import { listOf, textOf } from "./rows.ts";

export async function* observeGcore(
  client: GcoreClient,
  place: GcorePlace,
  background: Background,
  scope: ObserveScope,
  call: Call,
): AsyncGenerator<Observed> {
  const reads = createReads(client, place, background, call);
  if (scope.ids !== undefined) {
    for (const id of scope.ids) {
      const object = await observeOne(client, place, reads, id, call);
      if (object !== undefined) yield object;
    }
    return;
  }
  const parents = scope.parents === undefined ? undefined : new Set(scope.parents);
  const interfaces = scope.types.includes("interface") ? await findInterfaces(reads, scope.parents) : [];
  for (const type of scope.types) {
    for (const object of await observeAll(reads, type, interfaces))
      if (parents === undefined || object.parentId === undefined || parents.has(object.parentId)) yield object;
  }
}

async function findInterfaces(reads: Reads, vmIds: readonly string[] | undefined): Promise<Interface[]> {
  if (vmIds === undefined) return listInterfaces(reads);
  const found: Interface[] = [];
  for (const vmId of vmIds) found.push(...(await listInterfacesOf(reads, vmId)));
  return found;
}

async function observeAll(reads: Reads, type: ResourceType, interfaces: readonly Interface[]): Promise<Observed[]> {
  switch (type) {
    case "vm": {
      const instances = await reads.instances();
      const context = await readContext(reads, interfaces, instances);
      return instances.map((row) => convertInstance(row, context));
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
      return interfaces.map((one) => convertInterface(reads, one));
  }
}

async function readContext(
  reads: Reads,
  interfaces: readonly Interface[],
  instances: readonly JsonObject[],
): Promise<VmContext> {
  const groups = await reads.serverGroups();
  const unnamed = new Map<string, JsonObject[]>();
  for (const { vmId, doubt } of interfaces)
    if (doubt !== undefined) unnamed.set(vmId, [...(unnamed.get(vmId) ?? []), doubt]);
  const volumes = instances.some((row) => listMarkedVolumes(row).length > 0) ? await reads.volumes() : [];
  return {
    unnamed,
    volumes,
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
  if (id.type === "interface") {
    const found = (await listInterfacesOf(reads, id.parentId ?? "")).find((one) => one.id === id.remoteId);
    return found === undefined ? undefined : convertInterface(reads, found);
  }
  const query: Query = id.type === "schedule" ? [["need_volumes", "true"]] : [];
  const scope = id.type === "key" ? `/${place.project}` : place.path;
  const path = `${PATHS[id.type]}${scope}/${encodeURIComponent(id.remoteId)}`;
  const row = await readFound(() => readObject(client, path, query, id.remoteId, call));
  if (row === undefined) return undefined;
  switch (id.type) {
    case "vm":
      if (isGhost(row)) return undefined;
      return convertInstance(row, await readContext(reads, [], [row]));
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
