// Answers lost before or after the effect, for every request that makes something: at most three applies, exactly one each.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration } from "../../src/core/desired.ts";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration, sampleKey, sampleSnapshot, sampleVm } from "../support/sample-desired.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

/** One VM with two addresses and a key, a clone of it and a snapshot: every making request once. */
function everything(assumeAbsentAfterMs?: number): Configuration {
  return sampleConfiguration(
    [
      sampleKey("ops"),
      sampleVm("vms.web", { ips: 3 }),
      sampleVm("vms.copy", { cloneOf: { vm: "vms.web" }, ips: 3 }),
      sampleSnapshot("golden", "vms.web"),
    ],
    { policy: { publicEnv: [], ...(assumeAbsentAfterMs === undefined ? {} : { assumeAbsentAfterMs }) } },
  );
}

const seed = {
  serveroid: { tenants: [{ id: 111, description: "Default" }], vms: [], pubkeys: [], limits: { addressesPerVm: 8 } },
};

async function census(current: Fleet) {
  const account = current.sim.state("serveroid") as unknown as {
    vms: { id: number; name: string; ipAddresses: string[] }[];
    pubkeys: { name: string }[];
    snapshots: Record<string, { name: string }[]>;
  };
  return {
    vms: account.vms.map((vm) => [vm.name, vm.ipAddresses.length]).sort(),
    keys: account.pubkeys.map((key) => key.name),
    snapshots: Object.values(account.snapshots)
      .flat()
      .map((snapshot) => snapshot.name),
  };
}

const EXACTLY_ONE_EACH = {
  vms: [
    ["copy", 3],
    ["web", 3],
  ],
  keys: ["ops"],
  snapshots: ["golden"],
};

const METHODS = ["install", "clone", "ip_add", "snapshot_create", "pubkeys_add"] as const;
const EFFECTS: readonly FaultRule[] = [
  { effect: "lost-before" },
  { effect: "lost-after" },
  { effect: "reset-mid-answer" },
  { effect: "garbled", when: "after" },
  { effect: "http-5xx", when: "before" },
  { effect: "http-5xx", when: "after" },
  { effect: "hang", when: "after" },
  { effect: "hang", when: "before" },
] as readonly FaultRule[];

describe("a lost answer", () => {
  for (const method of METHODS) {
    for (const fault of EFFECTS) {
      const title = `${"when" in fault ? `${fault.effect} ${String(fault.when)}` : fault.effect} on ${method}`;
      it(`${title}: exactly one each after at most three applies`, async () => {
        fleet = await startFleet({ seed, faults: [{ ...fault, match: { method, nth: 1 } } as FaultRule] });
        const configuration = everything(60_000);
        for (let round = 0; round < 3; round++) {
          await fleet.apply(configuration);
        }
        expect(await census(fleet)).toEqual(EXACTLY_ONE_EACH);
        const plan = await fleet.plan(configuration);
        expect(plan.entries.filter((entry) => entry.action !== "no-op").map((entry) => entry.address)).toEqual([]);
        expect((await fleet.state())?.pending).toEqual([]);
      });
    }
  }

  for (const method of ["install", "clone"] as const) {
    it(`before ${method}, without assumeAbsentAfter: blocked with the command to type, never bought twice`, async () => {
      fleet = await startFleet({ seed, faults: [{ effect: "lost-before", match: { method, nth: 1 } } as FaultRule] });
      for (let round = 0; round < 3; round++) await fleet.apply(everything());
      const plan = await fleet.plan(everything());
      const address = method === "install" ? "vms.web" : "vms.copy";
      expect(plan.blocked.map((entry) => entry.address)).toContain(address);
      expect(plan.blocked.find((entry) => entry.address === address)?.fix).toContain(`--assume-absent ${address}`);
      expect(fleet.sim.log.entries({ mutating: true, method }).length).toBe(1);

      await fleet.apply(everything(), {}, { assumeAbsent: [address] });
      await fleet.apply(everything());
      expect(await census(fleet)).toEqual(EXACTLY_ONE_EACH);
    });
  }

  it("takes a machine over that appears only after the grace", async () => {
    const faults = [
      { effect: "lost-after", match: { method: "install", nth: 1 } },
      { effect: "invisible", ms: 600_000, match: { method: "install", nth: 1 } },
    ] as FaultRule[];
    fleet = await startFleet({ seed, faults });
    const configuration = sampleConfiguration([sampleKey("ops"), sampleVm("vms.web")]);
    const first = await fleet.apply(configuration);
    expect(first.results.find((result) => result.address === "vms.web")?.outcome).toBe("unknown");
    await fleet.clock.advance(700_000);
    const second = await fleet.apply(configuration);
    expect(second.resumed.map((item) => item.outcome)).toEqual(["settled"]);
    expect((await census(fleet)).vms).toEqual([["web", 1]]);
    expect(fleet.sim.log.entries({ mutating: true, method: "install" }).length).toBe(1);
  });
});
