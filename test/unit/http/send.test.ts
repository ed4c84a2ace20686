import net from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { AbortedError, StateError } from "../../../src/core/errors.ts";
import { createHttpClient } from "../../../src/http/http-client.ts";
import type { HttpClientOptions } from "../../../src/http/http-client-options.ts";
import { createRedactor } from "../../../src/http/redactor.ts";
import { createVirtualClock } from "../../support/virtual-clock.ts";
import { answer, startRawServer } from "./raw-server.ts";

const BUY = { method: "GET", path: "/vm/install/", query: [["apiKey", "very-secret-key"]] } as const;

function connect(baseUrl: string, more: Partial<HttpClientOptions> = {}) {
  const clock = createVirtualClock();
  const client = createHttpClient({
    baseUrl,
    clock,
    requestTimeoutMs: 30_000,
    requestsPerSecond: 100,
    redactor: createRedactor(["very-secret-key"]),
    userAgent: "trueup/test",
    inFlight: clock.inFlight,
    ...more,
  });
  return { client, clock };
}

async function failureOf(promise: Promise<unknown>) {
  return await promise.then(
    () => {
      throw new Error("it should have failed");
    },
    (error: unknown) => error as Error & Record<string, unknown>,
  );
}

describe("a mutation", () => {
  it("is written once, on a connection of its own that is closed after the answer", async () => {
    const server = await startRawServer((socket) => socket.write(answer('{"status":"OK"}')));
    const { client } = connect(server.url);
    expect(await client.send(BUY)).toMatchObject({ status: 200, body: '{"status":"OK"}', bytes: 15 });
    await client.send(BUY);
    expect(server.connections).toHaveLength(2);
    for (const bytes of server.connections) {
      expect(bytes).toMatch(/^GET \/vm\/install\/\?apiKey=very-secret-key HTTP\/1\.1\r\n/);
      expect(bytes.toLowerCase()).toContain("connection: close\r\n");
      expect(bytes.toLowerCase()).toContain("accept-encoding: identity\r\n");
      expect(bytes).toContain("user-agent: trueup/test\r\n");
    }
  });

  it("carries a body, its type and the base URL's prefix", async () => {
    const server = await startRawServer((socket) => socket.write(answer("{}")));
    const { client } = connect(`${server.url}/prefix/`);
    const body = { contentType: "application/json", text: '{"name":"Ключ"}' };
    await client.send({ method: "POST", path: "/cloud/v1/keys", body, headers: { authorization: "APIKey x" } });
    const bytes = Buffer.from(server.connections[0] ?? "", "latin1").toString("utf8");
    expect(bytes).toMatch(/^POST \/prefix\/cloud\/v1\/keys HTTP/);
    expect(bytes).toContain("content-type: application/json\r\n");
    expect(bytes.endsWith('\r\n\r\n{"name":"Ключ"}')).toBe(true);
  });

  it("that the server reads and drops is unknown and is not repeated", async () => {
    const server = await startRawServer((socket) => socket.destroy());
    const { client } = connect(server.url);
    expect(await failureOf(client.send(BUY))).toMatchObject({
      name: "ProviderError",
      fault: "unavailable",
      effect: "unknown",
      request: "GET /vm/install/",
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.requests()).toHaveLength(1);
    expect(server.connections).toHaveLength(1);
  });

  it.each([
    ["reset", (socket: net.Socket) => socket.resetAndDestroy()],
    ["half a status line", (socket: net.Socket) => socket.end("HTTP/1.1 20")],
    ["half the headers", (socket: net.Socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-le")],
    ["half the body", (socket: net.Socket) => socket.end(answer('{"status":"OK"}').slice(0, -3))],
    ["a cut chunked body", (s: net.Socket) => s.end("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab")],
    ["noise", (socket: net.Socket) => socket.end("garbage\r\n\r\n")],
    [
      "text that is not UTF-8",
      (s: net.Socket) => s.end(Buffer.from("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n\xff\xfe", "latin1")),
    ],
  ])("answered by %s is unknown, once", async (_name, react) => {
    const server = await startRawServer(react);
    const { client } = connect(server.url);
    expect(await failureOf(client.send(BUY))).toMatchObject({ name: "ProviderError", effect: "unknown" });
    expect(server.requests()).toHaveLength(1);
    expect(server.connections).toHaveLength(1);
  });

  it("that gets no answer within the time limit is unknown and timed out", async () => {
    const server = await startRawServer(() => undefined);
    const { client, clock } = connect(server.url);
    const failure = failureOf(client.send(BUY));
    while (server.requests().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await clock.advance(29_999);
    await clock.advance(1);
    expect(await failure).toMatchObject({ fault: "timed-out", effect: "unknown" });
    expect(server.requests()).toHaveLength(1);
  });

  it("whose body stalls is unknown and timed out", async () => {
    const server = await startRawServer((socket) => socket.write(answer("abcdef").slice(0, -3)));
    const { client, clock } = connect(server.url);
    const failure = failureOf(client.send(BUY));
    while (server.requests().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await clock.advance(30_000);
    expect(await failure).toMatchObject({ fault: "timed-out", effect: "unknown" });
  });

  it("to a port where nothing listens had no effect", async () => {
    const server = await startRawServer(() => undefined);
    const free = await new Promise<number>((resolve) => {
      const probe = net.createServer().listen(0, "127.0.0.1", () => {
        const { port } = probe.address() as net.AddressInfo;
        probe.close(() => resolve(port));
      });
    });
    const { client } = connect(server.url.replace(String(server.port), String(free)));
    expect(await failureOf(client.send(BUY))).toMatchObject({ fault: "unavailable", effect: "none" });
  });

  it("to a server that closes each connection at once had no effect", async () => {
    const server = await startRawServer(
      () => undefined,
      (socket) => socket.destroy(),
    );
    const { client } = connect(server.url);
    expect(await failureOf(client.send(BUY))).toMatchObject({ effect: "none" });
    expect(server.requests()).toHaveLength(0);
  });

  it("to a server that does not speak TLS had no effect", async () => {
    const server = await startRawServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    const { client } = connect(server.url.replace("http:", "https:"));
    expect(await failureOf(client.send(BUY))).toMatchObject({ effect: "none" });
    expect(server.requests()).toHaveLength(0);
  });

  it("to a server that never finishes its TLS handshake had no effect", async () => {
    const server = await startRawServer(() => undefined);
    const { client, clock } = connect(server.url.replace("http:", "https:"));
    const failure = failureOf(client.send(BUY));
    while (server.connections[0] === undefined || server.connections[0] === "") {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await clock.advance(30_000);
    expect(await failure).toMatchObject({ fault: "timed-out", effect: "none" });
  });

  it("is not sent, and had no effect, where the check refuses", async () => {
    const server = await startRawServer((socket) => socket.write(answer("{}")));
    const { client } = connect(server.url);
    const lost = new StateError("lost-lease", "the lease is lost");
    const failure = await failureOf(
      client.send(BUY, {
        assertMaySend() {
          throw lost;
        },
      }),
    );
    expect(failure).toMatchObject({ name: "ProviderError", effect: "none", cause: lost });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(server.connections.join("")).toBe("");
  });

  it("is checked once, in the very turn in which it is written", async () => {
    const server = await startRawServer((socket) => socket.write(answer("{}")));
    const { client } = connect(server.url);
    const seen: string[] = [];
    const write = net.Socket.prototype.write;
    net.Socket.prototype.write = function spied(this: net.Socket, ...args: unknown[]) {
      if (String(args[0]).startsWith("GET /vm/install/")) seen.push("written");
      return Reflect.apply(write, this, args) as boolean;
    } as typeof write;
    try {
      await client.send(BUY, {
        assertMaySend() {
          seen.push("checked");
          setImmediate(() => seen.push("next turn"));
          queueMicrotask(() => seen.push("microtask"));
          process.nextTick(() => seen.push("tick"));
        },
      });
    } finally {
      net.Socket.prototype.write = write;
    }
    expect(seen.slice(0, 2)).toEqual(["checked", "written"]);
    expect(seen.filter((entry) => entry === "checked" || entry === "written")).toHaveLength(2);
  });

  it("that is aborted before the write had no effect, after it is unknown", async () => {
    const server = await startRawServer(() => undefined);
    const { client } = connect(server.url);
    const before = new AbortController();
    before.abort(new AbortedError());
    expect(await failureOf(client.send(BUY, { signal: before.signal }))).toMatchObject({ effect: "none" });
    expect(server.connections).toHaveLength(0);
    const after = new AbortController();
    const failure = failureOf(client.send(BUY, { signal: after.signal }));
    while (server.requests().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    after.abort(new AbortedError());
    expect(await failure).toMatchObject({ effect: "unknown" });
  });

  it("that is redirected fails without following", async () => {
    const other = await startRawServer((socket) => socket.write(answer("{}")));
    const moved = answer("", "302 Found", [`location: ${other.url}/vm/install/`]);
    const server = await startRawServer((socket) => socket.write(moved));
    const { client } = connect(server.url);
    const failure = await failureOf(client.send(BUY));
    expect(failure).toMatchObject({ fault: "malformed", effect: "unknown" });
    expect(failure.message).toContain("the credentials were not sent on");
    expect(other.connections).toHaveLength(0);
    expect(server.requests()).toHaveLength(1);
  });

  it("resolves with whatever complete answer came, 429 and 5xx included, without repeating", async () => {
    for (const status of ["429 Too Many Requests", "500 Oops", "503 Busy", "404 Not Found"]) {
      const server = await startRawServer((socket) => socket.write(answer("{}", status)));
      const { client } = connect(server.url);
      expect((await client.send(BUY)).status).toBe(Number(status.slice(0, 3)));
      expect(server.requests()).toHaveLength(1);
    }
  });

  it("never shows its secret or its query", async () => {
    const logged: unknown[] = [];
    const server = await startRawServer((socket) => socket.end("HTTP/1.1 200 very-secret-key\r\nx"));
    const { client } = connect(server.url, { log: (...entry) => logged.push(entry) });
    const failure = await failureOf(client.send(BUY));
    const shown = [
      failure.message,
      failure.stack,
      JSON.stringify(failure),
      inspectDeep(failure),
      JSON.stringify(logged),
    ];
    for (const text of shown) expect(text).not.toMatch(/very-secret-key|apiKey/);
    expect(logged).toHaveLength(1);
    expect(logged[0]).toMatchObject(["warn", { method: "GET", path: "/vm/install/", attempt: 1, decision: "unknown" }]);
  });

  it("is written at most once whatever the server does, and no written one is called effectless", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          at: fc.constantFrom("connect", "data"),
          cut: fc.integer({ min: 0, max: 90 }),
          close: fc.constantFrom("end", "destroy", "reset"),
        }),
        async ({ at, cut, close }) => {
          const act = (socket: net.Socket): void => {
            if (cut > 0 && at === "data") socket.write(answer('{"ok":1}').slice(0, cut));
            if (close === "end") socket.end();
            else if (close === "reset") socket.resetAndDestroy();
            else socket.destroy();
          };
          const server = await startRawServer(
            (socket) => at === "data" && act(socket),
            (socket) => at === "connect" && act(socket),
          );
          const { client } = connect(server.url);
          const outcome = await client.send(BUY).then(
            () => "answered",
            (error: { effect: string }) => error.effect,
          );
          expect(server.connections.length).toBeLessThanOrEqual(1);
          expect(server.requests().length).toBeLessThanOrEqual(1);
          if (server.requests().length === 1) expect(outcome).not.toBe("none");
        },
      ),
      { numRuns: 100 },
    );
  });
});

function inspectDeep(value: unknown): string {
  const seen = new Set<unknown>();
  const walk = (at: unknown): string => {
    if (typeof at !== "object" || at === null || seen.has(at)) return String(at);
    seen.add(at);
    return Reflect.ownKeys(at)
      .map((key) => `${String(key)}=${walk(Reflect.get(at, key))}`)
      .join(" ");
  };
  return walk(value);
}
