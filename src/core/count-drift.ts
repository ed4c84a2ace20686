// How much has drifted, by class: what metrics and notices count. Pure.
import type { DriftReport } from "./drift-report.ts";

/** Those of drift; `doubled`: made twice by one request; `left-over`: made so, while what it was made beside is gone. */
export const COUNTED_CLASSES = [
  "conflict",
  "vanished",
  "replaced",
  "unset",
  "agreed",
  "unhealthy",
  "unmanaged",
  "provider-event",
  "doubled",
  "left-over",
] as const;

export type CountedClass = (typeof COUNTED_CLASSES)[number];

/** Each class has its number, 0 too. Entries of one address count once. */
export function countDrift(
  report: Pick<DriftReport, "drift" | "unmanaged" | "surplus" | "undecided">,
): Readonly<Record<CountedClass, number>> {
  const { drift, unmanaged, surplus, undecided } = report;
  const leftOver = surplus.filter(({ isAlone }) => isAlone === true).length;
  const others: Partial<Record<CountedClass, number>> = {
    unmanaged: unmanaged.length,
    doubled: surplus.length - leftOver + undecided.length,
    "left-over": leftOver,
  };
  const count = (kind: CountedClass): number =>
    others[kind] ?? new Set(drift.filter((one) => one.class === kind).map(({ address }) => address)).size;
  return Object.fromEntries(COUNTED_CLASSES.map((kind) => [kind, count(kind)])) as Record<CountedClass, number>;
}
