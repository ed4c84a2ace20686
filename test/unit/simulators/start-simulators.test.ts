// Options of the start, the log's masking, and what is refused before anything listens.
import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { maskPairs, maskQuery } from "../../../src/simulators/engine/mask-secrets.ts";
import type { LogEntry } from "../../../src/simulators/engine/request-log.ts";
import { realClock } from "../../../src/simulators/engine/sim-clock.ts";
import { startSimulators } from "../../../src/simulators/start-simulators.ts";
import { openBench } from "./support/serveroid-bench.ts";

describe("starting", () => {
  it("starts every vendor there is, with its environment", async () => {
    const sim = await startSimulators();
    onTestFinished(() => sim.stop());
    expect(sim.endpoints.serveroid).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(sim.env).toHaveProperty("SERVEROID_ENDPOINT", sim.endpoints.serveroid);
  });

  it.each([
    [{ host: "0.0.0.0" }, "0.0.0.0: the simulators listen on loopback only"],
    [{ speed: 0 }, "speed: expected a number above 0, got 0"],
    [{ speed: Number.NaN }, "speed: expected a number above 0, got NaN"],
    [{ faults: [{ effect: "nothing" as "busy" }] }, "faults[0].effect"],
    [{ seed: { aws: {} } }, 'seed: unknown key "aws"'],
  ])("refuses %j", async (options, problem) => {
    await expect(startSimulators(options)).rejects.toThrow(problem);
  });

  it("rejects when the port is taken", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void taken.close());
    const address = taken.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await expect(startSimulators({ ports: { serveroid: port } })).rejects.toThrow("EADDRINUSE");
  });

  it("is gone after stop, and may be stopped twice", async () => {
    const { sim, base } = await openBench();
    await sim.stop();
    await expect(fetch(base)).rejects.toThrow();
    await sim.stop();
  });

  it("tells of each request when its answer has been decided", async () => {
    const told: LogEntry[] = [];
    const sim = await startSimulators({ onRequest: (entry) => told.push({ ...entry }) });
    onTestFinished(() => sim.stop());
    await fetch(`${sim.endpoints.serveroid}/api/v1/vm/?apiKey=sim`);
    await expect.poll(() => told).toHaveLength(1);
    expect(told[0]).toMatchObject({ seq: 1, method: "vm_list", status: 200, query: "apiKey=***" });
  });

  it("makes operations faster, not the network", async () => {
    const { get, result, clock } = await openBench({ speed: 10 });
    await get("vm/10/reboot/", { tenantId: 501 });
    clock.advance(2_999);
    expect(await result("operation/1/")).toMatchObject({ status: "PENDING" });
    clock.advance(1);
    expect(await result("operation/1/")).toMatchObject({ status: "DONE" });
  });

  it("knows nothing of a vendor that was not started", async () => {
    const sim = await startSimulators({ vendors: [] });
    onTestFinished(() => sim.stop());
    expect(sim.endpoints).toEqual({});
    expect(() => sim.state("serveroid")).toThrow("serveroid was not started");
  });
});

describe("masking", () => {
  const secrets = { names: new Set(["password"]), values: new Set(["long-secret"]) };

  it("hides by name and by value, and keeps repeats apart", () => {
    const pairs: [string, string][] = [
      ["password", "a"],
      ["id", "1"],
      ["id", "long-secret"],
      ["id", "3"],
    ];
    expect(maskPairs(pairs, secrets)).toEqual({ password: "***", id: ["1", "***", "3"] });
  });

  it.each([
    ["", ""],
    ["a=1&password=x%20y&b=%2B", "a=1&password=***&b=%2B"],
    ["x=long-secret&y=long%2Dsecret", "x=***&y=***"],
    ["pass%77ord=x", "pass%77ord=***"],
    ["password&a", "***&a"],
  ])("keeps the query %s as %s", (query, masked) => {
    expect(maskQuery(query, secrets)).toBe(masked);
  });
});

describe("the real clock", () => {
  it("does not sleep when there is nothing to wait for", async () => {
    const aborted = AbortSignal.abort();
    await realClock.sleep(3_600_000, aborted);
    await realClock.sleep(0);
    expect(Math.abs(realClock.now() - Date.now())).toBeLessThan(1000);
  });
});
