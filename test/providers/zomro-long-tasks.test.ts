// Answers that the panel puts off for longer than anything is looked for: followed to their end, also by the next run, and
// never sent again.
import { afterEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import type { Fleet } from "../support/fleet.ts";
import { OPS_KEY, sampleConfiguration, sampleDesired, ZOMRO_ORDER } from "../support/sample-desired.ts";
import {
  applyUntil,
  countSent,
  faults,
  outcomesOf,
  pendingOf,
  startAccount,
  stopAccounts,
} from "../support/small-account.ts";

afterEach(stopAccounts);

const declare = (address: string, attributes: JsonObject, more: Parameters<typeof sampleDesired>[2] = {}) =>
  sampleDesired(address, attributes, { provider: "zomro", vendor: "zomro", ...more });

const everything = (publicKey = OPS_KEY) =>
  sampleConfiguration(
    [
      declare("keys.ops", { publicKey }),
      declare("vms.web", ZOMRO_ORDER),
      declare("snapshots.s", { vm: "vms.web" }),
      declare("schedules.n", { vm: "vms.web", days: ["mon"], time: "01:00" }),
    ],
    { policy: { publicEnv: [] } },
  );

const MAKES = [
  "sshkeys.edit",
  "instances.snapshots.edit",
  "instances.fleio_bckps.schedule.edit",
  "cartorder.create.confirm",
];
/** Far beyond the grace of two minutes. */
const LATE_MS = 15 * 60_000;
const late = (method: string, more: Partial<FaultRule> = {}): FaultRule =>
  ({ effect: "long-task", when: "before", ms: LATE_MS, match: { method, nth: 1 }, ...more }) as FaultRule;

type Rows = readonly Readonly<Record<string, { readonly $: string } | undefined>>[];

function census(fleet: Fleet) {
  const state = fleet.sim.state("zomro") as unknown as {
    readonly instances: Rows;
    readonly sshkeys: Rows;
    readonly snapshots: Readonly<Record<string, Rows>>;
    readonly schedules: Rows;
  };
  const names = (rows: Rows, field = "name") => rows.map((row) => row[field]?.$);
  return [
    ...names(state.instances, "servername"),
    ...names(state.sshkeys, "comment"),
    ...names(Object.values(state.snapshots).flat()),
    ...names(state.schedules),
  ].filter((name) => ["web", "ops", "s", "n"].includes(name ?? ""));
}
const ONE_OF_EACH = ["web", "ops", "s", "n"];

describe.each(MAKES)("%s, put off for longer than anything is looked for", (method) => {
  it("is awaited, and sent once", async () => {
    const fleet = await startAccount({ vendor: "zomro" });
    faults(fleet, late(method));
    const { results } = await fleet.apply(everything());
    expect(results.filter(({ outcome }) => outcome !== "done")).toEqual([]);
    expect(countSent(fleet, method)).toBe(1);
    expect(census(fleet)).toEqual(ONE_OF_EACH);
    expect(await pendingOf(fleet)).toEqual([]);
  });

  it("is awaited by the next run, if the first one dies meanwhile", async () => {
    let died = 0;
    for (let crashAt = 1; died < 2; crashAt += 1) {
      const fleet = await startAccount({ vendor: "zomro" });
      faults(fleet, late(method));
      await applyUntil(crashAt, fleet, everything());
      const pending = await pendingOf(fleet);
      const isOver = pending.length === 0 && census(fleet).length === ONE_OF_EACH.length;
      if (pending.some((line) => line.endsWith(`${method} accepted`))) {
        died += 1;
        await fleet.apply(everything());
        expect(countSent(fleet, method)).toBe(1);
        expect(census(fleet)).toEqual(ONE_OF_EACH);
        expect(await pendingOf(fleet)).toEqual([]);
      }
      await stopAccounts();
      if (isOver) break;
    }
    expect(died).toBeGreaterThan(0);
  }, 120_000);
});

it("a refusal at the end says so, and leaves nothing pending", async () => {
  const fleet = await startAccount({ vendor: "zomro" });
  faults(fleet, late("sshkeys.edit"));
  const key = sampleConfiguration([declare("keys.ops", { publicKey: "nonsense" })]);
  const { results } = await fleet.apply(key);
  expect(outcomesOf({ results })).toEqual(["create keys.ops: failed"]);
  expect(results[0]?.message).toContain("Key is invalid.");
  expect(await pendingOf(fleet)).toEqual([]);
  expect(census(fleet)).toEqual([]);
});

it("a page that never ends is given up in the end, and what it was for is made", async () => {
  const fleet = await startAccount({ vendor: "zomro" });
  faults(fleet, { effect: "long-task", when: "before", match: { method: "sshkeys.edit", nth: 1 } });
  const key = sampleConfiguration([declare("keys.ops", { publicKey: OPS_KEY })]);
  for (let round = 0; round < 4 && census(fleet).length === 0; round += 1) await fleet.apply(key);
  expect(census(fleet)).toEqual(["ops"]);
  expect(await pendingOf(fleet)).toEqual([]);
});
