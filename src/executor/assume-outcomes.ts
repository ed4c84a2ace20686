// A person settles by hand what no look could. What the provider itself says is not overruled: it is looked at once first.

import { objectToCancelling, parseAssumedAbsence } from "../core/assumed-absence.ts";
import { ProviderError } from "../core/errors.ts";
import type { Intent, Stall } from "../core/state-document.ts";
import { finishAssumed, finishDone, withMade } from "./finish-intent.ts";
import { listEntries, reachIntent, sayUnreached } from "./reach-intent.ts";
import { changeIntent, removeIntent } from "./record.ts";
import { providerOf, type RunContext } from "./run-context.ts";
import { type Look, lookOnce } from "./settle-intent.ts";

/** Returns what was not assumed, and why, one line each. */
export async function assumeOutcomes(
  context: RunContext,
  assume: { readonly absent: readonly string[]; readonly done: readonly string[] },
): Promise<string[]> {
  const { pending } = context.journal.document();
  const find = (address: string) => pending.filter((intent) => intent.address === address);
  const notes: string[] = [];
  const absent = assume.absent.map((text) => parseAssumedAbsence(text, pending));
  for (const { address, cancelled } of absent)
    for (const intent of find(address)) notes.push(...(await assumeAbsent(context, intent, cancelled)));
  for (const intent of assume.done.flatMap(find)) {
    const reached = await reachIntent(context, intent);
    if (reached === undefined) notes.push(`${intent.address}: not taken for done: ${sayUnreached(context, intent)}`);
    else await assumeDone(context, reached);
  }
  const unmatched = [...absent.map(({ address }) => address), ...assume.done].filter(
    (address) => find(address).length === 0,
  );
  return [...notes, ...unmatched.map((address) => `${address}: there is no unsettled request to assume anything of`)];
}

async function assumeAbsent(context: RunContext, intent: Intent, cancelled: string | undefined): Promise<string[]> {
  const objection = await findObjection(context, intent, cancelled);
  if (objection !== undefined) return [`${intent.address}: "${intent.summary}" is not taken for absent: ${objection}`];
  await context.journal.commit((document) => removeIntent(document, intent.id));
  if (intent.stall === undefined) return [];
  const what = `"${intent.summary}" (${intent.stall.because})`;
  return [
    `${intent.address}: ${what} is forgotten: do not pay it any more, or there is another machine, which nobody looks for`,
  ];
}

async function assumeDone(context: RunContext, intent: Intent): Promise<void> {
  await context.journal.commit((document) => changeIntent(document, intent.id, { phase: "accepted" }));
  const accepted: Intent = { ...intent, phase: "accepted" };
  await (intent.settle.by === "nothing" ? finishAssumed(context, accepted) : finishDone(context, accepted));
}

/** What speaks against the absence: the object, or the provider at work. A look that fails says nothing for it. */
async function findObjection(
  context: RunContext,
  intent: Intent,
  cancelled: string | undefined,
): Promise<string | undefined> {
  const standing = objectWhileStalled(intent, intent.stall, cancelled);
  if (standing !== undefined) return standing;
  // Of a vendor that is not configured any more nobody can tell; the person's word is all that is left.
  if (listEntries(context, intent).length === 0) return undefined;
  try {
    const reached = await reachIntent(context, intent);
    return reached === undefined ? sayUnreached(context, intent) : await lookForObjection(context, reached, cancelled);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return `the provider could not be read: ${error.message}`;
  }
}

function objectWhileStalled({ address }: Intent, stall: Stall | undefined, cancelled?: string): string | undefined {
  if (stall === undefined || (cancelled !== undefined && cancelled === stall.cancelledAs)) return undefined;
  return objectToCancelling(stall, address);
}

async function lookForObjection(
  context: RunContext,
  intent: Intent,
  cancelled: string | undefined,
): Promise<string | undefined> {
  const provider = providerOf(context, intent.provider);
  const [progress] = intent.handle === undefined ? [] : await provider.check([intent.handle], context.call);
  if (progress?.status === "pending") return "the provider is still at work on it";
  const standing = objectWhileStalled(intent, progress?.stall, cancelled);
  if (standing !== undefined) return standing;
  if (intent.settle.by === "nothing" || intent.settle.by === "abandon") return undefined;
  const named = progress === undefined ? intent : withMade(intent, progress);
  const look = await lookOnce(context, provider, named);
  const cached = provider.intermediaries.cachedBecause();
  return describeFound(named, look) ?? (cached === undefined ? undefined : `${cached}, and may have left it out`);
}

function describeFound({ type }: Intent, look: Look): string | undefined {
  switch (look.kind) {
    case "happened":
      return look.observed === undefined ? "it did happen" : `${type} ${look.observed.remoteId} is there`;
    case "accepted":
      return "the provider's own record shows it";
    case "unknown":
    case "unreadable":
      return look.message;
    case "not-yet":
      return look.isBusy === true ? "the provider is at work on the object" : undefined;
    case "did-not-happen":
      return undefined;
  }
}
