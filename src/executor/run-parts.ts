// Parts of a VM that come and go with it: looked for, recorded, never sent for. Shared by all vendors.
import type { OperationResult } from "../core/event.ts";
import type { Observed } from "../core/observed.ts";
import type { StateDocument, TrackedResource } from "../core/state-document.ts";
import type { Operation } from "../core/step.ts";
import { dropGoneSurplus } from "../core/surplus.ts";
import { withoutObject, withResource } from "../core/take-over.ts";
import { buildAdopted, mergeApplied, withoutPaths, withoutSecrets } from "../core/tracking.ts";
import { digestSecrets } from "./digest-secrets.ts";
import { awaitReady } from "./finish-intent.ts";
import { collect, observeNamesakes } from "./observe-objects.ts";
import { emitWaiting, end, type Run } from "./operation-run.ts";
import { withoutParts } from "./record.ts";
import { providerOf, type RunContext, rulesOf } from "./run-context.ts";
import { strikeGone } from "./strike-references.ts";

/** The request that made the VM made this, too: it is looked for as long as a new object may stay out of sight. */
export async function awaitArrival(run: Run): Promise<OperationResult> {
  const { context, operation } = run;
  const provider = providerOf(context, operation.provider);
  const until = context.clock.monotonic() + provider.settings.visibilityGraceMs;
  for (;;) {
    const parentId = context.journal.document().resources[operation.parent ?? ""]?.remoteId;
    if (parentId === undefined) return end(run, "failed", `${operation.parent ?? "its VM"} is not there`);
    const found = await observeNamesakes(
      provider,
      { type: operation.type, name: operation.name, parentId },
      context.call,
    );
    const [only] = found;
    if (only !== undefined && found.length === 1) {
      const digests = await digestArrival(context, operation);
      await context.journal.commit((document) => recordArrival(context, document, operation, only, digests));
      return end(run, "done", "");
    }
    const left = until - context.clock.monotonic();
    if (left <= 0)
      return end(run, "failed", `it did not come with ${operation.parent ?? "its VM"}`, {
        fix: "trueup plan shows what is left to do",
      });
    emitWaiting(run, `${operation.parent ?? "its VM"} to show it`);
    await context.clock.sleep(Math.min(left, provider.settings.pollIntervalMs), context.stop.waiting);
  }
}

async function digestArrival(
  context: RunContext,
  { address, provider, type }: Operation,
): Promise<TrackedResource["digests"]> {
  const desired = context.resources.get(address);
  if (desired === undefined) return {};
  const rules = rulesOf(providerOf(context, provider), type);
  return digestSecrets(
    desired,
    rules,
    rules.fields.map((rule) => rule.path),
    context.digest,
  );
}

function recordArrival(
  context: RunContext,
  document: StateDocument,
  { address, parent = "", provider, type, names }: Operation,
  observed: Observed,
  digests: TrackedResource["digests"],
): StateDocument {
  const desired = context.resources.get(address);
  const place = document.resources[parent]?.place;
  if (desired === undefined || place === undefined) return document;
  const rules = rulesOf(providerOf(context, provider), type);
  const adopted = buildAdopted({
    desired,
    rules,
    place,
    observed,
    parent,
    ...(names === undefined ? {} : { names }),
  });
  // It was made as declared: what cannot be read back counts as applied.
  const paths = rules.fields.map((rule) => rule.path);
  const attributes = withoutSecrets(desired, rules);
  return withResource(document, address, {
    ...adopted,
    made: true,
    applied: mergeApplied(adopted.applied, attributes, paths, rules),
    digests,
  });
}

/** The parent's deletion named it: gone by now, or still there for its own deletion. */
export async function isGoneAlready(run: Run): Promise<boolean> {
  const { context, operation } = run;
  const provider = providerOf(context, operation.provider);
  const { type, remoteId = "" } = operation;
  const left = await awaitReady(context, provider, { type, remoteId }, operation.timeoutMs, { isFirstLook: true });
  return left === undefined && forgetGone(run);
}

/** True once a look has confirmed, within the grace, that the object is gone; its record goes with it. */
export async function forgetGone({ context, operation }: Run): Promise<boolean> {
  const provider = providerOf(context, operation.provider);
  const { type, remoteId = "", parentId } = operation;
  const id = { type, remoteId, ...(parentId === undefined ? {} : { parentId }) };
  const until = context.clock.monotonic() + provider.settings.visibilityGraceMs;
  while ((await provider.confirmGone([id], context.call)).length === 0) {
    const left = until - context.clock.monotonic();
    if (left <= 0) return false;
    await context.clock.sleep(Math.min(left, provider.settings.pollIntervalMs), context.stop.waiting);
  }
  const change = (document: StateDocument) => forgetObject(document, operation);
  await context.journal.commit((document) => strikeGone(context, document, change(document)), { mayShrink: true });
  return true;
}

function forgetObject(document: StateDocument, operation: Operation): StateDocument {
  const { address, remoteId } = operation;
  const left = dropGoneSurplus(document, operation);
  return left.resources[address]?.remoteId === remoteId
    ? withoutParts(withoutObject(left, address), { address, ...(remoteId === undefined ? {} : { remoteId }) })
    : left;
}

/** A new VM was made of parts that exist: their records say so from now on. */
export async function refreshParts(context: RunContext, operation: Operation): Promise<void> {
  const parts = Object.entries(context.journal.document().resources).filter(
    ([, resource]) => resource.parent === operation.address && resource.parentId === undefined,
  );
  if (parts.length === 0) return;
  const provider = providerOf(context, operation.provider);
  const ids = parts.map(([, { type, remoteId }]) => ({ type, remoteId }));
  const types = [...new Set(ids.map((id) => id.type))];
  const objects = await collect(provider, { types, ids }, context.call);
  const seen = new Map(objects.map((object) => [`${object.type} ${object.remoteId}`, object]));
  await context.journal.commit((document) =>
    parts.reduce((current, [address, part]) => {
      const observed = seen.get(`${part.type} ${part.remoteId}`);
      const record = current.resources[address];
      if (observed === undefined || record === undefined) return current;
      return withResource(current, address, refreshPart(context, operation, address, record, observed));
    }, document),
  );
}

function refreshPart(
  context: RunContext,
  operation: Operation,
  address: string,
  record: TrackedResource,
  observed: Observed,
): TrackedResource {
  const desired = context.resources.get(address);
  const rules = rulesOf(providerOf(context, operation.provider), record.type);
  // What the request for its parent has brought about: that it hangs on it.
  const paths = rules.belongs?.how === "apart" ? [rules.belongs.to] : [];
  return {
    ...record,
    observed: withoutPaths(observed.attributes, desired?.secrets ?? []),
    applied:
      desired === undefined
        ? record.applied
        : mergeApplied(record.applied, withoutSecrets(desired, rules), paths, rules),
  };
}
