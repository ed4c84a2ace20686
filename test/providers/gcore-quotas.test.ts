// Gcore's quotas against a plan as a whole, net of what it deletes before.
import { afterEach, describe, expect, it } from "vitest";
import type { Desired } from "../../src/core/desired.ts";
import type { Plan } from "../../src/core/plan.ts";
import { SAMPLE_ACCOUNT } from "../../src/simulators/gcore/seed/sample-account.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration } from "../support/sample-desired.ts";
import { EDGE, edge, edgeKey, gcoreDesired } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const start = async (quotas: Readonly<Record<string, number>>) => {
  const all = { ...(SAMPLE_ACCOUNT["quotas"] as object), ...quotas };
  // What the sample account holds counts, too: nothing of it here.
  const empty = { instances: [], volumes: [], snapshots: [], floatingips: [], ports: [], lifecycle_policies: [] };
  fleet = await startFleet({ vendor: "gcore", seed: { gcore: { ...SAMPLE_ACCOUNT, ...empty, quotas: all } } });
  return fleet;
};
const quotaOf = (plan: Plan) =>
  plan.diagnostics.flatMap(({ code, severity, summary }) =>
    code === "provider.quota" ? [`${severity} ${/quota (\w+): (.*)/.exec(summary)?.slice(1).join(" ")}`] : [],
  );
const nodes = (count: number): Desired[] =>
  Array.from({ length: count }, (_, index) => gcoreDesired(`vms.node[${index}]`, { ...EDGE, keys: [] }));

it("is held against the sum of all that is made", async () => {
  const current = await start({ vm_count: 2, volume_size: 10_000 });
  expect(quotaOf(await current.plan(sampleConfiguration(nodes(2))))).toEqual([]);
  const { plan } = await current.apply(sampleConfiguration(nodes(3)));
  expect(quotaOf(plan)).toEqual(["error vm_count 0 of 2 used, 3 more needed"]);
  expect(current.sim.log.entries({ mutating: true })).toEqual([]);
});

it("a replacement that deletes first needs no more than it frees", async () => {
  const current = await start({ vm_count: 1 });
  await current.apply(sampleConfiguration([edgeKey(), edge()]));
  const replace = ["vms.edge"];
  expect(quotaOf(await current.plan(sampleConfiguration([edgeKey(), edge()]), { replace }))).toEqual([]);
  const { results } = await current.apply(sampleConfiguration([edgeKey(), edge()]), { replace });
  expect(results.filter(({ outcome }) => outcome !== "done")).toEqual([]);
});

describe("a quota that is exceeded already", () => {
  const used = async (quotas: Readonly<Record<string, number>>) => {
    const current = await start({});
    await current.apply(sampleConfiguration([edgeKey(), edge()]));
    current.sim.log.clear();
    current.sim.change("gcore", { kind: "quotas", action: "patch", id: "x", set: quotas });
    return current;
  };

  it.each([
    ["vm_count", 0, "vms.edge", "1 of 0 used, vms.edge needs 1 and frees 1"],
    ["cpu_count", 1, "vms.edge", "2 of 1 used, vms.edge needs 2 and frees 2"],
    ["volume_size", 30, "vms.edge.volumes.data", "120 of 30 used, vms.edge.volumes.data needs 100 and frees 100"],
    ["external_ip_count", 0, "vms.edge", "1 of 0 used, vms.edge.interfaces.public needs 1 and frees 1"],
  ])("%s of %i refuses the replacement of %s before anything is sent", async (quota, limit, address, told) => {
    const current = await used({ [quota]: limit });
    const { plan, results } = await current.apply(sampleConfiguration([edgeKey(), edge()]), { replace: [address] });
    expect(quotaOf(plan)).toEqual([`error ${quota} ${told}`]);
    expect(results).toEqual([]);
    expect(current.sim.log.entries({ mutating: true })).toEqual([]);
  });

  it("lets a replacement through that frees enough", async () => {
    const large = edge({ flavor: "g2-standard-4-8" });
    const current = await start({});
    await current.apply(sampleConfiguration([edgeKey(), large]));
    current.sim.change("gcore", { kind: "quotas", action: "patch", id: "x", set: { cpu_count: 2 } });
    const plan = await current.plan(sampleConfiguration([edgeKey(), edge()]), { replace: ["vms.edge"] });
    expect(quotaOf(plan)).toEqual([]);
  });

  it("lets through what only frees", async () => {
    const current = await used({ vm_count: 0, cpu_count: 0, volume_count: 0, volume_size: 0, external_ip_count: 0 });
    const { plan, results } = await current.apply(sampleConfiguration([edgeKey()]), { allow: { deletes: 9 } });
    expect(quotaOf(plan)).toEqual([]);
    expect(results.filter(({ outcome }) => outcome !== "done")).toEqual([]);
  });
});

it("a replacement does not rely on what another object frees", async () => {
  const current = await start({ cpu_count: 4 });
  await current.apply(sampleConfiguration([edgeKey(), edge(), ...nodes(1)]));
  const larger = edge({ flavor: "g2-standard-4-8" });
  const plan = await current.plan(sampleConfiguration([edgeKey(), larger]), { replace: ["vms.edge"] });
  expect(quotaOf(plan)).toEqual(["error cpu_count 4 of 4 used, 2 more needed"]);
});

it("what grows in place counts, too", async () => {
  const current = await start({ volume_size: 130, cpu_count: 2 });
  await current.apply(sampleConfiguration([edgeKey(), edge()]));
  const volumes = { ...(EDGE["volumes"] as object), data: { size: 150 * 1024 } };
  const grown = sampleConfiguration([edgeKey(), edge({ volumes })]);
  expect(quotaOf(await current.plan(grown))).toEqual(["error volume_size 120 of 130 used, 50 more needed"]);
  const larger = sampleConfiguration([edgeKey(), edge({ flavor: "g2-standard-4-8", allowRestart: true })]);
  expect(quotaOf(await current.plan(larger))).toEqual(["error cpu_count 2 of 2 used, 2 more needed"]);
});

it("what is deleted at no certain time is no promise: a warning", async () => {
  const current = await start({ vm_count: 1 });
  await current.apply(sampleConfiguration(nodes(1)));
  const other = gcoreDesired("vms.other", { ...EDGE, keys: [] });
  expect(quotaOf(await current.plan(sampleConfiguration([other])))).toEqual([
    "warning vm_count 1 of 1 used, 1 more needed until it has freed what it frees",
  ]);
});

it("what a change gives back at no certain time is no promise either: a warning", async () => {
  const current = await start({ cpu_count: 4 });
  const large = edge({ flavor: "g2-standard-4-8", allowRestart: true });
  await current.apply(sampleConfiguration([edgeKey(), large]));
  const other = gcoreDesired("vms.other", { ...EDGE, keys: [] });
  const smaller = edge({ allowRestart: true });
  expect(quotaOf(await current.plan(sampleConfiguration([edgeKey(), smaller, other])))).toEqual([
    "warning cpu_count 4 of 4 used, 2 more needed until it has freed what it frees",
  ]);
});

it("quotas that cannot be read are said, and do not stop the plan", async () => {
  const current = await start({});
  current.sim.faults.set([{ effect: "http-5xx", match: { method: "client_quotas.get" } } as never]);
  const plan = await current.plan(sampleConfiguration(nodes(1)));
  expect(plan.diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
    "warning provider.quota-unknown",
  ]);
});
