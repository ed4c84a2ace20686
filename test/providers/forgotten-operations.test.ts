// Operations that the provider does not know any more: the object itself tells what became of them.
import { afterEach, expect, it } from "vitest";
import type { Fleet, Watch } from "../support/fleet.ts";
import { sampleVm } from "../support/sample-desired.ts";
import { machinesOf, outcomesOf, startAccount, withKey } from "../support/small-account.ts";

let fleet: Fleet;
afterEach(() => fleet.stop());

/** Every operation is forgotten at once. */
const FORGETFUL: Watch = {
  backend: (backend) => backend,
  provider: (provider) => ({
    ...provider,
    check: async (handles) => handles.map(() => ({ status: "lost" as const })),
  }),
  resumed: () => undefined,
  planned: () => undefined,
};

it("what it was to bring about is there in the end: done, and sent once", async () => {
  fleet = await startAccount();
  const declared = withKey([sampleVm("vms.web", { ips: 2 })]);
  const applied = await fleet.apply(declared, {}, { watch: FORGETFUL });
  expect(outcomesOf(applied)).toContain("create vms.web: done");
  expect(machinesOf(fleet)).toEqual(["1:web"]);
  expect(fleet.sim.log.entries({ mutating: true, method: "install" })).toHaveLength(1);
});

it("a run that ended meanwhile is gone on with by the next one", async () => {
  fleet = await startAccount();
  fleet.sim.faults.set([{ effect: "operation-slow", ms: 240_000, match: { method: "install", nth: 1 } }]);
  const timeouts = { createMs: 60_000, updateMs: 60_000, deleteMs: 60_000 };
  const declared = withKey([sampleVm("vms.web", {}, { timeouts })]);
  await fleet.apply(declared);
  expect((await fleet.state())?.pending).toHaveLength(1);
  await fleet.clock.advance(600_000);
  await fleet.apply(declared, {}, { watch: FORGETFUL });
  expect((await fleet.state())?.pending).toEqual([]);
  expect(machinesOf(fleet)).toEqual(["1:web"]);
});
