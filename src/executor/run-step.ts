// One step: intend, perform, await, settle. The only place from which a mutating request leaves; each leaves once.
import { AbortedError, StateError } from "../core/errors.ts";
import type { Observed } from "../core/observed.ts";
import type { Accepted } from "../core/provider.ts";
import type { Intent, StateDocument } from "../core/state-document.ts";
import { isDeletion, type Operation, type Step } from "../core/step.ts";
import { sayUnknownFix } from "../core/unknown-fix.ts";
import { assertNamesHold, bindSecrets, bindStep } from "./bind-step.ts";
import { buildIntent, readSendTime } from "./build-intent.ts";
import { recordSettled } from "./finish-intent.ts";
import { resembles, searchOf, withSecretsOf } from "./fresh-objects.ts";
import { observeNamesakes } from "./observe-objects.ts";
import { addIntent, changeIntent, removeIntent } from "./record.ts";
import { providerOf, type RunContext, rulesOf } from "./run-context.ts";
import { afterError, awaitAccepted, type StepOutcome, type StepRequest } from "./step-outcome.ts";
import { findRival, takenIn } from "./taken-objects.ts";

export async function runStep(context: RunContext, request: StepRequest): Promise<StepOutcome> {
  const { operation } = request;
  const provider = providerOf(context, operation.provider);
  if (context.stop.isRequested()) return { kind: "interrupted" };
  const id = context.randomId();
  const document = context.journal.document();
  const marker = { stack: document.stack, address: operation.address, intent: id };
  const { secretOf, resolveNames } = context;
  const bindings = {
    document,
    marker,
    secretOf,
    resolveNames,
    outputs: request.outputs,
    // What is made anew is made of what its names mean now.
    ...(operation.action === "update" ? { names: document.resources[operation.address]?.names ?? {} } : {}),
  };
  const bind = () => bindStep(provider, request.step, bindings);
  const step = await bind();
  const parentId = parentIdOf(context, operation);
  const { type, name, address } = operation;
  const key = { type, name, address, ...(parentId === undefined ? {} : { parentId }) };
  const namesakes =
    step.settle.by === "match" ? await observeNamesakes(provider, searchOf(context, provider, key), context.call) : [];
  const before = request.tries.before ?? namesakes.map((object) => object.remoteId);
  const { differed } = request.effect;
  const intent = await buildIntent(context, { id, operation, step, before, place: request.place, parentId, differed });
  // The look took its time: what is found now may be the work of a run that has taken over meanwhile.
  if (context.journal.leaseLeftMs() <= 0 || context.stop.isRequested()) return { kind: "interrupted" };
  const { marked = false } = rulesOf(provider, operation.type);
  const fresh = withoutTaken([document, context.journal.document()], intent, namesakes).filter(
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
  return rival === undefined ? perform(context, request, { bound: step, bind }, intent) : blockBy(rival);
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

/** What was taken when the look began may have been deleted, and struck from the record, while it was under way. */
function withoutTaken(documents: readonly StateDocument[], intent: Intent, namesakes: readonly Observed[]): Observed[] {
  const all = documents.map((document) => takenIn(document, intent));
  return namesakes.filter((object) => !all.some((isTaken) => isTaken(object)));
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

function parentIdOf(context: RunContext, operation: Operation): string | undefined {
  if (operation.parent === undefined) return undefined;
  const current = context.journal.document().resources[operation.parent]?.remoteId;
  return isDeletion(operation) ? (operation.parentId ?? current) : (current ?? operation.parentId);
}

interface Bound {
  readonly bound: Step;
  /** With what its names mean now. */
  readonly bind: () => Promise<Step>;
}

async function perform(
  context: RunContext,
  request: StepRequest,
  { bound: step, bind }: Bound,
  intent: Intent,
): Promise<StepOutcome> {
  const provider = providerOf(context, request.operation.provider);
  // It may have waited for its turn: what is told by the time of a send goes by the send itself.
  let sent = intent;
  let accepted: Accepted;
  try {
    accepted = await provider.perform(bindSecrets(step, context.secretOf), {
      beforeSend: () => assertNamesHold(provider, { unbound: request.step, bound: step, bind }),
      assertMaySend: () => {
        assertMaySend(context, provider.settings.requestTimeoutMs);
        sent = { ...intent, ...readSendTime(context, provider) };
      },
      signal: context.stop.waiting,
    });
  } catch (error) {
    return afterError(context, request, sent, error);
  }
  const known = {
    ...sent,
    phase: "accepted" as const,
    ...(accepted.handle === undefined ? {} : { handle: accepted.handle }),
    ...(accepted.remoteId === undefined ? {} : { remoteId: accepted.remoteId }),
  };
  if (accepted.outputs !== undefined) request.outputs[step.name] = accepted.outputs;
  for (const warning of accepted.warnings ?? []) request.onWarning(warning);
  // An answer that names nothing leaves nothing to remember: whether fields have changed, the object itself tells.
  const isToldByFields =
    step.settle.by === "fields" && accepted.handle === undefined && accepted.remoteId === undefined;
  if (!isToldByFields) await context.journal.commit((document) => changeIntent(document, intent.id, known));
  return awaitAccepted(context, request, known);
}

/** In the same turn of the event loop as the write to the socket. */
function assertMaySend(context: RunContext, requestTimeoutMs: number): void {
  if (context.stop.isRequested()) throw new AbortedError();
  if (context.journal.lost.aborted || context.journal.leaseLeftMs() < requestTimeoutMs) {
    throw new StateError("lost-lease", "the lease on the state has run out: nothing more is sent");
  }
  context.noteSend();
}
