// What plans add to the bill, by the real values of both sides: hidden ones, those of the record, those of rebuilds.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration, Desired } from "../../src/core/desired.ts";
import type { JsonObject } from "../../src/core/json.ts";
import type { Plan } from "../../src/core/plan.ts";
import type { PlanOptions } from "../../src/planner/plan-input.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration, sampleDesired, sampleKey, sampleVm, ZOMRO_ORDER } from "../support/sample-desired.ts";
import { EDGE, edge } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const limited = (resources: readonly Desired[], currency = "EUR"): Configuration =>
  sampleConfiguration(resources, {
    policy: { publicEnv: [], maxMonthlyIncrease: { amount: 1, currency, unknown: "refuse" } },
  });
const refusalsOf = (plan: Plan) =>
  plan.refusals.filter(({ code }) => code === "guard.max-monthly-increase").map(({ summary }) => summary);
const GROWS = expect.stringMatching(/the bill would grow by/);
const UNKNOWN = expect.stringMatching(/do not tell the prices of 1 at/);

describe("gcore: values from secret references", () => {
  const secrets = ["flavor", "volumes.data.size"];
  const machine = (attributes: JsonObject = {}) => edge({ keys: [], allowRestart: true, ...attributes }, { secrets });
  const grown = { ...(EDGE["volumes"] as JsonObject), data: { size: 2000 * 1024 } };
  const larger = { flavor: "g2-standard-8-16" };

  it("are priced at creation", async () => {
    fleet = await startFleet({ vendor: "gcore" });
    const { prices } = await fleet.plan(limited([machine()]));
    expect(prices?.unknown).toEqual([]);
    expect(prices?.changes.map(({ address }) => address)).toContain("vms.edge");
    const shown = await fleet.plan(limited([edge({ keys: [], allowRestart: true })]));
    expect(prices).toEqual(shown.prices);
  });

  it.each([
    ["another flavor", machine(larger), []],
    ["a larger disk", machine({ volumes: grown }), []],
    ["a replacement", machine(larger), ["vms.edge"]],
  ])("are priced in %s, and not shown", async (_what, changed, replace) => {
    fleet = await startFleet({ vendor: "gcore" });
    await fleet.apply(sampleConfiguration([machine()]));
    const plan = await fleet.plan(limited([changed]), { replace });
    expect(refusalsOf(plan)).toEqual([GROWS]);
    expect(JSON.stringify(plan.entries)).not.toMatch(/g2-standard|2000|2048000/);
    const { results } = await fleet.apply(limited([changed]), { replace });
    expect(results).toEqual([]);
  });
});

describe("serveroid, which tells no prices", () => {
  const secrets = ["tariff", "memory"];
  const config = (vm: Desired) => limited([sampleKey("ops"), vm], "RUB");
  const plan = async (before: Desired, after: Desired, options: Partial<PlanOptions> = {}) => {
    fleet = await startFleet({ project: "111" });
    await fleet.apply(sampleConfiguration([sampleKey("ops"), before]));
    return fleet.plan(config(after), options);
  };

  it.each([
    ["memory", { memory: 8192 }],
    ["disk", { disk: 65_536 }],
    ["cpu", { cpu: 8 }],
    ["ips", { ips: 2 }],
  ])("a rebuild with more %s counts like the update", async (_what, more) => {
    const [before, after] = [sampleVm("vms.web"), sampleVm("vms.web", more)];
    expect(refusalsOf(await plan(before, after, { rebuild: ["vms.web"] }))).toEqual([UNKNOWN]);
    expect(refusalsOf((await fleet?.plan(config(after))) as Plan)).toEqual([UNKNOWN]);
  });

  it("a rebuild as it is changes nothing of the bill", async () => {
    const vm = sampleVm("vms.web");
    expect((await plan(vm, vm, { rebuild: ["vms.web"] })).prices).toBeUndefined();
  });

  it.each([
    ["an update", {}],
    ["a rebuild", { rebuild: ["vms.web"] }],
    ["a replacement", { replace: ["vms.web"] }],
  ])("hidden values that grow count in %s", async (_what, options) => {
    const vm = (attributes: JsonObject) => sampleVm("vms.web", attributes, { secrets });
    expect(refusalsOf(await plan(vm({}), vm({ memory: 8192 }), options))).toEqual([UNKNOWN]);
    expect(refusalsOf((await fleet?.plan(config(vm({})), options)) as Plan)).toEqual([]);
  });
});

describe("zomro: a replacement", () => {
  const order = (attributes: JsonObject = {}, secrets: readonly string[] = []) =>
    sampleDesired("vms.web", { ...ZOMRO_ORDER, ...attributes }, { provider: "zomro", vendor: "zomro", secrets });
  const replace = ["vms.web"];

  it.each([
    ["as declared", []],
    ["from secret references", ["period", "tariff"]],
  ])("is priced by the tariff and period of both machines, %s", async (_how, secrets) => {
    fleet = await startFleet({ vendor: "zomro" });
    await fleet.apply(sampleConfiguration([order({}, secrets)]));
    expect(refusalsOf(await fleet.plan(limited([order({}, secrets)]), { replace }))).toEqual([]);
    const dearer = order({ tariff: "Cloud Large" }, secrets);
    const plan = await fleet.plan(limited([dearer]), { replace });
    expect(refusalsOf(plan)).toEqual([GROWS]);
    const { prices } = plan;
    expect(prices?.unknown).toEqual([]);
    const created = (await fleet.plan(limited([{ ...dearer, address: "vms.other", name: "other" }]))).prices;
    expect(created?.changes.map(({ after }) => after)).toContain(prices?.changes[0]?.after);
  });

  it("with a period that is not that of the old one is not told by a hidden record", async () => {
    fleet = await startFleet({ vendor: "zomro" });
    await fleet.apply(sampleConfiguration([order({}, ["period"])]));
    const plan = await fleet.plan(limited([order({ period: "1" }, ["period"])]), { replace });
    expect(refusalsOf(plan)).toEqual([UNKNOWN]);
  });
});
