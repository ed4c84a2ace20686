// The record of a mutating request, made before it leaves: enough to take its effect over without the YAML.
import { diesWithParent } from "../core/belongs.ts";
import { DEFAULT_LIFECYCLE, DEFAULT_TIMEOUTS } from "../core/desired.ts";
import { jsonAt } from "../core/json.ts";
import type { Place } from "../core/place.ts";
import type { Provider } from "../core/provider.ts";
import type { Intent, TrackedResource } from "../core/state-document.ts";
import type { Operation, Step } from "../core/step.ts";
import { formatDigestInput, markUnsent, mergeApplied, withoutSecrets } from "../core/tracking.ts";
import { digestSecrets } from "./digest-secrets.ts";
import { providerOf, type RunContext, rulesOf } from "./run-context.ts";

export interface IntentRequest {
  readonly id: string;
  readonly operation: Operation;
  /** Bound, secrets still references. */
  readonly step: Step;
  readonly before: readonly string[];
  readonly place: Place;
  readonly parentId: string | undefined;
  readonly differed: readonly string[] | undefined;
}

export async function buildIntent(
  context: RunContext,
  { id, operation, step, before, place, parentId, differed }: IntentRequest,
): Promise<Intent> {
  const provider = providerOf(context, operation.provider);
  const desired = context.resources.get(operation.address);
  const tracked = context.journal.document().resources[operation.address];
  const effect = await describeEffect(context, operation, step);
  const remoteId =
    step.settle.by === "match"
      ? undefined
      : operation.action === "delete-deposed"
        ? operation.remoteId
        : (tracked?.remoteId ?? operation.remoteId);
  return {
    id,
    operation: operation.id,
    action: operation.action,
    address: operation.address,
    type: operation.type,
    vendor: operation.vendor,
    provider: operation.provider,
    place,
    step: step.name,
    summary: step.summary,
    settle: step.settle,
    request: step.request,
    fields: step.fields,
    ...(differed === undefined ? {} : { differed }),
    name: operation.name,
    ...(operation.parent === undefined ? {} : { parent: operation.parent }),
    ...(parentId === undefined ? {} : { parentId }),
    ...(remoteId === undefined ? {} : { remoteId }),
    before,
    ...readSendTime(context, provider),
    requestTimeoutMs: provider.settings.requestTimeoutMs,
    ...(step.patienceMs === undefined ? {} : { patienceMs: step.patienceMs }),
    ...(step.takesAway === undefined ? {} : { takesAway: step.takesAway }),
    phase: "intended",
    ...(step.settle.by === "match" ? describeReplaced(context, operation, tracked) : {}),
    ...effect,
    ...(operation.names === undefined ? {} : { names: operation.names }),
    secrets: desired?.secrets ?? [],
    lifecycle: desired?.lifecycle ?? tracked?.lifecycle ?? DEFAULT_LIFECYCLE,
    timeouts: desired?.timeouts ?? tracked?.timeouts ?? DEFAULT_TIMEOUTS,
    dependsOn: desired?.dependsOn ?? tracked?.dependsOn ?? [],
  };
}

/** By our clock and by the server's, as a send of this moment says it. */
export function readSendTime(
  { clock }: Pick<RunContext, "clock">,
  { serverNow }: Provider,
): Pick<Intent, "sentAtMs" | "sentAtServerMs"> {
  const sentAtServerMs = serverNow?.();
  return {
    sentAtMs: clock.now(),
    ...(sentAtServerMs === undefined ? {} : { sentAtServerMs: Math.round(sentAtServerMs) }),
  };
}

/** What tells the new object apart and is a secret: YAML may say another one by the time it is looked for. */
async function sealSecrets(context: RunContext, operation: Operation, step: Step): Promise<Pick<Intent, "sealed">> {
  const { attributes = {}, secrets = [] } = context.resources.get(operation.address) ?? {};
  const rules = rulesOf(providerOf(context, operation.provider), operation.type);
  const sealed: Record<string, string> = {};
  for (const { path, identifies } of rules.fields) {
    const value = jsonAt(attributes, path);
    const isSealed = identifies === true && secrets.includes(path) && step.fields.includes(path);
    if (isSealed && value !== undefined) sealed[path] = await context.digest(formatDigestInput({}, value));
  }
  return Object.keys(sealed).length === 0 ? {} : { sealed };
}

function describeReplaced(
  context: RunContext,
  operation: Operation,
  tracked: TrackedResource | undefined,
): Pick<Intent, "replaces"> {
  if (tracked === undefined) return {};
  const isGone = diesWithParent(operation) || context.isKnownGone(tracked);
  return { replaces: { remoteId: tracked.remoteId, ...(isGone ? { isGone: true } : {}) } };
}

/** What the record will say once the request has had its effect; what a new object has not been sent yet differs from everything. */
async function describeEffect(
  context: RunContext,
  operation: Operation,
  step: Step,
): Promise<Pick<Intent, "applied" | "digests" | "sealed">> {
  const desired = context.resources.get(operation.address);
  if (desired === undefined) return { applied: {}, digests: {} };
  const rules = rulesOf(providerOf(context, operation.provider), operation.type);
  const unsent =
    step.settle.by === "match" ? markUnsent(desired.attributes, rules, desired.secrets) : { applied: {}, digests: {} };
  return {
    applied: mergeApplied(unsent.applied, withoutSecrets(desired, rules), step.fields, rules),
    digests: { ...unsent.digests, ...(await digestSecrets(desired, rules, step.fields, context.digest)) },
    ...(step.settle.by === "match" ? await sealSecrets(context, operation, step) : {}),
  };
}
