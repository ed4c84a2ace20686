// The vendor's asynchronous work: a task's states, what it locks, what it makes, how it fails. Knows no kind of object.
import type { FaultRule } from "../../engine/fault-rule.ts";
import type { Json, JsonObject } from "../../engine/json.ts";
import { type Answer, type Call, ok, timeText } from "../routes/call.ts";
import { faultOf, leftovers } from "../routes/call-faults.ts";
import type { TaskRow } from "../seed/vendor-rows.ts";
import { plan } from "./advance-world.ts";
import { newUuid } from "./new-ids.ts";
import type { Stored, World } from "./world.ts";

/** A task that runs, for the work that it does. */
export interface Work {
  row: TaskRow;
  inside: JsonObject;
  /** Holds an object until the task ends. */
  lock(...objects: readonly Stored[]): void;
  created(kind: string, ...ids: readonly Json[]): void;
}

export interface Job {
  type: string;
  data?: JsonObject;
  /** Held from the call on. */
  locks?: readonly Stored[];
  instanceId?: string;
  /** Seconds, over the usual duration of the type. */
  seconds?: number;
  /** More members of the task. */
  more?: JsonObject;
  /** What comes into being when the work starts, shortly after the task. */
  begin?(work: Work, at: number): void;
  /** Returns what went wrong. */
  finish?(work: Work, at: number): string | undefined;
  /** Called instead of `finish`; what is not taken back stays. */
  fail?(leaves: "nothing" | "object" | "parts", work: Work): void;
}

export interface TaskSetting extends Pick<Call, "world" | "now" | "projectId" | "regionId" | "faults"> {
  requestId?: string;
}

/** Until the work starts. All durations are [ASSUMED] but for those of VMs and volumes, [DOC async-operations]. */
const START_SECONDS = 1.5;
const USUAL_SECONDS: Record<string, number> = {
  create_vm: 22,
  create_basic_vm: 18,
  delete_vm: 20,
  resize_vm: 40,
  update_basic_vm: 30,
  start_vm: 8,
  stop_vm: 10,
  suspend_vm: 8,
  resume_vm: 8,
  soft_reboot_vm: 15,
  hard_reboot_vm: 12,
  create_volume: 8,
  delete_volume: 6,
  extend_volume: 8,
  create_snapshot: 15,
  create_image: 60,
};
const OTHER_SECONDS = 5;

export function startTask(setting: TaskSetting, job: Job): TaskRow {
  const { world, now } = setting;
  const stored = addTask(setting, job);
  const held: Stored[] = [];
  const work: Work = {
    row: stored.row,
    inside: stored.inside,
    lock: (...objects) => {
      for (const object of objects) (object.row as JsonObject)["task_id"] = stored.row.id;
      held.push(...objects);
    },
    created: (kind, ...ids) => addCreated(stored.row, kind, ids),
  };
  work.lock(...(job.locks ?? []));
  const ms = durationMs(world, job, setting.faults);
  plan(world, now + Math.min((START_SECONDS * 1000) / world.speed, ms / 2), (at) => {
    Object.assign(stored.row, { state: "RUNNING", updated_on: taskTime(at) });
    job.begin?.(work, at);
  });
  const conclude = (at: number): void => {
    end(stored.row, carryOut(job, work, at, setting.faults), at);
    for (const { row } of held) if (row["task_id"] === stored.row.id) row["task_id"] = null;
  };
  plan(world, now + ms, conclude, { task: { id: stored.row.id, type: job.type, startedAt: now } });
  return stored.row;
}

/** The `id` is in the vendor's document, a stray of its SDK generator; it says nothing, so that nobody leans on it. */
export function tasksAnswer(...tasks: readonly TaskRow[]): Answer {
  return ok({ tasks: tasks.map(({ id }) => id), id: "" });
}

function addTask(setting: TaskSetting, job: Job): Stored<TaskRow> {
  const { world, now, projectId, regionId, requestId } = setting;
  const { id: clientId, user_id: userId } = world.account.client;
  const row: TaskRow = {
    id: newUuid(world),
    task_type: job.type,
    state: "NEW",
    created_on: taskTime(now),
    updated_on: null,
    finished_on: null,
    error: null,
    detailed_state: null,
    created_resources: null,
    // The older Go client reads the machine of a task by this name, [LEGACY].
    data: { ...(job.instanceId === undefined ? {} : { instance_uuid: job.instanceId }), ...job.data },
    project_id: projectId,
    region_id: regionId,
    client_id: clientId,
    user_id: userId,
    user_client_id: clientId,
    request_id: requestId ?? newUuid(world),
    job_id: null,
    lifecycle_policy_id: null,
    schedule_id: null,
    acknowledged_at: null,
    acknowledged_by: null,
    ...job.more,
  };
  const inside: JsonObject = job.instanceId === undefined ? {} : { instance_id: job.instanceId };
  const stored: Stored<TaskRow> = { row, visibleFrom: 0, inside };
  world.account.objects.tasks.set(row.id, stored);
  return stored;
}

/** The times of tasks carry no zone. */
export function taskTime(ms: number): string {
  return timeText(ms).replace(/Z$/, "");
}

function durationMs({ account, speed }: World, { type, seconds }: Job, faults: readonly FaultRule[]): number {
  const usual = account.durations[type] ?? seconds ?? USUAL_SECONDS[type] ?? OTHER_SECONDS;
  const slow = faultOf(faults, "operation-slow");
  const factor = slow ? (slow.factor ?? (slow.ms === undefined ? 10 : 1)) : 1;
  const ms = faultOf(faults, "operation-fails")?.afterMs ?? usual * 1000 * factor + (slow?.ms ?? 0);
  return ms / speed;
}

function carryOut(job: Job, work: Work, at: number, faults: readonly FaultRule[]): string | undefined {
  const fault = faultOf(faults, "operation-fails");
  if (!fault) return job.finish?.(work, at);
  const leaves = leftovers(fault);
  job.fail?.(leaves, work);
  // Nothing left, so nothing to name; otherwise what was made stays named.
  if (leaves === "nothing") work.row.created_resources = null;
  return fault.message ?? `Task ${job.type} failed: internal error`;
}

function end(row: TaskRow, error: string | undefined, at: number): void {
  const time = taskTime(at);
  Object.assign(row, { state: error === undefined ? "FINISHED" : "ERROR", error: error ?? null });
  Object.assign(row, { updated_on: time, finished_on: time });
}

function addCreated(row: TaskRow, kind: string, ids: readonly Json[]): void {
  const empty: JsonObject = { instances: [], volumes: [], floatingips: [], ports: [] };
  const resources: JsonObject = row.created_resources ?? empty;
  const earlier = resources[kind];
  row.created_resources = { ...resources, [kind]: [...(Array.isArray(earlier) ? earlier : []), ...ids] };
}
