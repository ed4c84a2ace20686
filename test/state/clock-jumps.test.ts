// The wall clock jumps in the middle of an apply, through the real lease, journal and executor: no send when either clock
// says that the lease is short, nothing twice, and nobody takes a lock over because of his own wall clock.
import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import type { OperationResult } from "../../src/core/event.ts";
import type { Provider } from "../../src/core/provider.ts";
import { createLocalBackend } from "../../src/state/local-backend.ts";
import { nodeFiles } from "../../src/state/state-files.ts";
import { expectProblem } from "../kits/state-backend-kit.ts";
import { type Fleet, startFleet, type Watch } from "../support/fleet.ts";
import { sampleConfiguration, sampleKey, sampleVm } from "../support/sample-desired.ts";
import { createVirtualClock } from "../support/virtual-clock.ts";

/** By the fleet's settings: a lease of 60 s, a request timeout of 30 s. */
const SHORT_MS = 40_000;
const OVER_MS = 61_000;

const wanted = sampleConfiguration([sampleKey("ops"), sampleVm("vms.web"), sampleVm("vms.db")], {
  policy: { publicEnv: [], assumeAbsentAfterMs: 600_000 },
});
/** The default policy is another one. */
const POLICIES = ["backup_policy_change", "backup_policy_change"];
const SEED = { serveroid: { tenants: [{ id: 111, description: "Default" }], vms: [], pubkeys: [] } };

let fleet: Fleet | undefined;
afterEach(() => fleet?.stop());

let folder = "";
async function open(): Promise<Fleet> {
  fleet = await startFleet({
    seed: SEED,
    files: {
      ...nodeFiles,
      makeFolder(path) {
        folder = path;
        return nodeFiles.makeFolder(path);
      },
    },
  });
  return fleet;
}

/** Does something just before the n-th request is handed over. */
function beforeRequest(n: number, act: () => void): Watch {
  let count = 0;
  const provider = (given: Provider): Provider => ({
    ...given,
    perform(step, call) {
      if (++count === n) act();
      return given.perform(step, call);
    },
  });
  return {
    backend: (backend) => backend,
    provider,
    resumed: () => undefined,
    planned: () => undefined,
  };
}

const sent = ({ sim }: Fleet) => sim.log.entries({ mutating: true }).map((entry) => entry.method);
const outcomes = (results: readonly OperationResult[]) => results.map((result) => result.outcome);

async function expectCleanEnd(current: Fleet): Promise<void> {
  const other = observer(current);
  const holder = await other.holder();
  if (holder !== undefined) await other.unlock(holder.id);
  for (let round = 0; round < 2; round++) {
    await current.apply(wanted);
    await current.clock.advance(660_000);
  }
  expect((await current.plan(wanted)).entries.filter((entry) => entry.action !== "no-op")).toEqual([]);
  expect(sent(current).sort()).toEqual([...POLICIES, "install", "install", "pubkeys_add"]);
  expect((await current.state())?.pending).toEqual([]);
}

const observer = (current: Fleet, clock = current.clock) =>
  createLocalBackend({
    path: folder.replace(/\.d$/, ""),
    clock,
    identity: { who: "other", host: "elsewhere", pid: process.pid },
    randomId: randomUUID,
  });

describe("the wall clock jumps just before a request", () => {
  it.each([1, 2, 3])(
    "forward, so that the lease is short: request %i is not sent, nothing stays pending",
    async (n) => {
      const current = await open();
      const watch = beforeRequest(n, () => current.clock.jumpWall(SHORT_MS));
      const { results } = await current.apply(wanted, {}, { watch });
      expect(outcomes(results)).toContain("interrupted");
      expect((await current.state())?.pending).toEqual([]);
      await expectCleanEnd(current);
    },
  );

  it.each([1, 2, 3])("forward over the whole lease: from request %i on nothing is sent", async (n) => {
    const current = await open();
    let before = 0;
    const watch = beforeRequest(n, () => {
      before = sent(current).length;
      current.clock.jumpWall(OVER_MS);
    });
    const { results } = await current.apply(wanted, {}, { watch }).catch(() => ({ results: [] }));
    expect(outcomes(results)).not.toContain("failed");
    expect(sent(current)).toHaveLength(before);
    await expectCleanEnd(current);
  });

  it.each([1, 2, 3])("forward and back again: what was lost stays lost from request %i on", async (n) => {
    const current = await open();
    const watch = beforeRequest(n, () => current.clock.jumpWall(OVER_MS));
    const back = beforeRequest(n + 1, () => current.clock.jumpWall(-OVER_MS));
    const both = { ...watch, provider: (given: Provider) => back.provider(watch.provider(given)) };
    // One after the other: two in one turn would go forth and back before anything is checked.
    await current.apply(wanted, {}, { watch: both, parallelism: 1 }).catch(() => undefined);
    expect(sent(current).length).toBeLessThan(n + 1);
    await expectCleanEnd(current);
  });

  it.each([1, 2, 3])("back by an hour before request %i: the apply goes on", async (n) => {
    const current = await open();
    const watch = beforeRequest(n, () => current.clock.jumpWall(-3_600_000));
    const { results } = await current.apply(wanted, {}, { watch });
    expect(outcomes(results)).toEqual(["done", "done", "done"]);
    await expectCleanEnd(current);
  });
});

describe("an observer", () => {
  it.each([864_000_000, -864_000_000])(
    "does not take a lock over because its wall clock jumps by %i ms",
    async (ms) => {
      const current = await open();
      await current.apply(wanted);
      const lease = await observer(current).acquire({ operation: "apply", waitMs: 0 });
      const clock = createVirtualClock();
      const waiting = observer(current, clock).acquire({ operation: "apply", waitMs: 55_000 });
      clock.jumpWall(ms);
      await expectProblem(waiting, "locked");
      expect(clock.monotonic()).toBeGreaterThanOrEqual(55_000);
      await lease.release();
    },
  );
});
