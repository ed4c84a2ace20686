// What YAML says of protection and removal holds in the very edit that says it, and after the block has gone.
import { afterEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { RANGE, sampleConfiguration, sampleDesired, sampleVm } from "../support/sample-desired.ts";
import { EDGE, edge, edgeKey } from "../support/sample-gcore.ts";
import { startAccount, withKey, workOf } from "../support/small-account.ts";

const allow = { deletes: 9 };
const INNER = { type: "anySubnet", network: "internal" };
const { boot } = EDGE["volumes"] as { boot: JsonObject };

let fleet: Fleet;
afterEach(() => fleet.stop());

it("onRemove: forget, declared together with a rebuild", async () => {
  fleet = await startAccount();
  await fleet.apply(withKey([sampleVm("vms.web")]));
  const forgetful = sampleVm("vms.web", {}, { lifecycle: { onRemove: "forget" } });
  await fleet.apply(withKey([forgetful]), { rebuild: ["vms.web"], allow });
  expect(workOf(await fleet.plan(withKey([])))).toEqual(["forget vms.web"]);
});

describe("protect, declared in the edit that drops", () => {
  it.each([
    ["a disk", {}, { volumes: { boot } }],
    [
      "a floating address",
      { interfaces: { inner: { ...INNER, floatingIp: "new" } } },
      { interfaces: { inner: INNER } },
    ],
  ])("%s", async (_what, before, after) => {
    fleet = await startFleet({ vendor: "gcore" });
    await fleet.apply(sampleConfiguration([edgeKey(), edge(before)]));
    const plan = await fleet.plan(sampleConfiguration([edgeKey(), edge(after, { lifecycle: { protect: true } })]));
    expect(workOf(plan)).toEqual([]);
    expect(plan.destructive).toEqual([]);
    expect(plan.protected).toHaveLength(1);
  });
});

it("protection of a machine is no protection of its snapshots", async () => {
  fleet = await startAccount();
  const web = sampleVm("vms.web", {}, { lifecycle: { protect: true } });
  await fleet.apply(withKey([web, sampleDesired("snapshots.golden", { vm: "vms.web" })]));
  expect(workOf(await fleet.plan(withKey([web])))).toEqual(["delete snapshots.golden"]);
});

it("a removed block deletes a protected machine with its parts", async () => {
  fleet = await startFleet({ vendor: "gcore" });
  await fleet.apply(sampleConfiguration([edgeKey(), edge({}, { lifecycle: { protect: true } })]));
  const removed = [{ from: "vms.edge", destroy: true, range: RANGE }];
  const plan = await fleet.plan(sampleConfiguration([edgeKey()], { removed }));
  expect(plan.blocked).toEqual([]);
  expect(workOf(plan)).toContain("delete vms.edge.volumes.data");
});

it("a protected schedule whose change is refused stays", async () => {
  const zomro = { provider: "zomro", vendor: "zomro" };
  const db = sampleDesired("vms.db", {}, { ...zomro, existing: { id: "5203773" } });
  const nightly = (time: string) =>
    sampleDesired(
      "schedules.nightly",
      { vm: "vms.db", days: ["mon"], time },
      { ...zomro, lifecycle: { protect: true } },
    );
  fleet = await startFleet({ vendor: "zomro" });
  await fleet.apply(sampleConfiguration([db, nightly("02:01")]));
  const id = (await fleet.state())?.resources["schedules.nightly"]?.remoteId;
  const method = "instances.fleio_bckps.schedule.edit";
  fleet.sim.faults.set([{ effect: "vendor-error", match: { method, nth: 1, mutating: true } }]);
  const { plan } = await fleet.apply(sampleConfiguration([db, nightly("03:01")]));
  expect(plan.entries.flatMap(({ notes }) => notes)).toEqual([]);
  expect((await fleet.state())?.resources["schedules.nightly"]?.remoteId).toBe(id);
});

describe("more than a fifth has vanished: refused even at a terminal", () => {
  it("disks count", async () => {
    fleet = await startFleet({ vendor: "gcore" });
    const many = Object.fromEntries(["a", "b", "c", "d"].map((name) => [name, { size: 10_240 }]));
    const declared = sampleConfiguration([edgeKey(), edge({ volumes: { boot, ...many } })]);
    await fleet.apply(declared);
    const { resources = {} } = (await fleet.state()) ?? {};
    for (const name of Object.keys(many)) {
      const id = resources[`vms.edge.volumes.${name}`]?.remoteId ?? "";
      fleet.sim.change("gcore", { kind: "volumes", action: "delete", id });
    }
    expect((await fleet.plan(declared)).refusals).toEqual([
      expect.objectContaining({ code: "guard.mass-vanished", flag: "--allow-recreate 4", unattendedOnly: false }),
    ]);
  });

  it("what would only be forgotten counts", async () => {
    fleet = await startAccount();
    const names = ["a", "b", "c", "d", "e"];
    await fleet.apply(withKey(names.map((name) => sampleVm(`vms.${name}`))));
    for (const id of [1, 2, 3, 4]) fleet.sim.change("serveroid", { kind: "vms", action: "delete", id });
    const [last = "e"] = Object.keys((await fleet.state())?.resources ?? {}).filter((address) =>
      address.startsWith("vms."),
    );
    const { refusals } = await fleet.plan(withKey([sampleVm(last)]));
    expect(refusals.filter(({ unattendedOnly }) => !unattendedOnly).map(({ code }) => code)).toEqual([
      "guard.mass-vanished",
    ]);
  });
});
