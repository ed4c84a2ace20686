// Reads of a Zomro account: machines and keys in one list each, snapshots and schedules per machine. Complete or an error.
import { ProviderError } from "../../core/errors.ts";
import { groupBy } from "../../core/group-by.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import type { Call, ObserveScope } from "../../core/provider.ts";
import { mapAtOnce } from "../../vendor-kit/map-at-once.ts";
import type { Fields, ZomroClient } from "./client.ts";
import { convertInstance, convertKey, convertSchedule, convertSnapshot, isDeleted } from "./convert.ts";
import { onceOf, textOf } from "./decode.ts";
import { isUnknownId } from "./faults.ts";

export async function* observeZomro(client: ZomroClient, scope: ObserveScope, call: Call): AsyncGenerator<Observed> {
  if (scope.ids !== undefined) {
    for (const [type, ids] of groupBy(scope.ids, ({ type: one }) => one)) {
      const some: ObserveScope = {
        types: [type],
        parents: [...new Set(ids.flatMap(({ parentId }) => parentId ?? []))],
        ...(type === "vm" ? { details: ids.map(({ remoteId }) => remoteId) } : {}),
      };
      const isWanted = (object: Observed) =>
        ids.some(({ remoteId, parentId }) => remoteId === object.remoteId && parentId === object.parentId);
      for await (const object of observeZomro(client, some, call)) if (isWanted(object)) yield object;
    }
    return;
  }
  if (scope.types.includes("vm")) yield* await observeInstances(client, scope, call);
  if (scope.types.includes("key")) {
    await assertNotFiltered(client, "sshkeys", {}, call);
    for (const row of await client.list("sshkeys", {}, call)) yield convertKey(row);
  }
  const { parents = [] } = scope;
  const [firstVm] = parents;
  if (firstVm !== undefined && scope.types.includes("snapshot"))
    await assertNotFiltered(client, "instances.snapshots", { elid: firstVm }, call);
  if (firstVm !== undefined && scope.types.includes("schedule"))
    await assertNotFiltered(client, "instances.fleio_bckps.schedule", { elid: firstVm, plid: firstVm }, call);
  yield* (await mapAtOnce(parents, (vmId) => observeParts(client, scope, vmId, call))).flat();
}

async function observeParts(client: ZomroClient, scope: ObserveScope, vmId: string, call: Call): Promise<Observed[]> {
  const [snapshots, schedules] = [scope.types.includes("snapshot"), scope.types.includes("schedule")];
  return [
    ...(snapshots ? await listParts(client, "instances.snapshots", vmId, call) : []).map((row) =>
      convertSnapshot(row, vmId),
    ),
    ...(schedules ? await listParts(client, "instances.fleio_bckps.schedule", vmId, call) : []).map((row) =>
      convertSchedule(row, vmId),
    ),
  ];
}

async function observeInstances(client: ZomroClient, scope: ObserveScope, call: Call): Promise<Observed[]> {
  await assertNotFiltered(client, "instances", {}, call);
  const losses = new Set(scope.losses ?? []);
  const details = new Set(scope.details ?? []);
  const [firstLoss] = losses;
  if (firstLoss !== undefined)
    for (const list of ["instances.snapshots", "instances.fleio_bckps"])
      await assertNotFiltered(client, list, { elid: firstLoss }, call);
  const rows = (await client.list("instances", {}, call)).filter((row) => !isDeleted(row));
  return mapAtOnce(rows, async (row) => {
    const listed = convertInstance(row);
    const observed = details.has(listed.remoteId) ? await withRetention(client, listed, call) : listed;
    return losses.has(observed.remoteId) ? await withLosses(client, observed, call) : observed;
  });
}

async function withLosses(client: ZomroClient, observed: Observed, call: Call): Promise<Observed> {
  const snapshots = await listParts(client, "instances.snapshots", observed.remoteId, call);
  const backups = await listParts(client, "instances.fleio_bckps", observed.remoteId, call);
  return {
    ...observed,
    lost: [
      ...observed.lost,
      ...snapshots.map((item) => ({ kind: "snapshot" as const, label: textOf(item["name"]) })),
      ...backups.map((item) => ({ kind: "backup" as const, label: textOf(item["name"]) })),
    ],
  };
}

/** How many automatic backups are kept stands beside the schedules of the machine (3.15, [CP]); a panel may not tell it. */
async function withRetention(client: ZomroClient, observed: Observed, call: Call): Promise<Observed> {
  const { remoteId: id } = observed;
  const fields = { elid: id, plid: id, p_cnt: "1", p_num: "1" };
  const doc = await client.form("instances.fleio_bckps.schedule", fields, call).catch((error: unknown): JsonObject => {
    if (isUnknownId(error)) return {};
    throw error;
  });
  const text = textOf(doc["backup_rotation"]);
  if (!/^\d{1,3}$/.test(text)) return observed;
  return { ...observed, attributes: { ...observed.attributes, backupPolicy: { keep: Number(text) } } };
}

/** Snapshots or backups of one machine, all of them or an error. */
export async function listCopies(
  client: ZomroClient,
  list: "instances.snapshots" | "instances.fleio_bckps",
  vmId: string,
  call: Call,
): Promise<readonly JsonObject[]> {
  await assertNotFiltered(client, list, { elid: vmId }, call);
  return listParts(client, list, vmId, call);
}

/** A filter that was set in the panel may hide objects from a list (1.7): nothing is concluded from such a list. */
async function assertNotFiltered(client: ZomroClient, list: string, fields: Fields, call: Call): Promise<void> {
  const active = Object.entries(await fetchFilter(client, list, fields, call)).filter(([name, value]) =>
    isFilterValue(name, value),
  );
  if (active.length === 0) return;
  const title = TITLES[list] ?? list;
  throw new ProviderError(`the list of ${title} is filtered by ${active.map(([name]) => name).join(", ")}`, {
    fault: "malformed",
    effect: "none",
    request: `POST / ${list}.filter`,
    hint: `clear the filter of the list of ${title} in the panel`,
  });
}

const TITLES: Readonly<Record<string, string>> = {
  instances: "machines",
  "instances.snapshots": "snapshots",
  "instances.fleio_bckps": "backups",
  "instances.fleio_bckps.schedule": "schedules",
  sshkeys: "SSH keys",
};

/** By that name only the filter of machines was seen ([CP]); a panel that refuses one for a nested list keeps none there. */
async function fetchFilter(client: ZomroClient, list: string, fields: Fields, call: Call): Promise<JsonObject> {
  try {
    return await client.form(`${list}.filter`, fields, call);
  } catch (error) {
    const code = error instanceof ProviderError ? error.vendorCode : undefined;
    if (list === "instances" || code === undefined || code === "auth") throw error;
    return {};
  }
}

/** Names of form fields are plain words; attributes begin with `$`, and what is no value (selects, messages) does not filter. */
function isFilterValue(name: string, value: Json | undefined): boolean {
  const isField = /^[a-z][a-z0-9_.]*$/i.test(name) && !SURROUNDINGS.has(name) && isJsonObject(onceOf(value));
  return isField && !NEUTRAL.has(textOf(value).toLowerCase());
}

/** What forms of the platform show in a date and in a choice that filter nothing. */
const NEUTRAL = new Set(["", "nodate", "null"]);

const SURROUNDINGS = new Set([
  "elem",
  "slist",
  "list",
  "messages",
  "p_elems",
  "p_num",
  "p_cnt",
  "p_col",
  "tparams",
  "lang",
  "func",
  "elid",
  "plid",
  "saved_filters",
  "ok",
]);

/** The pages disagree on which field names the machine of a schedule: both are sent, rows of other machines are dropped (C1). */
async function listParts(client: ZomroClient, func: string, vmId: string, call: Call): Promise<readonly JsonObject[]> {
  const isSchedule = func === "instances.fleio_bckps.schedule";
  const fields = isSchedule ? { elid: vmId, plid: vmId } : { elid: vmId };
  const rows = await client.list(func, fields, call).catch(async (error: unknown): Promise<readonly JsonObject[]> => {
    // The machine is gone, and what belonged to it, too: that is an answer, not a failed read.
    if (isUnknownId(error) && !(await isReadable(client, vmId, call))) return [];
    throw error;
  });
  return rows.filter(
    (row) => !isDeleted(row) && (row["instance_id"] === undefined || textOf(row["instance_id"]) === vmId),
  );
}

/** Whether a machine can still be read by its id: a list that lacks it is then partial, not the machine gone. */
export async function isReadable(client: ZomroClient, id: string, call: Call): Promise<boolean> {
  try {
    return !isDeleted(await client.form("instances.edit", { elid: id }, call));
  } catch (error) {
    if (isUnknownId(error)) return false;
    throw error;
  }
}
