// Settling a request whose answer was lost: looking, for as long as a new object may stay out of sight. Never sends.
import { ProviderError } from "../core/errors.ts";
import { isEqualField, isSameValue } from "../core/field-compare.ts";
import type { FieldRule } from "../core/field-rule.ts";
import { type Json, type JsonObject, jsonAt } from "../core/json.ts";
import type { Observed } from "../core/observed.ts";
import type { Provider } from "../core/provider.ts";
import type { Intent, StateDocument } from "../core/state-document.ts";
import { describeFound } from "../core/surplus.ts";
import { pickFresh, searchOf, withSecretsOf } from "./fresh-objects.ts";
import { observeNamesakes, observeObject } from "./observe-objects.ts";
import { providerOf, type RunContext, rulesOf } from "./run-context.ts";

export type Settlement =
  /** It happened; for creations and changes with the object as it is now. */
  | { readonly kind: "happened"; readonly observed?: Observed }
  /** Proven: it may be sent again. */
  | { readonly kind: "did-not-happen" }
  /** The provider's own record shows it under this handle: to be polled like an answer that came. */
  | { readonly kind: "accepted"; readonly handle: JsonObject }
  /** `found`: the ids of several objects that it may have made. */
  | { readonly kind: "unknown"; readonly message: string; readonly found?: readonly string[] };

/** `unreadable`: the look itself failed, which proves nothing. */
export type Look =
  | Settlement
  /** `absentForMs`: the provider's own record of the time lacks it, so long after the send by its own clock. */
  | {
      readonly kind: "not-yet";
      readonly message: string;
      readonly isBusy?: boolean;
      readonly absentForMs?: number;
    }
  | { readonly kind: "unreadable"; readonly message: string };

/** So long after its answer, a provider has written down what it began, if it began anything. */
const PROVEN_MS = 5000;

/**
 * `isAnswered`: the provider itself has answered, so that the request is not on its way any more: what its own record lacks
 * then has not happened.
 *
 * Looks until it is clear or `untilMs` (monotonic) has passed; then the intent's rule decides.
 */
export async function settleIntent(
  context: RunContext,
  intent: Intent,
  untilMs: number,
  hasHappened?: (observed: Observed) => boolean,
  { isAnswered = false }: { readonly isAnswered?: boolean } = {},
): Promise<Settlement> {
  const provider = providerOf(context, intent.provider);
  let looks = 0;
  let intervalMs = provider.settings.pollIntervalMs;
  const beganMs = context.clock.monotonic();
  const busyUntilMs = beganMs + timeoutOf(intent);
  for (;;) {
    const sinceAnswerMs = context.clock.monotonic() - beganMs;
    const look = await lookSafely(context, provider, intent, hasHappened);
    if (look.kind !== "not-yet" && look.kind !== "unreadable") return look;
    looks++;
    // The send may be much older: it has waited for its turn, and the server took its time.
    const isProven = isAnswered && looks > 1 && sinceAnswerMs >= PROVEN_MS;
    if (isProven && look.kind === "not-yet" && (look.absentForMs ?? 0) >= PROVEN_MS)
      return concludeAbsence(context, intent, look);
    // While the provider is visibly at work on the object, nothing is concluded from what is not there yet.
    const isBusy = look.kind === "not-yet" && look.isBusy === true;
    const left = (isBusy ? Math.max(untilMs, busyUntilMs) : untilMs) - context.clock.monotonic();
    if (left <= 0)
      return look.kind === "unreadable"
        ? { kind: "unknown", message: look.message }
        : concludeAbsence(context, intent, look);
    await context.clock.sleep(Math.min(intervalMs, left), context.stop.waiting);
    intervalMs = Math.min(provider.settings.pollIntervalMaxMs, intervalMs * 1.5);
  }
}

/** How long the operation of a request may take. */
export function timeoutOf({ action, timeouts }: Pick<Intent, "action" | "timeouts">): number {
  if (action === "create") return timeouts.createMs;
  return action === "update" || action === "rebuild" || action === "act" ? timeouts.updateMs : timeouts.deleteMs;
}

/** What "nothing was found for the whole grace" means for this kind of request. */
function concludeAbsence(
  context: RunContext,
  intent: Intent,
  { message, absentForMs }: { readonly message: string; readonly absentForMs?: number },
): Settlement {
  const cached = providerOf(context, intent.provider).intermediaries.cachedBecause();
  if (cached !== undefined) return { kind: "unknown", message: `${message}, but ${cached}` };
  switch (intent.settle.by) {
    case "match":
      return intent.settle.absent === "did-not-happen" ||
        (intent.settle.absent === "by-evidence" && absentForMs !== undefined) ||
        mayAssumeAbsent(context, intent)
        ? { kind: "did-not-happen" }
        : { kind: "unknown", message };
    case "fields":
    case "gone":
    case "abandon":
      return { kind: "did-not-happen" };
    case "record":
      return absentForMs === undefined ? { kind: "unknown", message } : { kind: "did-not-happen" };
    case "nothing":
      return { kind: "unknown", message };
  }
}

/**
 * `policy.assumeAbsentAfter`: what has not been found for so long is taken not to exist. An order that the provider has
 * confirmed, or whose object it has named, does exist, however long the lists lack it.
 */
export function mayAssumeAbsent(context: RunContext, intent: Intent): boolean {
  const { assumeAbsentAfterMs, clock } = context;
  return (
    intent.settle.by === "match" &&
    providerOf(context, intent.provider).intermediaries.cachedBecause() === undefined &&
    assumeAbsentAfterMs !== undefined &&
    intent.stall === undefined &&
    intent.phase !== "accepted" &&
    intent.handle === undefined &&
    intent.remoteId === undefined &&
    clock.now() - intent.sentAtMs >= assumeAbsentAfterMs
  );
}

/** A look that fails proves nothing; it is repeated within the grace, and an absence is never concluded from it. */
async function lookSafely(
  context: RunContext,
  provider: Provider,
  intent: Intent,
  hasHappened?: (observed: Observed) => boolean,
): Promise<Look> {
  try {
    return await lookOnce(context, provider, intent, hasHappened);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { kind: "unreadable", message: `the provider could not be read: ${error.message}` };
  }
}

export async function lookOnce(
  context: RunContext,
  provider: Provider,
  intent: Intent,
  hasHappened?: (observed: Observed) => boolean,
): Promise<Look> {
  if (intent.settle.by === "nothing")
    return { kind: "unknown", message: "its effect cannot be read, and doing it again would destroy" };
  if (intent.settle.by === "abandon") return { kind: "did-not-happen" };
  if (intent.settle.by === "match") return lookForObject(context, provider, intent);
  if (intent.settle.by === "record")
    return lookIntoRecord(context, provider, intent, "the provider's own record does not tell whether it happened");
  const observed = await observeTarget(context, provider, intent);
  if (intent.settle.by === "gone") return lookForAbsence(context, provider, intent, observed);
  if (observed === undefined) return { kind: "did-not-happen" };
  const { expect, lacks } = intent.settle;
  if (expect !== undefined || lacks !== undefined)
    return isAsExpected(observed, expect, lacks)
      ? { kind: "happened", observed }
      : { kind: "not-yet", message: "the change is not visible", isBusy: observed.condition === "busy" };
  const document = context.journal.document();
  const isDone =
    hasHappened === undefined
      ? hasFields(provider, await withSecretsOf(context, intent), observed, document)
      : hasHappened(observed);
  if (isDone) return { kind: "happened", observed };
  return { kind: "not-yet", message: "the change is not visible", isBusy: observed.condition === "busy" };
}

function isAsExpected({ attributes }: Observed, expect: JsonObject = {}, lacks: JsonObject = {}): boolean {
  return (
    Object.entries(expect).every(([path, value]) => isSameValue(value, jsonAt(attributes, path) ?? null)) &&
    Object.entries(lacks).every(([path, value]) => {
      const held = jsonAt(attributes, path);
      return Array.isArray(held) && !held.some((item: Json) => isSameValue(item, value));
    })
  );
}

async function observeTarget({ call }: RunContext, provider: Provider, intent: Intent): Promise<Observed | undefined> {
  if (intent.remoteId === undefined) return undefined;
  const id = {
    type: intent.type,
    remoteId: intent.remoteId,
    ...(intent.parentId === undefined ? {} : { parentId: intent.parentId }),
  };
  return observeObject(provider, id, call, { isFirstLook: intent.settle.by === "gone" });
}

async function lookForAbsence(
  { call }: RunContext,
  provider: Provider,
  intent: Intent,
  observed: Observed | undefined,
): Promise<Look> {
  if (observed !== undefined || intent.remoteId === undefined)
    return { kind: "not-yet", message: "the object is still there", isBusy: observed?.condition === "busy" };
  const id = {
    type: intent.type,
    remoteId: intent.remoteId,
    ...(intent.parentId === undefined ? {} : { parentId: intent.parentId }),
  };
  const gone = await provider.confirmGone([id], call);
  return gone.length > 0 ? { kind: "happened" } : { kind: "not-yet", message: "the object is still there" };
}

/** An answer that named the object is looked up by that id; else the one new object with the natural key is it. */
async function lookForObject(context: RunContext, provider: Provider, intent: Intent): Promise<Look> {
  if (intent.remoteId !== undefined) {
    const named = await observeTarget(context, provider, intent);
    return named === undefined
      ? { kind: "not-yet", message: `${intent.remoteId} is not visible yet` }
      : { kind: "happened", observed: named };
  }
  const namesakes = await observeNamesakes(provider, searchOf(context, provider, intent), context.call);
  const fresh = await pickFresh(context, provider, intent, namesakes);
  const [only] = fresh;
  if (only === undefined) return lookIntoRecord(context, provider, intent);
  if (fresh.length === 1) return { kind: "happened", observed: only };
  const found = fresh.map((object) => object.remoteId);
  return { kind: "unknown", message: describeFound(intent, found).reason, found };
}

/** What no list shows may stand in the provider's record of its own operations. */
async function lookIntoRecord(
  { call }: RunContext,
  provider: Provider,
  intent: Intent,
  message = `no new ${intent.type} named ${intent.name} has appeared`,
): Promise<Look> {
  if (intent.handle !== undefined || provider.settle === undefined) return { kind: "not-yet", message };
  const evidence = await provider.settle(intent, call);
  if (evidence.outcome === "happened") return { kind: "accepted", handle: evidence.handle };
  return { kind: "not-yet", message, ...(evidence.outcome === "absent" ? { absentForMs: evidence.sinceMs } : {}) };
}

/** Without the operation at hand (after a crash): whether every readable field that was differed holds. */
function hasFields(provider: Provider, intent: Intent, observed: Observed, document: StateDocument): boolean {
  const rules = tellingRules(provider, intent);
  const ids = new Map(Object.entries(document.resources).map(([address, resource]) => [address, resource.remoteId]));
  const toIds = (value: Json): Json =>
    Array.isArray(value)
      ? value.map(toIds)
      : typeof value === "string"
        ? (ids.get(value) ?? value.replace(/^#/, ""))
        : value;
  return (
    rules.length > 0 &&
    rules.every((rule) => {
      const wanted = rule.path === "name" ? intent.name : jsonAt(intent.applied, rule.path);
      if (wanted === undefined) return true;
      return isEqualField(
        rule,
        rule.references === undefined ? wanted : toIds(wanted),
        jsonAt(observed.attributes, rule.observedAs ?? rule.path),
      );
    })
  );
}

/** The fields by which a change can be told from the object alone. */
export function tellingRules(provider: Provider, { type, fields, differed = fields }: Intent): readonly FieldRule[] {
  return rulesOf(provider, type).fields.filter((rule) => rule.readable && differed.includes(rule.path));
}
