// The fields of a replacement: of all that the new object gets, what differs from the old one.
import { isSameJson, type Json, jsonAt } from "../core/json.ts";
import type { PlanEntry } from "../core/plan.ts";
import type { ShownField } from "./format-fields.ts";

export function listReplacedFields(entry: PlanEntry): ShownField[] {
  return entry.fields
    .filter((field) => field.effect === "now")
    .map((field) => ({ ...field, before: jsonAt(entry.before ?? undefined, field.path) }))
    .map((field) => ({ ...field, isNew: field.before === undefined }))
    .filter((field) => field.sensitive || field.unknown || !isSameField(field));
}

function isSameField({ path, before, after }: ShownField): boolean {
  return path === "name" ? before === after : isSameValue(before, after);
}

/** Order does not matter in lists, and providers complete texts ("Ubuntu 14.04" is shown as "Ubuntu 14.04.1 x64"). */
function isSameValue(before: Json | undefined, after: Json | undefined): boolean {
  if (typeof before === "string" && typeof after === "string") return before.startsWith(after);
  if (!Array.isArray(before) || !Array.isArray(after)) return isSameJson(before, after);
  const sorted = (list: readonly Json[]) => list.map((item) => JSON.stringify(item)).sort();
  return isSameJson(sorted(before), sorted(after));
}
