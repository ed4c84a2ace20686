// One attempt: sends a request once and reads the whole answer within a time limit, on the clock that is passed in.
// Never retries, follows no redirect, and knows neither redaction nor pools.

import { promisify } from "node:util";
import type { Dispatcher } from "undici";
import type { Clock } from "../core/clock.ts";
import { createRelief } from "../core/relieve-heap.ts";
import type { HttpRequest, RawAnswer } from "./answer.ts";
import { loadZlib } from "./late-modules.ts";

const LARGEST_BODY = 64 * 1024 * 1024;

export interface Exchange {
  readonly dispatcher: Dispatcher;
  readonly origin: string;
  readonly target: string;
  readonly request: HttpRequest;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

export class RequestTimeout extends Error {}
export class UnreadableAnswer extends Error {}

/** Rejects with whatever went wrong, unredacted: a network error, `RequestTimeout`, `UnreadableAnswer`, the abort's reason. */
export async function runExchange(exchange: Exchange): Promise<RawAnswer> {
  exchange.signal?.throwIfAborted();
  const limit = startLimit(exchange);
  try {
    // undici does not let go of a request that still waits for a connection, hence the race.
    return await Promise.race([limit.stopped, sendAndRead(exchange, limit.signal)]);
  } finally {
    limit.done();
  }
}

function startLimit({ clock, timeoutMs, signal }: Exchange) {
  const stop = new AbortController();
  const over = new AbortController();
  const onAbort = (): void => stop.abort(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  clock.sleep(timeoutMs, over.signal).then(
    () => stop.abort(new RequestTimeout(`no answer within ${timeoutMs / 1000} s`)),
    () => undefined,
  );
  const stopped = new Promise<never>((_resolve, reject) => {
    stop.signal.addEventListener("abort", () => reject(stop.signal.reason), { once: true });
  });
  stopped.catch(() => undefined);
  return {
    signal: stop.signal,
    stopped,
    done: (): void => {
      over.abort();
      signal?.removeEventListener("abort", onAbort);
    },
  };
}

async function sendAndRead(exchange: Exchange, signal: AbortSignal): Promise<RawAnswer> {
  const { request } = exchange;
  const response = await exchange.dispatcher.request({
    origin: exchange.origin,
    path: exchange.target,
    method: request.method,
    headers: {
      accept: "application/json",
      ...request.headers,
      ...exchange.headers,
      "accept-encoding": "identity",
      ...(request.body === undefined ? {} : { "content-type": request.body.contentType }),
    },
    ...(request.body === undefined ? {} : { body: request.body.text }),
    signal,
    // undici assumes that a GET may be repeated; at some vendors a GET buys a machine.
    idempotent: false,
  });
  const headers = flattenHeaders(response.headers);
  const raw = await collect(response.body);
  const body = decodeText(await decompress(raw, headers["content-encoding"]));
  bodies.note(raw.byteLength);
  return { status: response.statusCode, headers, body, bytes: raw.byteLength };
}

/** Of long lists each page is parsed and forgotten; its text is too large for the engine to take back in passing. */
const bodies = createRelief(12 * 1024 * 1024);

async function collect(body: Dispatcher.ResponseData["body"]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > LARGEST_BODY) throw new UnreadableAnswer(`the answer is larger than ${LARGEST_BODY} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const DECODERS = { gzip: "gunzip", "x-gzip": "gunzip", deflate: "inflate", br: "brotliDecompress" } as const;

function isKnown(encoding: string): encoding is keyof typeof DECODERS {
  return Object.hasOwn(DECODERS, encoding);
}

/** We ask for `identity`; a server may compress all the same. */
async function decompress(raw: Buffer, encoding = "identity"): Promise<Buffer> {
  const name = encoding.trim().toLowerCase();
  if (name === "identity" || name === "" || raw.byteLength === 0) return raw;
  if (!isKnown(name)) throw new UnreadableAnswer(`the answer is encoded in an unknown way: ${name}`);
  const decode = promisify<Buffer, { maxOutputLength: number }, Buffer>(loadZlib()[DECODERS[name]]);
  return await decode(raw, { maxOutputLength: LARGEST_BODY }).catch((error: Error) => {
    throw new UnreadableAnswer(`the answer's ${name} encoding is damaged`, { cause: error });
  });
}

/** Strict: a name with a replaced character would be another name. */
function decodeText(raw: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(raw);
  } catch (error) {
    throw new UnreadableAnswer("the answer is not UTF-8 text", { cause: error });
  }
}

function flattenHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(", ") : value] as const],
  );
  return Object.fromEntries(pairs);
}
