// Lifecycle policies with several schedules, names of snapshots, and single volumes.
import { afterEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration } from "../support/sample-desired.ts";
import { edge, edgeKey, gcoreDesired } from "../support/sample-gcore.ts";

let fleet: Fleet;
afterEach(() => fleet.stop());

const policyOf = (attributes: JsonObject) =>
  sampleConfiguration([edgeKey(), edge(), gcoreDesired("schedules.nightly", { vms: ["vms.edge"], ...attributes })]);

interface Policy {
  readonly schedules: readonly {
    readonly type: string;
    readonly resource_name_template: string | null;
    readonly max_quantity: number;
  }[];
  readonly volumes: readonly { readonly volume_name: string }[];
}

const livePolicy = (): Policy =>
  (fleet.sim.state("gcore") as unknown as { lifecycle_policies: Policy[] }).lifecycle_policies[0] as Policy;
const schedulesOf = () =>
  livePolicy()
    .schedules.map(({ type, max_quantity, resource_name_template: name }) => `${type} ${max_quantity} ${String(name)}`)
    .sort();
const sentSince = (count: number) =>
  fleet.sim.log
    .entries({ mutating: true })
    .slice(count)
    .map(({ method }) => method);

async function settle(attributes: JsonObject): Promise<readonly (string | null)[]> {
  const before = fleet.sim.log.entries({ mutating: true }).length;
  const { results, plan } = await fleet.apply(policyOf(attributes), { mode: "normal" });
  expect(plan.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(results.filter(({ outcome }) => outcome !== "done")).toEqual([]);
  const again = await fleet.plan(policyOf(attributes));
  expect(again.entries.filter(({ action }) => action !== "no-op").map(({ address }) => address)).toEqual([]);
  return sentSince(before);
}

const DAILY = { cron: "15 2 * * *", keep: 7 };
const HOURLY = { every: 6 * 3_600_000, keep: 4 };

describe("several schedules of one policy", () => {
  it("are made by one request; one that changes is added before the old one goes, the others stay", async () => {
    fleet = await startFleet({ vendor: "gcore" });
    await settle({ schedules: [DAILY, { ...HOURLY, nameTemplate: "hourly {volume_id}" }] });
    const usual = "Snapshot of volume {volume_id} created by policy {lifecycle_policy_id}";
    expect(schedulesOf()).toEqual([`cron 7 ${usual}`, "interval 4 hourly {volume_id}"]);
    const sent = await settle({ schedules: [DAILY, { ...HOURLY, keep: 5, nameTemplate: "hourly {volume_id}" }] });
    expect(sent).toEqual(["lifecycle_policy.add_schedules", "lifecycle_policy.remove_schedules"]);
    expect(schedulesOf()).toEqual([`cron 7 ${usual}`, "interval 5 hourly {volume_id}"]);
  });

  it("one that goes alone is a destructive step; another name of the snapshots is none", async () => {
    fleet = await startFleet({ vendor: "gcore" });
    await settle({ schedules: [DAILY, HOURLY] });
    const fewer = await fleet.plan(policyOf({ schedules: [DAILY] }));
    expect(fewer.destructive.map(({ kind }) => kind)).toEqual(["lower-retention"]);
    const renamed = await fleet.plan(policyOf({ schedules: [{ ...DAILY, nameTemplate: "x {volume_id}" }, HOURLY] }));
    expect(renamed.destructive).toEqual([]);
    expect(renamed.operations.flatMap(({ steps }) => steps.map(({ name }) => name))).toEqual([
      "lifecycle_policy.add_schedules",
      "lifecycle_policy.remove_schedules",
    ]);
  });

  it("a name that YAML does not tell is left alone, and goes over to what replaces its schedule", async () => {
    fleet = await startFleet({ vendor: "gcore" });
    await settle({ ...DAILY, nameTemplate: "mine {volume_id}" });
    expect(await settle(DAILY)).toEqual([]);
    await settle({ ...DAILY, keep: 9 });
    expect(schedulesOf()).toEqual(["cron 9 mine {volume_id}"]);
  });

  it("ten that all change give way first: there is no room for both", async () => {
    fleet = await startFleet({ vendor: "gcore" });
    const ten = (keep: number) => ({
      schedules: Array.from({ length: 10 }, (_none, hour) => ({ cron: `0 ${hour} * * *`, keep })),
    });
    await settle(ten(2));
    expect(await settle(ten(3))).toEqual(["lifecycle_policy.remove_schedules", "lifecycle_policy.add_schedules"]);
  });
});

describe("single volumes", () => {
  it("are in the policy alone, and others come and go", async () => {
    fleet = await startFleet({ vendor: "gcore" });
    const names = () => livePolicy().volumes.map(({ volume_name: name }) => name);
    await settle({ ...DAILY, volumes: ["data"] });
    expect(names()).toEqual(["edge-data"]);
    await settle({ ...DAILY, volumes: ["boot"] });
    expect(names()).toEqual(["edge-boot"]);
    await settle(DAILY);
    expect(names().sort()).toEqual(["edge-boot", "edge-data"]);
  });
});
