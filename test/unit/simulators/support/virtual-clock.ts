// Time that stands still until a test moves it.
import type { SimClock } from "../../../../src/simulators/engine/sim-clock.ts";

export interface VirtualClock extends SimClock {
  /** Moves time on and wakes whoever slept until then. */
  advance(ms: number): void;
  /** Resolves as soon as somebody sleeps. */
  someoneSleeps(): Promise<void>;
}

export function virtualClock(start = Date.UTC(2026, 0, 1)): VirtualClock {
  let now = start;
  let sleepers: { until: number; wake: () => void }[] = [];
  let watchers: (() => void)[] = [];
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((wake) => {
        if (signal?.aborted) return wake();
        signal?.addEventListener("abort", () => wake());
        sleepers.push({ until: now + ms, wake });
        for (const watcher of watchers.splice(0)) watcher();
      }),
    advance: (ms) => {
      now += ms;
      const due = sleepers.filter(({ until }) => until <= now);
      sleepers = sleepers.filter(({ until }) => until > now);
      for (const { wake } of due) wake();
    },
    someoneSleeps: () =>
      new Promise((resolve) => {
        if (sleepers.length > 0) resolve();
        else watchers = [...watchers, resolve];
      }),
  };
}
