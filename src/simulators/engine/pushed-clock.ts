// A clock that can be pushed on: operations end, schedules fire. It goes on at the pace of the one beneath, and never back.
import type { SimClock } from "./sim-clock.ts";

export interface PushedClock extends SimClock {
  /** By a positive number of milliseconds. */
  push(ms: number): void;
  /** By how much it is ahead of the clock beneath. */
  pushedMs(): number;
}

/** `notBefore`: what it has shown before, in an earlier run. */
export function pushedClock(beneath: SimClock, start = { pushedMs: 0, notBefore: 0 }): PushedClock {
  // The clock of this machine may have been put back since then.
  let pushed = Math.max(start.pushedMs, start.notBefore - beneath.now());
  return {
    now: () => beneath.now() + pushed,
    sleep: (ms, signal) => beneath.sleep(ms, signal),
    push: (ms) => {
      pushed += ms;
    },
    pushedMs: () => pushed,
  };
}
