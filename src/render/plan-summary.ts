// Terraform's exact summary lines, which other tools parse. Nothing else may be added to them.
import { hasErrors } from "../core/diagnostic.ts";
import { isEmptyPlan, type Plan, type PlanCounts } from "../core/plan.ts";

export const NO_CHANGES = "No changes. Your infrastructure matches the configuration.";

export function formatPlanSummary(plan: Plan): string {
  // What is left out may differ.
  return isSettled(plan) && plan.complete ? NO_CHANGES : formatCounts(plan.counts);
}

/** Nothing to do, nothing held back, nothing wrong. */
export function isSettled(plan: Plan): boolean {
  const isDrifted = plan.mode === "refresh-only" && plan.drift.some((entry) => entry.class !== "unhealthy");
  return isEmptyPlan(plan) && !hasErrors(plan.diagnostics) && !isDrifted;
}

export function formatCounts({ import: imported, add, change, destroy }: PlanCounts): string {
  const imports = imported > 0 ? `${imported} to import, ` : "";
  return `Plan: ${imports}${add} to add, ${change} to change, ${destroy} to destroy.`;
}

export function formatComplete(counts: PlanCounts, mode: "apply" | "destroy"): string {
  if (mode === "destroy") return `Destroy complete! Resources: ${counts.destroy} destroyed.`;
  return `Apply complete! Resources: ${formatDone(counts)}.`;
}

export function formatDone({ import: imported, add, change, destroy }: PlanCounts): string {
  const imports = imported > 0 ? `${imported} imported, ` : "";
  return `${imports}${add} added, ${change} changed, ${destroy} destroyed`;
}
