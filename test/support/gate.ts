// A door between the program and a stand-in: sees each request, may end the program at that very moment, lose the
// request or its answer, or answer itself. Knows of the provider only which paths are reads.
import { createServer, type IncomingMessage, type ServerResponse, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface GateRequest {
  readonly path: string;
  readonly query: string;
  readonly isMutating: boolean;
  /** Counts mutating requests from 1; 0 for reads. */
  readonly nth: number;
}

export interface GateAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export type GateVerdict = "pass" | "lose" | GateAnswer;
type Watch<T> = (request: GateRequest) => T | Promise<T>;

export interface GateRules {
  /** Before anything reaches the provider. */
  arrived?: Watch<GateVerdict>;
  /** The provider has done it; the program does not know yet. */
  answered?: Watch<"pass" | "lose">;
  /** The answer has been handed to the program's socket. */
  relayed?: Watch<void>;
}

export interface Gate {
  readonly endpoint: string;
  readonly requests: GateRequest[];
  rules: GateRules;
  close(): Promise<void>;
}

export type GateVendor = "serveroid" | "zomro" | "gcore";

interface Passing {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

const SERVEROID_READS =
  /^\/api\/v1\/(tenant|vm|vm\/\d+|vm\/\d+\/(snapshots|backups)|pubkeys|operation\/\d+|distribution|software|tariffs)\/?$/;

const IS_MUTATING: Readonly<Record<GateVendor, (passing: Passing) => boolean>> = {
  serveroid: ({ path }) => !SERVEROID_READS.test(path),
  zomro: ({ body }) => /(^|[&\s"=])sok\b|func=[a-z._]*(\.delete|unrescue)(&|$)/.test(body),
  gcore: ({ method, path }) => method !== "GET" && !/\/(pricing|check_limits|available_|preview)/.test(path),
};

export async function openGate(target: string, rules: GateRules = {}, vendor: GateVendor = "serveroid"): Promise<Gate> {
  let mutations = 0;
  const requests: GateRequest[] = [];
  const serve = async (incoming: IncomingMessage, response: ServerResponse) => {
    const url = new URL(incoming.url ?? "/", target);
    const body = await text(incoming);
    const isMutating = IS_MUTATING[vendor]({ method: incoming.method ?? "GET", path: url.pathname, body });
    if (isMutating) mutations += 1;
    const request = { path: url.pathname, query: url.search, isMutating, nth: isMutating ? mutations : 0 };
    requests.push(request);
    const verdict = (await gate.rules.arrived?.(request)) ?? "pass";
    if (verdict === "lose") return void response.socket?.destroy();
    const answer = verdict === "pass" ? await forward(url, incoming, body) : verdict;
    if (verdict === "pass" && (await gate.rules.answered?.(request)) === "lose") return void response.socket?.destroy();
    response.writeHead(answer.status, { ...answer.headers, "content-length": Buffer.byteLength(answer.body) });
    await new Promise<void>((resolve) => {
      response.once("close", resolve);
      response.end(answer.body, () => resolve());
    });
    await gate.rules.relayed?.(request);
  };
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => response.socket?.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const gate: Gate = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    rules,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return gate;
}

function forward(url: URL, { method = "GET", headers }: IncomingMessage, body: string): Promise<GateAnswer> {
  const { host: _host, connection: _connection, ...passed } = headers;
  return new Promise((resolve, reject) => {
    send(url, { agent: false, method, headers: passed }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const told = ["content-type", "x-trueup-simulator"].flatMap((name) => {
          const value = answer.headers[name];
          return typeof value === "string" ? [[name, value] as const] : [];
        });
        const given = Object.fromEntries(told);
        resolve({ status: answer.statusCode ?? 500, headers: given, body: Buffer.concat(chunks).toString("utf8") });
      });
    })
      .on("error", reject)
      .end(body);
  });
}
