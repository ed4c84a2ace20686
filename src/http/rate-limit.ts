// Spaces requests: never more than so many in any second, and none while the server has asked for a pause.
// Runs on the clock that is passed in, so that tests do not wait.
import type { Clock } from "../core/clock.ts";

const WINDOW_MS = 1000;

export interface RateLimit {
  /** Resolves when a request may leave; first come, first served. Rejects with the signal's reason. */
  take(signal?: AbortSignal): Promise<void>;
  /** Nothing leaves for so long. Those who wait leave after it as spaced as ever. */
  pause(ms: number): void;
}

export function createRateLimit(perSecond: number, clock: Clock): RateLimit {
  const size = Math.max(1, Math.floor(perSecond));
  // Below one a second the window grows instead.
  const windowMs = perSecond >= 1 ? WINDOW_MS : WINDOW_MS / perSecond;
  /** When the last `size` requests have left. */
  const left: number[] = [];
  let pausedUntil = 0;
  let turn: Promise<void> = Promise.resolve();

  const waitMs = (): number => {
    const oldest = left.length < size ? 0 : (left[0] ?? 0) + windowMs;
    return Math.max(oldest, pausedUntil) - clock.monotonic();
  };
  const leave = async (signal?: AbortSignal): Promise<void> => {
    for (;;) {
      signal?.throwIfAborted();
      const ms = waitMs();
      if (ms <= 0) break;
      await clock.sleep(ms, signal);
    }
    left.push(clock.monotonic());
    if (left.length > size) left.shift();
  };

  return {
    take(signal) {
      const mine = turn.then(() => leave(signal));
      turn = mine.catch(() => undefined);
      return signal === undefined ? mine : orAborted(mine, signal);
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, clock.monotonic() + ms);
    },
  };
}

/** Whoever is told to stop does not wait for those before it. */
function orAborted(turn: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    turn.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
