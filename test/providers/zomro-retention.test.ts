// How many automatic backups Zomro keeps is read beside the schedules of a machine: compared, told when it drifts.
import { afterEach, expect, it } from "vitest";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration, sampleDesired, ZOMRO_ORDER } from "../support/sample-desired.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const ZOMRO = { provider: "zomro", vendor: "zomro" };
const declared = (keep: number, existing?: { id: string } | { name: string }) =>
  sampleConfiguration([
    sampleDesired(
      "vms.web",
      { ...(existing === undefined ? ZOMRO_ORDER : {}), backupPolicy: { keep } },
      { ...ZOMRO, ...(existing === undefined ? {} : { existing }) },
    ),
  ]);
const start = async () => {
  fleet = await startFleet({
    vendor: "zomro",
    seed: { zomro: { instances: [{ id: { $: "71" }, servername: { $: "old" } }] } },
  });
  return fleet;
};
it("is set on a new machine, and then there is nothing to do", async () => {
  const current = await start();
  const { results } = await current.apply(declared(3));
  expect(results.filter(({ outcome }) => outcome !== "done")).toEqual([]);
  expect(current.sim.log.entries({ mutating: true, method: "instances.edit" })).toHaveLength(1);
  expect((await current.plan(declared(3))).operations).toEqual([]);
});

it("that somebody changes in the panel is drift, and is put right", async () => {
  const current = await start();
  await current.apply(declared(3));
  const id = (await current.state())?.resources["vms.web"]?.remoteId ?? "";
  current.sim.change("zomro", { kind: "instances", action: "patch", id, set: { backup_rotation: { $: "9" } } });
  const plan = await current.plan(declared(3));
  expect(plan.drift).toMatchObject([
    { address: "vms.web", fields: [{ path: "backupPolicy.keep", before: 3, after: 9 }] },
  ]);
  expect(plan.destructive).toMatchObject([{ kind: "lower-retention" }]);
  await current.apply(declared(3));
  expect((await current.plan(declared(3))).operations).toEqual([]);
});

it.each([{ id: "71" }, { name: "old" }])(
  "of a machine that is taken over by %j is compared with what it has",
  async (existing) => {
    const current = await start();
    const plan = await current.plan(declared(7, existing));
    expect(plan.entries[0]?.fields).toMatchObject([{ path: "backupPolicy.keep", before: 5, after: 7 }]);
    expect((await current.plan(declared(5, existing))).operations).toEqual([]);
    await current.apply(declared(7, existing));
    expect((await current.plan(declared(7, existing))).entries.filter(({ action }) => action !== "no-op")).toEqual([]);
  },
);

it("is not asked of machines that do not declare it", async () => {
  const current = await start();
  await current.plan(sampleConfiguration([sampleDesired("vms.web", {}, { ...ZOMRO, existing: { id: "71" } })]));
  expect(current.sim.log.entries({ method: "instances.fleio_bckps.schedule" })).toEqual([]);
});

it("of many machines costs a request each and no list of all of them each, whether their ids are known or their names", async () => {
  const ids = Array.from({ length: 6 }, (_none, index) => String(80 + index));
  const instances = ids.map((id) => ({ id: { $: id }, servername: { $: `old-${id}` } }));
  const current = await startFleet({ vendor: "zomro", seed: { zomro: { instances } } });
  fleet = current;
  const declare = (by: "id" | "name") =>
    sampleConfiguration(
      ids.map((id) => {
        const existing = by === "id" ? { id } : { name: `old-${id}` };
        return sampleDesired(`vms.m${id}`, { backupPolicy: { keep: 5 } }, { ...ZOMRO, existing });
      }),
    );
  for (const [by, lists] of [
    ["id", 1],
    ["name", 2],
  ] as const) {
    current.sim.log.clear();
    expect((await current.plan(declare(by))).operations).toEqual([]);
    const count = (method: string) => current.sim.log.entries({ method }).length;
    expect([count("instances.filter"), count("instances.fleio_bckps.schedule")]).toEqual([lists, ids.length]);
  }
});
