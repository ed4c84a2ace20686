// One operation: its steps one after the other, asked again after each with the object as it is then. Waits out busy
// objects and rate limits; never goes beyond what the plan showed.
import { arrivesWithParent, isDeletedByParent } from "../core/belongs.ts";
import { AbortedError, ProviderError, StalePlanError, StateError } from "../core/errors.ts";
import type { OperationResult } from "../core/event.ts";
import type { Place } from "../core/place.ts";
import type { Operation, Step } from "../core/step.ts";
import { describeFound } from "../core/surplus.ts";
import { sayUnknownFix } from "../core/unknown-fix.ts";
import { continueWith, reask, retryLater } from "./ask-again.ts";
import { checkRenewal } from "./check-renewal.ts";
import { awaitReady } from "./finish-intent.ts";
import { about, emitProgress, emitWaiting, end, type Run } from "./operation-run.ts";
import type { Poller } from "./poller.ts";
import { runCheck } from "./run-check.ts";
import { providerOf, type RunContext } from "./run-context.ts";
import { awaitArrival, isGoneAlready, refreshParts } from "./run-parts.ts";
import { runStep } from "./run-step.ts";
import { watchEffect } from "./step-effect.ts";
import type { StepOutcome } from "./step-outcome.ts";

/** How often a step whose not-happening was proven may be sent in one apply. */
const MAX_SENDS = 3;

export interface Ran {
  readonly result: OperationResult;
  /** Thrown by what all operations share: no other may start. */
  readonly broken?: { readonly error: unknown };
}

export interface Surroundings {
  readonly poller: Poller;
  /** What makes anew what this deletes. */
  readonly renewal?: readonly Operation[];
  /** The account has too much to do, by the provider's word. */
  readonly onCrowded?: () => void;
}

export async function runOperation(
  context: RunContext,
  operation: Operation,
  { poller, renewal = [], onCrowded = () => undefined }: Surroundings,
): Promise<Ran> {
  const startedAt = context.clock.monotonic();
  const run: Run = {
    context,
    operation,
    poller,
    onCrowded,
    startedAt,
    deadline: startedAt + operation.timeoutMs,
    done: [],
    warnings: [],
    steps: operation.steps,
    differing: undefined,
    sends: 0,
    settled: 0,
    unsent: 0,
    tries: { before: undefined },
    outputs: {},
  };
  context.emit({ type: "started", ...about(run) });
  try {
    if (operation.check !== undefined) return { result: await runCheck(run, operation.check) };
    return { result: (await beforeSteps(run, renewal)) ?? (await walkSteps(run)) };
  } catch (error) {
    return endThrown(run, error);
  }
}

/** What ends without a request, or must not begin. */
async function beforeSteps(run: Run, renewal: readonly Operation[]): Promise<OperationResult | undefined> {
  const { context, operation } = run;
  if (arrivesWithParent(operation)) return awaitArrival(run);
  if (isDeletedByParent(operation) && (await isGoneAlready(run))) return end(run, "done", "");
  const early = await awaitTarget(run);
  if (early === undefined) await checkRenewal(context, renewal);
  return early;
}

/** What has started also ends: whatever was thrown, its end is told. */
function endThrown(run: Run, error: unknown): Ran {
  if (error instanceof AbortedError || run.context.stop.waiting.aborted) return { result: endInterrupted(run) };
  if (error instanceof ProviderError) return { result: end(run, "failed", error.message, { error }) };
  if (error instanceof StalePlanError) return { result: end(run, "failed", error.message) };
  if (error instanceof StateError && error.problem === "lost-lease")
    return { result: end(run, "interrupted", error.message) };
  const { context, operation } = run;
  const isSent = context.journal.document().pending.some(({ operation: id }) => id === operation.id);
  const message = error instanceof Error ? error.message : String(error);
  return { result: isSent ? endInterrupted(run) : end(run, "failed", message), broken: { error } };
}

/** What has been sent goes on at the provider: only our waiting has ended. */
function endInterrupted(run: Run): OperationResult {
  const { context, operation } = run;
  const sent = context.journal.document().pending.find(({ operation: id }) => id === operation.id);
  if (sent === undefined) return end(run, "interrupted", "interrupted");
  if (sent.phase === "accepted")
    return end(run, "still-running", `"${sent.summary}" was accepted and is still under way at the provider`);
  return end(run, "unknown", `"${sent.summary}" was on its way when waiting for its answer ended`, {
    fix: "trueup apply, which looks what became of it first",
  });
}

async function walkSteps(run: Run): Promise<OperationResult> {
  const { context, operation } = run;
  for (;;) {
    const [step] = run.steps;
    if (step === undefined) {
      if (operation.action === "create") await refreshParts(context, operation);
      return end(run, "done", "");
    }
    if (context.stop.isRequested()) return end(run, "interrupted", "interrupted");
    context.emit({
      type: "step",
      summary: step.summary,
      index: operation.steps.length - run.steps.length,
      of: operation.steps.length,
      ...about(run),
    });
    const outcome = await runStep(context, {
      operation,
      step,
      place: placeFor(run),
      deadline: run.deadline,
      poller: run.poller,
      tries: run.tries,
      outputs: run.outputs,
      effect: await watchEffect(run, step),
      onProgress: (percentage, trouble) => emitProgress(run, percentage, trouble),
      onWarning: (message) => run.warnings.push(message),
    });
    const result = await afterStep(run, step, outcome);
    if (result !== undefined) return result;
  }
}

/** A provider that was at work on the object when the plan was made is not disturbed. */
async function awaitTarget(run: Run): Promise<OperationResult | undefined> {
  const { context, operation } = run;
  if (operation.awaits === undefined) return undefined;
  emitWaiting(run, "the provider to finish other work on it");
  const ready = await awaitReady(
    context,
    providerOf(context, operation.provider),
    operation.awaits,
    operation.timeoutMs,
  );
  if (ready === undefined)
    return end(
      run,
      "blocked",
      "the provider is still at work on it; if its panel shows that nothing goes on, delete it there",
    );
  return ready.condition === "blocked"
    ? end(run, "blocked", ready.conditionDetail ?? "it cannot be changed now")
    : reask(run);
}

function placeFor({ context, operation }: Run): Place {
  const tracked = context.journal.document().resources[operation.address];
  if (tracked !== undefined && operation.action !== "create") return tracked.place;
  return operation.place;
}

/** Goes on (undefined) or ends the operation. */
async function afterStep(run: Run, step: Step, outcome: StepOutcome): Promise<OperationResult | undefined> {
  switch (outcome.kind) {
    case "settled":
      run.done.push(...step.fields);
      run.tries = { before: undefined };
      run.sends = 0;
      run.settled++;
      return continueWith(run, outcome.observed);
    case "did-not-happen":
      run.sends++;
      return run.sends >= MAX_SENDS
        ? end(run, "failed", `${step.summary}: sent ${run.sends} times, and each time it did not happen`)
        : reask(run);
    case "retry":
      return retryLater(run, step, outcome.error);
    case "failed":
      return end(run, "failed", outcome.message);
    case "blocked":
      return end(run, "blocked", outcome.message, { fix: outcome.fix });
    case "unknown":
      return end(run, "unknown", outcome.message, { fix: fixUnknown(run.operation, step, outcome.found) });
    case "still-running":
      return run.context.stop.isRequested() ? endInterrupted(run) : end(run, "still-running", outcome.message);
    case "interrupted":
      return endInterrupted(run);
  }
}

function fixUnknown(operation: Operation, step: Step, found: readonly string[] | undefined): string {
  return found === undefined ? sayUnknownFix(step.settle, operation.address) : describeFound(operation, found).fix;
}
