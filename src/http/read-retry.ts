// Repeats a read that failed in passing. For reads only: a mutation must never come near this file.
import pRetry from "p-retry";

import type { Clock } from "../core/clock.ts";

export interface ReadRetry {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal?: AbortSignal;
  readonly tries: number;
}

/** Thrown by an attempt to ask for another one. */
export class TryAgain extends Error {
  readonly waitMs: number | undefined;

  constructor(waitMs: number | undefined) {
    super("try again");
    this.waitMs = waitMs;
  }
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** Calls `attempt` up to `tries` times, for as long as it throws `TryAgain`; waits on the clock that is passed in. */
export async function retryRead<T>(attempt: (number: number) => Promise<T>, retry: ReadRetry): Promise<T> {
  return await pRetry(attempt, {
    retries: retry.tries - 1,
    // p-retry waits on real timers; it is told not to, and the wait happens below.
    minTimeout: 0,
    maxTimeout: 0,
    shouldRetry: ({ error }) => error instanceof TryAgain,
    async onFailedAttempt({ error, attemptNumber, retriesLeft }) {
      if (!(error instanceof TryAgain) || retriesLeft === 0) return;
      await retry.clock.sleep(error.waitMs ?? backoff(attemptNumber, retry.random()), retry.signal);
    },
  });
}

function backoff(attempt: number, random: number): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
  return Math.round(full * (0.5 + random / 2));
}
