// The end of a request whose outcome is known: the object is read again and recorded in the same write that removes
// the intent. Shared by runs and by resuming after a crash.
import { InvariantError } from "../core/errors.ts";
import type { Observed } from "../core/observed.ts";
import type { ObjectId, ObserveScope, Provider } from "../core/provider.ts";
import type { Intent, StateDocument } from "../core/state-document.ts";
import { addSurplus } from "../core/surplus.ts";
import { findSurplus, tellSurplus } from "./find-surplus.ts";
import { isGoneWithParent, observeObject } from "./observe-objects.ts";
import {
  addIntent,
  changeIntent,
  keepHalfMade,
  removeIntent,
  settleDeletion,
  settleOnObject,
  withoutParts,
} from "./record.ts";
import { providerOf, type RunContext, rulesOf } from "./run-context.ts";
import { settleIntent, tellingRules, timeoutOf } from "./settle-intent.ts";
import { strikeGone } from "./strike-references.ts";
import { isTakenByAnother } from "./taken-objects.ts";

export type Finish =
  | { readonly kind: "settled"; readonly observed: Observed | undefined }
  | { readonly kind: "did-not-happen" }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "unknown"; readonly message: string; readonly found?: readonly string[] }
  /** The provider is at work on what it made, longer than we may wait: the next run looks again. */
  | { readonly kind: "still-running"; readonly message: string };

/** `once`: a single look, for a plan. `full`: until the provider is done with it or the time is up. */
export type Patience = "once" | "full";

/**
 * The provider says done: the effect must become visible within the grace; what was proven done is never sent again.
 * `hasHappened` tells for a change of fields; without it the intent's own fields are compared with the object.
 */
export async function finishDone(
  context: RunContext,
  intent: Intent,
  hasHappened?: (observed: Observed) => boolean,
  patience: Patience = "full",
): Promise<Finish> {
  const provider = providerOf(context, intent.provider);
  const until = context.clock.monotonic() + provider.settings.visibilityGraceMs;
  if (intent.settle.by === "nothing" || intent.settle.by === "record")
    return finishUnrepeatable(context, intent, until);
  if (intent.settle.by === "abandon") {
    await context.journal.commit((document) => removeIntent(document, intent.id));
    return { kind: "settled", observed: undefined };
  }
  const settlement = await settleIntent(
    context,
    intent,
    until,
    hasHappened ?? (isVerifiable(context, intent) ? undefined : () => true),
  );
  if (settlement.kind === "happened")
    return (
      (await recordSettled(context, intent, settlement.observed, patience)) ??
      finishDone(context, intent, hasHappened, patience)
    );
  if (intent.seen === true) return finishUnready(context, intent, targetOf(intent));
  const isUnknown = settlement.kind === "unknown";
  if (isUnknown && settlement.found !== undefined)
    return finishUnknown(context, intent, settlement.message, settlement.found);
  const message = isUnknown ? settlement.message : "the provider reported it done, but the change is not visible";
  if (intent.settle.by === "match" && !(await isGoneWithParent(provider, intent, context.call)))
    return finishUnknown(context, intent, `the provider reported it done, but ${message}`);
  await context.journal.commit((document) => removeIntent(document, intent.id));
  return { kind: "failed", message };
}

function isVerifiable(context: RunContext, intent: Intent): boolean {
  return intent.settle.by !== "fields" || tellingRules(providerOf(context, intent.provider), intent).length > 0;
}

/** It is never sent again, so that an object which does not show it yet must not be taken for one that lacks it. */
async function finishUnrepeatable(context: RunContext, intent: Intent, until: number): Promise<Finish> {
  if (tellingRules(providerOf(context, intent.provider), intent).length === 0) return finishAssumed(context, intent);
  const settlement = await settleIntent(context, { ...intent, settle: { by: "fields" } }, until);
  if (settlement.kind === "happened") return finishAssumed(context, intent);
  if (settlement.kind === "did-not-happen" && intent.handle === undefined) {
    // Accepted without an operation to ask about, idle again, and after the whole grace as it was: it failed.
    await context.journal.commit((document) => removeIntent(document, intent.id));
    return { kind: "failed", message: "it was accepted, but the object is as it was" };
  }
  return finishUnknown(context, intent, "the provider reported it done, but the object does not show it");
}

/** Taken for done as it is now: by the provider's word, or by a person's. */
export async function finishAssumed(context: RunContext, intent: Intent): Promise<Finish> {
  const observed = await observeObject(providerOf(context, intent.provider), targetOf(intent), context.call);
  if (observed !== undefined) return recordOnObject(context, intent, observed, "full");
  await context.journal.commit((document) => removeIntent(document, intent.id));
  return { kind: "failed", message: `${intent.name} (${intent.remoteId ?? ""}) is gone` };
}

function targetOf({ type, remoteId = "", parentId }: Intent): ObjectId {
  return { type, remoteId, ...(parentId === undefined ? {} : { parentId }) };
}

/**
 * Undefined where the object that was found belongs to another request by now, which was settled on it at the same time:
 * this one has to be looked at again.
 */
export async function recordSettled(
  context: RunContext,
  intent: Intent,
  observed: Observed | undefined,
  patience: Patience = "full",
): Promise<Finish | undefined> {
  if (intent.settle.by === "gone") {
    const change = (document: StateDocument) => settleDeletion(document, intent);
    await context.journal.commit((document) => strikeGone(context, document, change(document)), { mayShrink: true });
    return { kind: "settled", observed: undefined };
  }
  if (observed === undefined) throw new InvariantError(`${intent.address}: settled without an object`);
  if (intent.settle.by !== "match") return recordOnObject(context, intent, observed, patience);
  return recordMade(context, intent, observed, patience);
}

/** Decided within the write itself, so that no object is ever held twice. False where nothing was changed. */
async function commitUnlessTaken(
  context: RunContext,
  intent: Intent,
  observed: Observed,
  change: (document: StateDocument) => StateDocument,
): Promise<boolean> {
  let isTaken = false;
  await context.journal.commit((document) => {
    isTaken = isTakenByAnother(document, intent, observed);
    return isTaken ? document : change(document);
  });
  return !isTaken;
}

/** The provider itself named the object, and it was given to another address meanwhile: it is on record there. */
async function finishTaken(context: RunContext, intent: Intent): Promise<Finish | undefined> {
  if (intent.remoteId === undefined) return undefined;
  await context.journal.commit((document) => removeIntent(document, intent.id));
  return {
    kind: "failed",
    message: `${intent.type} ${intent.remoteId ?? ""}, which it made, is held by another address`,
  };
}

/** What a rebuild, or an act, destroys beside the disk goes from the record with it. */
function settleChange(context: RunContext, document: StateDocument, intent: Intent, observed: Observed): StateDocument {
  const { takesAway = [] } = intent;
  const changed = settleOnObject(document, intent, observed);
  const settled = takesAway.length === 0 ? changed : withoutParts(changed, intent, (type) => takesAway.includes(type));
  if (intent.action !== "rebuild" || !intent.fields.includes("rebuild")) return settled;
  const { rules } = providerOf(context, intent.provider);
  return withoutParts(settled, intent, (type) => rules[type]?.belongs?.diesOnRebuild === true);
}

async function recordOnObject(
  context: RunContext,
  intent: Intent,
  observed: Observed,
  patience: Patience,
): Promise<Finish> {
  await context.journal.commit((document) => settleChange(context, document, intent, observed), { mayShrink: true });
  if (observed.condition !== "busy" || patience === "once") return { kind: "settled", observed };
  const { parentId } = observed;
  const id = { ...targetOf(intent), ...(parentId === undefined ? {} : { parentId }) };
  const ready = await awaitReady(context, providerOf(context, intent.provider), id, timeoutOf(intent));
  if (ready === undefined) return { kind: "settled", observed };
  await context.journal.commit((document) => settleOnObject(document, { ...intent, fields: [] }, ready));
  return { kind: "settled", observed: ready };
}

/** A new object is on record as made once the provider is done with it; until then it stays pending, by its id. */
async function recordMade(
  context: RunContext,
  intent: Intent,
  observed: Observed,
  patience: Patience,
): Promise<Finish | undefined> {
  if (observed.condition !== "busy" || observed.isBroken === true) return recordReady(context, intent, observed);
  const { remoteId, parentId } = observed;
  const seen: Intent = {
    ...intent,
    phase: "accepted",
    seen: true,
    remoteId,
    ...(parentId === undefined ? {} : { parentId }),
  };
  const change = (document: StateDocument) => changeIntent(document, intent.id, seen);
  if (!(await commitUnlessTaken(context, intent, observed, change))) return finishTaken(context, intent);
  const provider = providerOf(context, intent.provider);
  const ready = patience === "once" ? undefined : await awaitReady(context, provider, targetOf(seen), timeoutOf(seen));
  return ready === undefined ? finishUnready(context, seen, targetOf(seen)) : recordReady(context, seen, ready);
}

/** What is there, but was not finished, is kept as half-made, so that it is not forgotten. */
async function recordReady(context: RunContext, intent: Intent, observed: Observed): Promise<Finish | undefined> {
  const broken =
    observed.isBroken === true ? (observed.conditionDetail ?? "the provider could not finish it") : undefined;
  const rules = rulesOf(providerOf(context, intent.provider), intent.type);
  const change = (document: StateDocument) =>
    broken === undefined
      ? settleOnObject(document, intent, observed)
      : keepHalfMade(document, intent, observed, rules, broken);
  const surplus = await findSurplus(context, intent, observed);
  const changeAll = (document: StateDocument) => addSurplus(change(document), surplus);
  if (!(await commitUnlessTaken(context, intent, observed, changeAll))) return finishTaken(context, intent);
  tellSurplus(context, surplus);
  if (broken === undefined) return { kind: "settled", observed };
  return {
    kind: "failed",
    message: `${broken}; ${observed.type} ${observed.remoteId} is kept in the state as half-made`,
  };
}

/** What disappears while it is made was never made; what is still being made is looked at again by the next run. */
async function finishUnready(context: RunContext, intent: Intent, id: ObjectId): Promise<Finish> {
  const gone = await providerOf(context, intent.provider).confirmGone([id], context.call);
  if (gone.length > 0) {
    await context.journal.commit((document) => removeIntent(document, intent.id));
    return { kind: "failed", message: `${intent.name} (${id.remoteId}) disappeared again before it was ready` };
  }
  return {
    kind: "still-running",
    message: `the provider is still at work on ${intent.name} (${id.remoteId}); if its panel shows that nothing goes on, delete it there`,
  };
}

/** Looks until the provider is done with the object; undefined where the time runs out or the object goes away. */
export async function awaitReady(
  context: RunContext,
  provider: Provider,
  id: ObjectId,
  patienceMs: number,
  look: Pick<ObserveScope, "isFirstLook"> = {},
): Promise<Observed | undefined> {
  const deadline = context.clock.monotonic() + patienceMs;
  for (
    let intervalMs = provider.settings.pollIntervalMs;
    context.clock.monotonic() < deadline;
    intervalMs = Math.min(provider.settings.pollIntervalMaxMs, intervalMs * 1.5)
  ) {
    const observed = await observeObject(provider, id, context.call, look);
    if (observed?.condition !== "busy") return observed;
    await context.clock.sleep(intervalMs, context.stop.waiting);
  }
  return undefined;
}

/** Nobody knows: the request stays on record, blocks what depends on it, and is looked for again by every later run. */
export async function finishUnknown(
  context: RunContext,
  intent: Intent,
  message: string,
  found?: readonly string[],
): Promise<Finish> {
  const { found: _before, ...rest } = intent;
  const several = found === undefined ? {} : { found };
  const unknown: Intent = { ...rest, ...several, phase: "unknown" };
  await context.journal.commit((document) => addIntent(document, unknown));
  return { kind: "unknown", message, ...several };
}

/** The provider's record of the operation may name what it has made. */
export function withMade(intent: Intent, { remoteId }: { readonly remoteId?: string }): Intent {
  return remoteId === undefined || intent.settle.by !== "match" || intent.remoteId !== undefined
    ? intent
    : { ...intent, remoteId };
}
