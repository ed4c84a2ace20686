// Bulk reads of a Serveroid account: one call each for projects, VMs, keys and tariffs; one per VM for its snapshots.
import { ProviderError } from "../../core/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Lost, Observed } from "../../core/observed.ts";
import type { Call, ObserveScope } from "../../core/provider.ts";
import type { ServeroidClient } from "./client.ts";
import { convertKey, convertSnapshot, convertVm, type TariffRow, textOf, type VmContext } from "./convert.ts";

export interface Reads {
  rows(path: string, call: Call): Promise<readonly JsonObject[]>;
  tariffs(call: Call): Promise<readonly TariffRow[]>;
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
    for (const id of scope.ids) yield* observeOne(client, reads, id, call);
    return;
  }
  if (scope.types.includes("vm")) yield* observeVms(client, reads, scope, call);
  if (scope.types.includes("key")) {
    const { project } = await reads.context(call);
    for (const row of await fetchRows(client, "pubkeys/", call)) yield convertKey(row, project);
  }
  if (scope.types.includes("snapshot"))
    for (const vmId of scope.parents ?? []) yield* observeSnapshots(client, vmId, call);
}

async function* observeVms(
  client: ServeroidClient,
  reads: Reads,
  scope: ObserveScope,
  call: Call,
): AsyncGenerator<Observed> {
  const context = await reads.context(call);
  const losses = new Set(scope.losses ?? []);
  for (const row of await fetchRows(client, "vm/", call)) {
    const id = textOf(row["id"]);
    yield convertVm(row, context, losses.has(id) ? await fetchLosses(client, row, call) : []);
  }
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

async function* observeSnapshots(client: ServeroidClient, vmId: string, call: Call): AsyncGenerator<Observed> {
  let rows: readonly JsonObject[];
  try {
    rows = await fetchRows(client, `vm/${vmId}/snapshots/`, call);
  } catch (error) {
    // The VM is gone, and its snapshots with it: that is an answer, not a failed read.
    if (error instanceof ProviderError && error.fault === "not-found") return;
    throw error;
  }
  for (const row of rows) yield convertSnapshot(row, vmId);
}

async function* observeOne(
  client: ServeroidClient,
  reads: Reads,
  id: NonNullable<ObserveScope["ids"]>[number],
  call: Call,
): AsyncGenerator<Observed> {
  if (id.type === "vm") {
    const row = await fetchVm(client, id.remoteId, call);
    if (row !== undefined) yield convertVm(row, await reads.context(call));
    return;
  }
  const scope: ObserveScope =
    id.type === "snapshot"
      ? { types: ["snapshot"], parents: id.parentId === undefined ? [] : [id.parentId] }
      : { types: [id.type] };
  for await (const object of observeServeroid(client, reads, scope, call))
    if (object.remoteId === id.remoteId) yield object;
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
