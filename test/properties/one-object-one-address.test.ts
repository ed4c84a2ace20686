// An object is held by one address only, and an address holds the object that it names: whatever is pending, imported,
// moved or borrowed meanwhile.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration } from "../../src/core/desired.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { RANGE, sampleConfiguration, sampleVm } from "../support/sample-desired.ts";
import { edge, edgeKey, gcoreDesired } from "../support/sample-gcore.ts";
import {
  errorsOf,
  forgottenMachines,
  machinesOf,
  rowsOf,
  startAccount,
  withKey,
  workOf,
} from "../support/small-account.ts";

const allow = { deletes: 9, adopt: 9, empty: true };
const LATE = [
  { effect: "lost-after", match: { method: "install", nth: 1 } },
  { effect: "invisible", ms: 900_000, match: { method: "install", nth: 1 } },
] as const;

let fleet: Fleet;
afterEach(() => fleet.stop());

const installs = (): number => fleet.sim.log.entries({ mutating: true, method: "install" }).length;
const recordOf = async (address: string) => (await fleet.state())?.resources[address];

describe("an order is not settled", () => {
  const renamed = withKey([sampleVm("vms.app", {}, { name: "web" })]);

  it("and its address is renamed without a moved block: nothing is ordered under the same name", async () => {
    fleet = await startAccount();
    fleet.sim.faults.set([...LATE]);
    await fleet.apply(withKey([sampleVm("vms.web")]));
    const { plan } = await fleet.apply(renamed);
    expect(installs()).toBe(1);
    expect(plan.blocked).toContainEqual({
      address: "vms.app",
      reason: "vms.web has asked for a vm named web, and that is not settled: this may be the same one",
      fix: expect.stringContaining("--assume-absent vms.web") as string,
      undone: true,
    });
  });

  it("and another is moved to its address: both stay on record", async () => {
    fleet = await startAccount();
    await fleet.apply(withKey([sampleVm("vms.db")]));
    fleet.sim.faults.set([...LATE]);
    await fleet.apply(withKey([sampleVm("vms.db"), sampleVm("vms.web")]));
    const moved = [{ from: "vms.db", to: "vms.web", range: RANGE }];
    const wanted = withKey([sampleVm("vms.web")], { moved });
    const { plan } = await fleet.apply(wanted);
    expect(errorsOf(plan)).toEqual(["moved.onto-pending"]);
    await fleet.clock.advance(1_000_000);
    await fleet.apply(wanted);
    expect(await forgottenMachines(fleet)).toEqual([]);
  });

  it.each([
    ["imported", { ...renamed, imports: [{ to: "vms.app", id: "1", range: RANGE }] }, "import.already-tracked"],
    ["found by its name", renamed, undefined],
  ] satisfies [string, Configuration, string | undefined][])(
    "and what it has made is %s elsewhere: it is not taken",
    async (_how, wanted, error) => {
      const timeouts = { createMs: 60_000, updateMs: 60_000, deleteMs: 60_000 };
      fleet = await startAccount();
      fleet.sim.faults.set([{ effect: "operation-slow", ms: 3_600_000, match: { method: "install", nth: 1 } }]);
      await fleet.apply(withKey([sampleVm("vms.web", {}, { timeouts })]));
      const { plan } = await fleet.apply(wanted, { allow });
      expect(errorsOf(plan)).toEqual(error === undefined ? [] : [error]);
      expect(await recordOf("vms.app")).toBeUndefined();
      expect(installs()).toBe(1);
    },
  );
});

describe("existing", () => {
  /** An account with machines that no state knows. */
  async function startWith(...names: string[]): Promise<void> {
    fleet = await startAccount();
    await fleet.apply(withKey(names.map((name) => sampleVm(`vms.${name}`))));
    const seed = { serveroid: fleet.sim.state("serveroid") };
    await fleet.stop();
    fleet = await startFleet({ project: "111", seed });
  }
  const borrow = (id: string, power = "on"): Configuration =>
    sampleConfiguration([sampleVm("vms.x", { keys: [], power }, { existing: { id } })]);
  const idOf = (name: string): string =>
    String(rowsOf(fleet, "serveroid", "vms").find((row) => row["name"] === name)?.["id"]);
  const stateOf = (name: string) => rowsOf(fleet, "serveroid", "vms").find((row) => row["name"] === name)?.["state"];

  it("means the machine that it names now", async () => {
    await startWith("a", "b");
    await fleet.apply(borrow(idOf("a")));
    await fleet.apply(borrow(idOf("b"), "off"));
    expect([stateOf("a"), stateOf("b")]).toEqual(["VIR_DOMAIN_RUNNING", "VIR_DOMAIN_SHUTOFF"]);
    expect((await recordOf("vms.x"))?.remoteId).toBe(idOf("b"));
  });

  it("does not let go of a machine of ours by itself", async () => {
    fleet = await startAccount();
    await fleet.apply(withKey([sampleVm("vms.a"), sampleVm("vms.x")]));
    const { plan } = await fleet.apply(withKey([sampleVm("vms.a"), sampleVm("vms.x", {}, { existing: { id: "77" } })]));
    expect(errorsOf(plan)).toEqual(["existing.another"]);
    expect(await forgottenMachines(fleet)).toEqual([]);
  });

  it("and import cannot take one machine for two addresses", async () => {
    await startWith("a");
    const imports = [{ to: "vms.y", id: "1", range: RANGE }];
    const resources = [...borrow("1").resources, sampleVm("vms.y", { keys: [] }, { name: "a" })];
    const { plan } = await fleet.apply(sampleConfiguration(resources, { imports }));
    expect(errorsOf(plan)).toEqual(["import.claimed-twice"]);
    expect((await fleet.state())?.resources ?? {}).toEqual({});
  });

  it("declared after a machine was made keeps it from then on", async () => {
    fleet = await startAccount();
    await fleet.apply(withKey([sampleVm("vms.web")]));
    const existing = withKey([sampleVm("vms.web", {}, { existing: { name: "web" } })]);
    expect(workOf(await fleet.plan(existing, { mode: "destroy" }))).toContain("forget vms.web");
    await fleet.apply(existing);
    await fleet.apply(withKey([]), { allow });
    expect(machinesOf(fleet)).toEqual(["1:web"]);
  });

  it("keeps the disks of its machine, also against a removed block", async () => {
    fleet = await startFleet({ vendor: "gcore" });
    await fleet.apply(sampleConfiguration([edgeKey(), edge()]));
    const seed = { gcore: fleet.sim.state("gcore") };
    await fleet.stop();
    fleet = await startFleet({ vendor: "gcore", seed });
    const volumes = { data: { size: 100 * 1024 } };
    await fleet.apply(sampleConfiguration([gcoreDesired("vms.edge", { volumes }, { existing: { name: "edge" } })]), {
      allow,
    });
    const removed = [{ from: "vms.edge", destroy: true, range: RANGE }];
    const plan = await fleet.plan(sampleConfiguration([edgeKey()], { removed }));
    expect(workOf(plan).filter((work) => work.startsWith("delete"))).toEqual([]);
    expect(workOf(plan)).toContain("forget vms.edge.volumes.data");
  });
});

it("a machine that has gone to another project is not touched", async () => {
  fleet = await startAccount();
  await fleet.apply(withKey([sampleVm("vms.web")]));
  fleet.sim.change("serveroid", { kind: "vms", action: "patch", id: 1, set: { tenantId: 222 } });
  const { plan } = await fleet.apply(withKey([]), { allow });
  expect(errorsOf(plan)).toEqual(["provider.not-ours"]);
  expect(machinesOf(fleet)).toEqual(["1:web"]);
});

it("a machine with the marks of another stack is not imported", async () => {
  fleet = await startFleet({ vendor: "gcore" });
  await fleet.apply({ ...sampleConfiguration([edgeKey(), edge()]), stack: "theirs" });
  const id = (await recordOf("vms.edge"))?.remoteId ?? "";
  const seed = { gcore: fleet.sim.state("gcore") };
  await fleet.stop();
  fleet = await startFleet({ vendor: "gcore", seed });
  const imports = [{ to: "vms.edge", id, range: RANGE }];
  const { plan } = await fleet.apply(sampleConfiguration([edge({ keys: [] })], { imports }), { allow });
  expect(errorsOf(plan)).toContain("adopt.other-stack");
});
