// Terraform's exact summary lines, which other tools parse. Nothing else may be added to them.

import { hasErrors } from "../core/diagnostic.ts";
import { isEmptyPlan, type Plan, type PlanCounts } from "../core/plan.ts";
import { groupDiagnostics } from "./group-diagnostics.ts";

export const NO_CHANGES = "No changes. Your infrastructure matches the configuration.";

export function formatPlanSummary(plan: Plan): string {
  const errors = groupDiagnostics(plan.diagnostics.filter(({ severity }) => severity === "error")).length;
  // Whoever looks for a summary must not find one that reads like success.
  if (errors > 0) return `Planning failed: ${errors} ${errors === 1 ? "error" : "errors"}.`;
  // What is left out may differ.
  return isSettled(plan) && plan.complete ? NO_CHANGES : formatCounts(plan.counts);
}

/** Nothing to do, nothing held back, nothing wrong. */
export function isSettled(plan: Plan): boolean {
  const isDrifted = plan.mode === "refresh-only" && plan.drift.some((entry) => entry.class !== "unhealthy");
  return isEmptyPlan(plan) && !hasErrors(plan.diagnostics) && !isDrifted;
}

/** Imports and forgets only where there are any, as OpenTofu has it. */
export function formatCounts({ import: imported, add, change, destroy, forget }: PlanCounts): string {
  const imports = imported > 0 ? `${imported} to import, ` : "";
  const forgets = forget > 0 ? `, ${forget} to forget` : "";
  return `Plan: ${imports}${add} to add, ${change} to change, ${destroy} to destroy${forgets}.`;
}

export function formatComplete(counts: PlanCounts, mode: "apply" | "destroy"): string {
  if (mode === "destroy") return `Destroy complete! Resources: ${counts.destroy} destroyed.`;
  return `Apply complete! Resources: ${formatDone(counts)}.`;
}

export function formatDone({ import: imported, add, change, destroy, forget }: PlanCounts): string {
  const imports = imported > 0 ? `${imported} imported, ` : "";
  const forgets = forget > 0 ? `, ${forget} forgotten` : "";
  return `${imports}${add} added, ${change} changed, ${destroy} destroyed${forgets}`;
}
