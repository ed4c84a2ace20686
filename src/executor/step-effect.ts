// Whether a change has had its effect, by the object as it is now and what is still due of the operation. Sends nothing.
import type { Observed } from "../core/observed.ts";
import type { Remaining } from "../core/remaining.ts";
import { isDeletion, type Step } from "../core/step.ts";
import { observeObject } from "./observe-objects.ts";
import type { Run } from "./operation-run.ts";
import { providerOf } from "./run-context.ts";

export interface StepEffect {
  /** Of the step's fields those that differed before it was sent; undefined where that does not matter. */
  readonly differed: readonly string[] | undefined;
  /** After a lost answer: only what can be read proves anything. */
  readonly hasHappened: ((observed: Observed) => boolean) | undefined;
  /** After the provider's word that it is done: nothing that can be read may differ. */
  readonly isDone: ((observed: Observed) => boolean) | undefined;
}

export async function watchEffect(run: Run, step: Step): Promise<StepEffect> {
  if (step.settle.by !== "fields" || isDeletion(run.operation))
    return { differed: undefined, hasHappened: undefined, isDone: undefined };
  const differed = await findDiffered(run, step);
  return {
    differed,
    hasHappened: (observed) => hasHappened(run, step, differed ?? step.fields, observed),
    isDone: (observed) => isDone(run, step, observed),
  };
}

/** Needed where a request sets what can be read and what cannot: fields that held before tell nothing of it. */
async function findDiffered(run: Run, step: Step): Promise<readonly string[] | undefined> {
  const isMixed =
    step.fields.some((path) => isReadable(run, path)) && step.fields.some((path) => !isReadable(run, path));
  if (!isMixed) return undefined;
  const differing = run.differing ?? (await readDiffering(run)) ?? [];
  return step.fields.filter((path) => differing.includes(path));
}

async function readDiffering(run: Run): Promise<readonly string[] | undefined> {
  const { context, operation } = run;
  const tracked = context.journal.document().resources[operation.address];
  if (tracked === undefined) return undefined;
  const { type, remoteId, parentId } = tracked;
  const id = { type, remoteId, ...(parentId === undefined ? {} : { parentId }) };
  const observed = await observeObject(providerOf(context, operation.provider), id, context.call);
  const remaining = observed === undefined ? undefined : askRemaining(run, observed);
  return remaining?.isStale === false ? remaining.differing : undefined;
}

function hasHappened(run: Run, step: Step, differed: readonly string[], observed: Observed): boolean {
  const remaining = askRemaining(run, observed);
  const unreadable = step.fields.filter((path) => !isReadable(run, path));
  if (remaining.isStale) return unreadable.length === 0;
  if (!unreadable.some((path) => remaining.differing.includes(path))) return hasShrunk(run, step, remaining);
  const telling = differed.filter((path) => isReadable(run, path));
  return telling.length > 0 && !telling.some((path) => remaining.differing.includes(path));
}

function isDone(run: Run, step: Step, observed: Observed): boolean {
  const remaining = askRemaining(run, observed);
  return remaining.isStale || hasShrunk(run, step, remaining);
}

/** Fewer steps are left than before it, or nothing that can be read differs any more. */
function hasShrunk(run: Run, step: Step, { steps, differing }: Extract<Remaining, { isStale: false }>): boolean {
  if (steps.length < run.steps.length) return true;
  // A step that completes no field (the new part, before the old one goes) is done when it is not due any more.
  if (step.fields.length === 0) return !steps.some((due) => due.name === step.name && due.summary === step.summary);
  return !differing.some((path) => step.fields.includes(path) && isReadable(run, path));
}

function isReadable({ context, operation }: Run, path: string): boolean {
  const rules = providerOf(context, operation.provider).rules[operation.type]?.fields ?? [];
  return rules.some((rule) => rule.path === path && rule.readable);
}

export function askRemaining({ context, operation, done }: Run, observed: Observed): Remaining {
  return context.remaining(operation, observed, context.journal.document().resources[operation.address], done);
}
