// What counts as drift: not what YAML ignores; but what YAML leaves out and trueup sets all the same does.
import { afterEach, describe, expect, it } from "vitest";
import type { Lifecycle } from "../../src/core/desired.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration, sampleKey, sampleVm } from "../support/sample-desired.ts";
import { edge, edgeKey, edgeSchedule } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

async function start(...args: Parameters<typeof startFleet>): Promise<Fleet> {
  fleet = await startFleet(...args);
  return fleet;
}

const remoteId = async (current: Fleet, address: string) => (await current.state())?.resources[address]?.remoteId ?? "";

describe("ignored fields", () => {
  const ignoring = (...ignore: string[]) => {
    const web = sampleVm("vms.web");
    const lifecycle: Lifecycle = { ...web.lifecycle, ignore };
    return sampleConfiguration([sampleKey("ops"), { ...web, lifecycle }]);
  };
  for (const [what, ignore, count] of [
    ["none", [], 1],
    ["that field", ["memory"], 0],
    ["all", ["all"], 0],
    ["another", ["disk"], 1],
  ] as const)
    it(`Serveroid, ${what}: ${count} drift`, async () => {
      const current = await start({ project: "111" });
      await current.apply(ignoring(...ignore));
      const id = Number(await remoteId(current, "vms.web"));
      current.sim.change("serveroid", { kind: "vms", action: "patch", id, set: { memory: 2048 } });
      expect((await current.plan(ignoring(...ignore))).drift).toHaveLength(count);
    });

  it("Gcore: one entry of the tags", async () => {
    const vm = edge();
    const declared = sampleConfiguration([
      edgeKey(),
      { ...vm, lifecycle: { ...vm.lifecycle, ignore: ["tags.owner"] } },
    ]);
    const current = await start({ vendor: "gcore" });
    await current.apply(declared);
    const id = await remoteId(current, "vms.edge");
    const add = (key: string, value: string) => {
      const row = (current.sim.state("gcore") as unknown as { instances: { id: string; tags: object[] }[] }).instances;
      const tags = row.find((one) => one.id === id)?.tags ?? [];
      const set = { tags: [...tags, { key, value, read_only: false }] as never };
      current.sim.change("gcore", { kind: "instances", action: "patch", id, set });
    };
    add("owner", "somebody");
    expect((await current.plan(declared)).drift).toEqual([]);
    add("cost", "4711");
    expect((await current.plan(declared)).drift).toHaveLength(1);
  });
});

describe("a Gcore policy", () => {
  it("paused in the panel is a conflict, and runs again after an apply", async () => {
    const declared = sampleConfiguration([edgeKey(), edge(), edgeSchedule()]);
    const current = await start({ vendor: "gcore" });
    await current.apply(declared);
    const id = Number(await remoteId(current, "schedules.edge-daily"));
    current.sim.change("gcore", { kind: "lifecycle_policies", action: "patch", id, set: { status: "paused" } });
    const plan = await current.plan(declared);
    expect(plan.drift.map((entry) => [entry.address, entry.class])).toEqual([["schedules.edge-daily", "conflict"]]);
    await current.apply(declared);
    expect((await current.plan(declared)).drift).toEqual([]);
  });
});

describe("a Gcore machine that is off", () => {
  for (const resizeStarts of [true, false])
    it(`ends off with another flavor (the change ${resizeStarts ? "starts it" : "leaves it off"})`, async () => {
      const off = (flavor: string) =>
        sampleConfiguration([edgeKey(), edge({ power: "off", flavor, allowRestart: true })]);
      const first = await start({ vendor: "gcore" });
      const seed = { ...(first.sim.state("gcore") as object), quirks: { resizeStarts } };
      await first.stop();
      const seeded = await start({ vendor: "gcore", seed: { gcore: seed } });
      await seeded.apply(off("g2-standard-2-4"));
      const { results } = await seeded.apply(off("g2-standard-4-8"));
      expect(results.map(({ outcome }) => outcome)).toEqual(["done"]);
      const { instances } = seeded.sim.state("gcore") as unknown as { instances: { name: string; status: string }[] };
      expect(instances.find(({ name }) => name === "edge")?.status).toBe("SHUTOFF");
      expect((await seeded.plan(off("g2-standard-4-8"))).operations).toEqual([]);
    });
});
