// Answers of Zomro that are not what was asked for: a second factor, ended sessions, doubled fields, unpaid orders, filters.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration } from "../../src/core/desired.ts";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { OPS_KEY, sampleConfiguration, sampleDesired, ZOMRO_ORDER } from "../support/sample-desired.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const ZOMRO = { provider: "zomro", vendor: "zomro" };
const declared = (policy: Configuration["policy"] = { publicEnv: [] }) =>
  sampleConfiguration(
    [
      sampleDesired("keys.ops", { publicKey: OPS_KEY }, ZOMRO),
      sampleDesired("vms.web", { ...ZOMRO_ORDER }, ZOMRO),
      sampleDesired("schedules.nightly", { vm: "vms.web", days: ["mon"], time: "02:01" }, ZOMRO),
    ],
    { policy },
  );
const start = async (quirks: object, seed: object = {}) => {
  fleet = await startFleet({ vendor: "zomro", seed: { zomro: { instances: [], quirks, ...seed } } });
  return fleet;
};
const machines = (current: Fleet) => (current.sim.state("zomro") as { instances: unknown[] }).instances.length;
const changes = (current: Fleet) => current.sim.log.entries({ mutating: true });

describe("a login that waits for a second factor", () => {
  it("is refused before anything is read from it, and nothing is ordered", async () => {
    const current = await start({ secondFactor: true });
    await expect(current.apply(declared())).rejects.toMatchObject({
      fault: "unauthorised",
      hint: expect.stringContaining("second factor"),
    });
    expect(changes(current)).toEqual([]);
  });

  it("that takes the place of an ended session in the middle of an apply changes nothing", async () => {
    const current = await start({});
    await current.apply(declared());
    current.sim.faults.set([{ effect: "session-expired", match: { method: "instances.edit", nth: 1 } } as FaultRule]);
    const renamed = declared();
    const { results } = await current.apply({
      ...renamed,
      resources: renamed.resources.map((item) => (item.type === "vm" ? { ...item, name: "front" } : item)),
    });
    expect(results.map(({ outcome }) => outcome)).toEqual(["done"]);
  });
});

it("a session that ends with access is renewed, also for a change", async () => {
  const current = await start({ endedSession: "access" });
  await current.apply(declared());
  await current.clock.sleep(2 * 3_600_000);
  current.sim.faults.set([{ effect: "session-expired", match: { method: "sshkeys", nth: 1 } } as FaultRule]);
  expect((await current.plan(declared())).counts).toMatchObject({ add: 0, change: 0, destroy: 0 });
});

it.each([{ doubledFields: true }, { neutralFilters: true }])("%j: the account is read as it is", async (quirks) => {
  const current = await start(quirks);
  const { results } = await current.apply(declared());
  expect(results.filter(({ outcome }) => outcome !== "done")).toEqual([]);
  expect((await current.plan(declared())).entries.filter(({ action }) => action !== "no-op")).toEqual([]);
});

it("a schedule that a filter hides is not made a second time", async () => {
  const current = await start({});
  await current.apply(declared());
  current.sim.change("zomro", {
    kind: "filters",
    action: "patch",
    id: "instances.fleio_bckps.schedule",
    set: { name: "other" },
  });
  await expect(current.apply(declared())).rejects.toThrow("the list of schedules is filtered by name");
});

describe.each(["bill", "page", "cart"])("an order that the balance does not cover ends in a %s", (unpaidOrders) => {
  const number = unpaidOrders === "page" ? "" : "bill 1";
  const last = unpaidOrders === "cart" ? "v2.instances.order.param" : "cartorder.create.confirm";
  const seed = { limits: { money: 0.01 } };

  it("is told as unpaid, with its number, and stands whatever time passes", async () => {
    const current = await start({ unpaidOrders }, seed);
    const policy = { publicEnv: [], assumeAbsentAfterMs: 1 };
    const { results } = await current.apply(declared(policy));
    const web = results.find(({ operation }) => operation === "create vms.web");
    expect(web).toMatchObject({ outcome: "blocked", message: expect.stringContaining("not paid") });
    expect(web?.message).toContain(number);
    expect(JSON.stringify(results)).not.toContain("assume-absent");

    const plan = await current.plan(declared(policy));
    expect(plan.blocked.find(({ address }) => address === "vms.web")).toMatchObject({
      reason: expect.stringContaining("not paid"),
    });
    expect(JSON.stringify(plan.blocked)).not.toContain("assume-absent");

    await current.clock.sleep(3_600_000);
    const { resumed } = await current.apply(declared(policy));
    expect(resumed.map(({ outcome }) => outcome)).toEqual(["pending"]);
    expect(current.sim.log.entries({ method: last, mutating: true })).toHaveLength(1);
    expect((await current.state())?.pending).toHaveLength(1);
  });

  it("once it is paid, its machine is taken over", async () => {
    const current = await start({ unpaidOrders }, seed);
    await current.apply(declared());
    current.sim.change("zomro", {
      kind: "instances",
      action: "add",
      set: {
        servername: { $: "web" },
        instance_status: { $: "active" },
        status: { $: "2" },
        pricelist: { $: "Cloud Small" },
        datacentername: { $: "Netherlands-2" },
        instances_os: { $: "Debian 11" },
      },
    });
    await current.apply(declared());
    expect((await current.state())?.resources["vms.web"]).toBeDefined();
    expect((await current.state())?.pending).toEqual([]);
    expect(machines(current)).toBe(1);
  });

  it("is not taken for absent: whoever pays later would get a second machine", async () => {
    const current = await start({ unpaidOrders }, seed);
    await current.apply(declared());
    for (const text of ["vms.web", "vms.web=77"]) {
      const { notes, plan } = await current.apply(declared(), {}, { assumeAbsent: [text] });
      expect(notes).toContainEqual(
        expect.stringMatching(
          /is not taken for absent: the order is not paid.* pay .* in the panel.* Or cancel it.*: --assume-absent vms\.web=1$/,
        ),
      );
      expect(notes.join()).toContain(number);
      expect(plan.blocked.map(({ address }) => address)).toContain("vms.web");
    }
    expect(current.sim.log.entries({ method: last, mutating: true })).toHaveLength(1);
  });

  it("is ordered again once its number is said to be cancelled, and that must not be paid any more", async () => {
    const current = await start({ unpaidOrders }, seed);
    await current.apply(declared());
    const { notes } = await current.apply(declared(), {}, { assumeAbsent: ["vms.web=1"] });
    expect(notes).toContainEqual(expect.stringContaining("do not pay it any more"));
    expect(notes.join()).toContain(number);
    expect(current.sim.log.entries({ method: last, mutating: true })).toHaveLength(2);
  });

  it("keeps back another of the same name, and says how it is paid", async () => {
    const current = await start({ unpaidOrders }, seed);
    await current.apply(declared());
    const other = sampleConfiguration([sampleDesired("vms.app", { ...ZOMRO_ORDER }, { ...ZOMRO, name: "web" })]);
    const { blocked } = await current.plan(other);
    expect(blocked.find(({ address }) => address === "vms.app")?.fix).toMatch(/^pay /);
    expect(JSON.stringify(blocked)).not.toContain("assume-absent");
  });
});

it("an unpaid order whose answer was put off stalls as well, also once the panel has forgotten its page", async () => {
  const current = await start({ unpaidOrders: "bill" }, { limits: { money: 0.01 } });
  const method = "cartorder.create.confirm";
  current.sim.faults.set([{ effect: "long-task", when: "before", ms: 60_000, match: { method, nth: 1 } } as FaultRule]);
  const policy = { publicEnv: [], assumeAbsentAfterMs: 1 };
  const { results } = await current.apply(declared(policy));
  const web = results.find(({ operation }) => operation === "create vms.web");
  expect(web).toMatchObject({ outcome: "blocked", message: expect.stringContaining("bill 1") });
  await current.clock.sleep(24 * 3_600_000);
  await current.apply(declared(policy));
  expect(current.sim.log.entries({ method, mutating: true })).toHaveLength(1);
  expect((await current.state())?.pending).toMatchObject([{ stall: { because: expect.stringContaining("bill 1") } }]);
});
