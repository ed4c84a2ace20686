// A request is pending in one region, and the provider entry leads to another one by now: nothing is concluded there, and
// what is on record is not let go, whatever is accepted.
import { afterEach, expect, it } from "vitest";
import type { Fleet } from "../support/fleet.ts";
import { sampleConfiguration } from "../support/sample-desired.ts";
import { edge, edgeKey } from "../support/sample-gcore.ts";
import { applyUntil, pendingOf, startAccount, stopAccounts } from "../support/small-account.ts";

afterEach(stopAccounts);

const both = sampleConfiguration([edgeKey(), edge()]);
const less = sampleConfiguration([edgeKey()]);

function machinesIn(fleet: Fleet): string[] {
  const account = fleet.sim.state("gcore") as unknown as { instances: { name: string; region_id: number }[] };
  return account.instances.map(({ name, region_id }) => `${name} in ${region_id}`);
}

/** Its deletion is on record, and the run died before the request left. */
async function deleting(): Promise<Fleet> {
  for (let at = 1; at < 40; at++) {
    const fleet = await startAccount({ vendor: "gcore" });
    await fleet.apply(both);
    await applyUntil(at, fleet, less, { allow: { deletes: 9 } });
    if ((await pendingOf(fleet)).includes("vms.edge instances.delete intended")) return fleet;
    await stopAccounts();
  }
  throw new Error("no such moment");
}

it("a deletion stays pending, and the machine on record, until the entry leads back", async () => {
  const fleet = await deleting();
  const region = fleet.sim.env["GCORE_CLOUD_REGION_ID"] ?? "";
  fleet.sim.env["GCORE_CLOUD_REGION_ID"] = "38";
  const { resumed } = await fleet.apply(less, { allow: { deletes: 9 } });
  expect(resumed.map(({ outcome }) => outcome)).toEqual(["pending"]);
  expect(resumed[0]?.message).toMatch(/^it was sent to gcore account .*, project 77, region 76, at a simulator, and /);
  expect(resumed[0]?.message).toContain("the provider entry gcore leads elsewhere now: restore its settings");
  expect(await pendingOf(fleet)).toEqual(["vms.edge instances.delete intended"]);
  expect(machinesIn(fleet)).toContain("edge in 76");
  expect(Object.keys((await fleet.state())?.resources ?? {})).toContain("vms.edge");

  fleet.sim.env["GCORE_CLOUD_REGION_ID"] = region;
  const later = await fleet.apply(less, { allow: { deletes: 9 } });
  expect(later.resumed.map(({ outcome }) => outcome)).toEqual(["did-not-happen"]);
  expect(machinesIn(fleet)).not.toContain("edge in 76");
});

it.each([
  ["without", {}],
  ["with", { accounts: ["gcore"] }],
])("a machine that the new region does not hold stays on record %s --accept-account", async (_how, allow) => {
  const fleet = await startAccount({ vendor: "gcore" });
  await fleet.apply(both);
  fleet.sim.env["GCORE_CLOUD_REGION_ID"] = "38";
  const { plan, results } = await fleet.apply(both, { allow });
  expect(results).toEqual([]);
  const errors = plan.diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.filter(({ address }) => address === "vms.edge").map(({ code }) => code)).toEqual(["provider.moved"]);
  expect(machinesIn(fleet)).toContain("edge in 76");
  expect((await fleet.state())?.resources["vms.edge"]?.place.region).toBe("76");
});

it("a deletion stays pending also where the new region was accepted", async () => {
  const fleet = await deleting();
  fleet.sim.env["GCORE_CLOUD_REGION_ID"] = "38";
  const allow = { deletes: 9, accounts: ["gcore"] };
  const { resumed } = await fleet.apply(less, { allow });
  expect(resumed.map(({ outcome }) => outcome)).toEqual(["pending"]);
  expect(await pendingOf(fleet)).toEqual(["vms.edge instances.delete intended"]);
  expect(machinesIn(fleet)).toContain("edge in 76");
});
