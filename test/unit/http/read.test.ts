import type net from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

import { AbortedError } from "../../../src/core/errors.ts";
import { createHttpClient } from "../../../src/http/http-client.ts";
import type { HttpClientOptions, RecordedExchange } from "../../../src/http/http-client-options.ts";
import { createRedactor } from "../../../src/http/redactor.ts";
import { createVirtualClock } from "../../support/virtual-clock.ts";
import { answer, startRawServer } from "./raw-server.ts";

const LIST = { method: "GET", path: "/vm/", query: [["apiKey", "very-secret-key"]] } as const;

function connect(baseUrl: string, more: Partial<HttpClientOptions> = {}) {
  const clock = createVirtualClock();
  const client = createHttpClient({
    baseUrl,
    clock,
    requestTimeoutMs: 30_000,
    requestsPerSecond: 1000,
    redactor: createRedactor(["very-secret-key"]),
    userAgent: "trueup/test",
    inFlight: clock.inFlight,
    random: () => 1,
    ...more,
  });
  return { client, clock };
}

/** Answers the nth request (from 1, over all connections) as told; after the last one like the last one. */
async function startScript(...script: ((socket: net.Socket) => void)[]) {
  let count = 0;
  return await startRawServer((socket) => {
    count += 1;
    (script[count - 1] ?? script.at(-1))?.(socket);
  });
}

const say =
  (...parts: Parameters<typeof answer>) =>
  (socket: net.Socket): void =>
    void socket.write(answer(...parts));

describe("a read", () => {
  it("resolves with status, headers, text and size", async () => {
    const server = await startScript(say('{"имя":"веб"}', "200 OK", ["X-Trace: 1"]));
    const { client } = connect(server.url);
    expect(await client.read(LIST)).toMatchObject({
      status: 200,
      headers: { "x-trace": "1", "content-type": "application/json" },
      body: '{"имя":"веб"}',
      bytes: 19,
    });
  });

  it("keeps its connections for the next one", async () => {
    const server = await startScript(say("{}"));
    const { client } = connect(server.url);
    for (let index = 0; index < 5; index += 1) await client.read(LIST);
    // The pool may open a second one before it has noticed that the first is free again.
    expect(server.connections.length).toBeLessThanOrEqual(2);
    expect(server.requests()).toHaveLength(5);
  });

  it.each([
    ["500", say("oops", "500 Internal")],
    ["502", say("<html>", "502 Bad Gateway")],
    ["429", say("{}", "429 Too Many Requests")],
    ["408", say("{}", "408 Request Timeout")],
    ["a reset", (socket: net.Socket) => void socket.resetAndDestroy()],
    ["a cut body", (socket: net.Socket) => void socket.end(answer('{"a":1}').slice(0, -2))],
    [
      "text that is not UTF-8",
      (socket: net.Socket) =>
        void socket.write(Buffer.from("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n\xff\xfe", "latin1")),
    ],
  ])("is repeated after %s, and then succeeds", async (_name, fail) => {
    const server = await startScript(fail, fail, say('{"ok":1}'));
    const { client, clock } = connect(server.url);
    expect((await client.read(LIST)).body).toBe('{"ok":1}');
    expect(clock.monotonic()).toBe(500 + 1000);
  });

  it("is repeated no more than three times; the last answer is the caller's to judge", async () => {
    const server = await startScript(say('{"status":"ERROR"}', "503 Busy"));
    const { client } = connect(server.url);
    expect(await client.read(LIST)).toMatchObject({ status: 503, body: '{"status":"ERROR"}' });
    expect(server.requests()).toHaveLength(4);
  });

  it("fails with what went wrong last, without effect", async () => {
    const server = await startScript((socket) => socket.destroy());
    const { client } = connect(server.url);
    await expect(client.read(LIST)).rejects.toMatchObject({
      name: "ProviderError",
      fault: "unavailable",
      effect: "none",
    });
    expect(server.requests()).toHaveLength(4);
  });

  it("is repeated where the vendor says that an answer is a passing failure", async () => {
    const failing = '{"status":"ERROR","errorCode":"unexpected.exception"}';
    const server = await startScript(say(failing), say('{"status":"OK"}'));
    const { client } = connect(server.url);
    const read = await client.read({ ...LIST, retryIf: ({ body }) => body.includes("unexpected.exception") });
    expect(read.body).toBe('{"status":"OK"}');
  });

  it.each(["400 Bad", "401 Who", "403 No", "404 Gone", "409 Conflict", "422 Bad"])(
    "is not repeated after %s",
    async (status) => {
      const server = await startScript(say("{}", status));
      const { client } = connect(server.url);
      expect((await client.read(LIST)).status).toBe(Number(status.slice(0, 3)));
      expect(server.requests()).toHaveLength(1);
    },
  );

  it("waits as long as the server asks, in seconds or until a date, and others wait too", async () => {
    const server = await startScript(say("{}", "429 Slow", ["retry-after: 7"]), say("{}"));
    const { client, clock } = connect(server.url);
    const first = client.read(LIST);
    await first;
    expect(clock.monotonic()).toBe(7000);

    const at = new Date(clock.now() + 20_000).toUTCString();
    const dated = await startScript(say("{}", "503 Busy", [`retry-after: ${at}`]), say("{}"));
    const other = connect(dated.url);
    const start = other.clock.now();
    const wait = Date.parse(at) - start;
    await other.client.read(LIST);
    expect(other.clock.now() - start).toBe(wait);
  });

  it("does not wait for a server that wants to be left alone for long", async () => {
    const server = await startScript(say("{}", "429 Slow", ["retry-after: 3600"]));
    const { client, clock } = connect(server.url);
    expect((await client.read(LIST)).status).toBe(429);
    expect(server.requests()).toHaveLength(1);
    expect(clock.monotonic()).toBe(0);
  });

  it("gives up after the time limit of each try", async () => {
    const server = await startScript(() => undefined);
    const { client, clock } = connect(server.url, { tries: 2 });
    const failure = client.read(LIST).catch((error: unknown) => error);
    for (const tries of [1, 2]) {
      while (server.requests().length < tries) await new Promise((resolve) => setTimeout(resolve, 5));
      await clock.advance(30_500);
    }
    expect(await failure).toMatchObject({
      fault: "timed-out",
      effect: "none",
      message: expect.stringContaining("30 s"),
    });
  });

  it("does not follow redirects", async () => {
    const other = await startScript(say("{}"));
    const server = await startScript(say("", "301 Moved", [`location: ${other.url}/`]));
    const { client } = connect(server.url);
    await expect(client.read(LIST)).rejects.toThrow(/not followed, the credentials were not sent on/);
    expect(server.requests()).toHaveLength(1);
    expect(other.connections).toHaveLength(0);
  });

  it("is interrupted by the caller's signal: under way, and while it waits to be repeated", async () => {
    const hanging = await startScript(() => undefined);
    const first = connect(hanging.url);
    const stop = new AbortController();
    const read = first.client.read(LIST, { signal: stop.signal });
    while (hanging.requests().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort(new AbortedError());
    await expect(read).rejects.toBeInstanceOf(AbortedError);

    const busy = await startScript(say("{}", "503 Busy"));
    const second = connect(busy.url, { clock: createVirtualClock({ auto: false }) });
    const later = new AbortController();
    const waiting = second.client.read(LIST, { signal: later.signal });
    while (busy.requests().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 20));
    later.abort(new AbortedError());
    await expect(waiting).rejects.toBeInstanceOf(AbortedError);
    expect(busy.requests()).toHaveLength(1);
  });

  it("understands an answer that was compressed although we asked for none", async () => {
    const body = gzipSync('{"a":1}');
    const head = `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${body.length}\r\n\r\n`;
    const server = await startScript((socket) => socket.write(Buffer.concat([Buffer.from(head), body])));
    const { client } = connect(server.url);
    expect(await client.read(LIST)).toMatchObject({ body: '{"a":1}', bytes: body.length });
  });

  it("refuses an answer without end", async () => {
    const server = await startScript((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      const chunk = Buffer.alloc(4 * 1024 * 1024, 32);
      const pour = (): void => {
        while (!socket.destroyed && socket.write(chunk));
        socket.once("drain", pour);
      };
      pour();
    });
    const { client } = connect(server.url, { tries: 1 });
    await expect(client.read(LIST)).rejects.toMatchObject({ fault: "malformed", effect: "none" });
  });

  it("never sends more in a second than is allowed", async () => {
    const times: number[] = [];
    const clock = createVirtualClock();
    const server = await startRawServer((socket) => {
      times.push(clock.monotonic());
      socket.write(answer("{}"));
    });
    const { client } = connect(server.url, { requestsPerSecond: 10, clock, inFlight: clock.inFlight });
    await Promise.all(Array.from({ length: 45 }, () => client.read(LIST)));
    for (const [index, at] of times.entries()) {
      const tenth = times[index + 10];
      if (tenth !== undefined) expect(tenth - at).toBeGreaterThanOrEqual(1000);
    }
    expect(clock.monotonic()).toBe(4000);
  });

  it("is recorded with its raw answer, and logged, without its secret", async () => {
    const recorded: RecordedExchange[] = [];
    const logged: unknown[] = [];
    const server = await startScript(say("{}", "500 Oops"), say('{"key":"very-secret-key","id":1}'));
    const { client } = connect(server.url, {
      onExchange: (exchange) => recorded.push(exchange),
      log: (level, entry) => logged.push({ level, ...entry }),
    });
    expect((await client.read(LIST)).body).toContain("very-secret-key");
    expect(recorded).toMatchObject([
      {
        request: { method: "GET", path: "/vm/", query: [["apiKey", "***"]] },
        status: 200,
        answer: '{"key":"***","id":1}',
      },
    ]);
    expect(logged).toMatchObject([
      { level: "warn", method: "GET", path: "/vm/", status: 500, attempt: 1, decision: "retry" },
      { level: "debug", method: "GET", path: "/vm/", status: 200, attempt: 2, decision: "done" },
    ]);
    expect(JSON.stringify([recorded, logged])).not.toContain("very-secret-key");
  });
});
