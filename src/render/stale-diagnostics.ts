// What a saved plan said, what was there then and what is there now, as diagnostics: one for each resource. Pure.
import type { Diagnostic } from "../core/diagnostic.ts";
import type { StaleSavedPlanError } from "../core/errors.ts";
import type { StaleField, StaleResource } from "../core/saved-plan.ts";
import { escapeForTerminal } from "./escape-for-terminal.ts";
import { cutMiddle, padText, textWidth } from "./fit-text.ts";
import { formatValue } from "./format-value.ts";

/** Three columns of values and the names beside them fit into 80 columns. */
const MOST = 20;

export function buildStaleDiagnostics({ reasons, resources }: StaleSavedPlanError): readonly Diagnostic[] {
  if (resources.length === 0) return reasons;
  return [...reasons, ...resources.map((resource) => describeResource(resource, "error")), conclude(resources)];
}

function conclude(resources: readonly StaleResource[]): Diagnostic {
  const many = resources.length > 1;
  const count = `${resources.length} resource${many ? "s" : ""}`;
  // A job that is run again after it has done some or all of it.
  const isDone = resources.every((resource) => resource.isDone === true);
  return {
    severity: "error",
    code: "plan.stale",
    summary: isDone
      ? `${count} of the saved plan ${many ? "are" : "is"} as planned already, nothing was applied`
      : `the saved plan does not fit any more: ${count} ${many ? "are" : "is"} different, nothing was applied`,
    fix: isDone
      ? "if the plan had nothing else, it has been carried out; else carry out the rest: --skip-stale"
      : "trueup plan, and look at what is different; or carry out the rest: --skip-stale",
  };
}

/** Of what is left out while the rest is carried out. */
export function buildLeftOutDiagnostics(resources: readonly StaleResource[]): readonly Diagnostic[] {
  return resources.map((resource) => describeResource(resource, "warning"));
}

function describeResource(
  { address, planned, now, fields, remarks }: StaleResource,
  severity: Diagnostic["severity"],
): Diagnostic {
  const change = `planned: ${planned}${planned === now ? "" : `; now: ${now === "no-op" ? "nothing to do" : now}`}`;
  return {
    severity,
    code: "plan.stale",
    summary: `${address} is not as it was when the plan was made (${change})`,
    detail: [...remarks.map(escapeForTerminal), ...formatFields(fields)].join("\n"),
    address,
  };
}

const HEAD = ["field", "when planned", "planned", "now"];

function formatFields(fields: readonly StaleField[]): string[] {
  if (fields.length === 0) return [];
  const rows = [
    HEAD,
    ...fields.map(({ path, then, planned, now, unit }) => [
      path,
      formatValue(then, unit),
      planned === undefined ? "(left alone)" : formatValue(planned, unit),
      formatValue(now, unit),
    ]),
  ].map((row) => row.map((cell) => cutMiddle(cell, MOST, "…")));
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => textWidth(row[column] ?? ""))));
  return rows.map((row) =>
    row
      .map((cell, column) => padText(cell, widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
