// Who made a difference: what the same plan makes anew has not changed behind anybody's back.
import { afterEach, expect, it } from "vitest";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration } from "../support/sample-desired.ts";
import { edge, edgeKey, edgeSchedule } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

it("an address and a schedule whose machine is made anew follow it", async () => {
  fleet = await startFleet({ vendor: "gcore" });
  const interfaces = {
    public: { type: "external" },
    inner: { type: "anySubnet", network: "internal", floatingIp: "new" },
  };
  const declared = sampleConfiguration([edgeKey(), edge({ interfaces }), edgeSchedule()]);
  await fleet.apply(declared);
  const plan = await fleet.plan(declared, { replace: ["vms.edge"] });
  const updates = plan.entries.filter(({ action }) => action === "update");
  expect(updates.map(({ address, fields }) => [address, fields.map(({ path, cause }) => [path, cause])])).toEqual([
    ["vms.edge.floatingIps.inner", [["port", "yours"]]],
    ["schedules.edge-daily", [["volumes", "yours"]]],
  ]);
});
