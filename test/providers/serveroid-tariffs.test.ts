// Serveroid's tariffs: declared by name or by id, with free and with fixed sizes, smaller ones.
import { afterEach, describe, expect, it } from "vitest";
import type { Desired } from "../../src/core/desired.ts";
import type { JsonObject } from "../../src/core/json.ts";
import type { PlanOptions } from "../../src/planner/plan-input.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration, sampleKey, sampleVm, VM_ATTRIBUTES } from "../support/sample-desired.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const seed = { serveroid: { tenants: [{ id: 111, description: "Default" }], vms: [], pubkeys: [] } };
const config = (...resources: Desired[]) => sampleConfiguration([sampleKey("ops"), ...resources]);
const { memory: _memory, disk: _disk, cpu: _cpu, ...WITHOUT_SIZES } = VM_ATTRIBUTES;
const fixed = (attributes: JsonObject = {}): Desired => ({
  ...sampleVm("vms.web"),
  attributes: { ...WITHOUT_SIZES, ...attributes },
});
const DEBIAN = { name: "DEBIAN", bitness: 64 };

async function apply(declared: ReturnType<typeof config>, options: Partial<PlanOptions> = {}) {
  fleet ??= await startFleet({ seed });
  fleet.sim.log.clear();
  const { plan, results } = await fleet.apply(declared, options);
  expect(results.filter(({ outcome }) => outcome !== "done")).toEqual([]);
  const calls = fleet.sim.log
    .entries({ mutating: true })
    .map(({ method, query }) => ({ method, query: new URLSearchParams(query) }));
  return { plan, calls, find: (method: string) => calls.find((call) => call.method === method)?.query };
}
const expectNothing = async (declared: ReturnType<typeof config>) =>
  expect((await fleet?.plan(declared))?.entries.filter(({ action }) => action !== "no-op")).toEqual([]);
const SIZES = { memory: "1024", disk: "32768", cpu: "2" };
const sizesIn = (query: URLSearchParams | undefined) =>
  Object.fromEntries(["memory", "disk", "cpu"].flatMap((name) => (query?.has(name) ? [[name, query.get(name)]] : [])));

describe.each([
  ["by name", "Облачный без границ"],
  ["by id", "1"],
])("a tariff with free sizes, %s", (_how, tariff) => {
  it("is installed with its sizes and addresses, and then there is nothing to do", async () => {
    const declared = config(sampleVm("vms.web", { tariff }));
    const { find, calls } = await apply(declared);
    expect(sizesIn(find("install"))).toEqual(SIZES);
    expect(find("install")?.get("ipCount")).toBe("1");
    expect(calls.map(({ method }) => method)).not.toContain("ip_add");
    await expectNothing(declared);
  });

  it("is reinstalled with its sizes", async () => {
    await apply(config(sampleVm("vms.web", { tariff })));
    const other = config(sampleVm("vms.web", { tariff, image: DEBIAN }));
    const { find } = await apply(other, { rebuild: ["vms.web"] });
    expect(sizesIn(find("reinstall"))).toEqual(SIZES);
    await expectNothing(other);
  });
});

it("a machine whose tariff is not declared is reinstalled with the sizes that it has", async () => {
  const clone = sampleVm("vms.copy", { cloneOf: { vm: "vms.web" } });
  const { tariff: _tariff, memory: _m, disk: _d, cpu: _c, ...attributes } = clone.attributes;
  await apply(config(sampleVm("vms.web"), { ...clone, attributes }));
  const other = config(sampleVm("vms.web"), { ...clone, attributes: { ...attributes, image: DEBIAN } });
  const { find } = await apply(other, { rebuild: ["vms.copy"] });
  expect(sizesIn(find("reinstall"))).toEqual(SIZES);
});

it.each([
  ["by name", "Облачный 1024"],
  ["by id", "4"],
])(
  "a tariff with fixed sizes, %s: none are sent, and no address is added to the one that it brings",
  async (_how, tariff) => {
    const declared = config(fixed({ tariff, ips: 1 }));
    const { find, calls } = await apply(declared);
    expect(sizesIn(find("install"))).toEqual({});
    expect(calls.map(({ method }) => method)).not.toContain("ip_add");
    await expectNothing(declared);
  },
);

describe("a tariff with a smaller disk", () => {
  it.each([
    ["from a fixed one", fixed({ tariff: "Облачный 2048" }), "Облачный 512"],
    ["by id", fixed({ tariff: "5" }), "3"],
    ["from free sizes", sampleVm("vms.web", { disk: 65_536 }), "Облачный 1024"],
  ])("%s: refused before anything is sent", async (_from, now, tariff) => {
    await apply(config(now));
    const { plan, calls } = await apply(config(fixed({ tariff })));
    expect(plan.diagnostics).toMatchObject([{ code: "provider.disk-too-large", severity: "error" }]);
    expect(calls).toEqual([]);
  });

  it("is taken by a rebuild, which loses the disk", async () => {
    await apply(config(fixed({ tariff: "Облачный 2048" })));
    const smaller = config(fixed({ tariff: "Облачный 512" }));
    const { plan, calls } = await apply(smaller, { rebuild: ["vms.web"] });
    expect(plan.diagnostics).toEqual([]);
    expect(calls.map(({ method }) => method)).toEqual(["reinstall"]);
    await expectNothing(smaller);
  });

  it("one with free sizes takes every disk", async () => {
    await apply(config(fixed({ tariff: "Облачный 2048" })));
    const { calls } = await apply(config(fixed({ tariff: "Облачный без границ" })));
    expect(calls.map(({ method }) => method)).toEqual(["tariff_change"]);
  });
});
