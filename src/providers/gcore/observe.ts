// Reads of one project and region: each kind in one paged list, joined here; only interfaces may need a request per
// instance. Complete or an error.
import type { ResourceType } from "../../core/address.ts";
import { groupBy } from "../../core/group-by.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import type { Call, ObjectId, ObserveScope } from "../../core/provider.ts";
import { mapAtOnce } from "../../vendor-kit/map-at-once.ts";
import { type GcoreClient, idOf, type Query } from "./client.ts";
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
    yield* observeIds({ client, place, reads, call }, scope.ids, scope.isFirstLook);
    return;
  }
  await mapAtOnce(listsOf(reads, scope), (read) => read());
  const parents = scope.parents === undefined ? undefined : new Set(scope.parents);
  const interfaces = scope.types.includes("interface") ? await findInterfaces(reads, scope.parents) : [];
  for (const type of scope.types) {
    for (const object of await observeAll(reads, type, interfaces))
      if (parents === undefined || object.parentId === undefined || parents.has(object.parentId)) yield object;
  }
}

/** What the objects of these kinds are joined of: the lists are read at the same time, and each is kept. */
function listsOf(reads: Reads, { types, parents }: ObserveScope): (() => Promise<unknown>)[] {
  const needs: Readonly<Record<ResourceType, readonly (() => Promise<unknown>)[]>> = {
    vm: [reads.instances, reads.serverGroups],
    volume: [reads.volumes, reads.snapshots],
    snapshot: [reads.snapshots],
    key: [reads.keys],
    floatingIp: [reads.floatingIps],
    schedule: [reads.policies],
    interface: parents === undefined ? [reads.ports, reads.instances, reads.securityGroups] : [],
  };
  return [...new Set(types.flatMap((type) => needs[type]))];
}

interface Source {
  readonly client: GcoreClient;
  readonly place: GcorePlace;
  readonly reads: Reads;
  readonly call: Call;
}

/** From the list where that is no more requests than asking for each; what a list lacks is asked for by its id. */
async function* observeIds(source: Source, ids: readonly ObjectId[], isFirstLook = false): AsyncGenerator<Observed> {
  const { reads } = source;
  const groups = groupBy(ids, ({ type: one }) => one);
  const types = [...groups.keys()].filter((type) => isByList(reads, type, groups.get(type) ?? []));
  await mapAtOnce(listsOf(reads, { types }), (read) => read());
  for (const [type, wanted] of groups) {
    const interfaces =
      type === "interface"
        ? await findInterfaces(reads, [...new Set(wanted.map(({ parentId = "" }) => parentId))])
        : [];
    const isListed = type === "interface" || isCheaperListed(reads, type, wanted.length);
    const listed = isListed
      ? new Map((await observeAll(reads, type, interfaces)).map((object) => [object.remoteId, object]))
      : new Map<string, Observed>();
    const mayLack = isListed && isFirstLook;
    const found = await mapAtOnce(
      wanted,
      async (id) => listed.get(id.remoteId) ?? (mayLack ? undefined : observeOne(source, id)),
    );
    yield* found.filter((object) => object !== undefined);
  }
}

/** Then all that it is joined of is read at the same time. */
function isByList(reads: Reads, type: ResourceType, wanted: readonly ObjectId[]): boolean {
  return type === "interface"
    ? new Set(wanted.map(({ parentId }) => parentId)).size > MOST_BY_VM
    : isCheaperListed(reads, type, wanted.length);
}

/** A list costs a request for each page, and what it is joined with. */
function isCheaperListed({ background }: Reads, type: Exclude<ResourceType, "interface">, count: number): boolean {
  const others = type === "vm" || type === "volume" ? 1 : 0;
  return count > (background.pages.get(PATHS[type]) ?? 1) + others;
}

async function findInterfaces(reads: Reads, vmIds: readonly string[] | undefined): Promise<Interface[]> {
  if (vmIds === undefined) return listInterfaces(reads);
  const wanted = new Set(vmIds);
  if (wanted.size > MOST_BY_VM) {
    const listed = (await listInterfaces(reads)).filter(({ vmId }) => wanted.has(vmId));
    const holders = new Set(listed.map(({ vmId }) => vmId));
    const lacking = [...wanted].filter((vmId) => !holders.has(vmId));
    return [...listed, ...(await mapAtOnce(lacking, (vmId) => listInterfacesOf(reads, vmId))).flat()];
  }
  return (await mapAtOnce([...wanted], (vmId) => listInterfacesOf(reads, vmId))).flat();
}

/** The lists that all interfaces are joined of are as many as two machines cost. */
const MOST_BY_VM = 2;

async function observeAll(reads: Reads, type: ResourceType, interfaces: readonly Interface[]): Promise<Observed[]> {
  switch (type) {
    case "vm": {
      const instances = await reads.instances();
      const context = await readContext(reads, interfaces, instances);
      return instances.map((row) => convertInstance(row, context));
    }
    case "volume": {
      const snapshots = groupBy(await reads.snapshots(), volumeOf);
      return (await reads.volumes()).map((row) => convertVolume(row, snapshots.get(idOf(row) ?? "") ?? []));
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
    volumes: new Map(volumes.map((row) => [idOf(row) ?? "", row])),
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

function volumeOf(snapshot: JsonObject): string {
  return textOf(snapshot["volume_id"]);
}

async function listSnapshotsOf({ list }: GcoreClient, { path }: GcorePlace, volumeId: string, call: Call) {
  const rows = await list(`/v1/snapshots${path}`, [["volume_id", volumeId]], call);
  return rows.filter((row) => volumeOf(row) === volumeId);
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
async function observeOne({ client, place, reads, call }: Source, id: ObjectId): Promise<Observed | undefined> {
  // All those of its machine have been read.
  if (id.type === "interface") return undefined;
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
      return convertVolume(row, await listSnapshotsOf(client, place, id.remoteId, call));
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
