// Doing the same again while a store fails in passing, for as long as the caller says. Only for what may be done twice.
import type { Clock } from "../core/clock.ts";

export interface RetrySetting {
  readonly clock: Clock;
  /** Milliseconds that are left; asked before each further try. */
  readonly leftMs: () => number;
  readonly isPassing: (error: unknown) => boolean;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2000;

/** `attempt` is told how many tries there were before. Throws the last error. */
export async function retryPassing<T>(
  { clock, leftMs, isPassing }: RetrySetting,
  attempt: (before: number) => Promise<T>,
): Promise<T> {
  for (let before = 0, pauseMs = FIRST_PAUSE_MS; ; before += 1, pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
    try {
      return await attempt(before);
    } catch (error) {
      if (!isPassing(error) || leftMs() <= pauseMs) throw error;
      await clock.sleep(pauseMs);
    }
  }
}

/** A time limit by the monotonic clock. */
export function startDeadline(clock: Clock, ms: number): () => number {
  const until = clock.monotonic() + ms;
  return () => until - clock.monotonic();
}
