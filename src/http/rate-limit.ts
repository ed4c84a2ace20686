// Spaces requests: never more than so many in any second, and none while the server has asked for a pause.
// Runs on the clock that is passed in, so that tests do not wait.
import type { Clock } from "../core/clock.ts";

const WINDOW_MS = 1000;

export interface RateLimit {
  /** Resolves when a request may leave; first come, first served. Rejects with the signal's reason. */
  take(signal?: AbortSignal): Promise<void>;
  /** Nothing leaves for so long. */
  pause(ms: number): void;
}

export function createRateLimit(perSecond: number, clock: Clock): RateLimit {
  const slots: number[] = [];
  const size = Math.max(1, Math.floor(perSecond));
  // Below one a second the window grows instead.
  const windowMs = perSecond >= 1 ? WINDOW_MS : WINDOW_MS / perSecond;
  let pausedUntil = 0;

  const reserve = (): number => {
    const oldest = slots.length < size ? 0 : (slots.shift() ?? 0) + windowMs;
    const slot = Math.max(clock.monotonic(), oldest, slots.at(-1) ?? 0);
    slots.push(slot);
    return slot;
  };

  return {
    async take(signal) {
      const slot = reserve();
      for (;;) {
        signal?.throwIfAborted();
        const wait = Math.max(slot, pausedUntil) - clock.monotonic();
        if (wait <= 0) return;
        await clock.sleep(wait, signal);
      }
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, clock.monotonic() + ms);
    },
  };
}
