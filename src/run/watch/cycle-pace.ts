// When the next cycle begins: an interval after the last one began, a little earlier or later. Where that is past, because the
// cycle took long or the process was paused, one begins at once, and the missed ones are counted, not made up for.
import type { Clock } from "../../core/clock.ts";

export interface CyclePace {
  /** Resolves when a cycle is due, with how many were missed before it. Rejects with the signal's reason. */
  next(signal: AbortSignal): Promise<number>;
  /** Monotonic milliseconds at which the next one is due. */
  dueAt(): number;
}

const SPREAD = 0.1;

export function createCyclePace(clock: Clock, random: () => number, intervalMs: number): CyclePace {
  let due = clock.monotonic();
  return {
    dueAt: () => due,
    async next(signal) {
      const early = due - clock.monotonic();
      if (early > 0) await clock.sleep(early, signal);
      signal.throwIfAborted();
      const late = Math.max(0, clock.monotonic() - due);
      const missed = Math.floor(late / intervalMs);
      due = clock.monotonic() + intervalMs * (1 - SPREAD + 2 * SPREAD * random());
      return missed;
    },
  };
}
