// A snapshot that Zomro could not finish: it holds nothing, is never told as taken, and can be got rid of.
import { afterEach, describe, expect, it } from "vitest";
import { sampleConfiguration, sampleDesired } from "../support/sample-desired.ts";
import {
  faults,
  outcomesOf,
  pendingOf,
  rowsOf,
  startAccount,
  stopAccounts,
  trackedIds,
} from "../support/small-account.ts";

afterEach(stopAccounts);

const ZOMRO = { provider: "zomro", vendor: "zomro" };
const INSTANCE = "5203773";
const db = sampleDesired("vms.db", {}, { ...ZOMRO, existing: { id: INSTANCE } });
const golden = sampleDesired("snapshots.golden", { vm: "vms.db" }, ZOMRO);
const declared = sampleConfiguration([db, golden]);

async function failed() {
  const fleet = await startAccount({ vendor: "zomro" });
  faults(fleet, { effect: "operation-fails", leaves: "object", match: { method: "instances.snapshots.edit", nth: 1 } });
  const { results } = await fleet.apply(declared);
  faults(fleet);
  return { fleet, results };
}

type Fleet = Awaited<ReturnType<typeof failed>>["fleet"];
const statusesOf = (fleet: Fleet) =>
  (
    rowsOf(fleet, "zomro", "snapshots") as unknown as Record<
      string,
      { name: { $: string }; fleio_status: { $: string } }[]
    >
  )[INSTANCE]?.flatMap(({ name, fleio_status: status }) => (name.$ === "golden" ? [status.$] : []));

describe("a snapshot that ends in an error", () => {
  it("is no success, and the next apply takes another in its place", async () => {
    const { fleet, results } = await failed();
    expect(outcomesOf({ results })).toContain("create snapshots.golden: failed");
    expect((await trackedIds(fleet))["snapshots.golden"]).toMatch(/ half-made$/);
    await fleet.apply(declared);
    expect([statusesOf(fleet), await pendingOf(fleet)]).toEqual([["Active"], []]);
    expect((await fleet.plan(declared)).operations).toEqual([]);
  });

  it("goes once it is no longer declared", async () => {
    const { fleet } = await failed();
    await fleet.apply(sampleConfiguration([db]), { allow: { deletes: 1 } });
    expect(statusesOf(fleet)).toEqual([]);
  });
});
