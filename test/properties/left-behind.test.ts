// What a create-first replacement leaves behind stays on record until it is deleted, and is not deleted without need.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Configuration } from "../../src/core/desired.ts";
import type { JsonObject as Row } from "../../src/simulators/engine/json.ts";
import { Crash, type Fleet } from "../support/fleet.ts";
import { RANGE, sampleVm } from "../support/sample-desired.ts";
import {
  errorsOf,
  forgottenMachines,
  machinesOf,
  rowsOf,
  startAccount,
  withKey,
  workOf,
} from "../support/small-account.ts";

const allow = { deletes: 9 };
const declare = (protect = false): Configuration =>
  withKey([sampleVm("vms.web", {}, { lifecycle: { replace: "create-first", protect } })]);
const declared = declare();
let fleet: Fleet;

beforeEach(async () => {
  fleet = await startAccount();
  await fleet.apply(declared);
});
afterEach(() => fleet.stop());

describe("the replacement came out half-made", () => {
  beforeEach(makeHalf);

  async function makeHalf(): Promise<void> {
    fleet.sim.faults.set([{ effect: "operation-fails", leaves: "object", match: { method: "install", nth: 1 } }]);
    await fleet.apply(declared, { replace: ["vms.web"], allow });
    fleet.sim.faults.clear();
  }

  it("no crash in the next apply loses a machine", { timeout: 180_000 }, async () => {
    const lost: string[] = [];
    for (let crashAt = 1; crashAt <= 32; crashAt += 1) {
      await fleet.apply(declared, { allow }, { crashAt }).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error;
      });
      await fleet.apply(declared, { allow });
      lost.push(...(await forgottenMachines(fleet)).map((machine) => `${machine} after a crash at ${crashAt}`));
      if (machinesOf(fleet).length !== 1) lost.push(`${machinesOf(fleet).join(", ")} after a crash at ${crashAt}`);
      await fleet.stop();
      fleet = await startAccount();
      await fleet.apply(declared);
      await makeHalf();
    }
    expect(lost).toEqual([]);
  });

  it("a deletion that fails keeps the old machine on record", async () => {
    fleet.sim.faults.set([{ effect: "vendor-error", match: { method: "delete", vmId: "1" } }]);
    await fleet.apply(declared, { allow });
    expect(await forgottenMachines(fleet)).toEqual([]);
  });

  it("the old machine is there until there is a new one", async () => {
    fleet.sim.faults.set([{ effect: "operation-fails", leaves: "nothing", match: { method: "install", nth: 1 } }]);
    await fleet.apply(declared, { allow });
    expect(machinesOf(fleet)).toEqual(["1:web"]);
    expect(await forgottenMachines(fleet)).toEqual([]);
  });
});

describe("the old machine could not be deleted", () => {
  beforeEach(async () => {
    fleet.sim.faults.set([{ effect: "vendor-error", match: { method: "delete" } }]);
    await fleet.apply(declared, { replace: ["vms.web"], allow });
    fleet.sim.faults.clear();
    expect((await fleet.state())?.resources["vms.web"]?.deposed).toEqual([{ remoteId: "1", name: "web" }]);
  });

  it("one list that lacks it does not drop it", async () => {
    fleet.sim.faults.set([{ effect: "partial-list", rows: 1, match: { method: "vm_list", nth: 1 } }]);
    const plan = await fleet.plan(declared);
    expect(workOf(plan)).toEqual(["delete vms.web"]);
    expect(errorsOf(plan)).toEqual([]);
  });

  it("what is really gone is dropped", async () => {
    fleet.sim.change("serveroid", { kind: "vms", action: "delete", id: 1 });
    await fleet.apply(declared, { allow });
    expect((await fleet.state())?.resources["vms.web"]?.deposed).toBeUndefined();
  });

  it("protection keeps it", async () => {
    const { plan } = await fleet.apply(declare(true), { allow });
    expect(machinesOf(fleet)).toEqual(["1:web", "2:web"]);
    expect(plan.protected.map(({ address }) => address)).toEqual(["vms.web"]);
  });

  it("a removed block that lets go of the address lets go of it, too", async () => {
    const removed = [{ from: "vms.web", destroy: false, range: RANGE }];
    await fleet.apply(withKey([], { removed }), { allow });
    expect(machinesOf(fleet)).toEqual(["1:web", "2:web"]);
    expect((await fleet.state())?.resources["vms.web"]).toBeUndefined();
  });

  it("a machine that is taken over by its name does not push it out of the record", async () => {
    const [row = {}] = rowsOf(fleet, "serveroid", "vms");
    const { id: _id, internalId: _internal, ...rest } = row;
    const set = structuredClone(rest) as Row;
    fleet.sim.change("serveroid", { kind: "vms", action: "delete", id: 2 });
    fleet.sim.change("serveroid", { kind: "vms", action: "add", set });
    await fleet.apply(declared, { allow: { adopt: 1, deletes: 9 } });
    expect(await forgottenMachines(fleet)).toEqual([]);
  });
});
