// Gcore's tasks: the progress of everything that is pending, in one list, and the record of what reached the provider.
import { type Fault, ProviderError } from "../../core/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Accepted, Call, Progress } from "../../core/provider.ts";
import type { GcoreClient, Query } from "./client.ts";
import type { GcorePlace } from "./place.ts";
import { readObject } from "./reads.ts";

/** How much earlier than a request the list is asked from: clocks differ, and theirs shows whole seconds. */
export const MARGIN_MS = 120_000;
/** So long a finished task is taken to stay listed, where no older one proves it ([ASSUMED], 9.10). */
export const LISTED_MS = 900_000;

/** What the task of a step makes, and how such tasks are called (2). */
export const TASKS_OF: Readonly<Record<string, { readonly types: readonly string[]; readonly makes: string }>> = {
  "instances.create": { types: ["create_vm", "create_basic_vm"], makes: "instances" },
  "volumes.create": { types: ["create_volume"], makes: "volumes" },
  "snapshots.create": { types: ["create_snapshot"], makes: "snapshots" },
  "floatingips.create": { types: ["create_fip"], makes: "floatingips" },
};

/** Tasks of acts that no field of the object tells, and where the request names the object. */
export const TASKS_OF_ACTS: Readonly<Record<string, readonly string[]>> = {
  "instances.action.reboot": ["soft_reboot_vm", "update_basic_vm"],
  "instances.action.reboot_hard": ["hard_reboot_vm", "update_basic_vm"],
  "volumes.revert": ["revert_volume"],
};

/** Everything that an answer names is awaited; an empty list means that there was nothing to do (2). */
export function buildAccepted(stepName: string, answer: JsonObject, sentAtMs: number): Accepted {
  const tasks = Array.isArray(answer["tasks"]) ? answer["tasks"].filter((id) => typeof id === "string") : [];
  if (tasks.length === 0) return {};
  return { handle: { tasks, makes: TASKS_OF[stepName]?.makes ?? "", sinceMs: sentAtMs } };
}

/** One list per tick for all handles; a task that it lacks is asked for by its id. */
export async function checkTasks(
  client: GcoreClient,
  place: GcorePlace,
  handles: readonly JsonObject[],
  call: Call,
): Promise<Progress[]> {
  if (handles.length === 0) return [];
  const since = Math.min(...handles.map((handle) => Number(handle["sinceMs"] ?? 0)));
  const listed = new Map((await listTasks(client, place, since, call)).map((task) => [String(task["id"]), task]));
  const wanted = new Set(handles.flatMap(tasksOf));
  for (const id of wanted) {
    if (listed.has(id)) continue;
    const task = await readTask(client, id, call);
    if (task !== undefined) listed.set(id, task);
  }
  return handles.map((handle) =>
    judge(
      handle,
      tasksOf(handle).map((id) => listed.get(id)),
    ),
  );
}

function tasksOf(handle: JsonObject): string[] {
  const { tasks } = handle;
  return Array.isArray(tasks) ? tasks.map(String) : [];
}

async function readTask(client: GcoreClient, id: string, call: Call): Promise<JsonObject | undefined> {
  try {
    return await readObject(client, `/v1/tasks/${id}`, [], id, call);
  } catch (error) {
    if (error instanceof ProviderError && error.fault === "not-found") return undefined;
    throw error;
  }
}

function judge(handle: JsonObject, tasks: readonly (JsonObject | undefined)[]): Progress {
  const made = tasks.flatMap((task) => createdOf(task, String(handle["makes"] ?? "")));
  const [only, second] = made;
  const named = only !== undefined && second === undefined ? { remoteId: only } : {};
  const failed = tasks.find((task) => task?.["state"] === "ERROR");
  if (tasks.some((task) => task === undefined || task["state"] === "NEW" || task["state"] === "RUNNING"))
    return { status: "pending" };
  if (failed === undefined) return { status: "done", ...named };
  const message = String(failed["error"] ?? "") || `the task ${String(failed["task_type"])} failed without a reason`;
  return { status: "failed", failure: { fault: faultOf(message), message }, ...named };
}

export function createdOf(task: JsonObject | undefined, kind: string): string[] {
  const created = task?.["created_resources"];
  const ids: Json | undefined = isJsonObject(created) ? created[kind] : undefined;
  return Array.isArray(ids) ? ids.map(String) : [];
}

/** Quota and capacity may show only in the text of a task (1.3). */
function faultOf(message: string): Fault {
  return /quota|limit exceed|capacity|no valid host/i.test(message) ? "quota" : "rejected";
}

/** Times carry no zone: UTC ([ASSUMED], 2). */
export function createdAt(task: JsonObject): number {
  const text = String(task["created_on"] ?? "");
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
}

export function listTasks(
  client: GcoreClient,
  place: GcorePlace,
  sinceMs: number,
  call: Call,
): Promise<readonly JsonObject[]> {
  const query: Query = [
    ["project_id", place.project],
    ["region_id", place.region],
    ["from_timestamp", new Date(Math.max(0, sinceMs - MARGIN_MS)).toISOString()],
    ["order_by", "asc"],
  ];
  return client.list("/v1/tasks", query, call);
}
