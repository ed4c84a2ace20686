// What trueup has made on a machine that is not ours: it is let go with its machine, and deleted where a block says so.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration } from "../../src/core/desired.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { rows } from "../support/gcore-rows.ts";
import { RANGE, sampleConfiguration, sampleKey, sampleSnapshot, sampleVm } from "../support/sample-desired.ts";
import { edgeSchedule, gcoreDesired } from "../support/sample-gcore.ts";
import { SMALL_ACCOUNT } from "../support/small-account.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const allow = { deletes: 9, empty: true };
const nothing = (...removed: { from: string; destroy: boolean }[]): Configuration => ({
  ...sampleConfiguration([]),
  removed: removed.map((block) => ({ ...block, range: RANGE })),
});

describe("a snapshot on a machine of others", () => {
  const snapshots = (current: Fleet): number =>
    Object.values((current.sim.state("serveroid") as unknown as { snapshots: object }).snapshots).flat().length;

  async function start(): Promise<Fleet> {
    fleet = await startFleet({ seed: SMALL_ACCOUNT, project: "111" });
    const key = sampleKey("ops");
    await fleet.apply(sampleConfiguration([key, sampleVm("vms.web")]));
    await fleet.changeState((document) => ({ ...document, resources: {} }));
    const borrowed = sampleVm("vms.web", {}, { existing: { name: "web" } });
    await fleet.apply(sampleConfiguration([key, borrowed, sampleSnapshot("golden", "vms.web")]));
    expect(snapshots(fleet)).toBe(1);
    return fleet;
  }

  it("stays where nothing is said, and the plan tells how it is deleted", async () => {
    const current = await start();
    const plan = await current.plan(nothing(), { allow });
    const entry = plan.entries.find(({ address }) => address === "snapshots.golden");
    expect([entry?.action, entry?.notes]).toEqual([
      "forget",
      [expect.stringContaining('removed: [{from: "snapshots.golden", destroy: true}]')],
    ]);
  });

  it("goes where a block says so, and the machine stays", async () => {
    const current = await start();
    const { plan } = await current.apply(nothing({ from: "snapshots.golden", destroy: true }), { allow });
    expect(plan.entries.map(({ address, action }) => [address, action])).toEqual(
      expect.arrayContaining([
        ["snapshots.golden", "delete"],
        ["vms.web", "forget"],
      ]),
    );
    expect(snapshots(current)).toBe(0);
    expect((current.sim.state("serveroid") as unknown as { vms: unknown[] }).vms).toHaveLength(1);
    expect((await current.state())?.resources["snapshots.golden"]).toBeUndefined();
  });
});

describe("a disk on a machine of others", () => {
  const volumes = (current: Fleet): string[] => rows(current, "volumes").map((row) => String(row["name"]));

  async function start(): Promise<Fleet> {
    fleet = await startFleet({ vendor: "gcore" });
    const borrowed = gcoreDesired(
      "vms.old",
      {
        volumes: { extra: { size: 10 * 1024 } },
        interfaces: { inner: { type: "anySubnet", network: "internal", floatingIp: "new" } },
      },
      { existing: { name: "legacy-web" } },
    );
    await fleet.apply(sampleConfiguration([borrowed]));
    expect(volumes(fleet)).toContain("old-extra");
    return fleet;
  }

  it("that YAML lets go of is no other disk for a schedule of its machine", async () => {
    const old = (attributes: JsonObject) => gcoreDesired("vms.old", attributes, { existing: { name: "legacy-web" } });
    const schedule = edgeSchedule({ vms: ["vms.old"] });
    const current = await start();
    await current.apply(sampleConfiguration([old({ volumes: { extra: { size: 10 * 1024 } } }), schedule]));
    const bare = sampleConfiguration([old({}), schedule]);
    const { plan, results } = await current.apply(bare);
    const [entry] = plan.entries.filter(({ address }) => address === "schedules.edge-daily");
    const [volumes] = entry?.fields ?? [];
    expect(volumes?.before).toEqual(["vms.old.volumes.extra"]);
    expect(volumes?.after).toEqual(expect.arrayContaining(["vms.old.volumes.extra"]));
    expect(entry?.steps).toEqual([expect.stringMatching(/^add #/)]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["done"]);
    expect(
      current.sim.log
        .entries({ mutating: true })
        .map(({ path }) => path)
        .at(-1),
    ).toContain("add_volumes");
    const { operations, drift } = await current.plan(bare);
    expect([operations, drift]).toEqual([[], []]);
  });

  it("stays with its machine, also where the block is about the machine", async () => {
    const current = await start();
    await current.apply(nothing({ from: "vms.old", destroy: true }), { allow });
    expect(volumes(current)).toEqual(expect.arrayContaining(["old-extra", "legacy-web-boot", "legacy-web-data"]));
    expect((await current.state())?.resources).toEqual({});
  });

  it.each([true, false])(
    "what is said of the disk goes before what is said of its machine, in any order (%s)",
    async (isFirst) => {
      const current = await start();
      const disk = { from: "vms.old.volumes.extra", destroy: true };
      const machine = { from: "vms.old", destroy: false };
      await current.apply(isFirst ? nothing(disk, machine) : nothing(machine, disk), { allow });
      expect(volumes(current)).not.toContain("old-extra");
      expect((await current.state())?.resources).toEqual({});
    },
  );

  it("goes where the block is about the disk", async () => {
    const current = await start();
    await current.apply(nothing({ from: "vms.old.volumes.extra", destroy: true }), { allow });
    expect(volumes(current)).not.toContain("old-extra");
    expect(volumes(current)).toEqual(expect.arrayContaining(["legacy-web-boot", "legacy-web-data"]));
    expect((await current.state())?.resources).toEqual({});
  });
});

it("an instance, or a part of a machine of our own, stays where a block says so, whatever another says of the whole", async () => {
  fleet = await startFleet({ seed: SMALL_ACCOUNT, project: "111" });
  await fleet.apply(sampleConfiguration([0, 1, 2].map((index) => sampleVm(`vms.web[${index}]`, { keys: [] }))));
  const { plan } = await fleet.apply(
    nothing({ from: "vms.web", destroy: true }, { from: "vms.web[1]", destroy: false }),
    { allow },
  );
  expect(plan.entries.map(({ address, action }) => `${action} ${address}`).sort()).toEqual([
    "delete vms.web[0]",
    "delete vms.web[2]",
    "forget vms.web[1]",
  ]);
});
