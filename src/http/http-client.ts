// The one HTTP client of all vendors. Reads are pooled and repeated; mutations are sent once, on a connection of their own.
// Must never let a secret out: whatever it throws, logs or records has passed the redactor.
import { Agent } from "undici";

import type { Clock } from "../core/clock.ts";
import { AbortedError, ProviderError } from "../core/errors.ts";
import type { Call } from "../core/provider.ts";
import { buildTarget, formatRequest, type HttpRequest, type RawAnswer } from "./answer.ts";
import { type Exchange, runExchange } from "./exchange.ts";
import { openFreshConnection } from "./fresh-connection.ts";
import { describeFailure, type NetworkFailure } from "./network-failure.ts";
import { openSocket } from "./open-socket.ts";
import { parseProxySetting } from "./proxy-setting.ts";
import { createRateLimit } from "./rate-limit.ts";
import { retryRead, TryAgain } from "./read-retry.ts";
import type { Redactor } from "./redactor.ts";
import { parseRetryAfter } from "./retry-after.ts";
import { isPassingStatus } from "./status-fault.ts";

export type LogLevel = "debug" | "info" | "warn";

export interface HttpLogEntry {
  readonly method: string;
  readonly path: string;
  readonly status?: number;
  readonly ms: number;
  readonly attempt: number;
  readonly decision: "done" | "retry" | "give-up" | "unknown" | "not-sent";
  readonly reason?: string;
}

/** A read and its raw answer, for a recording. Secrets are masked. */
export interface RecordedExchange {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HttpClientOptions {
  /** Scheme, host, port and optional path prefix. */
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly requestTimeoutMs: number;
  readonly requestsPerSecond: number;
  readonly redactor: Redactor;
  readonly userAgent: string;
  /** HTTPS_PROXY and NO_PROXY are read from here. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** PEM certificates to trust instead of the system's. */
  readonly ca?: string;
  /** 0..1, for the spread of retries. */
  readonly random?: () => number;
  /** How often a read is sent at most; default 4. */
  readonly tries?: number;
  readonly onExchange?: (exchange: RecordedExchange) => void;
  readonly log?: (level: LogLevel, entry: HttpLogEntry) => void;
  /** Called when a request starts to use the network; what it returns, when it has ended. For the tests' clock. */
  readonly inFlight?: () => () => void;
}

export interface HttpClient {
  /**
   * Sends a request that changes nothing; repeated on 408, 429, 5xx, resets and timeouts. Resolves with the last answer
   * whatever its status (but 3xx: redirects are an error). Throws `ProviderError` (effect `none`) or `AbortedError`.
   */
  read(request: HttpRequest, call?: Call): Promise<RawAnswer>;
  /**
   * Sends a mutation exactly once, right after `call.assertMaySend()`. Resolves with any complete answer but 3xx. Throws
   * `ProviderError`: effect `none` where nothing of it can have left, `unknown` as soon as the write had begun.
   */
  send(request: HttpRequest, call?: Call): Promise<RawAnswer>;
  close(): Promise<void>;
}

/** A server that wants us to wait longer than this is not waited for: the caller learns when to come back. */
const LONGEST_RETRY_AFTER_MS = 60_000;
const CONNECTIONS = 8;

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const wire = createWire(options);
  return {
    read: (request, call = {}) => readRepeatedly(wire, request, call),
    send: (request, call = {}) => sendOnce(wire, request, call),
    close: () => wire.agent.destroy(),
  };
}

function createWire(options: HttpClientOptions) {
  const base = new URL(options.baseUrl);
  const port = base.port === "" ? (base.protocol === "https:" ? 443 : 80) : Number(base.port);
  const target = { protocol: base.protocol, hostname: base.hostname.replace(/^\[|\]$/g, ""), port };
  const proxy = parseProxySetting(options.env ?? {});
  const proxyPassword = proxy.proxyFor(target)?.password ?? "";
  if (proxyPassword !== "") options.redactor.add(decodeURIComponent(proxyPassword));
  const open = (signal: AbortSignal) =>
    openSocket(target, { proxy, signal, ...(options.ca === undefined ? {} : { ca: options.ca }) });
  const agent = new Agent({
    connections: CONNECTIONS,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (_options, callback) => {
      openWithin(open, options.clock, options.requestTimeoutMs).then(
        (socket) => callback(null, socket),
        (error: Error) => callback(error, null),
      );
    },
  });
  return { options, base, agent, open, limit: createRateLimit(options.requestsPerSecond, options.clock) };
}

type Wire = ReturnType<typeof createWire>;

/** A pooled connection outlives the request that asked for it, so it has a time limit of its own. */
async function openWithin<T>(open: (signal: AbortSignal) => Promise<T>, clock: Clock, ms: number): Promise<T> {
  const over = new AbortController();
  const opened = new AbortController();
  clock.sleep(ms, opened.signal).then(
    () => over.abort(Object.assign(new Error("connect timed out"), { code: "ETIMEDOUT" })),
    () => undefined,
  );
  return await open(over.signal).finally(() => opened.abort());
}

async function readRepeatedly(wire: Wire, request: HttpRequest, call: Call): Promise<RawAnswer> {
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
  await wire.limit.take(call.signal);
  const log = startLog(options, request, attempt);
  const land = options.inFlight?.();
  try {
    const answer = await runExchange(exchangeOf(wire, wire.agent, request, call));
    const asked = parseRetryAfter(answer.headers["retry-after"], options.clock.now());
    if (answer.status === 429 || answer.status === 503) wire.limit.pause(Math.min(asked ?? 0, LONGEST_RETRY_AFTER_MS));
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
    land?.();
  }
}

async function sendOnce(wire: Wire, request: HttpRequest, call: Call): Promise<RawAnswer> {
  const { options } = wire;
  try {
    await wire.limit.take(call.signal);
  } catch (thrown) {
    throw failureOf(wire, request, thrown, "none").error;
  }
  const log = startLog(options, request, 1);
  const land = options.inFlight?.();
  const connection = openFreshConnection({
    origin: wire.base.origin,
    open: wire.open,
    assertMaySend: call.assertMaySend ?? (() => undefined),
  });
  try {
    const answer = await runExchange(exchangeOf(wire, connection.client, request, call));
    if (answer.status === 429) wire.limit.pause(retryAfterOf(options, answer));
    log("done", answer.status);
    assertNoRedirect(wire, request, answer, "unknown");
    return answer;
  } catch (thrown) {
    if (thrown instanceof ProviderError) throw thrown;
    const { error } = failureOf(wire, request, thrown, connection.hasBegun() ? "unknown" : "none");
    log(error.effect === "none" ? "not-sent" : "unknown", undefined, error.message);
    throw error;
  } finally {
    await connection.close();
    land?.();
  }
}

function retryAfterOf({ clock }: HttpClientOptions, answer: RawAnswer): number {
  return Math.min(parseRetryAfter(answer.headers["retry-after"], clock.now()) ?? 0, LONGEST_RETRY_AFTER_MS);
}

function exchangeOf(wire: Wire, dispatcher: Exchange["dispatcher"], request: HttpRequest, call: Call): Exchange {
  const { clock, requestTimeoutMs, userAgent } = wire.options;
  return {
    dispatcher,
    origin: wire.base.origin,
    target: buildTarget(wire.base.pathname, request),
    request,
    headers: { "user-agent": userAgent },
    timeoutMs: requestTimeoutMs,
    clock,
    ...(call.signal === undefined ? {} : { signal: call.signal }),
  };
}

function failureOf(wire: Wire, request: HttpRequest, thrown: unknown, effect: "none" | "unknown"): NetworkFailure {
  return describeFailure(thrown, { request, host: wire.base.host, effect, redactor: wire.options.redactor });
}

function assertNoRedirect(wire: Wire, request: HttpRequest, answer: RawAnswer, effect: "none" | "unknown"): void {
  if (answer.status < 300 || answer.status > 399) return;
  const { redact } = wire.options.redactor;
  throw new ProviderError(
    redact(
      `${formatRequest(request)} at ${wire.base.host}: redirected (${answer.status}); not followed, the credentials were not sent on`,
    ),
    {
      fault: "malformed",
      effect,
      request: redact(formatRequest(request)),
      hint: "check the endpoint: scheme, host and prefix",
    },
  );
}

function startLog({ clock, log, redactor }: HttpClientOptions, request: HttpRequest, attempt: number) {
  const began = clock.monotonic();
  return (decision: HttpLogEntry["decision"], status?: number, reason?: string): void => {
    log?.(decision === "done" ? "debug" : "warn", {
      method: request.method,
      path: redactor.redact(request.path),
      ms: Math.round(clock.monotonic() - began),
      attempt,
      decision,
      ...(status === undefined ? {} : { status }),
      ...(reason === undefined ? {} : { reason: redactor.redact(reason) }),
    });
  };
}

function record({ onExchange, redactor }: HttpClientOptions, request: HttpRequest, answer: RawAnswer): void {
  const { redact } = redactor;
  onExchange?.({
    method: request.method,
    path: redact(request.path),
    query: (request.query ?? []).map(([name, value]) => [name, redact(value)] as const),
    status: answer.status,
    headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, redact(value)])),
    body: redact(answer.body),
  });
}
