// How much of a lease is left, by the more pessimistic of the wall and the monotonic clock. Pure but for the clock.
import type { Clock } from "../core/clock.ts";

export interface LeaseTime {
  /** 0 or less: over. Never grows but by `renew`. */
  leftMs(): number;
  /** Counts from an earlier `mark()`: the moment at which a heartbeat began, since others may have seen it from then on. */
  renew(from: LeaseMark): void;
  mark(): LeaseMark;
}

interface LeaseMark {
  readonly wall: number;
  readonly monotonic: number;
}

export function startLeaseTime(leaseMs: number, clock: Clock): LeaseTime {
  const mark = (): LeaseMark => ({ wall: clock.now(), monotonic: clock.monotonic() });
  let from = mark();
  // A suspended machine shows in the wall clock only, and a step back must not hide it again: the worst is kept.
  let worst = 0;
  return {
    leftMs() {
      worst = Math.max(worst, clock.now() - from.wall, clock.monotonic() - from.monotonic);
      return leaseMs - worst;
    },
    renew(next) {
      from = next;
      worst = 0;
    },
    mark,
  };
}
