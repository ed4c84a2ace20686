// Time for a rehearsal: it stands still while requests are under way and jumps to the next sleeper when none is.
import type { Clock } from "../core/clock.ts";

export interface RehearsalClock extends Clock {
  /** Time stands still until the returned function is called. */
  readonly busy: () => () => void;
  /** The same time for the stand-ins, whose sleeps end early without an error. */
  readonly forServers: { now(): number; sleep(ms: number, signal?: AbortSignal): Promise<void> };
}

interface Sleeper {
  readonly due: number;
  readonly isBackground: boolean;
  readonly wake: () => void;
}

/** What goes on without a request (a digest, a promise) shows up within so many turns of the event loop. */
const QUIET_TURNS = 10;

export function createRehearsalClock(startMs: number): RehearsalClock {
  const time: Time = { sleepers: new Set(), elapsed: 0, held: 0, isPumping: false };
  const sleep: Clock["sleep"] = (ms, signal, options) =>
    signal?.aborted === true
      ? Promise.reject(signal.reason as Error)
      : sleepIn(time, { ms, signal, isBackground: options?.background === true });
  return {
    now: () => startMs + time.elapsed,
    monotonic: () => time.elapsed,
    sleep,
    busy: () => hold(time),
    forServers: {
      now: () => startMs + time.elapsed,
      sleep: (ms, signal) => sleep(ms, signal).catch(() => undefined),
    },
  };
}

interface Time {
  readonly sleepers: Set<Sleeper>;
  /** Milliseconds. */
  elapsed: number;
  /** What is under way. */
  held: number;
  isPumping: boolean;
}

function hold(time: Time): () => void {
  time.held++;
  let isDone = false;
  return () => {
    if (!isDone) time.held--;
    isDone = true;
  };
}

interface Sleep {
  readonly ms: number;
  readonly signal: AbortSignal | undefined;
  readonly isBackground: boolean;
}

function sleepIn(time: Time, { ms, signal, isBackground }: Sleep): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      time.sleepers.delete(sleeper);
      signal?.removeEventListener("abort", abort);
    };
    const abort = (): void => {
      leave();
      reject(signal?.reason as Error);
    };
    const wake = (): void => {
      leave();
      resolve();
    };
    const sleeper: Sleeper = { due: time.elapsed + Math.max(0, ms), isBackground, wake };
    time.sleepers.add(sleeper);
    signal?.addEventListener("abort", abort, { once: true });
    void pump(time);
  });
}

async function pump(time: Time): Promise<void> {
  if (time.isPumping) return;
  time.isPumping = true;
  for (let quiet = 0; [...time.sleepers].some(({ isBackground }) => !isBackground); ) {
    await new Promise((resolve) => setImmediate(resolve));
    quiet = time.held > 0 ? 0 : quiet + 1;
    if (quiet < QUIET_TURNS) continue;
    quiet = 0;
    time.elapsed = Math.max(time.elapsed, Math.min(...[...time.sleepers].map(({ due }) => due)));
    for (const sleeper of [...time.sleepers].filter(({ due }) => due <= time.elapsed)) sleeper.wake();
  }
  time.isPumping = false;
}
