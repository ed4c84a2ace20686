// One step: intend, perform, await, settle. The only place from which a mutating request leaves; each leaves once.
import { AbortedError, ProviderError, StateError } from "../core/errors.ts";
import type { JsonObject } from "../core/json.ts";
import type { Observed } from "../core/observed.ts";
import type { Place } from "../core/place.ts";
import type { Accepted } from "../core/provider.ts";
import type { Held, Intent } from "../core/state-document.ts";
import type { Operation, Step } from "../core/step.ts";
import { sayUnknownFix } from "../core/unknown-fix.ts";
import { bindSecrets, bindStep } from "./bind-step.ts";
import { buildIntent } from "./build-intent.ts";
import { finishFailed } from "./finish-failed.ts";
import { type Finish, finishDone, finishUnknown, recordSettled, withMade } from "./finish-intent.ts";
import { findRival, heldIn } from "./held-objects.ts";
import { lookBehindRefusal } from "./look-behind-refusal.ts";
import { observeNamesakes } from "./observe-objects.ts";
import type { Poller } from "./poller.ts";
import { addIntent, changeIntent, removeIntent, withoutHandle } from "./record.ts";
import { providerOf, type RunContext, rulesOf } from "./run-context.ts";
import { resembles, type Settlement, settleIntent, withSecretsOf } from "./settle-intent.ts";
import type { StepEffect } from "./step-effect.ts";

export interface StepRequest {
  readonly operation: Operation;
  readonly step: Step;
  readonly place: Place;
  /** Monotonic. */
  readonly deadline: number;
  readonly poller: Poller;
  /** What tries of this step share: the ids with the natural key that the first one saw before it sent. */
  readonly tries: { before: readonly string[] | undefined };
  /** Answers of earlier steps; this step adds its own. */
  readonly outputs: Record<string, JsonObject>;
  readonly effect: StepEffect;
  readonly onProgress: (percentage: number | undefined, trouble?: string) => void;
  readonly onWarning: (message: string) => void;
}

export type StepOutcome =
  | Finish
  /** The answer proves that nothing happened: it may be sent again after a pause. */
  | { readonly kind: "retry"; readonly error: ProviderError }
  | { readonly kind: "blocked"; readonly message: string; readonly fix: string }
  | { readonly kind: "interrupted" };

export async function runStep(context: RunContext, request: StepRequest): Promise<StepOutcome> {
  const { operation } = request;
  const provider = providerOf(context, operation.provider);
  if (context.stop.isRequested()) return { kind: "interrupted" };
  const id = context.randomId();
  const document = context.journal.document();
  const marker = { stack: document.stack, address: operation.address, intent: id };
  const step = await bindStep(provider, request.step, document, marker, context.secretOf, {
    outputs: request.outputs,
    // What is made anew is made of what its names mean now.
    ...(operation.action === "update" ? { names: document.resources[operation.address]?.names ?? {} } : {}),
  });
  const parentId = parentIdOf(context, operation);
  const namesakes =
    step.settle.by === "match"
      ? await observeNamesakes(
          provider,
          {
            type: operation.type,
            name: operation.name,
            stack: document.stack,
            address: operation.address,
            ...searchedParent(context, operation, parentId),
          },
          {},
        )
      : [];
  const before = request.tries.before ?? namesakes.map((object) => object.remoteId);
  const { owed } = request.effect;
  const intent = await buildIntent(context, { id, operation, step, before, place: request.place, parentId, owed });
  // The look took its time: what is found now may be the work of a run that has taken over meanwhile.
  if (context.journal.leaseLeftMs() <= 0 || context.stop.isRequested()) return { kind: "interrupted" };
  const { marked = false } = rulesOf(provider, operation.type);
  const fresh = withoutHeld(context, intent, namesakes).filter(
    (object) => request.tries.before?.includes(object.remoteId) !== true,
  );
  const whole = await withSecretsOf(context, intent);
  const late = request.tries.before === undefined ? undefined : fresh.find((object) => isOurs(context, whole, object));
  if (late !== undefined) return takeOverLate(context, intent, late);
  // Where objects carry marks, another may have the name without harm once the plan has been looked at.
  if (fresh.length > 0 && (request.tries.before === undefined || !marked)) {
    return {
      kind: "failed",
      message: `an object named ${operation.name} has appeared since the plan was made: plan again`,
    };
  }
  if (step.settle.by === "match") request.tries.before = before;
  const rival = await addUnlessRivalled(context, intent);
  return rival === undefined ? perform(context, request, step, intent) : blockBy(rival);
}

/** Two requests that only a name tells apart are never on their way together: what arrives could be either's. */
async function addUnlessRivalled(context: RunContext, intent: Intent): Promise<Intent | undefined> {
  const isMarked = rulesOf(providerOf(context, intent.provider), intent.type).marked === true;
  let rival: Intent | undefined;
  await context.journal.commit((document) => {
    rival = isMarked ? undefined : findRival(document, intent);
    return rival === undefined ? addIntent(document, intent) : document;
  });
  return rival;
}

function blockBy({ address, name, settle, type }: Intent): StepOutcome {
  return {
    kind: "blocked",
    message: `a ${type} named ${name} was ordered for ${address}, and it is not settled yet whether it will come`,
    fix: sayUnknownFix(settle, address),
  };
}

function withoutHeld(context: RunContext, intent: Intent, namesakes: readonly Observed[]): Observed[] {
  const isHeld = heldIn(context.journal.document(), intent);
  return namesakes.filter((object) => !isHeld(object));
}

/** An object that was not there before an earlier try, and is there now: that try did happen after all. */
function isOurs(context: RunContext, intent: Intent, object: Observed): boolean {
  const rules = rulesOf(providerOf(context, intent.provider), intent.type);
  const { stack } = context.journal.document();
  const { markers } = object;
  return rules.marked === true
    ? markers?.stack === stack && markers.address === intent.address
    : resembles(rules, intent, object);
}

async function takeOverLate(context: RunContext, intent: Intent, late: Observed): Promise<StepOutcome> {
  await context.journal.commit((document) =>
    addIntent(document, { ...intent, phase: "accepted", remoteId: late.remoteId }),
  );
  const finish = await recordSettled(context, { ...intent, remoteId: late.remoteId }, late);
  return finish ?? dropTaken(context, intent);
}

async function dropTaken(context: RunContext, intent: Intent): Promise<StepOutcome> {
  await context.journal.commit((document) => removeIntent(document, intent.id));
  return { kind: "did-not-happen" };
}

/** What stands apart from its parent is looked for everywhere. */
function searchedParent(context: RunContext, operation: Operation, parentId: string | undefined) {
  const { apart } = rulesOf(providerOf(context, operation.provider), operation.type);
  return parentId === undefined || apart === true ? {} : { parentId };
}

function parentIdOf(context: RunContext, operation: Operation): string | undefined {
  if (operation.parent === undefined) return undefined;
  const isDeletion = operation.action === "delete" || operation.action === "delete-deposed";
  const current = context.journal.document().resources[operation.parent]?.remoteId;
  return isDeletion ? (operation.parentId ?? current) : (current ?? operation.parentId);
}

async function perform(context: RunContext, request: StepRequest, step: Step, intent: Intent): Promise<StepOutcome> {
  const provider = providerOf(context, request.operation.provider);
  let accepted: Accepted;
  try {
    accepted = await provider.perform(bindSecrets(step, context.secretOf), {
      assertMaySend: () => assertMaySend(context, provider.settings.requestTimeoutMs),
      signal: context.stop.waiting,
    });
  } catch (error) {
    return afterError(context, request, intent, error);
  }
  const known = {
    ...intent,
    phase: "accepted" as const,
    ...(accepted.handle === undefined ? {} : { handle: accepted.handle }),
    ...(accepted.remoteId === undefined ? {} : { remoteId: accepted.remoteId }),
  };
  if (accepted.outputs !== undefined) request.outputs[step.name] = accepted.outputs;
  for (const warning of accepted.warnings ?? []) request.onWarning(warning);
  await context.journal.commit((document) => changeIntent(document, intent.id, known));
  return awaitAccepted(context, request, known);
}

/** In the same turn of the event loop as the write to the socket. */
function assertMaySend(context: RunContext, requestTimeoutMs: number): void {
  if (context.stop.isRequested()) throw new AbortedError();
  if (context.journal.lost.aborted || context.journal.leaseLeftMs() < requestTimeoutMs) {
    throw new StateError("lost-lease", "the lease on the state has run out: nothing more is sent");
  }
}

async function awaitAccepted(context: RunContext, request: StepRequest, intent: Intent): Promise<StepOutcome> {
  if (intent.handle === undefined) return finishDone(context, intent, request.effect.isDone);
  const result = await request.poller.wait(intent.handle, request.deadline, request.onProgress);
  switch (result.kind) {
    case "done":
      for (const warning of result.warnings) request.onWarning(warning);
      return finishDone(context, withMade(intent, result), request.effect.isDone);
    case "failed":
      return finishFailed(context, withMade(intent, result), result.failure.message, request.effect.hasHappened);
    case "held":
      return holdOn(context, intent, result.held);
    case "lost":
      return lookInstead(context, request, intent);
    case "still-running":
      return { kind: "still-running", message: result.because };
  }
}

/** A person has to act first: the request stays on record as accepted, and every later run looks for its object. */
async function holdOn(context: RunContext, intent: Intent, held: Held): Promise<StepOutcome> {
  await context.journal.commit((document) => changeIntent(document, intent.id, { held }));
  return { kind: "blocked", message: held.because, fix: held.fix };
}

async function lookInstead(context: RunContext, request: StepRequest, intent: Intent): Promise<StepOutcome> {
  const lost = withoutHandle(intent);
  await context.journal.commit((document) => addIntent(document, lost));
  const message = "the provider does not know the operation any more";
  const error = new ProviderError(message, { fault: "not-found", effect: "unknown" });
  const outcome = await settleLost(context, request, lost, error);
  // It was accepted once: whether it is to be asked for again is left to the next plan.
  return outcome.kind === "did-not-happen" ? { kind: "failed", message: `${message}, and it had no effect` } : outcome;
}

async function afterError(
  context: RunContext,
  request: StepRequest,
  intent: Intent,
  error: unknown,
): Promise<StepOutcome> {
  if (!(error instanceof ProviderError)) throw error;
  if (error.effect === "unknown") return settleLost(context, request, intent, error);
  const behind = await stopWaiting(context, lookBehindRefusal(context, intent, error, request.effect.hasHappened));
  if (behind === "stopped") return { kind: "interrupted" };
  if (behind !== undefined) return takeSettled(context, request, intent, error, behind);
  await context.journal.commit((document) => removeIntent(document, intent.id));
  // Raised by ourselves in the turn of the write: nothing left, and nothing more may.
  if (error.cause instanceof StateError) throw error.cause;
  return error.cause instanceof AbortedError ? { kind: "interrupted" } : { kind: "retry", error };
}

async function settleLost(
  context: RunContext,
  request: StepRequest,
  intent: Intent,
  error: ProviderError,
): Promise<StepOutcome> {
  const provider = providerOf(context, intent.provider);
  context.emit({
    type: "settling",
    address: intent.address,
    message: `no usable answer to "${intent.summary}" (${error.message}): looking whether it happened`,
  });
  const until = context.clock.monotonic() + provider.settings.visibilityGraceMs;
  const looking = settleIntent(context, intent, until, request.effect.hasHappened);
  const settlement = await stopWaiting(context, looking);
  if (settlement === "stopped") return { kind: "interrupted" };
  if (settlement.kind !== "did-not-happen") return takeSettled(context, request, intent, error, settlement);
  context.emit({ type: "settled", address: intent.address, message: `"${intent.summary}" did not happen` });
  await context.journal.commit((document) => removeIntent(document, intent.id));
  return { kind: "did-not-happen" };
}

async function stopWaiting<T>(context: RunContext, looking: Promise<T>): Promise<T | "stopped"> {
  return looking.catch((reason: unknown) => {
    if (context.stop.waiting.aborted) return "stopped" as const;
    throw reason;
  });
}

async function takeSettled(
  context: RunContext,
  request: StepRequest,
  intent: Intent,
  error: ProviderError,
  settlement: Exclude<Settlement, { kind: "did-not-happen" }>,
): Promise<StepOutcome> {
  if (settlement.kind === "unknown") return finishUnknown(context, intent, settlement.message, settlement.found);
  if (settlement.kind === "accepted") return awaitFound(context, request, intent, settlement.handle);
  context.emit({ type: "settled", address: intent.address, message: `"${intent.summary}" did happen` });
  return (await recordSettled(context, intent, settlement.observed)) ?? settleLost(context, request, intent, error);
}

/** The provider's own record shows the request: it is awaited as if the answer had come. */
async function awaitFound(
  context: RunContext,
  request: StepRequest,
  intent: Intent,
  handle: JsonObject,
): Promise<StepOutcome> {
  context.emit({
    type: "settled",
    address: intent.address,
    message: `"${intent.summary}" did reach the provider, by its own record: waiting for it`,
  });
  const accepted = { ...intent, phase: "accepted" as const, handle };
  await context.journal.commit((document) => changeIntent(document, intent.id, accepted));
  return awaitAccepted(context, request, accepted);
}
