// How long an apply of a plan would take at least, and in how many waves: what each step usually takes, along the longest chain.
import type { Plan } from "../core/plan.ts";
import type { Operation } from "../core/step.ts";
import { formatDuration } from "../core/units.ts";
import { orderForShow } from "./order-for-show.ts";

export interface ExpectedTime {
  readonly waves: number;
  /** Milliseconds along the longest chain, however many go at a time. */
  readonly longestMs: number;
}

export function computeExpectedTime(operations: readonly Operation[]): ExpectedTime {
  const ends = new Map<string, number>();
  let longestMs = 0;
  let waves = 0;
  for (const { operation, wave } of orderForShow(operations)) {
    const start = Math.max(0, ...operation.needs.map((id) => ends.get(id) ?? 0));
    const end =
      start + operation.steps.reduce((sum, { expectedMs = 0 }) => sum + expectedMs, operation.check?.waitMs ?? 0);
    ends.set(operation.id, end);
    longestMs = Math.max(longestMs, end);
    waves = Math.max(waves, wave);
  }
  return { waves, longestMs };
}

/** `5 operations in 2 waves, about 1m10s or more`; undefined where no step says how long it takes. */
export function formatExpectedTime({ operations }: Pick<Plan, "operations">): string | undefined {
  const { waves, longestMs } = computeExpectedTime(operations);
  if (longestMs === 0) return undefined;
  const count = `${operations.length} ${operations.length === 1 ? "operation" : "operations"}`;
  const order = waves === 1 ? "" : ` in ${waves} waves`;
  return `${count}${order}, about ${formatDuration(Math.round(longestMs / 1000) * 1000)} or more`;
}
