// The task that graphile-worker calls for each job: parses it, has it performed, and says how the job goes on. A throw means
// another try later; what is to be done with a job after that waits until graphile-worker has unlocked it.
import type { Job, Task } from "graphile-worker";
import type { Clock } from "../core/clock.ts";
import { DiagnosticsError } from "../core/errors.ts";
import type { Act, JobEnd, QueueEvent, ToldJob } from "../core/queue-event.ts";
import { PostgresFailure } from "../state/postgres/postgres-failure.ts";
import { retryPassing, startDeadline } from "../state/retry-passing.ts";
import { JobFailure } from "./job-failure.ts";
import type { LiveWorkers } from "./live-workers.ts";
import { describeQueueFailure, type Queue, type QueueRow } from "./open-queue.ts";
import { handBack, performTry, type Stopping, type TryEnd, type WorkSetting } from "./perform-job.ts";
import { buildPayload, isJobProblem, keyOf, nameTask, parseJob, type QueueJob, queueOf } from "./queue-job.ts";
import {
  addJob,
  beginAttempt,
  endAttempt,
  failJob,
  handBackJob,
  placeJob,
  selectHolder,
  selectSame,
  selectUsed,
} from "./queue-tables.ts";

export interface TaskSetting extends WorkSetting, Stopping {
  readonly queue: Queue;
  readonly live: LiveWorkers;
  readonly emit: (event: QueueEvent) => void;
  /** What has to be done before the worker ends. */
  readonly afterwards: Set<Promise<unknown>>;
}

/** As graphile-worker hands it over; `locked_by` is this worker's id there. */
type TakenJob = Pick<Job, "id" | "revision" | "attempts" | "max_attempts" | "key" | "job_queue_id" | "locked_by">;

interface Try {
  readonly id: string;
  readonly revision: number;
  readonly attempt: number;
  readonly worker: string;
  readonly job: QueueJob;
}

/** The database may be started anew meanwhile. */
const PATIENCE_MS = 600_000;

export function patiently<T>(clock: Clock, work: () => Promise<T>): Promise<T> {
  const isPassing = (error: unknown): boolean => error instanceof PostgresFailure && error.isPassing;
  return retryPassing({ clock, leftMs: startDeadline(clock, PATIENCE_MS), isPassing }, work);
}

export function buildTask(act: Act, setting: TaskSetting): Task {
  return async (payload, { job }) => {
    const parsed = parseJob(act, payload);
    const isForeign = job.job_queue_id === null;
    if (!isJobProblem(parsed) && isForeign) {
      await place(setting.queue, job, parsed);
      return;
    }
    const told = tell(act, job, parsed);
    const started = setting.clock.monotonic();
    setting.emit({ type: "job-started", job: told });
    const end = lastTry(job, await endOf(setting, job, parsed));
    const tookMs = Math.round(setting.clock.monotonic() - started);
    setting.emit({ type: "job-ended", job: told, tookMs, ...end });
    if (end.end === "done" || end.end === "finding") return;
    if (end.end === "failed" || end.end === "back") followUp(setting, job, end);
    throw new Error(end.text);
  };
}

function tell(act: Act, { id, attempts, max_attempts: maxAttempts }: TakenJob, parsed: object): ToldJob {
  const { folder = "?", ref } = parsed as Partial<QueueJob>;
  return { id: String(id), act, folder, ...(ref === undefined ? {} : { ref }), attempt: attempts, maxAttempts };
}

/** No other will follow. */
function lastTry({ attempts, max_attempts: most }: TakenJob, end: TryEnd): TryEnd {
  return end.end === "again" && attempts >= most ? { ...end, end: "failed" } : end;
}

const REPLACED = "a newer job of the same stack has replaced it: add it again if it is still wanted";

async function endOf(setting: TaskSetting, job: TakenJob, parsed: ReturnType<typeof parseJob>): Promise<TryEnd> {
  if (isJobProblem(parsed)) return endBefore(parsed.isNewer ? "again" : "failed", parsed.problem);
  // Its key is taken away when a newer one is added: what that one is for is not to be undone, nor its allowances used.
  if (job.key === null) return endBefore("failed", REPLACED);
  if (setting.isStopping()) return handBack();
  const one = {
    id: String(job.id),
    revision: job.revision,
    attempt: job.attempts,
    worker: job.locked_by ?? "",
    job: parsed,
  };
  try {
    return await keepRecord(setting, one, await hasUsedAllowances(setting.queue, one));
  } catch (error) {
    return endBefore("again", explain(error, setting.queue));
  }
}

/** The record is there before the child starts: one without an end is an attempt whose worker died. */
async function keepRecord(setting: TaskSetting, one: Try, isUsed: boolean): Promise<TryEnd> {
  const { queue, live, clock } = setting;
  const { tables } = queue;
  const { job } = one;
  const begun = [one.id, one.revision, one.attempt, job.act, job.folder, job.ref ?? null, one.worker];
  const [record] = await queue.query(beginAttempt(tables), begun);
  const end = await performTry(setting, isUsed ? { ...job, allow: {} } : job, setting).catch(
    (error: unknown): TryEnd => {
      if (error instanceof JobFailure) return endBefore("failed", error.message);
      return endBefore("again", explain(error, queue));
    },
  );
  const isRefused = isUsed && end.end === "failed";
  const text = isRefused ? `${end.text} (what was allowed is used up by an earlier attempt)` : end.text;
  const kept = [record?.["id"], end.exitCode, end.end, text, end.output, end.mayHaveChanged];
  const found = await patiently(clock, async () => {
    await queue.query(endAttempt(tables), kept);
    await live.beat(one.worker);
    return await queue.query(selectHolder(tables), [one.id]);
  });
  const because = whyNotCounted(found[0], one.worker, end);
  return because === undefined ? { ...end, text } : { ...end, end: "taken", text: `${text}; ${because}` };
}

function whyNotCounted(row: QueueRow | undefined, worker: string, { end }: TryEnd): string | undefined {
  // Completing a job deletes it, whoever has it by now, and would leave the stack's queue locked under the other.
  if (row?.["locked_by"] !== worker) return "another worker has the job by now";
  const isToGoOn = end === "again" || end === "back";
  return isToGoOn && row["is_replaced"] === true ? "a newer job of the same stack has replaced it" : undefined;
}

/** Where no child was started. */
function endBefore(end: JobEnd, text: string): TryEnd {
  return { end, text, exitCode: null, output: "", mayHaveChanged: false };
}

function explain(error: unknown, { label }: Queue): string {
  const isOurs = error instanceof PostgresFailure || error instanceof DiagnosticsError;
  const told = isOurs ? describeQueueFailure(error, label) : error;
  return (told instanceof Error ? told.message : String(told)).split("\n")[0] ?? "";
}

/** An allowance is for what whoever gave it had seen: once something may have changed, it is used. */
async function hasUsedAllowances(queue: Queue, { id, revision, job }: Try): Promise<boolean> {
  if (Object.keys(job.allow).length === 0) return false;
  const [row] = await queue.query(selectUsed(queue.tables), [id, revision]);
  return row?.["used"] !== false;
}

const UNLOCK_MS = 60_000;
const LOOK_MS = 50;

/** graphile-worker fails the job once the task has thrown, and puts it off for seconds: that is when this is done. */
function followUp({ queue, clock, afterwards, emit }: TaskSetting, job: TakenJob, { end, text }: TryEnd): void {
  const ids = [String(job.id)];
  const [statement, values] =
    end === "failed"
      ? [failJob(queue.tables), [ids, text, job.revision]]
      : // Not in vain: a job that was handed back has not had its try.
        [handBackJob(queue.tables), [ids, Math.max(0, job.attempts - 1), job.revision]];
  const isReplaced = async (): Promise<boolean> => {
    const [row] = await queue.query(selectSame(queue.tables), [ids[0], job.revision, end === "back"]);
    return row?.["same"] === false;
  };
  const work = async (): Promise<void> => {
    const until = clock.monotonic() + UNLOCK_MS;
    while (clock.monotonic() < until) {
      const changed = await queue.query(statement, values).catch(() => []);
      if (changed.length > 0 || (await isReplaced().catch(() => false))) return;
      await clock.sleep(LOOK_MS);
    }
    emit({ type: "trouble", text: `job ${String(job.id)} will be tried again, since its end could not be written` });
  };
  const done: Promise<unknown> = work().finally(() => afterwards.delete(done));
  afterwards.add(done);
}

/** Added by SQL: it gets its place in the queue of its stack first. */
async function place(queue: Queue, taken: TakenJob, job: QueueJob): Promise<void> {
  const added = listAdded(job, { runAt: null, inMs: 0, maxAttempts: taken.max_attempts });
  const { id, revision, attempts, locked_by: worker } = taken;
  const begun = [String(id), revision, attempts, job.act, job.folder, job.ref ?? null, worker ?? ""];
  await queue.query(placeJob(queue.tables), [...added, ...begun]);
}

export interface AddOptions {
  readonly runAt: Date | null;
  /** Where `runAt` is null; by the clock of the database. */
  readonly inMs: number;
  readonly maxAttempts: number;
}

/** A job of the same key that waits is replaced. Returns its id. */
export async function enqueue(queue: Queue, job: QueueJob, when: AddOptions): Promise<string> {
  const [row] = await queue.query(addJob(queue.tables), listAdded(job, when));
  return String(row?.["id"]);
}

/** The parameters of `addJob`. */
function listAdded(job: QueueJob, { runAt, inMs, maxAttempts }: AddOptions): readonly unknown[] {
  const payload = JSON.stringify(buildPayload(job));
  return [nameTask(job.act), payload, queueOf(job.folder), runAt, inMs, maxAttempts, keyOf(job)];
}
