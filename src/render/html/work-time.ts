// When each node of the order can start and how long it is expected to take. What no provider tells stays unknown. Pure.
import type { Operation } from "../../core/step.ts";
import { formatDuration } from "../../core/units.ts";
import type { WorkGraph, WorkNode } from "./work-graph.ts";

export interface WorkTime {
  readonly node: WorkNode;
  readonly startMs: number;
  /** As long as it is drawn: where nothing is known, what is usual in this plan. */
  readonly lengthMs: number;
  /** Of the slowest; `least` where a part of it is not known. */
  readonly expected: { readonly kind: "known" | "least"; readonly ms: number } | { readonly kind: "unknown" };
}

export interface WorkTimes {
  readonly times: readonly WorkTime[];
  readonly endMs: number;
  readonly isAllKnown: boolean;
  readonly isAnyKnown: boolean;
}

const USUAL_MS = 30_000;
/** A bar can be seen and named, however short it is. */
const SHORTEST_MS = 1000;

/** Nodes come in the order of their waves, so that all that one needs stands before it. */
export function timeWork({ nodes }: WorkGraph): WorkTimes {
  const expected = nodes.map(({ operations }) => expectNode(operations));
  const known = expected.flatMap((one) => (one.kind === "known" ? [one.ms] : []));
  const usual = known.length === 0 ? USUAL_MS : known.reduce((sum, ms) => sum + ms, 0) / known.length;
  const ends: number[] = [];
  const times = nodes.map((node, index): WorkTime => {
    const own = expected[index] ?? { kind: "unknown" };
    const startMs = Math.max(0, ...node.needs.map((need) => ends[need] ?? 0));
    const lengthMs = own.kind === "unknown" ? Math.max(SHORTEST_MS, usual) : own.ms;
    ends.push(startMs + lengthMs);
    return { node, startMs, lengthMs, expected: own };
  });
  return {
    times,
    endMs: ends.reduce((latest, end) => Math.max(latest, end), 0),
    isAllKnown: expected.every(({ kind }) => kind === "known"),
    isAnyKnown: expected.some(({ kind }) => kind !== "unknown"),
  };
}

/** Nothing is sent for an operation without steps. */
function expectNode(operations: readonly Operation[]): WorkTime["expected"] {
  let most = 0;
  let isWhole = true;
  let isAny = false;
  for (const { steps } of operations) {
    const told = steps.flatMap(({ expectedMs }) => (expectedMs === undefined ? [] : [expectedMs]));
    if (told.length < steps.length) isWhole = false;
    if (told.length > 0 || steps.length === 0) isAny = true;
    most = Math.max(
      most,
      told.reduce((sum, ms) => sum + ms, 0),
    );
  }
  if (!isAny || (!isWhole && most === 0)) return { kind: "unknown" };
  return { kind: isWhole ? "known" : "least", ms: most };
}

export function formatExpected(expected: WorkTime["expected"]): string {
  if (expected.kind === "unknown") return "not known";
  if (expected.ms === 0) return "at once";
  return `${expected.kind === "least" ? "at least " : ""}${formatDuration(expected.ms)}`;
}
