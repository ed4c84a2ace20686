// What follows a step of an operation: the object is read again before anything more is sent, and what was refused for now is
// tried later. Sends nothing itself.
import type { ProviderError } from "../core/errors.ts";
import type { OperationResult } from "../core/event.ts";
import type { Observed } from "../core/observed.ts";
import { isDeletion, type Step } from "../core/step.ts";
import { mergeApplied, withoutSecrets } from "../core/tracking.ts";
import { observeObject } from "./observe-objects.ts";
import { about, elapsed, end, type Run } from "./operation-run.ts";
import { recordFields } from "./record.ts";
import { pauseOf } from "./retry-pause.ts";
import { providerOf, rulesOf } from "./run-context.ts";
import { forgetGone } from "./run-parts.ts";
import { askRemaining } from "./step-effect.ts";

/** How often a request that never left (refused connection) is tried again. */
const MAX_UNSENT_TRIES = 5;

/** What is left once a step is settled; a deletion has nothing left. */
export function continueWith(run: Run, observed: Observed | undefined): OperationResult | undefined {
  if (observed !== undefined) run.seen = observed;
  if (observed === undefined || isDeletion(run.operation)) {
    run.steps = run.steps.slice(1);
    return undefined;
  }
  const remaining = askRemaining(run, observed);
  if (remaining.isStale) return end(run, "failed", remaining.reason);
  // Each planned step has had its effect, and yet one is due again: they would go on undoing each other.
  const [again] = run.settled >= run.operation.steps.length ? remaining.steps : [];
  if (again !== undefined) return end(run, "failed", `${again.summary}: done, but it did not last`);
  run.steps = remaining.steps;
  run.differing = remaining.differing;
  return undefined;
}

/** Before anything is sent again, the object is read again: what holds by now is not sent. */
export async function reask(run: Run): Promise<OperationResult | undefined> {
  const { context, operation } = run;
  const tracked = context.journal.document().resources[operation.address];
  const remoteId = operation.action === "delete-deposed" ? operation.remoteId : tracked?.remoteId;
  if (remoteId === undefined || (operation.action === "create" && run.done.length === 0)) return undefined;
  const provider = providerOf(context, operation.provider);
  const observed = await observeObject(
    provider,
    { type: operation.type, remoteId, ...(tracked?.parentId === undefined ? {} : { parentId: tracked.parentId }) },
    context.call,
  );
  if (isDeletion(operation)) return undefined;
  if (observed === undefined) return end(run, "failed", `${operation.name} (${remoteId}) is gone`);
  const before = run.steps;
  const ended = continueWith(run, observed);
  await recordFulfilled(run, before, observed);
  return ended;
}

export async function retryLater(run: Run, step: Step, error: ProviderError): Promise<OperationResult | undefined> {
  const { context, operation } = run;
  const provider = providerOf(context, operation.provider);
  if (error.fault === "not-found" && isDeletion(operation)) return finishGone(run);
  const isPatient = error.fault === "busy" || error.fault === "rate-limited";
  const isUnsent = error.fault === "unavailable" || error.fault === "timed-out";
  if (!isPatient && !(isUnsent && ++run.unsent < MAX_UNSENT_TRIES))
    return end(run, "failed", `${step.summary}: ${error.message}`, { error });
  if (error.fault === "rate-limited" || (error.fault === "busy" && operation.action === "create")) run.onCrowded();
  const left = run.deadline - context.clock.monotonic();
  if (left <= 0)
    return end(
      run,
      "blocked",
      `still ${error.fault} after ${Math.round(operation.timeoutMs / 1000)} s: ${error.message}`,
    );
  context.emit({
    type: "progress",
    elapsedMs: elapsed(run),
    waitingFor: error.fault === "busy" ? "the provider to finish other work on it" : error.message,
    ...about(run),
  });
  await context.clock
    .sleep(Math.min(left, pauseOf(error, provider.settings)), context.stop.requested)
    .catch(() => undefined);
  return reask(run);
}

/** What holds by now although no answer said so (the second copy of a request was refused) is on record from now on. */
async function recordFulfilled(run: Run, before: readonly Step[], observed: Observed): Promise<void> {
  const { context, operation } = run;
  const due = new Set(run.steps.map((step) => step.summary));
  const rules = rulesOf(providerOf(context, operation.provider), operation.type);
  const holds = (path: string) =>
    run.differing?.includes(path) === false && rules.fields.some((rule) => rule.path === path && rule.readable);
  const fields = before.flatMap((step) => (due.has(step.summary) ? [] : step.fields.filter(holds)));
  const desired = context.resources.get(operation.address);
  if (fields.length === 0 || desired === undefined) return;
  const applied = mergeApplied({}, withoutSecrets(desired, rules), fields, rules);
  await context.journal.commit((document) =>
    recordFields(document, operation.address, observed, { applied, fields, secrets: desired.secrets }),
  );
}

/** The provider does not know the object: that it is gone must still be confirmed by a look. */
async function finishGone(run: Run): Promise<OperationResult | undefined> {
  const { operation } = run;
  if (!(await forgetGone(run)))
    return end(
      run,
      "failed",
      `${operation.name} (${operation.remoteId ?? ""}) was reported missing, but it is still listed`,
    );
  run.steps = [];
  return undefined;
}
