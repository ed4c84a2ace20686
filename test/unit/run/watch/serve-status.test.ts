import { afterEach, describe, expect, it } from "vitest";
import { type StatusServer, serveStatus } from "../../../../src/run/watch/serve-status.ts";
import type { WatchStatus } from "../../../../src/run/watch/watch-status.ts";

let server: StatusServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const statusOf = (condition: WatchStatus["condition"]): WatchStatus => ({
  ...{ condition, intervalMs: 900_000, cycles: 1, skippedCycles: 0, lastCycleAt: null, lastCycleMs: 5 },
  looks: { succeeded: 1, failed: 0 },
  applies: { done: 0, undone: 0, refused: 0, locked: 0, stopped: 0 },
  ...{ appliesRunning: 0, backedOff: { stacks: 0, accounts: 0, applies: 0 } },
  stacks: [
    {
      ...{ stack: "shop", folder: "/srv/secret-place/shop", condition: "clean", findings: 0, heldBack: 0 },
      ...{ isApplying: false, failures: 0, isBackedOff: false, lookedAt: null },
    },
  ],
});

async function start(condition?: WatchStatus["condition"]): Promise<string> {
  server = await serveStatus(
    { host: "127.0.0.1", port: 0 },
    { status: () => (condition === undefined ? undefined : statusOf(condition)), metrics: async () => "up 1\n" },
  );
  return server.url;
}

describe("/healthz", () => {
  it.each([
    [undefined, 503],
    ["starting", 503],
    ["watching", 200],
    ["stuck", 503],
    ["stopping", 503],
  ] as const)("%s: %i", async (condition, code) => {
    const answer = await fetch(`${await start(condition)}/healthz`);
    expect(answer.status).toBe(code);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ condition: condition ?? "starting" });
    expect(text).not.toContain("/srv");
  });
});

it("/metrics, as Prometheus reads it", async () => {
  const answer = await fetch(`${await start("watching")}/metrics?x=1`);
  expect([answer.status, await answer.text()]).toEqual([200, "up 1\n"]);
  expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
});

it("nothing else, and nothing but reads", async () => {
  const url = await start("watching");
  expect((await fetch(`${url}/`)).status).toBe(404);
  expect((await fetch(`${url}/metrics/..%2fhealthz`)).status).toBe(404);
  expect((await fetch(`${url}/healthz`, { method: "POST", body: "x" })).status).toBe(405);
  const head = await fetch(`${url}/healthz`, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
});

it("a port that is taken is a clear error", async () => {
  const { port } = new URL(await start("watching"));
  await expect(
    serveStatus({ host: "127.0.0.1", port: Number(port) }, { status: () => undefined, metrics: async () => "" }),
  ).rejects.toMatchObject({
    diagnostics: [{ code: "watch.listen", summary: `--listen 127.0.0.1:${port}: another program listens there` }],
  });
});
