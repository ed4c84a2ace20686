// In which order Gcore's objects are made and given up, where one of them cannot be had.
import { afterEach, describe, expect, it } from "vitest";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration } from "../support/sample-desired.ts";
import { edge, edgeKey, edgeSchedule } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const configuration = sampleConfiguration([edgeKey(), edge(), edgeSchedule()]);

describe("a schedule", () => {
  it("is not made where its VM could not be made", async () => {
    const soldOut = { match: { method: "instances.create" }, effect: "vendor-error", code: "ForbiddenError" } as const;
    fleet = await startFleet({ vendor: "gcore", faults: [soldOut] });
    const { results } = await fleet.apply(configuration);
    const outcome = (address: string) => results.find((result) => result.address === address)?.outcome;
    expect(outcome("vms.edge")).toBe("failed");
    expect(outcome("schedules.edge-daily")).toBe("skipped");
    expect(fleet.sim.log.entries({ mutating: true }).map((entry) => entry.method)).not.toContain(
      "lifecycle_policy.create",
    );
  });

  it("goes before its VM", async () => {
    fleet = await startFleet({ vendor: "gcore" });
    await fleet.apply(configuration);
    const { results } = await fleet.apply(configuration, { mode: "destroy" });
    expect(results.filter(({ outcome }) => outcome !== "done")).toEqual([]);
    const sent = fleet.sim.log.entries({ mutating: true }).map((entry) => entry.method);
    expect(sent.indexOf("lifecycle_policy.delete")).toBeLessThan(sent.indexOf("instances.delete"));
  });
});
