// Ids are small numbers of each kind, in each account: what is known of one says nothing of another with that number.
import { afterEach, expect, it } from "vitest";
import { withResource } from "../../src/core/take-over.ts";
import { sampleConfiguration, sampleKey, sampleVm } from "../support/sample-desired.ts";
import { sampleResource } from "../support/sample-state.ts";
import { faults, forgottenMachines, startAccount, stopAccounts, trackedIds } from "../support/small-account.ts";

afterEach(stopAccounts);

it("a machine that one list lacks is not gone because the key of that number is", async () => {
  const fleet = await startAccount();
  await fleet.apply(sampleConfiguration([sampleKey("ops"), sampleVm("vms.web")]));
  expect(await trackedIds(fleet)).toEqual({ "keys.ops": "1", "vms.web": "1" });
  fleet.sim.change("serveroid", { kind: "pubkeys", action: "delete", id: 1 });
  faults(fleet, { effect: "partial-list", rows: 0, match: { method: "vm_list", nth: 1 } });
  const plan = await fleet.plan(sampleConfiguration([sampleKey("own")]));
  expect(plan.entries.map(({ action, address }) => `${action} ${address}`)).toContain("delete vms.web");
  expect(await forgottenMachines(fleet)).toEqual([]);
});

it("an order that was lost is found although another vendor's machine of that number is tracked", async () => {
  const fleet = await startAccount();
  faults(
    fleet,
    { effect: "lost-after", match: { method: "install", nth: 1 } },
    { effect: "invisible", ms: 900_000, match: { method: "install", nth: 1 } },
  );
  const all = sampleConfiguration([sampleKey("ops"), sampleVm("vms.web")]);
  await fleet.apply(all);
  const other = { vendor: "zomro", provider: "zomro", place: { account: "shop" }, remoteId: "1" };
  await fleet.changeState((document) => withResource(document, "vms.db", sampleResource("db", other)));
  await fleet.clock.advance(1_000_000);
  const { resumed } = await fleet.apply(all);
  expect(resumed.map(({ outcome }) => outcome)).toEqual(["settled"]);
});
