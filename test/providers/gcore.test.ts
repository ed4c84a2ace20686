// Gcore end to end in process: simulator, HTTP, provider, planner, executor and state on one virtual clock.
import { afterEach, describe, expect, it } from "vitest";
import type { Plan } from "../../src/core/plan.ts";
import { isEmptyPlan } from "../../src/core/plan.ts";
import { type Applied, type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration } from "../support/sample-desired.ts";
import { EDGE, edge, edgeKey, edgeSchedule, edgeSnapshot, gcoreDesired } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;

afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

async function start(options: Parameters<typeof startFleet>[0] = {}): Promise<Fleet> {
  fleet = await startFleet({ vendor: "gcore", ...options });
  return fleet;
}

const all = () => [edgeKey(), edge(), edgeSnapshot(), edgeSchedule()];

function outcomes(applied: Applied): string[] {
  return applied.results.map(
    (result) => `${result.operation}: ${result.outcome}${result.message === undefined ? "" : ` (${result.message})`}`,
  );
}

function errorsOf(plan: Plan): string[] {
  return plan.diagnostics.filter((item) => item.severity === "error").map((item) => item.summary);
}

describe("a VM with its parts", () => {
  it("is made, and the second plan is empty", async () => {
    const { apply, plan } = await start();
    const configuration = sampleConfiguration(all());
    const first = await apply(configuration);
    expect(errorsOf(first.plan)).toEqual([]);
    expect(outcomes(first).filter((line) => !line.endsWith(": done"))).toEqual([]);
    const second = await plan(configuration);
    expect(errorsOf(second)).toEqual([]);
    expect(second.entries.filter((entry) => entry.action !== "no-op")).toEqual([]);
    expect(isEmptyPlan(second)).toBe(true);
  });
});

/** What the account holds besides what it came with. */
function census(current: Fleet, before: Census = EMPTY): Census {
  const state = current.sim.state("gcore") as unknown as Record<string, Record<string, unknown>[]>;
  const names = (kind: string, key: string, known: readonly string[]) =>
    (state[kind] ?? [])
      .map((row) => String(row[key]))
      .filter((name) => !known.includes(name))
      .sort();
  return {
    vms: names("instances", "name", before.vms),
    volumes: names("volumes", "name", before.volumes),
    snapshots: names("snapshots", "name", before.snapshots),
    keys: names("ssh_keys", "name", before.keys),
    policies: names("lifecycle_policies", "name", before.policies),
    floatingIps: names("floatingips", "id", before.floatingIps),
  };
}

interface Census {
  readonly vms: readonly string[];
  readonly volumes: readonly string[];
  readonly snapshots: readonly string[];
  readonly keys: readonly string[];
  readonly policies: readonly string[];
  readonly floatingIps: readonly string[];
}

const EMPTY: Census = { vms: [], volumes: [], snapshots: [], keys: [], policies: [], floatingIps: [] };

async function applied(current: Fleet, configuration: ReturnType<typeof sampleConfiguration>, options = {}) {
  const result = await current.apply(configuration, options);
  expect(errorsOf(result.plan)).toEqual([]);
  expect(outcomes(result).filter((line) => !line.endsWith(": done"))).toEqual([]);
  return result;
}

async function expectEmpty(current: Fleet, configuration: ReturnType<typeof sampleConfiguration>) {
  const plan = await current.plan(configuration);
  expect(errorsOf(plan)).toEqual([]);
  expect(
    plan.entries
      .filter((entry) => entry.action !== "no-op")
      .map((entry) => `${entry.action} ${entry.address} ${entry.fields.map((field) => field.path).join(",")}`),
  ).toEqual([]);
  expect(plan.blocked).toEqual([]);
  expect(isEmptyPlan(plan)).toBe(true);
}

const calls = (result: Applied) =>
  result.plan.operations.flatMap((operation) => operation.steps.map((step) => `${operation.address} ${step.name}`));

describe("changes in place", () => {
  const cases: readonly [string, () => ReturnType<typeof all>, readonly string[]][] = [
    [
      "flavor",
      () => [edgeKey(), edge({ flavor: "g2-standard-4-8", allowRestart: true }), edgeSnapshot(), edgeSchedule()],
      ["vms.edge instances.changeflavor"],
    ],
    [
      "volume size",
      () => [
        edgeKey(),
        edge({ volumes: { ...(EDGE["volumes"] as object), data: { size: 150 * 1024 } } as never }),
        edgeSnapshot(),
        edgeSchedule(),
      ],
      ["vms.edge.volumes.data volumes.extend"],
    ],
    [
      "tags, one more and one less",
      () => [edgeKey(), edge({ tags: { role: "edge" } }), edgeSnapshot(), edgeSchedule()],
      ["vms.edge instances.update"],
    ],
    [
      "power off",
      () => [edgeKey(), edge({ power: "off" }), edgeSnapshot(), edgeSchedule()],
      ["vms.edge instances.action.stop"],
    ],
    [
      "suspended",
      () => [edgeKey(), edge({ power: "suspended" }), edgeSnapshot(), edgeSchedule()],
      ["vms.edge instances.action.suspend"],
    ],
    [
      "security groups",
      () => [
        edgeKey(),
        edge({ interfaces: { public: { type: "external", securityGroups: ["default", "web"] } } }),
        edgeSnapshot(),
        edgeSchedule(),
      ],
      ["vms.edge.interfaces.public ports.update"],
    ],
    [
      "the name",
      () => [edgeKey(), edge({}, { name: "edge-two" }), edgeSnapshot(), edgeSchedule()],
      ["vms.edge instances.update", "vms.edge.volumes.boot volumes.update", "vms.edge.volumes.data volumes.update"],
    ],
    [
      "a schedule: the new one first, then the old one goes",
      () => [edgeKey(), edge(), edgeSnapshot(), edgeSchedule({ cron: "30 3 * * 1,3" })],
      ["schedules.edge-daily lifecycle_policy.add_schedules", "schedules.edge-daily lifecycle_policy.remove_schedules"],
    ],
    [
      "a paused schedule",
      () => [edgeKey(), edge(), edgeSnapshot(), edgeSchedule({ paused: true })],
      ["schedules.edge-daily lifecycle_policy.update"],
    ],
    [
      "snapshot tags",
      () => [edgeKey(), edge(), edgeSnapshot({ tags: { kind: "golden" } }), edgeSchedule()],
      ["snapshots.edge-data snapshots.update"],
    ],
    [
      "another volume, attached; it joins the policy",
      () => [
        edgeKey(),
        edge({ volumes: { ...(EDGE["volumes"] as object), logs: { size: 10 * 1024 } } as never }),
        edgeSnapshot(),
        edgeSchedule(),
      ],
      [
        "schedules.edge-daily lifecycle_policy.add_volumes_to_policy",
        "vms.edge.volumes.logs volumes.create",
        "vms.edge.volumes.logs volumes.attach",
      ],
    ],
  ];
  for (const [title, change, expected] of cases) {
    it(title, async () => {
      const current = await start();
      await applied(current, sampleConfiguration(all()));
      const configuration = sampleConfiguration(change());
      const result = await applied(current, configuration);
      expect(calls(result).sort()).toEqual([...expected].sort());
      await expectEmpty(current, configuration);
    });
  }
});

describe("another flavor of a suspended machine", () => {
  const big = { flavor: "g2-standard-4-8", allowRestart: true };
  for (const [power, last] of [
    ["suspended", ["vms.edge instances.action.suspend"]],
    ["off", ["vms.edge instances.action.stop"]],
    ["on", []],
  ] as const) {
    it(`is resumed for it, and ends ${power} as declared`, async () => {
      const current = await start();
      await applied(current, sampleConfiguration([edgeKey(), edge({ power: "suspended" })]));
      const configuration = sampleConfiguration([edgeKey(), edge({ ...big, power })]);
      const result = await applied(current, configuration);
      const first = ["vms.edge instances.action.resume", "vms.edge instances.changeflavor"];
      expect(calls(result)).toEqual([...first, ...last]);
      await expectEmpty(current, configuration);
    });
  }

  it("is refused where YAML does not say how it should end", async () => {
    const current = await start();
    await applied(current, sampleConfiguration([edgeKey(), edge({ power: "suspended" })]));
    const { power: _power, ...silent } = EDGE;
    const plan = await current.plan(sampleConfiguration([edgeKey(), gcoreDesired("vms.edge", { ...silent, ...big })]));
    expect(plan.diagnostics.map((item) => item.code)).toContain("provider.suspended");
  });
});

describe("what disappears", () => {
  it("a data volume dropped is a destructive entry of its own, detached and deleted", async () => {
    const current = await start();
    const bare = [edgeKey(), edge()];
    await applied(current, sampleConfiguration(bare));
    const { boot } = EDGE["volumes"] as { boot: never };
    const less = sampleConfiguration([edgeKey(), edge({ volumes: { boot } })]);
    const plan = await current.plan(less);
    expect(plan.destructive.map((item) => item.address)).toEqual(["vms.edge.volumes.data"]);
    const result = await applied(current, less);
    expect(calls(result)).toEqual(["vms.edge.volumes.data volumes.detach", "vms.edge.volumes.data volumes.delete"]);
    await expectEmpty(current, less);
  });

  it("destroy leaves nothing behind and touches nothing that is not ours", async () => {
    const current = await start();
    const before = census(current);
    const withAddress = edge({
      interfaces: {
        public: { type: "external" },
        inner: { type: "anySubnet", network: "internal", floatingIp: "new" },
      },
    });
    const configuration = sampleConfiguration([edgeKey(), withAddress, edgeSnapshot(), edgeSchedule()]);
    await applied(current, configuration);
    expect(census(current, before).floatingIps).toHaveLength(1);
    await expectEmpty(current, configuration);
    const result = await applied(current, configuration, { mode: "destroy" });
    expect(
      result.plan.operations.find((operation) => operation.id === "delete vms.edge")?.steps[0]?.request["query"],
    ).toBeDefined();
    expect(census(current, before)).toEqual(EMPTY);
    expect(census(current)).toEqual(before);
    expect(Object.keys((await current.state())?.resources ?? {})).toEqual([]);
  });

  it("--replace makes the VM and its boot volume anew; the data volume and the floating address are carried over", async () => {
    const current = await start();
    const withAddress = edge({
      interfaces: { inner: { type: "anySubnet", network: "internal", floatingIp: "new" } },
    });
    const configuration = sampleConfiguration([edgeKey(), withAddress, edgeSchedule()]);
    await applied(current, configuration);
    const old = (await current.state())?.resources ?? {};
    const result = await applied(current, configuration, { replace: ["vms.edge"] });
    expect(result.plan.entries.filter((entry) => entry.action === "replace").map((entry) => entry.address)).toEqual([
      "vms.edge",
      "vms.edge.volumes.boot",
      "vms.edge.interfaces.inner",
    ]);
    const fresh = (await current.state())?.resources ?? {};
    const same = Object.keys(old).filter((address) => old[address]?.remoteId === fresh[address]?.remoteId);
    expect(same.sort()).toEqual([
      "keys.edge-ops",
      "schedules.edge-daily",
      "vms.edge.floatingIps.inner",
      "vms.edge.volumes.data",
    ]);
    await expectEmpty(current, configuration);
  });
});
