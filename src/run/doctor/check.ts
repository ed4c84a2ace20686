// One check of the examination: bounded in time, and always with a result, so that one that fails or hangs hides no other.
import type { Clock } from "../../core/clock.ts";
import { type Judgement, judgeProblem } from "../../core/finding.ts";

export interface CheckContext {
  readonly clock: Clock;
  /** For each check. */
  readonly timeoutMs: number;
  /** An error as people are told. */
  readonly explain: (error: unknown) => Explained;
  readonly isOffline: boolean;
  /** May make objects or a lock of its own at the store for a moment. */
  readonly mayProbe: boolean;
  /** Told as each check begins and ends. */
  readonly onRunning?: (what: string, isRunning: boolean) => void;
}

export interface Explained {
  readonly summary: string;
  readonly details: readonly string[];
  readonly fixes: readonly string[];
}

class TooLate extends Error {
  constructor(ms: number) {
    super(`no result within ${Math.round(ms / 100) / 10} s`);
    this.name = "TooLate";
  }
}

/** Throws what `work` throws, or `TooLate`; the signal aborts then. */
export async function within<T>(
  { clock, timeoutMs }: Pick<CheckContext, "clock" | "timeoutMs">,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const ended = new AbortController();
  const late = clock.sleep(timeoutMs, ended.signal).then(() => {
    throw new TooLate(timeoutMs);
  });
  try {
    return await Promise.race([work(over.signal), late]);
  } finally {
    ended.abort(new Error("ended"));
    over.abort(new Error("ended"));
    late.catch(() => undefined);
  }
}

/** `what`: for the line that says what is still running. */
export async function runCheck(
  code: string,
  what: string,
  context: CheckContext,
  work: (signal: AbortSignal) => Promise<readonly Judgement[]>,
): Promise<readonly Judgement[]> {
  context.onRunning?.(what, true);
  try {
    return await within(context, work);
  } catch (error) {
    return [judgeFailure(code, error, context)];
  } finally {
    context.onRunning?.(what, false);
  }
}

export function judgeFailure(code: string, error: unknown, context: CheckContext): Judgement {
  const { summary, details, fixes } = explainFailure(error, context);
  return judgeProblem(code, summary, { details, fixes });
}

export function explainFailure(error: unknown, { explain }: Pick<CheckContext, "explain">): Explained {
  if (!(error instanceof TooLate)) return explain(error);
  return {
    summary: error.message,
    details: [],
    fixes: ["look whether the server and what is on the way to it answer at all; --timeout gives it longer"],
  };
}
