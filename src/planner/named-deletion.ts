// Deletions of objects that a person has named by their ids: what is not known of the address does not hold them back, and
// they wait for nothing that the plan does to it. Pure.
import type { PlanEntry } from "../core/plan.ts";
import type { Operation } from "../core/step.ts";
import { formatSurplus } from "../core/surplus.ts";
import type { PlanOptions } from "./plan-input.ts";

type Named = Pick<Operation | PlanEntry, "address" | "action" | "remoteId">;

export function isNamedDeletion(
  { deleteSurplus = [] }: PlanOptions,
  { address, action, remoteId = "" }: Named,
): boolean {
  return action.startsWith("delete") && deleteSurplus.includes(formatSurplus({ address, remoteId }));
}
