// What an apply asks about machines that it deletes: a list answers for all of them, and each one that it lacks is asked for once.
import { afterEach, describe, expect, it } from "vitest";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration } from "../support/sample-desired.ts";
import { EDGE, edgeKey, gcoreDesired } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

describe("a machine that is deleted", () => {
  it("is asked for by its id once the list lacks it, to confirm that, and hardly ever before", async () => {
    const current = await startFleet({ vendor: "gcore" });
    fleet = current;
    const vms = [1, 2, 3, 4, 5].map((number) =>
      gcoreDesired(`vms.edge${number}`, { ...EDGE, interfaces: { public: { type: "external" } } }),
    );
    const configuration = sampleConfiguration([edgeKey(), ...vms]);
    expect((await current.apply(configuration)).results.filter(({ outcome }) => outcome !== "done")).toEqual([]);
    const before = current.sim.log.entries().length;
    const { results } = await current.apply(configuration, { mode: "destroy" });
    expect(results.filter(({ outcome }) => outcome !== "done")).toEqual([]);
    const asked = current.sim.log
      .entries()
      .slice(before)
      .filter(({ method }) => method === "instances.get")
      .map(({ path }) => path);
    expect(new Set(asked).size).toBe(5);
    // Who looks alone asks by the id, where a list would cost more: then the confirmation is its second time.
    expect(asked.length).toBeLessThan(8);
  });
});
