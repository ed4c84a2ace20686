// Symbols and colours of the actions of a plan. Data only.
import type { Action, PlanEntry } from "../core/plan.ts";
import type { Operation } from "../core/step.ts";
import type { Paint } from "./style.ts";

const SYMBOLS: Readonly<Record<Action, string>> = {
  create: "+",
  update: "~",
  rebuild: "-/+",
  replace: "-/+",
  delete: "-",
  adopt: "<=",
  forget: "x",
  move: ">",
  "no-op": "",
};

export function symbolOf(entry: PlanEntry, isCreateFirst: boolean): string {
  return entry.action === "replace" && isCreateFirst ? "+/-" : SYMBOLS[entry.action];
}

export function inkOf(action: Action, paint: Paint): (text: string) => string {
  if (action === "create") return paint.green;
  if (action === "delete" || action === "replace" || action === "rebuild") return paint.red;
  if (action === "update") return paint.yellow;
  return paint.cyan;
}

/** Addresses whose replacement makes the new object before the old one goes. */
export function listCreateFirst(operations: readonly Operation[]): ReadonlySet<string> {
  const deleteFirst = new Set(operations.filter(({ action }) => action === "delete").map(({ address }) => address));
  return new Set(
    operations.flatMap(({ address, deposes }) => (deposes === true && !deleteFirst.has(address) ? [address] : [])),
  );
}

const REASONS: Readonly<Record<string, string>> = {
  delete_because_no_resource_config: "no longer declared",
  delete_because_count_index: "count is lower now",
  delete_because_each_key: "its instance is no longer listed",
  replace_because_cannot_update: "changes what only a rebuild can set",
  deposed: "left behind by a replacement",
  replaced_elsewhere: "made anew in another place",
  surplus: "made twice by one request",
};

/** Why, for people; undefined where it goes without saying. */
export function describeReason({ action, reason }: Pick<PlanEntry, "action" | "reason">): string | undefined {
  if (reason === undefined) return undefined;
  if (reason.startsWith("half-made")) return reason.replace(/^half-made: ?/, "half-made, never reported done: ");
  if (reason === "replace_by_request") return `asked for by --${action === "rebuild" ? "rebuild" : "replace"}`;
  if (reason === "replace_because_cannot_update" && action === "replace") return "changes what only a new one can have";
  if (reason === "vanished") return action === "create" ? "vanished, made again" : "vanished";
  return REASONS[reason];
}
