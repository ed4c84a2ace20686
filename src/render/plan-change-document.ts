// One change of a plan in Terraform's shape. Consumers scan `actions` for "delete": rebuilds and replacements say it.
import { isJsonObject, isSameJson, type Json, type JsonObject } from "../core/json.ts";
import { type Action, type DriftEntry, isBeside, type OutputChange, type Plan, type PlanEntry } from "../core/plan.ts";
import { listCreateFirst } from "./action-words.ts";
import { identifyManaged } from "./resource-identity.ts";

const ACTIONS: Readonly<Record<Action, readonly string[]>> = {
  create: ["create"],
  update: ["update"],
  rebuild: ["delete", "create"],
  replace: ["delete", "create"],
  delete: ["delete"],
  adopt: ["no-op"],
  forget: ["forget"],
  move: ["no-op"],
  "no-op": ["no-op"],
};

export function buildResourceChange(entry: PlanEntry, plan: Pick<Plan, "operations">): JsonObject {
  const { address, previousAddress, vendor, reason } = entry;
  return {
    ...identifyManaged(address, vendor),
    ...(previousAddress === undefined ? {} : { previous_address: previousAddress }),
    ...(isBeside(entry) ? { deposed: entry.remoteId ?? "" } : {}),
    change: buildChange(entry, plan),
    ...(reason === undefined
      ? {}
      : { action_reason: reason.startsWith("half-made") ? "replace_because_tainted" : reason }),
  };
}

function buildChange(entry: PlanEntry, { operations }: Pick<Plan, "operations">): JsonObject {
  const { action, before, after, sensitive, unknown, importing } = entry;
  const isCreateFirst =
    action === "replace" &&
    listCreateFirst(operations.filter((operation) => operation.address === entry.address)).has(entry.address);
  const replaced = listReplacePaths(entry);
  return {
    actions: isCreateFirst ? ["create", "delete"] : ACTIONS[action],
    before,
    after,
    after_unknown: after === null ? {} : markPaths(unknown),
    before_sensitive: before === null ? false : markPaths(action === "create" || action === "replace" ? [] : sensitive),
    after_sensitive: after === null ? false : markPaths(sensitive),
    ...(replaced.length === 0 ? {} : { replace_paths: replaced }),
    ...(importing === undefined ? {} : { importing: { id: importing.id } }),
  };
}

function listReplacePaths(entry: PlanEntry): Json[] {
  if (entry.reason !== "replace_because_cannot_update") return [];
  return entry.fields
    .filter((field) => field.effect === "now" && field.note !== undefined)
    .map((field) => field.path.split("."));
}

/** `true` at each path, nested as the values are. */
export function markPaths(paths: readonly string[]): JsonObject {
  const marks: Record<string, Json> = {};
  for (const path of paths) mark(marks, path.split("."));
  return marks;
}

function mark(marks: Record<string, Json>, [head = "", ...rest]: readonly string[]): void {
  if (rest.length === 0) {
    marks[head] = true;
    return;
  }
  const below = marks[head];
  const nested: Record<string, Json> = isJsonObject(below) ? { ...below } : {};
  mark(nested, rest);
  marks[head] = nested;
}

export function buildDriftChange(entry: DriftEntry): JsonObject {
  const { address, vendor, before, after } = entry;
  return {
    ...identifyManaged(address, vendor),
    change: {
      actions: [after === null ? "delete" : "update"],
      before,
      after,
      after_unknown: {},
      before_sensitive: {},
      after_sensitive: after === null ? false : {},
    },
  };
}

export function buildOutputChange({ before, after, unknown, sensitive }: OutputChange): JsonObject {
  return {
    actions: [outputAction({ before, after, unknown })],
    before: sensitive ? null : (before ?? null),
    ...(unknown ? {} : { after: sensitive ? null : (after ?? null) }),
    after_unknown: unknown,
    before_sensitive: sensitive,
    after_sensitive: sensitive,
  };
}

export function outputAction({ before, after, unknown }: Pick<OutputChange, "before" | "after" | "unknown">): string {
  if (before === undefined) return after === undefined && !unknown ? "no-op" : "create";
  if (unknown) return "update";
  if (after === undefined) return "delete";
  return isSameJson(before, after) ? "no-op" : "update";
}
