// A worker: takes jobs until it is told to stop, or until nothing is left to take. graphile-worker takes, retries and schedules;
// here is what it does not do: a heartbeat, jobs of dead workers, and a stop that hands back.
import { EventEmitter } from "node:events";
import type * as Graphile from "graphile-worker";
import type { ParsedCronItem, RunnerOptions, WorkerEvents, WorkerPool } from "graphile-worker";
import type { QueueEvent } from "../core/queue-event.ts";
import { countEnds, type LeftJobs } from "./count-ends.ts";
import { dropOldDaily } from "./drop-old-daily.ts";
import { openLiveWorkers } from "./live-workers.ts";
import { describeQueueFailure, type Queue } from "./open-queue.ts";
import type { WorkSetting } from "./perform-job.ts";
import { ACTS, nameTask } from "./queue-job.ts";
import { selectDue } from "./queue-tables.ts";
import { buildTask, patiently, type TaskSetting } from "./run-task.ts";
import { type Run, type StopWatch, workOnce } from "./work-once.ts";

export interface WorkerOptions extends WorkSetting {
  readonly concurrency: number;
  /** Ends once nothing is left that could be taken now. */
  readonly isOnce: boolean;
  readonly cron: readonly ParsedCronItem[];
  readonly leaseMs: number;
  readonly holder: string;
  readonly emit: (event: QueueEvent) => void;
  /** Calls back for each signal. Returns how to stop listening. */
  readonly onSignal: (listen: () => void) => () => void;
}

const POLL_MS = 2000;
const LEFT = "what is left cannot be taken: the lines of its stacks are locked, though no job runs in them";

/** Rejects where the database could not be used to the end. */
export async function workQueue(queue: Queue, graphile: typeof Graphile, options: WorkerOptions): Promise<LeftJobs> {
  const tally = countEnds();
  const emit = (event: QueueEvent): void => {
    tally.note(event);
    options.emit(event);
  };
  const tellTrouble = (error: unknown): void => {
    const told = describeQueueFailure(error, queue.label);
    emit({ type: "trouble", text: told instanceof Error ? told.message : String(told) });
  };
  const live = openLiveWorkers(queue, {
    ...options,
    onSilent: (worker, holder) => emit({ type: "worker-silent", worker, holder }),
    onTrouble: tellTrouble,
  });
  const stop = watchStop(options, emit);
  const old = dropOldDaily(queue, { clock: options.clock, onTrouble: tellTrouble });
  const afterwards = new Set<Promise<unknown>>();
  const setting: TaskSetting = { ...options, ...stop, queue, live, emit, afterwards };
  emit({ type: "worker-started", queue: queue.label, root: options.root, concurrency: options.concurrency });
  try {
    const tell = (text: string): void => emit({ type: "trouble", text });
    const open = () => buildRun(queue, graphile, setting, tell);
    const once = {
      ...options,
      stop,
      live,
      hasDue: () => patiently(options.clock, () => isDue(queue)),
      tellLeft: () => {
        tally.noteUntaken();
        tell(LEFT);
      },
    };
    if (options.isOnce) await workOnce(graphile, open, once);
    else await workOn(graphile, open(), stop, options);
  } finally {
    await Promise.all(afterwards);
    await live.close();
    await old.close();
    stop.close();
  }
  emit({ type: "worker-ended", ends: Object.fromEntries(tally.ends) });
  return tally.left();
}

async function isDue({ tables, query }: Queue): Promise<boolean> {
  const [row] = await query(selectDue(tables));
  return row?.["due"] === true;
}

/** The first signal takes no more jobs and stops the children in order; each further one is handed on to them. */
function watchStop({ onSignal }: WorkerOptions, emit: (event: QueueEvent) => void): StopWatch {
  const listeners = new Set<() => void>();
  let isStopping = false;
  let tell = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const close = onSignal(() => {
    if (!isStopping) emit({ type: "worker-stopping", running: listeners.size });
    isStopping = true;
    tell();
    for (const listen of [...listeners]) listen();
  });
  return {
    isStopping: () => isStopping,
    onStop(listen) {
      listeners.add(listen);
      if (isStopping) listen();
      return () => listeners.delete(listen);
    },
    stopped,
    close,
  };
}

/** Everything that one run of graphile-worker is given. */
function buildRun(
  queue: Queue,
  { Logger }: typeof Graphile,
  setting: TaskSetting,
  tellTrouble: (text: string) => void,
): Run {
  const pools: WorkerPool[] = [];
  let running = 0;
  const events = new EventEmitter() as WorkerEvents;
  events.on("pool:create", ({ workerPool }) => {
    pools.push(workerPool);
    setting.live.join(workerPool.id);
  });
  events.on("job:start", () => {
    running += 1;
  });
  events.on("job:complete", () => {
    running -= 1;
  });
  const logger = new Logger(() => (level, message, meta) => {
    // That a job failed is told by us.
    if ((level === "error" || level === "warning") && meta?.["failure"] !== true) tellTrouble(`queue: ${message}`);
  });
  const options: RunnerOptions = {
    pgPool: queue.pool,
    schema: queue.schema,
    noHandleSignals: true,
    pollInterval: POLL_MS,
    logger,
    events,
    taskList: Object.fromEntries(ACTS.map((act) => [nameTask(act), buildTask(act, setting)])),
    // Without a batch, what cannot be written at once would be an unhandled rejection; a batch tries for minutes.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  };
  const leave = async (): Promise<void> => {
    await Promise.all(setting.afterwards);
    await Promise.all(pools.map(({ id }) => setting.live.leave(id)));
  };
  return { options, leave, running: () => running };
}

async function workOn(
  graphile: typeof Graphile,
  { options, leave }: Run,
  stop: StopWatch,
  { concurrency, cron }: WorkerOptions,
): Promise<void> {
  const runner = await graphile.run({ ...options, concurrency, parsedCronItems: [...cron] });
  void stop.stopped.then(() => runner.stop().catch(() => undefined));
  try {
    await runner.promise;
  } finally {
    await leave();
  }
  if (!stop.isStopping()) throw new Error("the worker has ended by itself: see what it said before");
}
