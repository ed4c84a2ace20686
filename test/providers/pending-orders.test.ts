// Orders whose outcome is not known yet: what arrives is held by one address, and nothing is ordered beside them.
import { afterEach, describe, expect, it } from "vitest";
import { addIntent } from "../../src/executor/record.ts";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import type { Fleet } from "../support/fleet.ts";
import { RANGE, sampleConfiguration, sampleKey, sampleVm } from "../support/sample-desired.ts";
import {
  countSent,
  faults,
  forgottenMachines,
  machinesOf,
  pendingOf,
  startAccount,
  stopAccounts,
  trackedIds,
} from "../support/small-account.ts";

afterEach(stopAccounts);

const LATE: readonly FaultRule[] = [
  { effect: "lost-after", match: { method: "install", nth: 1 } },
  { effect: "invisible", ms: 900_000, match: { method: "install", nth: 1 } },
];
const HOUR_MS = 3_600_000;
const IMPATIENT = { createMs: 60_000, updateMs: 60_000, deleteMs: 60_000 };

const web = sampleConfiguration([sampleKey("ops"), sampleVm("vms.web")]);
const renamed = sampleConfiguration([sampleKey("ops"), sampleVm("vms.app", {}, { name: "web" })]);

async function ordered(): Promise<Fleet> {
  const fleet = await startAccount();
  faults(fleet, ...LATE);
  await fleet.apply(web);
  expect(await pendingOf(fleet)).toEqual(["vms.web install unknown"]);
  return fleet;
}

describe("an order that is not settled", () => {
  it("keeps back another of the same name: nobody could tell what arrives", async () => {
    const fleet = await ordered();
    const { plan } = await fleet.apply(renamed);
    expect(plan.blocked.map(({ address, fix }) => [address, fix?.split(",")[0]])).toContainEqual([
      "vms.app",
      "trueup apply --assume-absent vms.web",
    ]);
    expect(countSent(fleet, "install")).toBe(1);
  });

  it("shares what arrives with no other request: one is settled, the other goes on being looked for", async () => {
    const fleet = await ordered();
    await fleet.changeState((document) => {
      const [intent] = document.pending;
      return intent === undefined ? document : addIntent(document, { ...intent, id: "twin", address: "vms.app" });
    });
    await fleet.clock.advance(1_000_000);
    const { resumed } = await fleet.apply(
      sampleConfiguration([sampleKey("ops"), sampleVm("vms.web"), sampleVm("vms.app", {}, { name: "web" })]),
    );
    expect(resumed.map(({ outcome }) => outcome).sort()).toEqual(["settled", "unknown"]);
    const held = Object.entries(await trackedIds(fleet)).filter(([address]) => address.startsWith("vms."));
    expect(held.map(([, id]) => id)).toEqual(["1"]);
    expect([machinesOf(fleet), countSent(fleet, "install")]).toEqual([["1:web"], 1]);
  });

  it("that arrives after its address was given to another machine loses neither", async () => {
    const fleet = await startAccount();
    await fleet.apply(sampleConfiguration([sampleKey("ops"), sampleVm("vms.db")]));
    faults(fleet, ...LATE);
    await fleet.apply(sampleConfiguration([sampleKey("ops"), sampleVm("vms.db"), sampleVm("vms.web")]));
    const moved = sampleConfiguration([sampleKey("ops"), sampleVm("vms.web")], {
      moved: [{ from: "vms.db", to: "vms.web", range: RANGE }],
    });
    await fleet.apply(moved);
    await fleet.clock.advance(1_000_000);
    await fleet.apply(moved);
    expect(await forgottenMachines(fleet)).toEqual([]);
  });
});

describe("an order that the provider has confirmed", () => {
  it("is not given up by assumeAbsentAfter, however long the lists lack its machine", async () => {
    const fleet = await startAccount();
    faults(fleet, { effect: "invisible", ms: 1_200_000, match: { method: "install", nth: 1 } });
    const impatient = sampleConfiguration([sampleKey("ops"), sampleVm("vms.web")], {
      policy: { publicEnv: [], assumeAbsentAfterMs: 60_000 },
    });
    await fleet.apply(impatient);
    const { resumed } = await fleet.apply(impatient);
    expect([resumed.map(({ outcome }) => outcome), countSent(fleet, "install")]).toEqual([["unknown"], 1]);
  });

  it("is not given up by --assume-absent while it is running, nor once its machine is there", async () => {
    const fleet = await startAccount();
    faults(
      fleet,
      { effect: "operation-slow", ms: HOUR_MS, match: { method: "install", nth: 1 } },
      { effect: "invisible", ms: HOUR_MS + 60_000, match: { method: "install", nth: 1 } },
    );
    const slow = sampleConfiguration([sampleKey("ops"), sampleVm("vms.web", {}, { timeouts: IMPATIENT })]);
    await fleet.apply(slow);
    const running = await fleet.apply(slow, {}, { assumeAbsent: ["vms.web"] });
    expect(running.notes).toContainEqual(
      expect.stringMatching(/^vms\.web: ".*" is not taken for absent: the provider is still at work on it$/),
    );
    await fleet.clock.advance(2 * HOUR_MS);
    const there = await fleet.apply(slow, {}, { assumeAbsent: ["vms.web"] });
    expect(there.notes).toContainEqual(expect.stringMatching(/is not taken for absent: vm 1 is there$/));
    expect([machinesOf(fleet), countSent(fleet, "install")]).toEqual([["1:web"], 1]);
  });
});
