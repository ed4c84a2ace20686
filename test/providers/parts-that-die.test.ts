// Snapshots that die by our own request: with their machine, their disk, or by a rebuild. None is "deleted behind our back".
import { afterEach, describe, expect, it } from "vitest";
import type { Desired } from "../../src/core/desired.ts";
import type { Plan } from "../../src/core/plan.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration, sampleKey, sampleSnapshot, sampleVm } from "../support/sample-desired.ts";
import { edge, edgeKey, gcoreDesired } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const entry = (plan: Plan, address: string) => plan.entries.find((item) => item.address === address);
const allow = { deletes: 9 };

async function run(
  vendor: "serveroid" | "gcore",
  resources: readonly Desired[],
  options: Parameters<Fleet["apply"]>[1],
): Promise<{ readonly current: Fleet; readonly plan: Plan }> {
  const current = await startFleet({ vendor, project: "111" });
  fleet = current;
  await current.apply(sampleConfiguration(resources));
  const { plan, results } = await current.apply(sampleConfiguration(resources), { allow, ...options });
  expect(results.filter(({ outcome }) => outcome !== "done")).toEqual([]);
  const next = await current.plan(sampleConfiguration(resources));
  expect([next.blocked, next.drift, next.vanished]).toEqual([[], [], []]);
  return { current, plan };
}

const settled = async (current: Fleet, resources: readonly Desired[]) => {
  await current.apply(sampleConfiguration(resources));
  return (await current.plan(sampleConfiguration(resources))).operations;
};

const web = (take: "before" | "after" | undefined, more = {}) => [
  sampleKey("ops"),
  sampleVm("vms.web", {}, more),
  sampleSnapshot("golden", "vms.web", take === undefined ? {} : { take }),
];

describe("Serveroid", () => {
  for (const option of ["replace", "rebuild"] as const) {
    it(`--${option}: a snapshot that is taken after it is taken anew at once`, async () => {
      const { current, plan } = await run("serveroid", web("after"), { [option]: ["vms.web"] });
      expect(entry(plan, "snapshots.golden")).toMatchObject({ action: "replace", notes: ["dies with vms.web"] });
      expect((await current.plan(sampleConfiguration(web("after")))).operations).toEqual([]);
    });

    it(`--${option}: any other is told to be lost, and made by the next apply`, async () => {
      const { current, plan } = await run("serveroid", web("before"), { [option]: ["vms.web"] });
      expect(entry(plan, "snapshots.golden")?.action).toBe("delete");
      expect(await settled(current, web("before"))).toEqual([]);
    });
  }

  it("a replacement that makes the new one first leaves no snapshot behind", async () => {
    const declared = web("after", { lifecycle: { replace: "create-first" } });
    const { current } = await run("serveroid", declared, { replace: ["vms.web"] });
    expect((await current.state())?.resources["snapshots.golden"]?.deposed).toBeUndefined();
    expect((await current.plan(sampleConfiguration(declared))).operations).toEqual([]);
  });

  it("a new snapshot of a machine that is rebuilt is taken of what is there afterwards", async () => {
    const current = await startFleet({ project: "111" });
    fleet = current;
    await current.apply(sampleConfiguration(web("before").slice(0, 2)));
    await current.apply(sampleConfiguration(web("before")), { rebuild: ["vms.web"], allow });
    expect((await current.plan(sampleConfiguration(web("before")))).operations).toEqual([]);
  });

  it("a protected one keeps its machine", async () => {
    const [key, vm, snapshot] = web("after") as [Desired, Desired, Desired];
    const kept = { ...snapshot, lifecycle: { ...snapshot.lifecycle, protect: true } };
    const current = await startFleet({ project: "111" });
    fleet = current;
    await current.apply(sampleConfiguration([key, vm, kept]));
    const plan = await current.plan(sampleConfiguration([key, vm, kept]), { replace: ["vms.web"] });
    expect(plan.operations).toEqual([]);
    expect(entry(plan, "snapshots.golden")?.action).toBe("no-op");
  });
});

describe("Gcore", () => {
  const boot = (take: string) => [
    edgeKey(),
    edge(),
    gcoreDesired("snapshots.boot", { vm: "vms.edge", volume: "boot", take }),
    gcoreDesired("snapshots.data", { vm: "vms.edge", volume: "data", take }),
  ];

  it("--replace: the snapshot of the boot volume is taken anew, that of a volume that stays is kept", async () => {
    const { current, plan } = await run("gcore", boot("after"), { replace: ["vms.edge"] });
    expect(entry(plan, "snapshots.boot")?.action).toBe("replace");
    expect(entry(plan, "snapshots.data")?.action).toBe("no-op");
    expect((await current.plan(sampleConfiguration(boot("after")))).operations).toEqual([]);
  });

  it("--replace of one volume takes its snapshots along, and says so", async () => {
    const { current, plan } = await run("gcore", boot("before"), { replace: ["vms.edge.volumes.data"] });
    expect(entry(plan, "snapshots.data")?.action).toBe("delete");
    expect(await settled(current, boot("before"))).toEqual([]);
  });
});
