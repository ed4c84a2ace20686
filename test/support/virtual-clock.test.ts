import { writeFile } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";

import { createHttpClient } from "../../src/http/http-client.ts";
import { createRedactor } from "../../src/http/redactor.ts";
import { createVirtualClock, type VirtualClock } from "./virtual-clock.ts";

const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function start(
  clock: VirtualClock,
  handler: (request: http.IncomingMessage, response: http.ServerResponse) => void | Promise<void>,
) {
  const server = http.createServer((request, response) => void handler(request, response));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = createHttpClient({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clock,
    requestTimeoutMs: 30_000,
    requestsPerSecond: 1000,
    redactor: createRedactor(),
    userAgent: "test",
    inFlight: clock.inFlight,
    tries: 1,
  });
  return client;
}

describe("the virtual clock", () => {
  it("wakes sleepers in the order of their time without waiting", async () => {
    const clock = createVirtualClock();
    const began = performance.now();
    const order: string[] = [];
    await Promise.all([
      clock.sleep(7_200_000).then(() => order.push("two hours")),
      clock.sleep(1000).then(() => order.push("a second")),
      clock.sleep(60_000).then(() => order.push("a minute")),
    ]);
    expect(order).toEqual(["a second", "a minute", "two hours"]);
    expect(clock.monotonic()).toBe(7_200_000);
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it("stands still while files are written and while tracked work runs", async () => {
    const clock = createVirtualClock();
    const file = join(tmpdir(), `virtual-clock-${process.pid}`);
    let sleptUntil = 0;
    const sleeper = clock.sleep(1000).then(() => {
      sleptUntil = performance.now();
    });
    await writeFile(file, "x".repeat(30_000_000));
    const written = performance.now();
    await sleeper;
    expect(sleptUntil).toBeGreaterThanOrEqual(written);

    const done = clock.busy();
    const second = clock.sleep(1000);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(clock.monotonic()).toBe(1000);
    done();
    await second;
    expect(clock.monotonic()).toBe(2000);
  });

  it("stands still while a request is under way, although others sleep", async () => {
    const clock = createVirtualClock();
    const client = await start(clock, (_request, response) => {
      const done = clock.busy();
      setTimeout(() => {
        response.end("{}");
        done();
      }, 60);
    });
    void clock.sleep(10_000);
    await client.read({ method: "GET", path: "/" });
    expect(clock.monotonic()).toBe(0);
    await client.close();
  });

  it("lets a server sleep on the same clock: latency is counted, and only that", async () => {
    const clock = createVirtualClock();
    const client = await start(clock, async (_request, response) => {
      await clock.sleep(5000);
      response.end("{}");
    });
    await client.read({ method: "GET", path: "/" });
    expect(clock.monotonic()).toBe(5000);
    await Promise.all([1, 2, 3].map(() => client.read({ method: "GET", path: "/" })));
    expect(clock.monotonic()).toBe(10_000);
    await client.close();
  });

  it("lets a client's time limit fire before a server's longer hang, and goes on undisturbed after it", async () => {
    const clock = createVirtualClock();
    const client = await start(clock, async (request, response) => {
      if (request.url === "/hang") await clock.sleep(Number.POSITIVE_INFINITY);
      if (request.url === "/slow") await clock.sleep(600_000);
      setTimeout(() => response.end("{}"), 5);
    });
    await expect(client.read({ method: "GET", path: "/hang" })).rejects.toMatchObject({ fault: "timed-out" });
    expect(clock.monotonic()).toBe(30_000);
    await expect(client.send({ method: "GET", path: "/slow" })).rejects.toMatchObject({ effect: "unknown" });
    expect(clock.monotonic()).toBe(60_000);
    await client.read({ method: "GET", path: "/" });
    expect(clock.monotonic()).toBe(60_000);
    await client.close();
  });

  it("takes a handler that does nothing at all to hang", async () => {
    const clock = createVirtualClock();
    const client = await start(clock, (request, response) => {
      if (request.url !== "/dead") response.end("{}");
    });
    await expect(client.read({ method: "GET", path: "/dead" })).rejects.toMatchObject({ fault: "timed-out" });
    expect(clock.monotonic()).toBe(30_000);
    await client.read({ method: "GET", path: "/" });
    expect(clock.monotonic()).toBe(30_000);
    await client.close();
  });

  it("keeps the time of simultaneous requests apart: the fast one is answered before the slow one's sleep ends", async () => {
    const clock = createVirtualClock();
    const client = await start(clock, async (request, response) => {
      if (request.url === "/slow") await clock.forServers.sleep(20_000);
      response.end("{}");
    });
    const slow = client.read({ method: "GET", path: "/slow" });
    for (let index = 0; index < 20; index += 1) {
      await client.read({ method: "GET", path: "/" });
      if (index < 19) await clock.sleep(100);
    }
    expect(clock.monotonic()).toBe(1900);
    await slow;
    expect(clock.monotonic()).toBe(20_000);
    await client.close();
  });

  it("never moves for background sleepers alone, but wakes them on the way", async () => {
    const clock = createVirtualClock();
    let beats = 0;
    void (async () => {
      for (;;) {
        await clock.sleep(15_000, undefined, { background: true });
        beats += 1;
      }
    })();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(beats).toBe(0);
    await clock.sleep(61_000);
    expect(beats).toBe(4);
  });

  it("moves by hand, steps the wall alone, and rejects an aborted sleep with the signal's reason", async () => {
    const clock = createVirtualClock({ auto: false });
    const slept = clock.sleep(1000);
    await clock.advance(1500);
    await slept;
    const before = clock.now();
    clock.jumpWall(-60_000);
    expect(clock.now()).toBe(before - 60_000);
    expect(clock.monotonic()).toBe(1500);
    const stop = new AbortController();
    const aborted = clock.sleep(1000, stop.signal);
    stop.abort(new Error("stopped"));
    await expect(aborted).rejects.toThrow("stopped");
  });
});
