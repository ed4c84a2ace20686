// The matrix as a table for people: cells that hold / cells that mean something, per fault and vendor. Pure.
import { CHAOS_FAULTS } from "./faults.ts";
import { type CellOutcome, FORBIDDEN } from "./matrix.ts";
import type { Vendor } from "./scenarios.ts";

export const holds = ({ result }: CellOutcome): boolean => result !== "not-applicable" && result.length === 0;
export const counts = ({ result }: CellOutcome): boolean => result !== "not-applicable";

/** A Markdown table, aligned, readable without rendering. */
export function formatMatrix(outcomes: readonly CellOutcome[], vendors: readonly Vendor[]): string {
  const faults = [...CHAOS_FAULTS.map((fault) => fault.title), FORBIDDEN];
  const ratio = (some: readonly CellOutcome[]) => {
    const real = some.filter(counts);
    return real.length === 0 ? "-" : `${real.filter(holds).length} / ${real.length}`;
  };
  const rows = faults.map((fault) => [
    fault,
    ...vendors.map((vendor) => ratio(outcomes.filter((item) => item.fault === fault && item.vendor === vendor))),
  ]);
  const total = ["all", ...vendors.map((vendor) => ratio(outcomes.filter((item) => item.vendor === vendor)))];
  const methods = vendors.map(
    (vendor) => new Set(outcomes.filter((item) => item.vendor === vendor).map((item) => item.method)).size,
  );
  const head = ["fault", ...vendors.map((vendor, index) => `${vendor} (${methods[index] ?? 0} requests)`)];
  const table = [head, ...rows, total];
  const widths = head.map((_, column) => Math.max(...table.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [line(head), rule, ...rows.map(line), line(total)].join("\n");
}

export function formatFailure({ vendor, method, fault, scenario, result }: CellOutcome): string {
  return `${vendor} ${method}, ${fault} (${scenario}): ${result === "not-applicable" ? result : result.join("; ").slice(0, 600)}`;
}
