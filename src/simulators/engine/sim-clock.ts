// The only source of time in the simulators; operations are computed from now(), so a test may pass a clock of its own.
import { setTimeout as delay } from "node:timers/promises";

export interface SimClock {
  /** Epoch milliseconds; must never go backwards. */
  now(): number;
  /** Resolves after `ms`, or at once when the signal is aborted; never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const realClock: SimClock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await delay(ms, undefined, signal ? { signal } : {}).catch(() => undefined);
  },
};
