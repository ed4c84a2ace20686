// A signal that aborts with another one, or after a time; let go of it, or the other one keeps it.
import type { Clock } from "../../core/clock.ts";
import { AbortedError } from "../../core/errors.ts";

export interface LinkedSignal {
  readonly signal: AbortSignal;
  isOverdue(): boolean;
  release(): void;
}

export function linkSignal(outer: AbortSignal, clock: Clock, timeoutMs: number): LinkedSignal {
  const inner = new AbortController();
  const over = new AbortController();
  let isOverdue = false;
  const abort = (): void => inner.abort(new AbortedError());
  if (outer.aborted) abort();
  outer.addEventListener("abort", abort, { once: true });
  clock.sleep(timeoutMs, over.signal).then(
    () => {
      isOverdue = true;
      abort();
    },
    () => undefined,
  );
  return {
    signal: inner.signal,
    isOverdue: () => isOverdue,
    release() {
      outer.removeEventListener("abort", abort);
      over.abort();
    },
  };
}
