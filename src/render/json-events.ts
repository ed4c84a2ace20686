// The event stream for programs: Terraform's `-json` objects, one per line. Builds objects only; printing is the caller's.
import { buildWarning, type Diagnostic, hasErrors } from "../core/diagnostic.ts";
import type { RunEvent } from "../core/event.ts";
import type { Json, JsonObject } from "../core/json.ts";
import type { DriftEntry, OutputChange, Plan, PlanCounts, PlanEntry } from "../core/plan.ts";
import { buildDiagnosticDocument } from "./diagnostic-document.ts";
import { buildHookEvents } from "./json-hook-events.ts";
import { typeOf } from "./output-type.ts";
import { outputAction } from "./plan-change-document.ts";
import { formatComplete, formatCounts, formatDone } from "./plan-summary.ts";
import { buildResourceObject } from "./resource-identity.ts";
import type { Level, Message } from "./stream-message.ts";

export interface JsonEvents {
  version(): JsonObject;
  /** Drift, changes, summary and outputs of a plan. */
  plan(plan: Plan): JsonObject[];
  event(event: RunEvent): JsonObject[];
  /** After an apply: what was done, whether it is complete or not. */
  summary(counts: PlanCounts, operation: "apply" | "destroy", isComplete: boolean): JsonObject;
  outputs(
    values: Readonly<Record<string, { readonly value: Json | undefined; readonly sensitive: boolean }>>,
  ): JsonObject;
  diagnostic(diagnostic: Diagnostic): JsonObject;
  log(message: string, level?: Level): JsonObject;
}

export interface JsonEventsOptions {
  readonly version: string;
  /** Epoch milliseconds; fractions are kept down to microseconds. */
  readonly now: () => number;
}

export function createJsonEvents({ version, now }: JsonEventsOptions): JsonEvents {
  const seal = ({ level, message, type, body }: Message): JsonObject => ({
    "@level": level,
    "@message": message,
    "@module": "trueup.ui",
    "@timestamp": formatMicroseconds(now()),
    type,
    ...body,
  });
  return {
    version: () =>
      seal({ level: "info", message: `trueup ${version}`, type: "version", body: { trueup: version, ui: "1.2" } }),
    plan: (plan) => buildPlanMessages(plan).map(seal),
    event: (event) => buildEventMessages(event).map(seal),
    summary: (counts, operation, isComplete) => seal(buildSummary(counts, operation, isComplete)),
    outputs: (values) => seal(buildOutputs(values)),
    diagnostic: (diagnostic) => seal(buildDiagnosticMessage(diagnostic)),
    log: (message, level = "info") => seal({ level, message, type: "log", body: {} }),
  };
}

function formatMicroseconds(ms: number): string {
  const whole = Math.floor(ms);
  const micros = Math.floor((ms - whole) * 1000);
  return new Date(whole).toISOString().replace("Z", `${String(micros).padStart(3, "0")}Z`);
}

function buildPlanMessages(plan: Plan): Message[] {
  const changed = plan.outputs.filter((output) => output.sensitive || outputAction(output) !== "no-op");
  return [
    ...plan.drift.filter(isChange).map(buildDrift),
    ...plan.entries.filter((entry) => entry.action !== "no-op").map(buildPlanned),
    ...(hasErrors(plan.diagnostics) ? [] : [buildPlanSummary(plan)]),
    ...(changed.length === 0 ? [] : [buildPlannedOutputs(plan.outputs)]),
    ...[...plan.diagnostics, ...listHeldBack(plan)].map(buildDiagnosticMessage),
  ];
}

/** What an apply would refuse, and what it would leave: Terraform's stream has no event for either. */
function listHeldBack({ refusals, blocked }: Pick<Plan, "refusals" | "blocked">): Diagnostic[] {
  return [
    ...refusals.map(({ code, summary, flag, unattendedOnly }) =>
      buildWarning(code, summary, { fix: `let it through${unattendedOnly ? " unattended" : ""} with: ${flag}` }),
    ),
    ...blocked.map(({ address, reason, fix }) =>
      buildWarning("plan.held-back", `${address}: ${reason}`, { address, ...(fix === undefined ? {} : { fix }) }),
    ),
  ];
}

const ACTIONS: Readonly<Record<PlanEntry["action"], string>> = {
  create: "create",
  update: "update",
  rebuild: "replace",
  replace: "replace",
  delete: "delete",
  adopt: "import",
  forget: "remove",
  move: "move",
  "no-op": "noop",
};

function buildPlanned(entry: PlanEntry): Message {
  const { address, previousAddress, vendor, action, reason, importing } = entry;
  return {
    level: "info",
    message: `${address}: Plan to ${ACTIONS[action]}`,
    type: "planned_change",
    body: {
      change: {
        resource: buildResourceObject(address, vendor),
        ...(previousAddress === undefined ? {} : { previous_resource: buildResourceObject(previousAddress, vendor) }),
        action: ACTIONS[action],
        ...(reason === undefined ? {} : { reason: REASONS[reason] ?? reason }),
        ...(importing === undefined ? {} : { importing: { id: importing.id } }),
      },
    },
  };
}

const REASONS: Readonly<Record<string, string>> = {
  replace_by_request: "requested",
  replace_because_cannot_update: "cannot_update",
  replace_because_tainted: "tainted",
};

/** What is unhealthy has not changed for that: a diagnostic tells it. */
const isChange = (entry: DriftEntry): boolean => entry.class !== "unhealthy";

function buildDrift({ address, vendor, after, class: kind }: DriftEntry): Message {
  const action = after === null ? "delete" : "update";
  return {
    level: "info",
    message: `${address}: Drift detected (${action})`,
    type: "resource_drift",
    body: { change: { resource: buildResourceObject(address, vendor), action, class: kind } },
  };
}

function buildCounts(counts: PlanCounts, operation: "plan" | "apply" | "destroy"): JsonObject {
  const { add, change, import: imported, destroy, forget } = counts;
  return { add, change, import: imported, remove: destroy, forget, operation };
}

function buildPlanSummary({ counts }: Pick<Plan, "counts">): Message {
  const body = { changes: buildCounts(counts, "plan") };
  return { level: "info", message: formatCounts(counts), type: "change_summary", body };
}

function buildSummary(counts: PlanCounts, operation: "apply" | "destroy", isComplete: boolean): Message {
  const message = isComplete
    ? formatComplete(counts, operation)
    : `Apply incomplete. Resources so far: ${formatDone(counts)}.`;
  return {
    level: isComplete ? "info" : "error",
    message,
    type: "change_summary",
    body: { changes: { ...buildCounts(counts, operation), complete: isComplete } },
  };
}

function buildPlannedOutputs(outputs: readonly OutputChange[]): Message {
  const values = outputs.map((output): [string, JsonObject] => [
    output.name,
    {
      sensitive: output.sensitive,
      action: outputAction(output).replace("no-op", "noop"),
      ...(output.sensitive || output.unknown || output.after === undefined
        ? {}
        : { value: output.after, type: typeOf(output.after) }),
    },
  ]);
  return {
    level: "info",
    message: `Outputs: ${values.length}`,
    type: "outputs",
    body: { outputs: Object.fromEntries(values) },
  };
}

function buildOutputs(values: Parameters<JsonEvents["outputs"]>[0]): Message {
  const outputs = Object.entries(values).map(([name, { value, sensitive }]): [string, JsonObject] => [
    name,
    {
      sensitive,
      ...(value === undefined ? {} : { type: typeOf(value) }),
      ...(sensitive || value === undefined ? {} : { value }),
    },
  ]);
  return {
    level: "info",
    message: `Outputs: ${outputs.length}`,
    type: "outputs",
    body: { outputs: Object.fromEntries(outputs) },
  };
}

function buildDiagnosticMessage(diagnostic: Diagnostic): Message {
  const isError = diagnostic.severity === "error";
  return {
    level: isError ? "error" : "warn",
    message: `${isError ? "Error" : "Warning"}: ${diagnostic.summary}`,
    type: "diagnostic",
    body: { diagnostic: buildDiagnosticDocument(diagnostic) },
  };
}

function buildEventMessages(event: RunEvent): Message[] {
  if (event.type === "diagnostic") return [buildDiagnosticMessage(event.diagnostic)];
  const { messages, diagnostic } = buildHookEvents(event);
  return diagnostic === undefined ? messages : [...messages, buildDiagnosticMessage(diagnostic)];
}
