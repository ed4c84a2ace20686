// What an apply really did, in the same terms as the plan's counts. Pure.
import { resourceOf } from "../core/address.ts";
import type { OperationResult } from "../core/event.ts";
import { isBeside, type Plan, type PlanCounts, type PlanEntry } from "../core/plan.ts";

export function countDone(plan: Plan, results: readonly OperationResult[]): PlanCounts {
  const done = new Set(results.filter((result) => result.outcome === "done").map((result) => result.operation));
  const own = new Set(plan.operations.map((operation) => `${operation.action} ${operation.address}`));
  const counts = { import: 0, add: 0, change: 0, destroy: 0, forget: 0 };
  for (const entry of plan.entries) {
    if (entry.importing !== undefined) counts.import++;
    if (entry.action === "forget") counts.forget++;
    const { add = 0, change = 0, destroy = 0 } = countEntry(entry, (action) => isDone(entry, action, done, own));
    counts.add += add;
    counts.change += change;
    counts.destroy += destroy;
  }
  return counts;
}

function countEntry(entry: PlanEntry, has: (action: string) => boolean): Partial<Record<keyof PlanCounts, number>> {
  switch (entry.action) {
    case "create":
      return { add: has("create") ? 1 : 0 };
    case "update":
      return { change: has("update") ? 1 : 0 };
    case "rebuild":
      return has("rebuild") ? { add: 1, destroy: 1 } : {};
    case "replace":
      return { add: has("create") ? 1 : 0, destroy: has("delete") || has("delete-deposed") ? 1 : 0 };
    case "delete":
      return { destroy: isRemoved(entry, has) ? 1 : 0 };
    case "adopt":
    case "forget":
    case "move":
    case "no-op":
      return {};
  }
}

/** A part goes with the change of its resource, a deposed object by an operation of its own. */
function isRemoved(entry: PlanEntry, has: (action: string) => boolean): boolean {
  if (entry.child !== true) return has("delete");
  return isBeside(entry) ? has("delete-deposed") : has("update") || has("delete") || has("rebuild");
}

/** What goes with its VM has no deletion of its own: the VM's counts, or what else destroys it. */
function isDone(entry: PlanEntry, action: string, done: ReadonlySet<string>, own: ReadonlySet<string>): boolean {
  const { goesWith } = entry;
  if (action === "delete" && goesWith !== undefined)
    return ["delete", "delete-deposed", "rebuild"].some((destroys) => done.has(`${destroys} ${goesWith}`));
  if (action === "delete" && !own.has(`delete ${entry.address}`) && entry.child !== true)
    return done.has(`delete ${resourceOf(entry.address)}`);
  const address = entry.child === true ? resourceOf(entry.address) : entry.address;
  const suffix = isBeside(entry) ? ` ${entry.remoteId ?? ""}` : "";
  return done.has(`${action} ${address}${suffix}`);
}
