// A request that was refused: the refusal may be the answer to a second copy of the request, which a proxy has sent after
// the answer to the first one was lost. So it is looked for before the intent is dropped. Never sends.
import type { Fault, ProviderError } from "../core/errors.ts";
import type { Observed } from "../core/observed.ts";
import type { Provider } from "../core/provider.ts";
import type { Intent } from "../core/state-document.ts";
import { providerOf, type RunContext } from "./run-context.ts";
import { type Settlement, settleIntent } from "./settle-intent.ts";

/** Refusals after which nothing is tried again; the others look before their next try. */
const FINAL: ReadonlySet<Fault> = new Set(["rejected", "conflict", "quota", "unauthorised", "not-found"]);

/** Undefined where the refusal stands. */
export async function lookBehindRefusal(
  context: RunContext,
  intent: Intent,
  error: ProviderError,
  hasHappened?: (observed: Observed) => boolean,
): Promise<Exclude<Settlement, { kind: "did-not-happen" }> | undefined> {
  if (error.isUnsent || !FINAL.has(error.fault)) return undefined;
  if (intent.settle.by === "fields") return lookForEffect(context, intent, hasHappened);
  // That the object is not known means that it is gone: that is confirmed by a look that takes longer.
  if (intent.settle.by === "gone") return error.fault === "not-found" ? undefined : lookForEffect(context, intent);
  return intent.settle.by === "match" ? lookForCopy(context, intent, error) : undefined;
}

async function lookForCopy(context: RunContext, intent: Intent, error: ProviderError) {
  const provider = providerOf(context, intent.provider);
  if (isRepeaterLikely(provider))
    context.emit({
      type: "settling",
      address: intent.address,
      message: `"${intent.summary}" was refused (${error.message}). What lies on the way may have sent it twice, and the first copy may have been carried out: looking for it`,
    });
  const looked: Intent = { ...intent, settle: { by: "match", absent: "did-not-happen" } };
  const settlement = await settleIntent(context, looked, context.clock.monotonic() + graceOf(provider));
  if (settlement.kind === "did-not-happen") return undefined;
  return settlement.kind === "unknown"
    ? { ...settlement, message: `it was refused (${error.message}); ${settlement.message}` }
    : settlement;
}

/** A change that was refused and holds all the same was made by the first copy; so was a deletion. */
async function lookForEffect(context: RunContext, intent: Intent, hasHappened?: (observed: Observed) => boolean) {
  const until = context.clock.monotonic() + graceOf(providerOf(context, intent.provider));
  const settlement = await settleIntent(context, intent, until, hasHappened);
  return settlement.kind === "happened" ? settlement : undefined;
}

/** Where no program is known to be on the way, two looks are enough; where changes are no GETs, one. */
function graceOf(provider: Provider): number {
  const { changesByGet = false, settings } = provider;
  if (isRepeaterLikely(provider)) return settings.visibilityGraceMs;
  return changesByGet ? settings.pollIntervalMs : 0;
}

function isRepeaterLikely({ changesByGet = false, intermediaries }: Provider): boolean {
  return changesByGet && intermediaries.marks().length > 0;
}
