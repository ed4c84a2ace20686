// What becomes of a step once its request has left: accepted and awaited, refused, or lost and looked for. Never sends.
import { AbortedError, ProviderError, StateError } from "../core/errors.ts";
import type { JsonObject } from "../core/json.ts";
import type { Place } from "../core/place.ts";
import type { Intent, Stall } from "../core/state-document.ts";
import type { Operation, Step } from "../core/step.ts";
import { buildIntent } from "./build-intent.ts";
import { dropAbsent, isUntold } from "./drop-absent.ts";
import { finishFailed } from "./finish-failed.ts";
import { type Finish, finishDone, finishUnknown, recordSettled, withMade } from "./finish-intent.ts";
import { searchOf } from "./fresh-objects.ts";
import { lookBehindRefusal } from "./look-behind-refusal.ts";
import { observeNamesakes } from "./observe-objects.ts";
import type { Poller } from "./poller.ts";
import { addIntent, changeIntent, removeIntent, withoutHandle } from "./record.ts";
import { providerOf, type RunContext } from "./run-context.ts";
import { type Settlement, settleIntent } from "./settle-intent.ts";
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

export async function awaitAccepted(context: RunContext, request: StepRequest, intent: Intent): Promise<StepOutcome> {
  if (intent.handle === undefined) return finishDone(context, intent, request.effect.isDone);
  const result = await request.poller.wait(
    intent.handle,
    { kind: intent.step, deadline: request.deadline },
    request.onProgress,
  );
  switch (result.kind) {
    case "done":
      for (const warning of result.warnings) request.onWarning(warning);
      return finishDone(context, withMade(intent, result), request.effect.isDone);
    case "failed":
      return finishFailed(context, withMade(intent, result), result.failure.message, request.effect.hasHappened);
    case "stalled":
      return recordStall(context, request, intent, result.stall);
    case "lost":
      return lookInstead(context, request, intent);
    case "still-running":
      return { kind: "still-running", message: result.because };
  }
}

/** A person has to act first: the request stays on record as accepted, and every later run looks for its object. */
async function recordStall(
  context: RunContext,
  request: StepRequest,
  intent: Intent,
  stall: Stall,
): Promise<StepOutcome> {
  const order = { ...(await asOrder(context, request, intent)), stall };
  await context.journal.commit((document) => addIntent(document, order));
  return { kind: "blocked", message: stall.because, fix: stall.fix };
}

/** A bill that came before the step that buys: whoever pays it gets what that step would have made. */
async function asOrder(
  context: RunContext,
  { operation, place, effect: { differed } }: StepRequest,
  intent: Intent,
): Promise<Intent> {
  const step = operation.steps.find(({ settle }) => settle.by === "match");
  if (intent.settle.by !== "abandon" || step === undefined) return intent;
  const provider = providerOf(context, intent.provider);
  const namesakes = await observeNamesakes(provider, searchOf(context, provider, intent), context.call);
  const before = namesakes.map((object) => object.remoteId);
  const { id, parentId, handle, sentAtMs } = intent;
  const order = await buildIntent(context, { id, operation, step, before, place, parentId, differed });
  return { ...order, sentAtMs, phase: "accepted", ...(handle === undefined ? {} : { handle }) };
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

export async function afterError(
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
  const looking = settleIntent(context, intent, until, request.effect.hasHappened, error);
  const settlement = await stopWaiting(context, looking);
  if (settlement === "stopped") return { kind: "interrupted" };
  if (settlement.kind !== "did-not-happen") return takeSettled(context, request, intent, error, settlement);
  const found = isUntold(context, intent) ? "counts as not sent: nothing that can be read tells" : "did not happen";
  context.emit({ type: "settled", address: intent.address, message: `"${intent.summary}" ${found}` });
  await dropAbsent(context, intent);
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
