// One vendor's stand-in on one loopback port: reads requests, logs them, picks faults, hands over to the vendor. Keeps no vendor state.
import { setMaxListeners } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ADMIN_PREFIX } from "./admin-listener.ts";
import { answerExchange, type Exchange, send } from "./answer-exchange.ts";
import type { FaultRule } from "./fault-rule.ts";
import type { FaultSet } from "./fault-set.ts";
import { maskPairs, maskQuery } from "./mask-secrets.ts";
import type { LogEntry, RequestLog } from "./request-log.ts";
import type { SimClock } from "./sim-clock.ts";
import type { SimCall, SimRequest, SimulatedVendor } from "./simulated-vendor.ts";

export interface VendorServer {
  port: number;
  stop(): Promise<void>;
}

export interface ServeOptions {
  name: string;
  vendor: SimulatedVendor;
  host: string;
  port: number;
  clock: SimClock;
  latencyMs: number;
  log: RequestLog;
  faults: FaultSet;
  admin: RequestListener;
  /** Told once per request, when its answer is on the way (or will never be). */
  onRequest: ((entry: LogEntry) => void) | undefined;
}

/** Rejects when the port cannot be had. */
export async function serveVendor(options: ServeOptions): Promise<VendorServer> {
  const stopping = new AbortController();
  // Each request that waits listens.
  setMaxListeners(0, stopping.signal);
  const server = createServer((incoming, response) => {
    if (isAdmin(incoming.url)) return options.admin(incoming, response);
    void serve(options, incoming, response, stopping.signal);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      stopping.abort();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function isAdmin(url = ""): boolean {
  return url.startsWith(ADMIN_PREFIX) && /^(?:$|[/?])/.test(url.slice(ADMIN_PREFIX.length));
}

async function serve(options: ServeOptions, incoming: IncomingMessage, response: ServerResponse, stop: AbortSignal) {
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const request = await readRequest(incoming).catch(() => undefined);
  // The client went away before it had sent everything: nothing reached the vendor.
  if (!request) return;
  const call = options.vendor.recognise(request);
  const faults = options.faults.pick({ ...call, provider: options.name });
  const entry = options.log.append(describeRequest(options, request, call, faults));
  const exchange = { response, entry, clock: options.clock, gone: AbortSignal.any([gone.signal, stop]) };
  try {
    if (options.latencyMs > 0) await options.clock.sleep(options.latencyMs, stop);
    await answerExchange(exchange, call, faults);
  } catch (error) {
    sendFailure(exchange, error);
  }
  options.onRequest?.(entry);
}

function describeRequest(
  { name, vendor, clock }: ServeOptions,
  request: SimRequest,
  call: SimCall,
  faults: readonly FaultRule[],
): Omit<LogEntry, "seq"> {
  return {
    at: clock.now(),
    provider: name,
    verb: request.verb,
    path: request.path,
    query: maskQuery(request.rawQuery, vendor.secrets),
    parameters: maskPairs(call.parameters, vendor.secrets),
    method: call.method,
    mutating: call.mutating,
    unknown: call.unknown,
    status: null,
    outcome: null,
    faults: faults.map(({ effect }) => effect),
  };
}

/** A bug of the simulator must show in the client's test as one, not as a crash of the runner. */
function sendFailure(exchange: Exchange, error: unknown): void {
  if (exchange.response.headersSent) return void exchange.response.destroy();
  const body = `simulator failure: ${error instanceof Error ? error.stack : String(error)}`;
  send(exchange, { status: 500, headers: { "content-type": "text/plain" }, body, outcome: "simulator failure" });
}

async function readRequest(incoming: IncomingMessage): Promise<SimRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = incoming.url ?? "/";
  const cut = url.indexOf("?");
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = String(value);
  return {
    verb: incoming.method ?? "GET",
    path: cut < 0 ? url : url.slice(0, cut),
    rawQuery: cut < 0 ? "" : url.slice(cut + 1),
    headers,
    body: Buffer.concat(chunks).toString("utf8"),
  };
}
