// What stops an apply in the middle: signals, a lost lease, our own timeouts, refused credentials. Nothing is sent after
// it, everything that was sent is on record, and the next apply ends as it would have.
import { afterEach, describe, expect, it } from "vitest";
import { AbortedError } from "../../src/core/errors.ts";
import type { Provider } from "../../src/core/provider.ts";
import type { StateBackend } from "../../src/core/state-port.ts";
import { createStopControl } from "../../src/executor/stop-control.ts";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration, sampleKey, sampleVm } from "../support/sample-desired.ts";
import { edge } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const seed = { serveroid: { tenants: [{ id: 111, description: "Default" }], vms: [], pubkeys: [] } };
const declared = sampleConfiguration(
  [sampleKey("ops"), sampleVm("vms.a"), sampleVm("vms.b", {}, { dependsOn: ["vms.a"] })],
  { policy: { publicEnv: [], assumeAbsentAfterMs: 60_000 } },
);
const methods = (current: Fleet) => current.sim.log.entries({ mutating: true }).map((entry) => entry.method);
const vms = (current: Fleet) =>
  (current.sim.state("serveroid") as unknown as { vms: { name: string }[] }).vms.map((vm) => vm.name).sort();

async function expectTheEnd(current: Fleet) {
  await current.apply(declared);
  expect(vms(current)).toEqual(["a", "b"]);
  expect((await current.state())?.pending).toEqual([]);
  expect((await current.plan(declared)).entries.filter((entry) => entry.action !== "no-op")).toEqual([]);
  expect(methods(current).filter((method) => method === "install").length).toBe(2);
}

/** Resolves when the n-th event of a type has been seen. */
async function until(current: Fleet, isThere: () => boolean) {
  while (!isThere()) await new Promise((resolve) => setImmediate(resolve));
  return current;
}

describe("an interrupt", () => {
  it("once: what is in flight is awaited and recorded, nothing more is sent, not even the next step", async () => {
    const current = await startFleet({ seed });
    fleet = current;
    const stop = createStopControl();
    const applying = current.apply(declared, {}, { stop });
    await until(current, () => current.events.some((event) => event.type === "progress" && event.address === "vms.a"));
    stop.request();
    const { results } = await applying;
    expect(methods(current)).toEqual(["pubkeys_add", "install"]);
    expect(results.map((result) => [result.address, result.outcome])).toEqual([
      ["keys.ops", "done"],
      ["vms.a", "interrupted"],
      ["vms.b", "interrupted"],
    ]);
    expect((await current.state())?.resources["vms.a"]?.remoteId).toBeDefined();
    await expectTheEnd(current);
  });

  it("twice: stops waiting at once; the handle is on record and is polled by the next apply", async () => {
    const current = await startFleet({ seed });
    fleet = current;
    const stop = createStopControl();
    const applying = current.apply(declared, {}, { stop });
    await until(current, () => current.events.some((event) => event.type === "progress" && event.address === "vms.a"));
    stop.endWaiting();
    const { results } = await applying;
    expect(results.find(({ address }) => address === "vms.a")).toMatchObject({
      outcome: "still-running",
      message: expect.stringContaining("still under way at the provider"),
    });
    expect((await current.state())?.pending.map((intent) => [intent.address, intent.phase])).toEqual([
      ["vms.a", "accepted"],
    ]);
    await expectTheEnd(current);
  });

  it("twice, with many under way: the next apply asks about all of them together", async () => {
    const current = await startFleet({ vendor: "gcore" });
    fleet = current;
    const machines = sampleConfiguration(
      Array.from({ length: 8 }, (_none, index) => edge({ keys: [] }, { address: `vms.edge[${index}]` })),
    );
    const stop = createStopControl();
    const applying = current.apply(machines, {}, { stop });
    const waitedFor = () => current.events.flatMap((event) => (event.type === "progress" ? [event.address] : []));
    await until(current, () => new Set(waitedFor()).size >= 4);
    stop.endWaiting();
    await applying;
    expect((await current.state())?.pending.map(({ phase }) => phase)).toEqual(Array(4).fill("accepted"));
    const polls = () => current.sim.log.entries({}).filter(({ method }) => method === "tasks.list").length;
    const before = polls();
    let after = 0;
    const planned = () => {
      after = polls();
    };
    const watch = { backend: (one: StateBackend) => one, provider: (one: Provider) => one, resumed() {}, planned };
    await current.apply(machines, {}, { watch });
    expect((await current.state())?.pending).toEqual([]);
    expect(after - before).toBeLessThan(30);
  });

  it("twice, while it is looked for what a lost answer has left: not known, and on record", async () => {
    const faults = [{ effect: "lost-before", match: { method: "install", nth: 1 } } as FaultRule];
    const current = await startFleet({ seed, faults });
    fleet = current;
    const stop = createStopControl();
    const applying = current.apply(declared, {}, { stop });
    await until(current, () => current.events.some((event) => event.type === "settling" && event.address === "vms.a"));
    stop.endWaiting();
    const { results } = await applying;
    expect(results.find(({ address }) => address === "vms.a")).toMatchObject({
      outcome: "unknown",
      fix: expect.stringContaining("looks what became of it first"),
    });
    expect((await current.state())?.pending.map(({ address }) => address)).toEqual(["vms.a"]);
  });

  it("before the first request: nothing is sent", async () => {
    const current = await startFleet({ seed });
    fleet = current;
    const stop = createStopControl();
    stop.request();
    await expect(current.apply(declared, {}, { stop })).rejects.toBeInstanceOf(AbortedError);
    expect(methods(current)).toEqual([]);
  });
});

describe("our own timeout", () => {
  it("is not a failure of theirs: recorded as still running, polled again by the next apply", async () => {
    const current = await startFleet({
      seed,
      faults: [{ effect: "operation-slow", ms: 600_000, match: { method: "install", nth: 1 } } as FaultRule],
    });
    fleet = current;
    const hasty = {
      ...declared,
      resources: declared.resources.map((desired) => ({
        ...desired,
        timeouts: { createMs: 120_000, updateMs: 60_000, deleteMs: 60_000 },
      })),
    };
    const { results } = await current.apply(hasty);
    expect(results.map((result) => [result.address, result.outcome])).toEqual([
      ["keys.ops", "done"],
      ["vms.a", "still-running"],
      ["vms.b", "skipped"],
    ]);
    await current.clock.advance(600_000);
    await expectTheEnd(current);
  });

  it("of an object that stays busy is blocked, not failed", async () => {
    const current = await startFleet({
      seed,
      faults: [{ effect: "busy", match: { method: "backup_policy_change" } } as FaultRule],
    });
    fleet = current;
    const hasty = {
      ...declared,
      resources: declared.resources.map((desired) => ({
        ...desired,
        timeouts: { createMs: 120_000, updateMs: 60_000, deleteMs: 60_000 },
      })),
    };
    const { results } = await current.apply(hasty);
    expect(results.find((result) => result.address === "vms.a")?.outcome).toBe("blocked");
    current.sim.faults.clear();
    await expectTheEnd(current);
  });
});

describe("an answer that proves that nothing happened", () => {
  const cases: readonly [string, object, string][] = [
    ["429 with Retry-After", { effect: "429", retryAfter: 20 }, "done"],
    ["busy", { effect: "busy" }, "done"],
    ["refused credentials", { effect: "unauthorised" }, "failed"],
    ["a quota", { effect: "vendor-error", code: "vm.limit.exceed", message: "limit" }, "failed"],
  ];
  for (const [title, fault, outcome] of cases) {
    it(`${title}: ${outcome}, and one machine in the end`, async () => {
      const current = await startFleet({
        seed,
        faults: [{ ...fault, match: { method: "install", nth: 1 } } as FaultRule],
      });
      fleet = current;
      const { results } = await current.apply(declared);
      expect(results.find((result) => result.address === "vms.a")?.outcome).toBe(outcome);
      expect((await current.state())?.pending).toEqual([]);
      await current.apply(declared);
      expect(vms(current)).toEqual(["a", "b"]);
    });
  }

  it("unexpected.exception proves nothing: it is settled by looking", async () => {
    const current = await startFleet({
      seed,
      faults: [
        {
          effect: "vendor-error",
          code: "unexpected.exception",
          message: "oops",
          match: { method: "pubkeys_add", nth: 1 },
        } as FaultRule,
      ],
    });
    fleet = current;
    await current.apply(declared);
    expect(current.events.filter((event) => event.type === "settling").length).toBe(1);
    await current.apply(declared);
    expect(vms(current)).toEqual(["a", "b"]);
  });
});

describe("a failure", () => {
  it("stops what hangs on it; independent branches go on", async () => {
    const current = await startFleet({
      seed,
      faults: [
        {
          effect: "vendor-error",
          code: "vm.limit.exceed",
          message: "limit",
          match: { method: "install", nth: 1 },
        } as FaultRule,
      ],
    });
    fleet = current;
    const branched = sampleConfiguration([
      sampleKey("ops"),
      sampleVm("vms.a"),
      sampleVm("vms.b", {}, { dependsOn: ["vms.a"] }),
      sampleVm("vms.c"),
    ]);
    const { results } = await current.apply(branched);
    const outcomes = Object.fromEntries(results.map((result) => [result.address, result.outcome]));
    const failed =
      outcomes["vms.a"] === "failed"
        ? { "vms.a": "failed", "vms.b": "skipped", "vms.c": "done" }
        : { "vms.a": "done", "vms.b": "done", "vms.c": "failed" };
    expect(outcomes).toEqual({ "keys.ops": "done", ...failed });
  });
});
