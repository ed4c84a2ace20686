// `/healthz` and `/metrics` over HTTP, for whoever asks nearby: nothing else, nothing that changes, no secrets.
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import type { WatchStatus } from "./watch-status.ts";

export interface StatusAnswers {
  /** Undefined: it has not begun. */
  status(): WatchStatus | undefined;
  metrics(): Promise<string>;
}

export interface StatusServer {
  /** With the port that it has been given. */
  readonly url: string;
  close(): Promise<void>;
}

export interface ListenAddress {
  readonly host: string;
  /** 0: any. */
  readonly port: number;
}

const PATIENCE_MS = 10_000;
const MOST_CONNECTIONS = 64;

/** Throws `DiagnosticsError` where it cannot listen there. */
export async function serveStatus(address: ListenAddress, answers: StatusAnswers): Promise<StatusServer> {
  const server = createServer({ requestTimeout: PATIENCE_MS, headersTimeout: PATIENCE_MS }, (request, response) => {
    answer(request, response, answers).catch(() => response.destroy());
  });
  server.maxConnections = MOST_CONNECTIONS;
  await listen(server, address);
  const { address: host, port, family } = server.address() as AddressInfo;
  return {
    url: `http://${family === "IPv6" ? `[${host}]` : host}:${port}`,
    close: async () => {
      server.closeAllConnections();
      const closed = once(server, "close");
      server.close();
      await closed;
    },
  };
}

async function listen(server: Server, { host, port }: ListenAddress): Promise<void> {
  try {
    server.listen({ host, port });
    await once(server, "listening");
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    const why = WHY[code] ?? message;
    throw new DiagnosticsError([
      buildError("watch.listen", `--listen ${host}:${port}: ${why}`, { fix: "choose another address or port" }),
    ]);
  }
}

const WHY: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program listens there",
  EADDRNOTAVAIL: "this machine has no such address",
  EACCES: "permission denied",
  ENOTFOUND: "there is no such host",
};

const TEXT = "text/plain; charset=utf-8";
/** Of Prometheus' own clients. */
const METRICS = "text/plain; version=0.0.4; charset=utf-8";

async function answer(
  { method = "", url = "" }: IncomingMessage,
  response: ServerResponse,
  { status, metrics }: StatusAnswers,
): Promise<void> {
  const path = url.split("?", 1)[0];
  const isRead = method === "GET" || method === "HEAD";
  if (path !== "/healthz" && path !== "/metrics") return end(response, 404, TEXT, "/healthz or /metrics\n");
  if (!isRead) return end(response, 405, TEXT, "only read\n", { allow: "GET, HEAD" });
  if (path === "/metrics") return end(response, 200, METRICS, await metrics());
  const found = status();
  const code = found?.condition === "watching" ? 200 : 503;
  end(response, code, "application/json", `${JSON.stringify(buildHealth(found), null, 2)}\n`);
}

/** Folders are nobody's business there. */
function buildHealth(status: WatchStatus | undefined): object {
  if (status === undefined) return { condition: "starting" };
  return { ...status, stacks: status.stacks.map(({ folder: _folder, ...stack }) => stack) };
}

function end(
  response: ServerResponse,
  code: number,
  type: string,
  body: string,
  more: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(code, {
    "content-type": type,
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...more,
  });
  response.end(response.req.method === "HEAD" ? undefined : body);
}
