// A read: pooled, limited in rate, repeated while it fails in passing. Must never be given a request that changes anything.
import { AbortedError, ProviderError } from "../core/errors.ts";
import type { Call } from "../core/provider.ts";
import type { HttpRequest, RawAnswer } from "./answer.ts";
import { runExchange } from "./exchange.ts";
import { record, startLog } from "./exchange-log.ts";
import { retryRead, TryAgain } from "./read-retry.ts";
import { isPassingStatus } from "./status-fault.ts";
import {
  assertNoRedirect,
  assertNotProxys,
  exchangeOf,
  failureOf,
  LONGEST_RETRY_AFTER_MS,
  notePace,
  type Wire,
  withWait,
} from "./wire.ts";

export async function readRepeatedly(wire: Wire, request: HttpRequest, call: Call): Promise<RawAnswer> {
  const { clock, random = Math.random, tries = 4 } = wire.options;
  let last: { readonly answer: RawAnswer } | { readonly error: ProviderError } | undefined;
  const attempt = async (number: number): Promise<RawAnswer> => {
    const tried = await readAttempt(wire, request, call, number, number < tries);
    if (!tried.again) return tried.answer;
    last = tried.outcome;
    throw new TryAgain(tried.waitMs);
  };
  try {
    return await retryRead(attempt, {
      clock,
      random,
      tries,
      ...(call.signal === undefined ? {} : { signal: call.signal }),
    });
  } catch (error) {
    if (call.signal?.aborted) throw new AbortedError();
    if (!(error instanceof TryAgain) || last === undefined) throw error;
    if ("answer" in last) return last.answer;
    throw last.error;
  }
}

type Tried =
  | { readonly again: false; readonly answer: RawAnswer }
  | {
      readonly again: true;
      readonly waitMs: number | undefined;
      readonly outcome: { readonly answer: RawAnswer } | { readonly error: ProviderError };
    };

async function readAttempt(
  wire: Wire,
  request: HttpRequest,
  call: Call,
  attempt: number,
  mayRepeat: boolean,
): Promise<Tried> {
  const { options } = wire;
  await wire.limits.all.take(call.signal);
  const startedAt = options.clock.monotonic();
  const log = startLog(options, request, attempt);
  const ended = options.inFlight?.();
  try {
    const answer = withWait(wire, await runExchange(exchangeOf(wire, wire.agent, request, call)));
    wire.intermediaries.see(answer);
    wire.connection.see(answer, options.clock.monotonic() - startedAt);
    assertNotProxys(wire, answer);
    const asked = answer.retryAfterMs;
    notePace(wire, request, answer, startedAt);
    const isPassing = isPassingStatus(answer.status) || request.retryIf?.(answer) === true;
    const again = isPassing && (asked ?? 0) <= LONGEST_RETRY_AFTER_MS;
    log(again && mayRepeat ? "retry" : isPassing ? "give-up" : "done", answer.status);
    assertNoRedirect(wire, request, answer, "none");
    if (again) return { again, waitMs: asked, outcome: { answer } };
    if (!isPassing) record(options, request, answer);
    return { again, answer };
  } catch (thrown) {
    if (thrown instanceof ProviderError || call.signal?.aborted) throw thrown;
    const failure = failureOf(wire, request, thrown, "none");
    log(failure.isPassing && mayRepeat ? "retry" : "give-up", undefined, failure.error.message);
    if (!failure.isPassing) throw failure.error;
    return { again: true, waitMs: undefined, outcome: { error: failure.error } };
  } finally {
    ended?.();
  }
}
