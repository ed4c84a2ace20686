// A request for a part of a machine is not settled, and the machine is deleted in the panel: the part went with it.
import { afterEach, expect, it } from "vitest";
import { sampleConfiguration, sampleDesired, ZOMRO_ORDER } from "../support/sample-desired.ts";
import { applyUntil, pendingOf, startAccount, stopAccounts, trackedIds } from "../support/small-account.ts";

afterEach(stopAccounts);

const ZOMRO = { provider: "zomro", vendor: "zomro" };
const web = sampleDesired("vms.web", ZOMRO_ORDER, ZOMRO);
const before = sampleConfiguration([web]);
const PARTS = {
  snapshot: sampleDesired("snapshots.part", { vm: "vms.web" }, ZOMRO),
  schedule: sampleDesired("schedules.part", { vm: "vms.web", days: ["mon"], time: "02:01" }, ZOMRO),
};

async function loseMachine(fleet: Awaited<ReturnType<typeof startAccount>>) {
  const id = (await trackedIds(fleet))["vms.web"] ?? "";
  fleet.sim.change("zomro", { kind: "instances", action: "delete", id });
}

it.each(["snapshot", "schedule"] as const)(
  "Zomro: a new %s, wherever the run died",
  async (kind) => {
    const declared = sampleConfiguration([web, PARTS[kind]]);
    const seen = new Set<string>();
    for (let at = 1; at <= 8; at++) {
      const fleet = await startAccount({ vendor: "zomro" });
      await fleet.apply(before);
      await applyUntil(at, fleet, declared);
      for (const item of await pendingOf(fleet)) seen.add(item.split(" ").at(-1) ?? "");
      await loseMachine(fleet);
      await fleet.apply(declared, { allow: { recreate: 2, deletes: 2 } });
      expect([at, await pendingOf(fleet)]).toEqual([at, []]);
      await stopAccounts();
    }
    expect([...seen].sort()).toEqual(["accepted", "intended"]);
  },
  60_000,
);

it.each(["snapshot", "schedule"] as const)(
  "Zomro: a %s that was to be deleted, wherever the run died",
  async (kind) => {
    const declared = sampleConfiguration([web, PARTS[kind]]);
    for (let at = 1; at <= 6; at++) {
      const fleet = await startAccount({ vendor: "zomro" });
      await fleet.apply(declared);
      await applyUntil(at, fleet, before, { allow: { deletes: 2 } });
      await loseMachine(fleet);
      await fleet.apply(before, { allow: { recreate: 2, deletes: 2 } });
      expect([at, await pendingOf(fleet)]).toEqual([at, []]);
      expect(Object.keys(await trackedIds(fleet))).toEqual(["vms.web"]);
      await stopAccounts();
    }
  },
  60_000,
);
