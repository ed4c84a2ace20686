// The lists of one project and region that an observation is joined of, each read at most once. Reads only.
import { ProviderError } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Call } from "../../core/provider.ts";
import { createMemo } from "../../vendor-kit/memo.ts";
import { buildMalformed, type GcoreClient, idOf, type KeepRow, PAGE, type Query } from "./client.ts";
import { isGhost } from "./convert.ts";
import type { DeclaredVms } from "./declared-vms.ts";
import { keepInstance, keepPort, keepVolume } from "./kept-rows.ts";
import type { GcorePlace } from "./place.ts";

/** What holds beyond one observation. */
export interface Background {
  readonly declared: DeclaredVms;
  /** The young calls about ports are not there in older regions (3.6): learned from their list. */
  lacksPorts: boolean;
  /** By path before the place: how many pages a list had when it was last read. */
  readonly pages: Map<string, number>;
}

/** Worker nodes of managed Kubernetes stand among the instances unless they are asked away (9.8); nobody's but its own. */
const INSTANCES: Query = [
  ["include_k8s", "false"],
  ["with_interfaces_name", "true"],
  ["order_by", "created.asc"],
];
/** Shared networks are hidden unless they are asked for (8). */
const ANY_OWNER: Query = [["owned_by", "any"]];

export type Reads = ReturnType<typeof createReads>;

/** `isWhole`: rows are to be had with all that the lists tell. */
export function createReads(
  client: GcoreClient,
  place: GcorePlace,
  background: Background,
  call: Call,
  { isWhole = false }: { readonly isWhole?: boolean } = {},
) {
  const once = createMemo<readonly JsonObject[] | undefined>();
  const keep = (row: KeepRow) => (isWhole ? undefined : row);
  const list = async (path: string, query: Query = [], kept?: KeepRow) => {
    const rows = (await once(path, () => client.list(path, query, call, kept))) ?? [];
    background.pages.set(path.slice(0, path.indexOf("/", "/v1/".length)), Math.ceil(rows.length / PAGE));
    return rows;
  };
  const instancePath = (id: string) => `/v1/instances${place.path}/${encodeURIComponent(id)}`;
  const rowsOf = (path: string, kept?: KeepRow) => once(path, () => readFound(() => client.list(path, [], call, kept)));
  return {
    background,
    instances: async () =>
      (await list(`/v1/instances${place.path}`, INSTANCES, keep(keepInstance))).filter((row) => !isGhost(row)),
    instance: (id: string) => readFound(() => readObject(client, instancePath(id), [], id, call)),
    volumes: () => list(`/v1/volumes${place.path}`, [], keep(keepVolume)),
    snapshots: () => list(`/v1/snapshots${place.path}`),
    keys: () => list(`/v1/ssh_keys/${place.project}`),
    floatingIps: () => list(`/v1/floatingips${place.path}`),
    // Without the parameter the volumes of a policy may read as none (6).
    policies: async () =>
      (await once("policies", () =>
        client.listWhole(`/v1/lifecycle_policy${place.path}`, [["need_volumes", "true"]], call),
      )) ?? [],
    /** Undefined where this region has no such list. */
    ports: async () => {
      const rows = await rowsOf(`/v1/ports${place.path}`, keep(keepPort));
      background.lacksPorts = rows === undefined;
      return rows;
    },
    /** Undefined where the instance is not there. */
    interfacesOf: (vmId: string) => rowsOf(`${instancePath(vmId)}/interfaces`),
    portsOf: async (vmId: string) =>
      (await once(`${instancePath(vmId)}/ports`, () =>
        readFound(() => client.listWhole(`${instancePath(vmId)}/ports`, [], call)),
      )) ?? [],
    securityGroups: () => list(`/v1/securitygroups${place.path}`),
    serverGroups: () => list(`/v1/servergroups${place.path}`),
    networks: () => list(`/v1/networks${place.path}`, ANY_OWNER),
    subnets: () => list(`/v1/subnets${place.path}`, ANY_OWNER),
  };
}

/** An answer that is another object, or none, says nothing about the one that was asked for. */
export async function readObject(
  client: GcoreClient,
  path: string,
  query: Query,
  id: string,
  call: Call,
): Promise<JsonObject> {
  const row = await client.read(path, query, call);
  if (idOf(row) !== id) throw buildMalformed(`GET /cloud${path}`, "the answer is not the object that was asked for");
  return row;
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
