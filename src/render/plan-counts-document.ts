// What GitLab's merge-request widget reads of a plan: how many are made, changed and deleted. Pure.
import type { JsonObject } from "../core/json.ts";
import type { Plan } from "../core/plan.ts";

/** A replacement counts as one that is made and one that is deleted. */
export function buildCountsDocument({ counts }: Pick<Plan, "counts">): JsonObject {
  return { create: counts.add, update: counts.change, delete: counts.destroy };
}
