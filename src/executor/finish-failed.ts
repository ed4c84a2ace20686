// The end of a request whose operation the provider reports as failed: what it left behind decides, and for a creation also
// what another copy of it has made. Never sends.
import type { Observed } from "../core/observed.ts";
import type { Intent } from "../core/state-document.ts";
import { addSurplus } from "../core/surplus.ts";
import { findSurplus, tellSurplus } from "./find-surplus.ts";
import { type Finish, finishUnknown, recordSettled } from "./finish-intent.ts";
import { addIntent, keepHalfMade, removeIntent } from "./record.ts";
import { providerOf, type RunContext, rulesOf } from "./run-context.ts";
import { lookOnce, settleIntent } from "./settle-intent.ts";
import { isTakenByAnother } from "./taken-objects.ts";

/** The provider says that its operation failed: what it left behind decides. */
export async function finishFailed(
  context: RunContext,
  intent: Intent,
  reason: string,
  hasHappened?: (observed: Observed) => boolean,
): Promise<Finish> {
  const provider = providerOf(context, intent.provider);
  const isCreation = intent.settle.by === "match";
  // The provider's own word settles what nothing else could: an order that failed and left nothing was no order.
  const looked: Intent = isCreation ? { ...intent, settle: { by: "match", absent: "did-not-happen" } } : intent;
  const graceMs = isCreation ? provider.settings.visibilityGraceMs : patienceLeft(context, intent);
  const settlement =
    intent.settle.by === "nothing" || intent.settle.by === "record"
      ? NOT_DONE
      : await settleIntent(context, looked, context.clock.monotonic() + graceMs, hasHappened);
  if (settlement.kind === "unknown")
    return finishUnknown(context, intent, `${reason}; ${settlement.message}`, settlement.found);
  if (settlement.kind === "accepted") return finishUnknown(context, intent, reason);
  const observed = settlement.kind === "happened" ? settlement.observed : undefined;
  if (settlement.kind === "happened" && !isCreation)
    return (await recordSettled(context, intent, observed)) ?? { kind: "failed", message: reason };
  const copied = observed === undefined ? await takeOverCopy(context, intent, reason) : undefined;
  if (copied !== undefined) return copied;
  const rules = rulesOf(provider, intent.type);
  const surplus = observed === undefined ? [] : await findSurplus(context, intent, observed);
  await context.journal.commit((document) =>
    observed === undefined || isTakenByAnother(document, intent, observed)
      ? removeIntent(document, intent.id)
      : addSurplus(keepHalfMade(document, intent, observed, rules, reason), surplus),
  );
  tellSurplus(context, surplus);
  return {
    kind: "failed",
    message:
      observed === undefined
        ? reason
        : `${reason}; it left ${observed.type} ${observed.remoteId} behind, which is kept in the state as half-made`,
  };
}

/** The operation that has failed may be that of a second copy of the request, while the first one was carried out. */
async function takeOverCopy(context: RunContext, intent: Intent, reason: string): Promise<Finish | undefined> {
  const provider = providerOf(context, intent.provider);
  if (intent.remoteId === undefined || intent.settle.by !== "match" || rulesOf(provider, intent.type).marked === true)
    return undefined;
  const { remoteId: _failed, handle: _handle, ...copy } = intent;
  const look = await lookOnce(context, provider, copy);
  if (look.kind === "unknown") {
    // By the id of what has failed, it would never be found.
    await context.journal.commit((document) => addIntent(document, copy));
    return finishUnknown(context, copy, `${reason}; ${look.message}`, look.found);
  }
  return look.kind === "happened" ? recordSettled(context, copy, look.observed) : undefined;
}

/** A guest that is slow to shut down may still do it after the provider has given up. */
function patienceLeft({ clock }: RunContext, { patienceMs = 0, sentAtMs }: Intent): number {
  return Math.max(0, Math.min(patienceMs, patienceMs - (clock.now() - sentAtMs)));
}

const NOT_DONE = { kind: "did-not-happen" } as const;
