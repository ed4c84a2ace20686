// Delivers one text to one webhook: some tries while it fails in passing, each and all of them bounded. A lost answer is tried
// again, too: told twice is better than not told.
import type { Clock } from "../core/clock.ts";
import { DiagnosticsError, ProviderError } from "../core/errors.ts";
import type { RawAnswer } from "../http/answer.ts";
import { LastingFailure } from "../http/attempt-once.ts";
import type { HttpClientOptions } from "../http/http-client-options.ts";
import { createStoreClient, type StoreClient } from "../http/store-client.ts";
import { Redirected } from "../http/wire.ts";
import { type DeliveryFailure, judgeAnswer, REDIRECTED, TOLD_AGAIN } from "./judge-answer.ts";
import type { NoticeTarget } from "./notice-target.ts";

/** What it takes to reach a target: proxies are read from `env`. */
export interface Delivery extends Pick<HttpClientOptions, "redactor" | "env" | "ca" | "log" | "inFlight"> {
  readonly clock: Clock;
  readonly version: string;
  /** Ends the wait and the request. */
  readonly signal?: AbortSignal;
  /** 0..1, for the spread of pauses. */
  readonly random?: () => number;
}

const TRIES = 3;
const TRY_MS = 10_000;
const ALL_MS = 45_000;
const LONGEST_PAUSE_MS = 30_000;
const FIRST_PAUSE_MS = 1000;

/** Undefined where it has arrived. */
export async function deliver(
  target: NoticeTarget,
  text: string,
  delivery: Delivery,
): Promise<DeliveryFailure | undefined> {
  const { clock, signal } = delivery;
  const ended = new AbortController();
  const stop = new AbortController();
  clock.sleep(ALL_MS, ended.signal, { background: true }).then(
    () => stop.abort(new Error("out of time")),
    () => undefined,
  );
  const both = signal === undefined ? stop.signal : AbortSignal.any([stop.signal, signal]);
  let client: StoreClient | undefined;
  try {
    client = openClient(target, delivery);
    return await tryRepeatedly({ target, text, delivery, client, signal: both });
  } catch (thrown) {
    // Of the proxy's setting, which every other request would have told, too.
    if (!(thrown instanceof DiagnosticsError)) throw thrown;
    const [first] = thrown.diagnostics;
    return { why: first?.summary ?? thrown.message, fix: first?.fix ?? TOLD_AGAIN, isPassing: false };
  } finally {
    ended.abort();
    await client?.close();
  }
}

function openClient(
  { url }: NoticeTarget,
  { clock, redactor, version, env, ca, log, inFlight }: Delivery,
): StoreClient {
  return createStoreClient({
    baseUrl: new URL(url).origin,
    clock,
    redactor,
    requestTimeoutMs: TRY_MS,
    userAgent: `trueup/${version}`,
    uniqueParameter: false,
    connections: 1,
    ...(env === undefined ? {} : { env }),
    ...(ca === undefined ? {} : { ca }),
    ...(log === undefined ? {} : { log }),
    ...(inFlight === undefined ? {} : { inFlight }),
  });
}

interface Errand {
  readonly target: NoticeTarget;
  readonly text: string;
  readonly delivery: Delivery;
  readonly client: StoreClient;
  readonly signal: AbortSignal;
}

async function tryRepeatedly(errand: Errand): Promise<DeliveryFailure | undefined> {
  const { clock, random = Math.random } = errand.delivery;
  const began = clock.monotonic();
  for (let attempt = 1; ; attempt += 1) {
    const failure = await tryOnce(errand);
    if (failure === undefined || !failure.isPassing) return failure;
    const tries = `after ${attempt} ${attempt === 1 ? "try" : "tries"}`;
    const own = FIRST_PAUSE_MS * 3 ** (attempt - 1) * (0.5 + random() / 2);
    const pauseMs = Math.max(own, failure.retryAfterMs ?? 0);
    if (pauseMs > LONGEST_PAUSE_MS)
      return { ...failure, why: `${failure.why}; it asks to wait for ${Math.ceil(pauseMs / 1000)} s` };
    if (attempt === TRIES || clock.monotonic() - began + pauseMs >= ALL_MS)
      return { ...failure, why: `${failure.why}, ${tries}` };
    const isOver = await clock.sleep(pauseMs, errand.signal).then(
      () => false,
      () => true,
    );
    if (isOver) return { ...failure, why: `${failure.why}, ${tries}` };
  }
}

async function tryOnce({ target, text, delivery, client, signal }: Errand): Promise<DeliveryFailure | undefined> {
  const { pathname, search } = new URL(target.url);
  try {
    const answer: RawAnswer = await client.attempt(
      {
        method: "POST",
        path: `${pathname}${search}`,
        fromRoot: true,
        shownPath: "/…",
        ...(target.login === undefined ? {} : { headers: { authorization: buildLogin(target.login) } }),
        body: { contentType: "application/json; charset=utf-8", text },
      },
      { signal },
    );
    return judgeAnswer(target, answer, delivery.redactor);
  } catch (thrown) {
    return explain(thrown, signal);
  }
}

function buildLogin({ user, password }: NonNullable<NoticeTarget["login"]>): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}

/** The text begins with request and host, which the caller says in its own way. */
function explain(thrown: unknown, signal: AbortSignal): DeliveryFailure {
  if (signal.aborted) return { why: `no answer within ${ALL_MS / 1000} s`, fix: TOLD_AGAIN, isPassing: false };
  if (thrown instanceof Redirected) return REDIRECTED;
  if (!(thrown instanceof ProviderError)) throw thrown;
  const why = thrown.message.replace(/^POST \/… at \S+: /, "");
  return { why, fix: thrown.hint ?? TOLD_AGAIN, isPassing: !(thrown instanceof LastingFailure) };
}
