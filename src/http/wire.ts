// What reads and mutations to one vendor share: base address, connections, rate limit, and how failures are told.
import { randomBytes } from "node:crypto";
import type { TLSSocket } from "node:tls";
import { Agent } from "undici";

import type { Clock } from "../core/clock.ts";
import { type Effect, ProviderError } from "../core/errors.ts";
import type { Call } from "../core/provider.ts";
import { buildTarget, formatRequest, type HttpRequest, type RawAnswer } from "./answer.ts";
import { findPrivateAuthority } from "./certificate-authority.ts";
import { watchConnection } from "./connection-watch.ts";
import { type Exchange, RequestTimeout } from "./exchange.ts";
import type { HttpClientOptions } from "./http-client-options.ts";
import { watchIntermediaries } from "./intermediaries.ts";
import { describeFailure, type NetworkFailure } from "./network-failure.ts";
import { openSocket } from "./open-socket.ts";
import { buildRefused, buildSilent } from "./proxy-failure.ts";
import { type HttpProxy, parseProxySetting, proxyHeaders, readCredentials } from "./proxy-setting.ts";
import { createRateLimit } from "./rate-limit.ts";
import { parseRetryAfter } from "./retry-after.ts";

/** A server that wants us to wait longer than this is not waited for: the caller learns when to come back. */
export const LONGEST_RETRY_AFTER_MS = 60_000;
const CONNECTIONS = 8;

export function createWire(options: HttpClientOptions) {
  const base = new URL(options.baseUrl);
  const port = base.port === "" ? (base.protocol === "https:" ? 443 : 80) : Number(base.port);
  const target = { protocol: base.protocol, hostname: base.hostname.replace(/^\[|\]$/g, ""), port };
  const proxy = parseProxySetting(options.env ?? {});
  const used = proxy.proxyFor(target);
  if (used !== undefined) for (const secret of listSecrets(used)) options.redactor.add(secret);
  const intermediaries = watchIntermediaries({
    isProxied: used !== undefined && base.protocol === "http:",
    readsMayBeKept: options.uniqueParameter === false,
    redact: (text) => options.redactor.redact(text),
  });
  const onSecure = (socket: TLSSocket) => {
    const authority = findPrivateAuthority(socket);
    if (authority !== undefined) intermediaries.seeAuthority(authority);
  };
  const tunnels = { proxy: used, opening: 0 };
  const open = async (signal: AbortSignal) => {
    tunnels.opening += 1;
    return openSocket(target, {
      proxy,
      signal,
      onSecure,
      ...(options.ca === undefined ? {} : { ca: options.ca }),
    }).finally(() => {
      tunnels.opening -= 1;
    });
  };
  const agent = new Agent({
    connections: options.connections ?? CONNECTIONS,
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
  const { requestsPerSecond = Number.POSITIVE_INFINITY, clock } = options;
  const limits = options.limits ?? {
    all: createRateLimit({ startPerSecond: requestsPerSecond, mostPerSecond: requestsPerSecond }, clock),
  };
  const connection = watchConnection(clock);
  return { options, base, agent, open, tunnels, intermediaries, connection, limits };
}

/** What an answer says of the pace that the server bears. */
export function notePace({ limits, options }: Wire, request: HttpRequest, answer: RawAnswer, startedAt: number): void {
  const pauseMs = Math.min(answer.retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS);
  const isRefused = answer.status === 429 || (answer.status === 503 && answer.retryAfterMs !== undefined);
  for (const limit of [limits.all, limits.mutations]) {
    if (isRefused) {
      limit?.refused();
      limit?.pause(pauseMs);
    } else limit?.answered(kindOf(request), options.clock.monotonic() - startedAt);
  }
}

/** Requests that take alike: of one path, whatever the ids in it. */
function kindOf({ method, path }: HttpRequest): string {
  return `${method} ${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/gi, "#")}`;
}

/** As it was meant, and as it was written. */
function listSecrets(proxy: HttpProxy): string[] {
  return [readCredentials(proxy).password, proxy.url.password].filter((secret) => secret !== "");
}

export type Wire = ReturnType<typeof createWire>;

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

export function exchangeOf(wire: Wire, dispatcher: Exchange["dispatcher"], request: HttpRequest, call: Call): Exchange {
  const { clock, requestTimeoutMs, userAgent } = wire.options;
  const { proxy } = wire.tunnels;
  const isPlain = proxy !== undefined && wire.base.protocol === "http:";
  return {
    dispatcher,
    origin: wire.base.origin,
    target: `${isPlain ? wire.base.origin : ""}${buildTarget(wire.base.pathname, request, buildUnique(wire, request))}`,
    request,
    headers: { "user-agent": userAgent, ...UNCACHED, ...(isPlain ? proxyHeaders(proxy) : {}) },
    timeoutMs: requestTimeoutMs,
    clock,
    ...(call.signal === undefined ? {} : { signal: call.signal }),
  };
}

/** Some caches obey these, some only the unique parameter (nginx, Varnish). */
const UNCACHED = { "cache-control": "no-store, no-cache", pragma: "no-cache" };

/** Another one for each attempt: the answer to the last one may have been kept, too. */
function buildUnique({ options }: Wire, { method }: HttpRequest): [string, string][] {
  const { uniqueParameter = false } = options;
  return uniqueParameter === false || method !== "GET" ? [] : [[uniqueParameter, randomBytes(9).toString("hex")]];
}

export function failureOf(
  wire: Wire,
  request: HttpRequest,
  thrown: unknown,
  effect: Effect,
  isUnsent = false,
): NetworkFailure {
  const { base, options, tunnels } = wire;
  // The time of a request runs out while its tunnel is not open yet: that is the proxy's silence.
  const isSilent = thrown instanceof RequestTimeout && tunnels.opening > 0 && tunnels.proxy !== undefined;
  const failure = isSilent && tunnels.proxy !== undefined ? buildSilent(tunnels.proxy) : thrown;
  return describeFailure(failure, { request, host: base.host, effect, isUnsent, redactor: options.redactor });
}

/** A plain request that the proxy itself refuses, since it wants other credentials. */
export function assertNotProxys({ base, tunnels }: Wire, answer: RawAnswer): void {
  if (answer.status === 407 && tunnels.proxy !== undefined) throw buildRefused(tunnels.proxy, 407, base.host);
}

/** The server has named another address, which is not asked. */
export class Redirected extends ProviderError {}

export function assertNoRedirect(wire: Wire, request: HttpRequest, answer: RawAnswer, effect: Effect): void {
  if (answer.status < 300 || answer.status > 399) return;
  const { redact } = wire.options.redactor;
  throw new Redirected(
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

/** A date is read by our own clock: not every server tells its time. */
export function withWait({ options }: Wire, answer: RawAnswer): RawAnswer {
  const retryAfterMs = parseRetryAfter(answer.headers["retry-after"], options.clock.now());
  return retryAfterMs === undefined ? answer : { ...answer, retryAfterMs };
}
