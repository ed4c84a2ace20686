// A replacement that ended between the deletion and the new machine: what our own deletion has taken off disks, addresses
// and schedules is not "changed behind trueup's back". What another takes off is.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration } from "../../src/core/desired.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { idOf } from "../support/gcore-rows.ts";
import { sampleConfiguration } from "../support/sample-desired.ts";
import { EDGE, edge, edgeKey, edgeSchedule } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const DECLARED: Configuration = sampleConfiguration([
  edgeKey(),
  edge({
    interfaces: {
      public: { type: "external", securityGroups: ["web"] },
      inner: { type: "anySubnet", network: "internal", floatingIp: "new" },
    },
    volumes: { ...(EDGE["volumes"] as object), data: { size: 100 * 1024 } },
  }),
  edgeSchedule(),
]);

async function start(): Promise<Fleet> {
  fleet = await startFleet({ vendor: "gcore" });
  await fleet.apply(DECLARED);
  return fleet;
}

const driftOf = async (current: Fleet) =>
  (await current.plan(DECLARED)).drift.map(({ address, class: kind }) => `${kind} ${address}`);

describe("Gcore", () => {
  it("the machine is deleted, and the new one is refused: no drift, and nothing changed outside", async () => {
    const current = await start();
    current.sim.faults.set([{ effect: "vendor-error", match: { method: "instances.create" } }]);
    const { results } = await current.apply(DECLARED, { replace: ["vms.edge"] });
    expect(results.find(({ address, outcome }) => address === "vms.edge" && outcome === "failed")).toBeDefined();
    expect((await current.state())?.resources["vms.edge"]).toBeUndefined();
    const plan = await current.plan(DECLARED);
    expect(plan.drift).toEqual([]);
    const causes = plan.entries.flatMap(({ address, action, fields }) =>
      action === "update" ? fields.map(({ path, cause }) => `${address} ${path}: ${cause}`) : [],
    );
    expect(causes.filter((cause) => !cause.endsWith(": yours"))).toEqual([]);
    expect(causes).toContain("schedules.edge-daily volumes: yours");
    current.sim.faults.set([]);
    await current.apply(DECLARED);
    const after = await current.plan(DECLARED);
    expect([after.operations, after.drift]).toEqual([[], []]);
  });

  it("the machine is deleted in the panel: what it took along is drift", async () => {
    const current = await start();
    current.sim.change("gcore", { kind: "instances", action: "delete", id: idOf(current, "instances", "edge") });
    expect(await driftOf(current)).toContain("vanished vms.edge");
    expect(await driftOf(current)).toContain("conflict vms.edge.volumes.data");
  });
});
