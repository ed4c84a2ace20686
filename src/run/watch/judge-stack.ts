// How one cycle has ended for a stack: for whoever runs it once, by the clock. Pure.
import { isFullyKnown } from "../../core/drift-report.ts";
import type { Applies } from "./run-applies.ts";
import type { StackRecord } from "./stack-record.ts";

/** `undone`: an apply has left something. `drift`: found and not put right, or left to a person. */
export type StackEnd = "done" | "drift" | "failed" | "undone" | "locked";

export function judgeStack(record: StackRecord, applies: Applies | undefined): StackEnd {
  const apply = applies?.lastOf(record.folder);
  if (apply?.outcome === "undone") return "undone";
  if (apply?.outcome === "locked") return "locked";
  const { report } = record;
  if (apply?.outcome === "refused" || report === undefined || !isFullyKnown(report)) return "failed";
  if (record.condition === "failed" || record.told.has("refused")) return "failed";
  const right = new Set(apply?.applied ?? []);
  const isLeft = report.findings.some(({ subject }) => !right.has(subject));
  return isLeft || record.heldBack > 0 ? "drift" : "done";
}
