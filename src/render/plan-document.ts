// The plan for programs: Terraform's plan JSON 1.2, and under `trueup` what goes beyond it. Deterministic; no secrets.
import { groupOf, resourceOf } from "../core/address.ts";
import { type Diagnostic, hasErrors } from "../core/diagnostic.ts";
import type { Json, JsonObject } from "../core/json.ts";
import { hasWork, type Plan, type PlanEntry } from "../core/plan.ts";
import type { StateDocument, TrackedResource } from "../core/state-document.ts";
import { buildDiagnosticDocument } from "./diagnostic-document.ts";
import { buildDriftChange, buildOutputChange, buildResourceChange, markPaths } from "./plan-change-document.ts";
import { buildTrueupPart } from "./plan-trueup-part.ts";
import { identifyManaged, identifyResource, nameProvider } from "./resource-identity.ts";

export interface PlanDocumentContext {
  /** RFC 3339. */
  readonly timestamp: string;
  readonly version: string;
  readonly priorState: StateDocument | undefined;
}

/** Whose format this is: policy checkers look at nothing in a document that does not say it. Our own version stands under `trueup`. */
const FORMAT_OF = "1.12.0";

export function buildPlanDocument(plan: Plan, context: PlanDocumentContext): JsonObject {
  const isErrored = hasErrors(plan.diagnostics);
  return {
    format_version: "1.2",
    terraform_version: FORMAT_OF,
    planned_values: buildPlannedValues(plan),
    resource_drift: plan.drift.filter((entry) => entry.class !== "unhealthy").map(buildDriftChange),
    resource_changes: plan.entries.map((entry) => buildResourceChange(entry, plan)),
    output_changes: Object.fromEntries(plan.outputs.map((output) => [output.name, buildOutputChange(output)])),
    ...(context.priorState === undefined ? {} : { prior_state: buildPriorState(context.priorState) }),
    configuration: buildConfiguration(plan),
    timestamp: context.timestamp,
    applyable: !isErrored && (hasWork(plan) || plan.pending.length > 0),
    complete: plan.complete && !isErrored,
    errored: isErrored,
    trueup: buildTrueupPart(plan, context.version),
  };
}

/** Where there is no plan: what a reader needs to see that it failed, and why. */
export function buildFailureDocument(
  errors: readonly Diagnostic[],
  { timestamp, version }: Pick<PlanDocumentContext, "timestamp" | "version">,
): JsonObject {
  return {
    format_version: "1.2",
    terraform_version: FORMAT_OF,
    timestamp,
    applyable: false,
    complete: false,
    errored: true,
    trueup: { version, errors: errors.map(buildDiagnosticDocument) },
  };
}

function buildPlannedValues(plan: Plan): JsonObject {
  const outputs = plan.outputs
    .filter((output) => output.unknown || output.sensitive || output.after !== undefined)
    .map((output): [string, JsonObject] => [
      output.name,
      {
        sensitive: output.sensitive,
        ...(output.sensitive || output.after === undefined ? {} : { value: output.after }),
      },
    ]);
  const resources = plan.entries
    .filter((entry) => entry.after !== null && entry.action !== "delete" && entry.action !== "forget")
    .map(buildPlannedResource);
  return { ...(outputs.length === 0 ? {} : { outputs: Object.fromEntries(outputs) }), root_module: { resources } };
}

function buildPlannedResource(entry: PlanEntry): JsonObject {
  return {
    ...identifyManaged(entry.address, entry.vendor),
    schema_version: 0,
    values: entry.after ?? {},
    sensitive_values: markPaths(entry.sensitive),
  };
}

function buildPriorState(state: StateDocument): JsonObject {
  const outputs = Object.entries(state.outputs).map(([name, value]): [string, Json] => [
    name,
    { sensitive: false, value },
  ]);
  const resources = Object.entries(state.resources).map(([address, resource]) => buildPriorResource(address, resource));
  return { format_version: "1.0", values: { outputs: Object.fromEntries(outputs), root_module: { resources } } };
}

function buildPriorResource(
  address: string,
  { vendor, remoteId, name, observed, dependsOn }: TrackedResource,
): JsonObject {
  return {
    ...identifyManaged(address, vendor),
    schema_version: 0,
    values: { id: remoteId, name, ...observed },
    sensitive_values: {},
    ...(dependsOn.length === 0 ? {} : { depends_on: dependsOn }),
  };
}

/** Which blocks are declared and through which provider entry; their parts stand in them, expressions are not kept. */
function buildConfiguration(plan: Plan): JsonObject {
  const undeclared = new Set(plan.protected.map((item) => item.address));
  const declared = plan.entries.filter(
    (entry) =>
      entry.child !== true &&
      resourceOf(entry.address) === entry.address &&
      entry.action !== "delete" &&
      entry.action !== "forget" &&
      !undeclared.has(entry.address),
  );
  const providers = new Map(
    declared.map((entry) => [entry.provider, { name: entry.vendor, full_name: nameProvider(entry.vendor) }]),
  );
  const blocks = new Map(declared.map((entry) => [blockAddress(entry), buildBlock(entry)]));
  return { provider_config: Object.fromEntries(providers), root_module: { resources: [...blocks.values()] } };
}

function blockAddress(entry: PlanEntry): string {
  return groupOf(entry.address);
}

function buildBlock(entry: PlanEntry): JsonObject {
  const { type, name } = identifyResource(entry.address, entry.vendor);
  return {
    address: blockAddress(entry),
    mode: "managed",
    type,
    name,
    provider_config_key: entry.provider,
    schema_version: 0,
  };
}
