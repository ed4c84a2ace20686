// What is in the queue, as people and programs are told it.
import type { ListedJob } from "../core/queue-event.ts";
import type { Queue, QueueRow } from "./open-queue.ts";
import { hasQueue } from "./open-queue.ts";
import { readTask } from "./queue-job.ts";
import { removeJobs, rescheduleJobs, selectAttempts, selectJobs } from "./queue-tables.ts";

export interface Attempt {
  readonly attempt: number;
  readonly worker: string;
  readonly started: string;
  readonly ended: string | null;
  readonly exitCode: number | null;
  readonly outcome: string | null;
  readonly summary: string | null;
  readonly output: string | null;
}

/** Running ones first, then what waits in the order of its time, then what failed. */
export async function listJobs(queue: Queue): Promise<readonly ListedJob[]> {
  if (!(await hasQueue(queue))) return [];
  return (await queue.query(selectJobs(queue.tables))).map(buildListed);
}

function buildListed(row: QueueRow): ListedJob {
  const act = readTask(String(row["task"])) ?? String(row["task"]);
  const isRunning = row["locked_at"] !== null;
  const state = isRunning ? "running" : row["is_used_up"] === true ? "failed" : "waiting";
  const { folder, ref } = readKey(textOf(row["key"]), act);
  return {
    id: String(row["id"]),
    act,
    folder: textOf(row["folder"]) ?? folder ?? readQueueName(textOf(row["queue"])),
    ref: textOf(row["ref"]) ?? ref,
    state,
    // What failed for good counts as if it had had them all.
    attempts: state === "failed" ? Number(row["attempt"] ?? 0) : Number(row["attempts"]),
    maxAttempts: Number(row["max_attempts"]),
    next: state === "waiting" ? timeOf(row["run_at"]) : null,
    since: isRunning ? timeOf(row["locked_at"]) : null,
    worker: textOf(row["holder"]) ?? textOf(row["locked_by"]),
    exitCode: typeof row["exit_code"] === "number" ? row["exit_code"] : null,
    lastError: textOf(row["last_error"]),
  };
}

/** See `keyOf` in queue-job.ts. */
function readKey(key: string | null, act: string): { readonly folder: string | null; readonly ref: string | null } {
  if (key === null || !key.startsWith(`${act} `)) return { folder: null, ref: null };
  const rest = key.slice(act.length + 1);
  const at = act === "apply" ? -1 : rest.lastIndexOf(" @ ");
  return at === -1 ? { folder: rest, ref: null } : { folder: rest.slice(0, at), ref: rest.slice(at + 3) };
}

function readQueueName(name: string | null): string | null {
  return name?.startsWith("stack ") === true ? name.slice("stack ".length) : null;
}

export async function listAttempts(queue: Queue, id: string): Promise<readonly Attempt[]> {
  if (!(await hasQueue(queue))) return [];
  return (await queue.query(selectAttempts(queue.tables), [id])).map((row) => ({
    attempt: Number(row["attempt"]),
    worker: String(row["worker"]),
    started: timeOf(row["started_at"]) ?? "",
    ended: timeOf(row["ended_at"]),
    exitCode: typeof row["exit_code"] === "number" ? row["exit_code"] : null,
    outcome: textOf(row["outcome"]),
    summary: textOf(row["summary"]),
    output: textOf(row["output"]),
  }));
}

/** Returns those that were removed: not what runs. */
export async function dropJobs(queue: Queue, ids: readonly string[]): Promise<readonly string[]> {
  return await change(queue, removeJobs(queue.tables), [ids]);
}

/** At once, with all its attempts before it. Returns those that will be: not what runs. */
export async function retryJobs(queue: Queue, ids: readonly string[]): Promise<readonly string[]> {
  return await change(queue, rescheduleJobs(queue.tables), [ids, 0]);
}

async function change(queue: Queue, statement: string, values: readonly unknown[]): Promise<readonly string[]> {
  if (!(await hasQueue(queue))) return [];
  return (await queue.query(statement, values)).map((row) => String(row["id"]));
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function timeOf(value: unknown): string | null {
  return value instanceof Date ? value.toISOString() : null;
}
