// One cycle: every stack is looked at, some at a time, with what is read of each account in common. What is new in that counts
// once a second round of reads, made after the states were read, says so, too.

import type { Foreseen } from "./foresee.ts";
import type { LookContext } from "./look-at-stack.ts";
import { type LookEnd, lookAtStack } from "./look-at-stack.ts";
import type { StackRecord } from "./stack-record.ts";

export interface CycleContext extends LookContext {
  /** Looks at so many stacks begin within so long. */
  readonly spreadMs: (count: number) => number;
  readonly onForeseen: (record: StackRecord, foreseen: Foreseen) => void;
  /** After each stack: the loop is alive. */
  readonly onProgress: (end: LookEnd) => void;
}

export async function runCycle(context: CycleContext, records: readonly StackRecord[]): Promise<void> {
  const again = await runRound(context, records, { isLast: false, spreadMs: context.spreadMs(records.length) });
  if (again.length > 0) await runRound(context, again, { isLast: true, spreadMs: 0 });
}

interface Round {
  readonly isLast: boolean;
  readonly spreadMs: number;
}

/** Returns what is to be looked at again. */
async function runRound(
  context: CycleContext,
  records: readonly StackRecord[],
  { isLast, spreadMs }: Round,
): Promise<readonly StackRecord[]> {
  const { ports, options, stopped } = context;
  const again: StackRecord[] = [];
  const began = ports.clock.monotonic();
  const starts = records.map(() => spreadMs * ports.random()).sort((a, b) => a - b);
  const reads = ports.beginReads();
  const waiting = records.entries();
  const walk = async (): Promise<void> => {
    for (const [index, record] of waiting) {
      const early = began + (starts[index] ?? 0) - ports.clock.monotonic();
      if (early > 0) await ports.clock.sleep(early, stopped).catch(() => undefined);
      if (stopped.aborted) return;
      const end = await lookAtStack(context, record, reads, isLast);
      context.onProgress(end);
      if (end === "again") again.push(record);
      else if (typeof end === "object" && end.foreseen !== undefined) context.onForeseen(record, end.foreseen);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(options.concurrency, records.length) }, walk));
  } finally {
    await reads.close().catch(() => undefined);
  }
  return again;
}
