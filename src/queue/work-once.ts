// A worker that ends once nothing is left that it could take. graphile-worker's own `runOnce` ends each of its places at the first
// look that finds nothing; but a look at the same time as another's finds nothing, too, since each locks the lines of all stacks.
import type * as Graphile from "graphile-worker";
import type { RunnerOptions } from "graphile-worker";
import type { Clock } from "../core/clock.ts";
import type { LiveWorkers } from "./live-workers.ts";
import type { Stopping } from "./perform-job.ts";

export interface StopWatch extends Stopping {
  readonly stopped: Promise<void>;
  close(): void;
}

/** Everything that one run of graphile-worker is given. */
export interface Run {
  readonly options: RunnerOptions;
  /** How many jobs it holds. */
  readonly running: () => number;
  readonly leave: () => Promise<void>;
}

export interface OnceSetting {
  readonly clock: Clock;
  readonly concurrency: number;
  readonly stop: StopWatch;
  readonly live: LiveWorkers;
  /** Whether anything could be taken now, but for jobs of stacks that are at work. */
  readonly hasDue: () => Promise<boolean>;
  /** Something could be taken, and was not. */
  readonly tellLeft: () => void;
}

const POLL_MS = 500;
const IDLE_LOOK_MS = 200;
const LIVE_LOOK_MS = 1000;
/** A stack whose line is locked although none of its jobs is: graphile-worker frees such lines after four hours. */
const LONGEST_IDLE_MS = 10_000;

/** Where others hold jobs and do not stir, it waits until it is clear whether they live. */
export async function workOnce(graphile: typeof Graphile, open: () => Run, setting: OnceSetting): Promise<void> {
  const { clock, stop, live, hasDue } = setting;
  while (!stop.isStopping()) {
    const freed = live.freed();
    const isWorth = await workUntilIdle(graphile, open(), setting);
    // A job that became due with the end of the last one of its stack.
    if (isWorth && (await hasDue())) continue;
    while (!stop.isStopping() && freed === live.freed() && (await live.look()).isUnsure)
      await clock.sleep(LIVE_LOOK_MS);
    if (freed === live.freed()) return;
  }
}

/** Tells whether another look is worth it. */
async function workUntilIdle(graphile: typeof Graphile, run: Run, setting: OnceSetting): Promise<boolean> {
  const { concurrency, stop } = setting;
  const options = { ...run.options, concurrency, pollInterval: POLL_MS, parsedCronItems: [] };
  try {
    const runner = await graphile.run(options);
    const end = (): Promise<void> => runner.stop().catch(() => undefined);
    void stop.stopped.then(end);
    try {
      return await Promise.race([untilIdle(run, setting), runner.promise.then(() => stop.isStopping())]);
    } finally {
      await end();
      await runner.promise;
    }
  } finally {
    await run.leave();
  }
}

async function untilIdle({ running }: Run, { clock, stop, hasDue, tellLeft }: OnceSetting): Promise<boolean> {
  let idleSince = clock.monotonic();
  while (!stop.isStopping()) {
    if (running() > 0) idleSince = clock.monotonic();
    else if (!(await hasDue())) return true;
    else if (clock.monotonic() - idleSince > LONGEST_IDLE_MS) {
      tellLeft();
      return false;
    }
    await clock.sleep(IDLE_LOOK_MS);
  }
  return false;
}
