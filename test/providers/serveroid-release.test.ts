// Addresses to give up: the plan shows those, never the kept ones, and what is missing is named at once.
import { afterEach, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration, sampleKey, sampleVm } from "../support/sample-desired.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const seed = {
  serveroid: { tenants: [{ id: 111, description: "Default" }], vms: [], pubkeys: [], limits: { addressesPerVm: 8 } },
};
const web = (attributes: JsonObject) => sampleConfiguration([sampleKey("ops"), sampleVm("vms.web", attributes)]);

async function startWith(ips: number): Promise<readonly [Fleet, readonly string[]]> {
  fleet = await startFleet({ seed });
  await fleet.apply(web({ ips }));
  const { vms } = fleet.sim.state("serveroid") as unknown as { vms: { ipAddresses: string[] }[] };
  return [fleet, vms[0]?.ipAddresses ?? []];
}

it("shows as a change what is given up, not what is kept nor what is gone already", async () => {
  const [current, [first = "", second = ""]] = await startWith(3);
  const plan = await current.plan(web({ ips: 2, releaseIps: [second, "198.51.100.99"] }));
  const fields = plan.entries.find(({ address }) => address === "vms.web")?.fields ?? [];
  expect(fields.map(({ path, before, after, cause }) => [path, before, after, cause])).toEqual([
    ["ips", 3, 2, "yours"],
    ["releaseIps", undefined, [second], "yours"],
  ]);
  expect(JSON.stringify(fields)).not.toContain(first);
});

it.each([
  [3, 1, 0],
  [3, 1, 1],
  [3, 0, 1],
  [2, 1, 0],
])("of %i addresses, %i declared, %i named: the fix names all, and is enough", async (before, after, named) => {
  const [current, held] = await startWith(before);
  const releaseIps = held.slice(-named, named === 0 ? 0 : undefined);
  const plan = await current.plan(web({ ips: after, releaseIps: [...releaseIps] }));
  const [error] = plan.diagnostics;
  expect(error?.code).toBe("provider.name-released-ip");
  const fix = /^releaseIps: \[(.*)\]$/.exec(error?.fix ?? "")?.[1]?.split(", ") ?? [];
  expect([fix.length, fix.slice(0, named)]).toEqual([before - after, [...releaseIps]]);
  const { results, plan: followed } = await current.apply(web({ ips: after, releaseIps: fix }));
  expect([followed.diagnostics, results.map(({ outcome }) => outcome)]).toEqual([[], ["done"]]);
});
