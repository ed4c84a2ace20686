// A person settles by hand what no look could. What the provider itself says is not overruled: it is looked at once first.
import { ProviderError } from "../core/errors.ts";
import type { Intent } from "../core/state-document.ts";
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
  for (const intent of assume.absent.flatMap(find)) {
    const objection = await findObjection(context, intent);
    if (objection === undefined) await context.journal.commit((document) => removeIntent(document, intent.id));
    else notes.push(`${intent.address}: "${intent.summary}" is not taken for absent: ${objection}`);
  }
  for (const intent of assume.done.flatMap(find)) {
    const reached = await reachIntent(context, intent);
    if (reached === undefined) notes.push(`${intent.address}: not taken for done: ${sayUnreached(context, intent)}`);
    else await assumeDone(context, reached);
  }
  const unmatched = [...assume.absent, ...assume.done].filter((address) => find(address).length === 0);
  return [...notes, ...unmatched.map((address) => `${address}: there is no unsettled request to assume anything of`)];
}

async function assumeDone(context: RunContext, intent: Intent): Promise<void> {
  await context.journal.commit((document) => changeIntent(document, intent.id, { phase: "accepted" }));
  const accepted: Intent = { ...intent, phase: "accepted" };
  await (intent.settle.by === "nothing" ? finishAssumed(context, accepted) : finishDone(context, accepted));
}

/** What speaks against the absence: the object, or the provider at work. A look that fails says nothing for it. */
async function findObjection(context: RunContext, intent: Intent): Promise<string | undefined> {
  // Of a vendor that is not configured any more nobody can tell; the person's word is all that is left.
  if (listEntries(context, intent).length === 0) return undefined;
  try {
    const reached = await reachIntent(context, intent);
    return reached === undefined ? sayUnreached(context, intent) : await lookForObjection(context, reached);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return `the provider could not be read: ${error.message}`;
  }
}

async function lookForObjection(context: RunContext, intent: Intent): Promise<string | undefined> {
  const provider = providerOf(context, intent.provider);
  const [progress] = intent.handle === undefined ? [] : await provider.check([intent.handle], context.call);
  if (progress?.status === "pending") return "the provider is still at work on it";
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
