// When an operation is asked about next: a share of the time that it has taken so far, so that a short one is noticed soon and
// a long one is not asked about often; and closely about when its like have ended in this run. Pure.
import type { Provider } from "../core/provider.ts";

/** Of the time that has passed: what took 2 s is noticed within half a second; 10 minutes are asked about at most 60 times. */
const SHARE = 0.1;
/** Behind this most machines are made; what is still under way may take minutes. */
const LONG_MS = 25_000;
/** Also where the usual end is known, since about that it is asked closely. */
const WIDE_SHARE = 0.2;
const SHORTEST_MS = 250;
const LONGEST_MS = 30_000;
/** About the usual end: so much before and after it, in such steps. */
const NEAR = 0.25;
const NEAR_STEP = 0.04;
/** A setting of the user's grows as it always has. */
const OWN_GROWTH = 1.5;

export interface PollPace {
  /** `passedMs`: since the operation was accepted. */
  nextMs(kind: string, passedMs: number): number;
  learn(kind: string, tookMs: number): void;
}

export function createPollPace({
  ownPollIntervalMs,
  pollIntervalMaxMs,
}: Pick<Provider["settings"], "ownPollIntervalMs" | "pollIntervalMaxMs">): PollPace {
  const usual = new Map<string, number>();
  const nextAfter = (expected: number | undefined, passedMs: number): number => {
    if (ownPollIntervalMs !== undefined)
      return Math.min(pollIntervalMaxMs, ownPollIntervalMs + passedMs * (OWN_GROWTH - 1));
    const share = expected === undefined && passedMs < LONG_MS ? SHARE : WIDE_SHARE;
    const general = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, passedMs * share));
    if (expected === undefined) return general;
    const closely = Math.max(SHORTEST_MS, expected * NEAR_STEP);
    const untilNear = expected * (1 - NEAR) - passedMs;
    if (untilNear > 0) return Math.min(general, Math.max(closely, untilNear));
    return passedMs <= expected * (1 + NEAR) ? Math.min(general, closely) : general;
  };
  return {
    nextMs: (kind, passedMs) => Math.round(nextAfter(usual.get(kind), passedMs)),
    learn(kind, tookMs) {
      const known = usual.get(kind);
      usual.set(kind, known === undefined ? tookMs : (known + tookMs) / 2);
    },
  };
}
