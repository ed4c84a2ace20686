// What a description needs besides the observed objects: images of disks, networks of interfaces, what a policy or a cluster
// has made. Reads only.
import type { JsonObject } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import type { Call, Facts } from "../../core/provider.ts";
import { mapAtOnce } from "../../vendor-kit/map-at-once.ts";
import { type GcoreClient, idOf } from "./client.ts";
import { isGhost } from "./convert.ts";
import { named, resolveLookups } from "./lookups.ts";
import { type Interface, listInterfaces } from "./observe-interfaces.ts";
import type { GcorePlace } from "./place.ts";
import { type Background, createReads, readFound } from "./reads.ts";
import { textOf } from "./rows.ts";

export interface Surroundings {
  readonly volumes: ReadonlyMap<string, JsonObject>;
  readonly interfaces: readonly Interface[];
  readonly networks: readonly JsonObject[];
  readonly subnets: readonly JsonObject[];
  readonly images: readonly JsonObject[];
  /** Ports of addresses that outlive machines. */
  readonly reserved: ReadonlySet<string>;
  /** Flavors that are asked for. */
  readonly facts: Facts;
  /** Worker nodes of managed clusters. */
  readonly workers: readonly JsonObject[];
  /** Snapshot -> name of the policy that has made it. */
  readonly madeBy: ReadonlyMap<string, string>;
}

export interface GcoreSource {
  readonly client: GcoreClient;
  readonly place: GcorePlace;
  readonly background: Background;
}

export async function readSurroundings(
  { client, place, background }: GcoreSource,
  objects: readonly Observed[],
  call: Call,
): Promise<Surroundings> {
  const reads = createReads(client, place, background, call, { isWhole: true });
  const flavors = objects.flatMap(({ type, attributes }) =>
    type === "vm" && typeof attributes["flavor"] === "string" ? [named("flavor", attributes["flavor"])] : [],
  );
  const own = new Set((await reads.instances()).map(idOf));
  const all = await client.list(`/v1/instances${place.path}`, [["include_k8s", "true"]], call);
  const reserved = await readFound(() => client.list(`/v1/reserved_fixed_ips${place.path}`, [], call));
  const images = await client.list(`/v1/images${place.path}`, [], call);
  return {
    volumes: new Map((await reads.volumes()).map((row) => [idOf(row) ?? "", row])),
    interfaces: await listInterfaces(reads),
    networks: await reads.networks(),
    subnets: await reads.subnets(),
    images,
    reserved: new Set((reserved ?? []).map((row) => textOf(row["port_id"]))),
    facts: await resolveLookups(client, place, flavors, call),
    workers: all.filter((row) => !own.has(idOf(row)) && !isGhost(row)),
    madeBy: await listMadeByPolicies({ client, place, background }, objects, call),
  };
}

/** The list of snapshots does not tell it, but can be asked for those of one policy (5). */
async function listMadeByPolicies(
  { client, place }: GcoreSource,
  objects: readonly Observed[],
  call: Call,
): Promise<ReadonlyMap<string, string>> {
  const hasSnapshots = objects.some(({ type }) => type === "snapshot");
  const policies = hasSnapshots ? objects.filter(({ type }) => type === "schedule") : [];
  const found = await mapAtOnce(policies, async ({ remoteId, name }) => {
    const rows = await client.list(`/v1/snapshots${place.path}`, [["lifecycle_policy_id", remoteId]], call);
    return rows.map((row): [string, string] => [idOf(row) ?? "", name]);
  });
  return new Map(found.flat());
}

/** The name where it is one of a kind, else the id. */
export function nameOrId(rows: readonly JsonObject[], id: string): string {
  const name = textOf(rows.find((row) => idOf(row) === id)?.["name"]);
  return name !== "" && rows.filter((row) => row["name"] === name).length === 1 ? name : id;
}
