// Pending requests of earlier runs, before anything else: polled, looked for, taken over. Never sends.
import { ProviderError } from "../core/errors.ts";
import type { Resumed } from "../core/event.ts";
import type { JsonObject } from "../core/json.ts";
import type { Intent, Stall } from "../core/state-document.ts";
import { dropAbsent, isUntold } from "./drop-absent.ts";
import { finishFailed } from "./finish-failed.ts";
import { type Finish, finishDone, finishUnknown, type Patience, recordSettled, withMade } from "./finish-intent.ts";
import { stallOf } from "./poller.ts";
import { reachIntent, sayUnreached } from "./reach-intent.ts";
import { addIntent, changeIntent, withoutHandle } from "./record.ts";
import { providerOf, type RunContext } from "./run-context.ts";
import { lookOnce, mayAssumeAbsent, settleIntent, timeoutOf } from "./settle-intent.ts";

const TELL_EVERY_MS = 10_000;
const UNTOLD = "nothing that can be read tells whether it happened: it counts as not sent";

export async function resumePending(context: RunContext, patience: Patience): Promise<Resumed[]> {
  return Promise.all(context.journal.document().pending.map((intent) => resumeOne(context, intent, patience)));
}

async function resumeOne(context: RunContext, intent: Intent, patience: Patience): Promise<Resumed> {
  try {
    const reached = await reachIntent(context, intent);
    if (reached === undefined) return keepUnreached(context, intent);
    const finish = await findOutcome(context, reached, patience);
    if (finish === undefined) return { intent, outcome: "pending", message: "still running at the provider" };
    const outcome = finish.kind === "still-running" ? "pending" : finish.kind;
    if (outcome === "did-not-happen" && isUntold(context, reached)) return { intent, outcome, message: UNTOLD };
    return { intent, outcome, message: "message" in finish ? finish.message : "" };
  } catch (error) {
    if (context.stop.waiting.aborted) return { intent, outcome: "pending", message: "interrupted" };
    if (!(error instanceof ProviderError)) throw error;
    return { intent, outcome: "pending", message: `the provider could not be read: ${error.message}` };
  }
}

function keepUnreached(context: RunContext, intent: Intent): Resumed {
  const message = sayUnreached(context, intent);
  context.emit({ type: "settling", address: intent.address, message: `"${intent.summary}" stays open: ${message}` });
  return { intent, outcome: "pending", message };
}

async function findOutcome(context: RunContext, intent: Intent, patience: Patience): Promise<Finish | undefined> {
  // What its operation has come to is asked again, also where the object could not be read after it.
  if (intent.phase !== "intended" && intent.handle !== undefined)
    return pollHandle(context, intent, intent.handle, patience);
  if (intent.phase === "accepted") return patience === "once" ? peek(context, intent) : finishDone(context, intent);
  if (intent.phase === "unknown" && mayStayUnknown(intent)) return lookAgain(context, intent, patience);
  if (patience === "once") return peek(context, intent);
  const provider = providerOf(context, intent.provider);
  // The request may still be on its way: whoever takes over waits as long as a request and a late listing can take.
  const until = context.clock.monotonic() + intent.requestTimeoutMs + provider.settings.visibilityGraceMs;
  const settlement = await settleIntent(context, intent, until);
  if (settlement.kind === "accepted") return pollFound(context, intent, settlement.handle, patience);
  if (settlement.kind === "happened")
    return (await recordSettled(context, intent, settlement.observed)) ?? findOutcome(context, intent, patience);
  if (settlement.kind === "unknown") return finishUnknown(context, intent, settlement.message, settlement.found);
  return dropIntent(context, intent);
}

async function pollHandle(
  context: RunContext,
  intent: Intent,
  handle: NonNullable<Intent["handle"]>,
  patience: Patience,
): Promise<Finish | undefined> {
  const provider = providerOf(context, intent.provider);
  const [progress] = await provider.check([handle], context.call);
  if (progress?.status === "done") return finishDone(context, withMade(intent, progress), undefined, patience);
  if (progress?.status === "failed")
    return finishFailed(context, withMade(intent, progress), progress.failure?.message ?? "the operation failed");
  if (progress?.status === "lost") return afterLoss(context, intent, patience);
  if (progress?.status === "stalled") return lookForStalled(context, intent, stallOf(progress), patience);
  if (patience === "once") return undefined;
  const poller = context.pollerOf(provider);
  const deadline = context.clock.monotonic() + timeoutOf(intent);
  context.emit({
    type: "settling",
    address: intent.address,
    message: `"${intent.summary}" is still running: waiting for it`,
  });
  const began = context.clock.monotonic();
  let told = 0;
  const result = await poller.wait(handle, { kind: intent.step, deadline }, (percentage) => {
    const elapsedMs = context.clock.monotonic() - began;
    if (elapsedMs - told < TELL_EVERY_MS) return;
    told = elapsedMs;
    const share = percentage === undefined ? "" : `, ${Math.round(percentage)} %`;
    const message = `"${intent.summary}" is still running: ${Math.round(elapsedMs / 1000)} s${share}`;
    context.emit({ type: "settling", address: intent.address, message });
  });
  if (result.kind === "lost") return afterLoss(context, intent, patience);
  if (result.kind === "stalled") return lookForStalled(context, intent, result.stall, patience);
  if (result.kind === "done") return finishDone(context, withMade(intent, result));
  return result.kind === "failed" ? finishFailed(context, withMade(intent, result), result.failure.message) : undefined;
}

/** Whoever has paid in the meantime does not tell us: the object does. */
async function lookForStalled(context: RunContext, intent: Intent, stall: Stall, patience: Patience): Promise<Finish> {
  const look = await lookOnce(context, providerOf(context, intent.provider), intent);
  if (look.kind === "happened") {
    const finish = await recordSettled(context, intent, look.observed, patience);
    return finish ?? lookForStalled(context, intent, stall, patience);
  }
  await context.journal.commit((document) => changeIntent(document, intent.id, { stall }));
  return { kind: "still-running", message: stall.because };
}

/** What waits for a person is still waiting when the provider has forgotten the operation that said so. */
async function afterLoss(context: RunContext, intent: Intent, patience: Patience): Promise<Finish | undefined> {
  const { stall } = intent;
  return stall === undefined
    ? lookInstead(context, intent, patience)
    : lookForStalled(context, intent, stall, patience);
}

async function lookInstead(context: RunContext, intent: Intent, patience: Patience): Promise<Finish | undefined> {
  const lost = withoutHandle(intent);
  await context.journal.commit((document) => addIntent(document, lost));
  return findOutcome(context, lost, patience);
}

/** The provider's own record shows the request after all: its handle is kept and polled. */
async function pollFound(
  context: RunContext,
  intent: Intent,
  handle: JsonObject,
  patience: Patience,
): Promise<Finish | undefined> {
  const accepted = { ...intent, phase: "accepted" as const, handle };
  await context.journal.commit((document) => changeIntent(document, intent.id, accepted));
  return pollHandle(context, accepted, handle, patience);
}

/** A single look: takes over what is there, concludes nothing from what is not. */
async function peek(context: RunContext, intent: Intent): Promise<Finish | undefined> {
  const look = await lookOnce(context, providerOf(context, intent.provider), intent);
  if (look.kind === "accepted") return pollFound(context, intent, look.handle, "once");
  if (look.kind !== "happened") return undefined;
  return (await recordSettled(context, intent, look.observed, "once")) ?? peek(context, intent);
}

/** What no run could settle is looked for again by each; a late arrival is taken over. */
async function lookAgain(context: RunContext, intent: Intent, patience: Patience): Promise<Finish | undefined> {
  const look = await lookOnce(context, providerOf(context, intent.provider), intent);
  if (look.kind === "happened")
    return (await recordSettled(context, intent, look.observed, patience)) ?? lookAgain(context, intent, patience);
  if (look.kind === "did-not-happen") return dropIntent(context, intent);
  if (look.kind === "accepted") return pollFound(context, intent, look.handle, patience);
  if (look.kind === "not-yet" && (mayAssumeAbsent(context, intent) || isProvenAbsent(context, intent, look)))
    return dropIntent(context, intent);
  return finishUnknown(context, intent, look.message, look.kind === "unknown" ? look.found : undefined);
}

/** Anything else was only not readable for as long as it was looked for: a look of the whole grace settles it. */
const mayStayUnknown = ({ settle }: Intent): boolean =>
  settle.by === "nothing" || (settle.by === "match" && settle.absent !== "did-not-happen");

/** By the provider's own record, once the request can no longer be on its way and a late listing must have shown it. */
function isProvenAbsent(
  context: RunContext,
  intent: Intent,
  { absentForMs = 0 }: { readonly absentForMs?: number },
): boolean {
  if (intent.settle.by !== "match" || intent.settle.absent !== "by-evidence") return false;
  const { settings, intermediaries } = providerOf(context, intent.provider);
  const graceMs = intent.requestTimeoutMs + settings.visibilityGraceMs;
  return intermediaries.cachedBecause() === undefined && absentForMs >= graceMs;
}

async function dropIntent(context: RunContext, intent: Intent): Promise<Finish> {
  await dropAbsent(context, intent);
  return { kind: "did-not-happen" };
}
