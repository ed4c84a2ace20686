// Bulk reads of a Serveroid account: one call each for projects, VMs, keys and tariffs; one per VM for its snapshots.
import { ProviderError } from "../../core/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Lost, Observed } from "../../core/observed.ts";
import type { Call, ObjectId, ObserveScope } from "../../core/provider.ts";
import { mapAtOnce } from "../../vendor-kit/map-at-once.ts";
import type { ServeroidClient } from "./client.ts";
import { convertKey, convertSnapshot, convertVm, type TariffRow, textOf, type VmContext } from "./convert.ts";

export interface Reads {
  rows(path: string, call: Call): Promise<readonly JsonObject[]>;
  tariffs(call: Call): Promise<readonly TariffRow[]>;
  /** The one that the provider entry means. */
  project(call: Call): Promise<string>;
  context(call: Call): Promise<VmContext>;
}

/** A list that is no array of objects is a failed read: it must never look like an empty account. */
export async function fetchRows(client: ServeroidClient, path: string, call: Call): Promise<readonly JsonObject[]> {
  const result = await client.read(path, call);
  if (!Array.isArray(result) || !result.every(isJsonObject)) {
    throw new ProviderError(`GET /api/v1/${path}: the answer is not a list of objects`, {
      fault: "malformed",
      effect: "none",
      request: `GET /api/v1/${path}`,
    });
  }
  return result as readonly JsonObject[];
}

export async function* observeServeroid(
  client: ServeroidClient,
  reads: Reads,
  scope: ObserveScope,
  call: Call,
): AsyncGenerator<Observed> {
  if (scope.ids !== undefined) {
    yield* observeIds({ client, reads, call }, scope.ids, scope.isFirstLook);
    return;
  }
  const { types, parents = [] } = scope;
  const lists = [
    ...(types.includes("vm") ? [() => observeVms(client, reads, scope, call)] : []),
    ...(types.includes("key") ? [() => observeKeys(client, reads, call)] : []),
    ...(types.includes("snapshot") ? parents.map((vmId) => () => observeSnapshots(client, vmId, call)) : []),
  ];
  yield* (await mapAtOnce(lists, (list) => list())).flat();
}

async function observeVms(client: ServeroidClient, reads: Reads, scope: ObserveScope, call: Call): Promise<Observed[]> {
  const [context, rows] = await Promise.all([reads.context(call), fetchRows(client, "vm/", call)]);
  const losses = new Set(scope.losses ?? []);
  return mapAtOnce(rows, async (row) =>
    convertVm(row, context, losses.has(textOf(row["id"])) ? await fetchLosses(client, row, call) : []),
  );
}

async function observeKeys(client: ServeroidClient, reads: Reads, call: Call): Promise<Observed[]> {
  const [project, rows] = await Promise.all([reads.project(call), fetchRows(client, "pubkeys/", call)]);
  return rows.map((row) => convertKey(row, project));
}

/**
 * What would die with a VM: its snapshots and backups. Read only for those that a plan would destroy. Snapshots are asked
 * for even where the row names no current one: whether it does exactly when there are any is not documented (H20).
 */
async function fetchLosses(client: ServeroidClient, vm: JsonObject, call: Call): Promise<Lost[]> {
  const id = textOf(vm["id"]);
  const snapshots = await fetchRows(client, `vm/${id}/snapshots/`, call);
  const backups = await fetchRows(client, `vm/${id}/backups/`, call);
  return [
    ...snapshots.map((row): Lost => ({ kind: "snapshot", label: textOf(row["name"]) })),
    ...backups.map((row): Lost => ({ kind: "backup", label: textOf(row["id"]) })),
  ];
}

async function observeSnapshots(client: ServeroidClient, vmId: string, call: Call): Promise<Observed[]> {
  try {
    return (await fetchRows(client, `vm/${vmId}/snapshots/`, call)).map((row) => convertSnapshot(row, vmId));
  } catch (error) {
    // The VM is gone, and its snapshots with it: that is an answer, not a failed read.
    if (error instanceof ProviderError && error.fault === "not-found") return [];
    throw error;
  }
}

/** From lists where these are no more requests than asking for each; a VM that the list lacks is asked for by its id. */
async function* observeIds(
  { client, reads, call }: { readonly client: ServeroidClient; readonly reads: Reads; readonly call: Call },
  ids: readonly ObjectId[],
  isFirstLook = false,
): AsyncGenerator<Observed> {
  const vms = ids.filter(({ type }) => type === "vm");
  const listed = new Map<string, Observed>();
  const isListed = vms.length > MOST_BY_ID;
  if (isListed) for (const vm of await observeVms(client, reads, { types: ["vm"] }, call)) listed.set(vm.remoteId, vm);
  const found = await mapAtOnce(
    vms,
    async ({ remoteId }) =>
      listed.get(remoteId) ?? (isListed && isFirstLook ? undefined : observeVm(client, reads, remoteId, call)),
  );
  yield* found.filter((vm) => vm !== undefined);
  const parts = ids.filter(({ type }) => type !== "vm");
  if (parts.length === 0) return;
  const types = [...new Set(parts.map(({ type }) => type))];
  const parents = [...new Set(parts.flatMap(({ parentId }) => parentId ?? []))];
  const isWanted = (object: Observed) =>
    parts.some(
      ({ type, remoteId, parentId }) =>
        type === object.type && remoteId === object.remoteId && (type !== "snapshot" || parentId === object.parentId),
    );
  for await (const object of observeServeroid(client, reads, { types, parents }, call))
    if (isWanted(object)) yield object;
}

const MOST_BY_ID = 1;

async function observeVm(client: ServeroidClient, reads: Reads, id: string, call: Call): Promise<Observed | undefined> {
  const row = await fetchVm(client, id, call);
  return row === undefined ? undefined : convertVm(row, await reads.context(call));
}

/** The VM by id, or undefined where the API says that it does not exist. */
export async function fetchVm(client: ServeroidClient, id: string, call: Call): Promise<JsonObject | undefined> {
  try {
    const row: Json = await client.read(`vm/${id}/`, call);
    if (!isJsonObject(row))
      throw new ProviderError(`GET /api/v1/vm/${id}/: the answer is not a VM`, { fault: "malformed", effect: "none" });
    return row;
  } catch (error) {
    if (error instanceof ProviderError && error.fault === "not-found") return undefined;
    throw error;
  }
}
