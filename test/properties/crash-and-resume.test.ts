// A crash at any moment of an apply, then apply again: the same end, nothing twice, nothing lost, nothing left pending.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration } from "../../src/core/desired.ts";
import { Crash, type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration, sampleKey, sampleSnapshot, sampleVm } from "../support/sample-desired.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

/** Every moment with TRUEUP_THOROUGH; each third one otherwise. */
const STRIDE = process.env["TRUEUP_THOROUGH"] === undefined ? 5 : 1;
const policy = { publicEnv: [], assumeAbsentAfterMs: 60_000 };
const seed = {
  serveroid: { tenants: [{ id: 111, description: "Default" }], vms: [], pubkeys: [], limits: { addressesPerVm: 8 } },
};

const before = sampleConfiguration(
  [
    sampleKey("ops"),
    sampleKey("old"),
    sampleVm("vms.web", { keys: ["keys.old"] }),
    sampleVm("vms.gone"),
    sampleVm("vms.anew"),
    sampleSnapshot("first", "vms.web"),
  ],
  { policy },
);
/** A create, an update of several steps, a delete, a replace, a snapshot before a change, a key taken off and deleted. */
const after = sampleConfiguration(
  [
    sampleKey("ops"),
    sampleVm("vms.web", { memory: 2048, disk: 65_536, ips: 2, password: "Changed0Word" }),
    sampleVm("vms.anew"),
    sampleVm("vms.more"),
    sampleSnapshot("first", "vms.web"),
    sampleSnapshot("second", "vms.web"),
  ],
  { policy },
);

function census(current: Fleet) {
  const account = current.sim.state("serveroid") as unknown as {
    vms: { name: string; memory: number; disk: number; ipAddresses: string[]; state: string }[];
    pubkeys: { name: string }[];
    snapshots: Record<string, { name: string }[]>;
  };
  return {
    vms: account.vms.map((vm) => `${vm.name} ${vm.memory} ${vm.disk} ${vm.ipAddresses.length} ${vm.state}`).sort(),
    keys: account.pubkeys.map((key) => key.name).sort(),
    snapshots: Object.values(account.snapshots)
      .flat()
      .map((snapshot) => snapshot.name)
      .sort(),
  };
}

const END = {
  vms: [
    "anew 1024 32768 1 VIR_DOMAIN_RUNNING",
    "more 1024 32768 1 VIR_DOMAIN_RUNNING",
    "web 2048 65536 2 VIR_DOMAIN_RUNNING",
  ],
  keys: ["ops"],
  snapshots: ["first", "second"],
};

async function expectSameEnd(current: Fleet, configuration: Configuration) {
  for (let round = 0; round < 2; round++) await current.apply(configuration);
  expect(census(current)).toEqual(END);
  expect((await current.state())?.pending).toEqual([]);
  const plan = await current.plan(configuration);
  expect(
    plan.entries.filter((entry) => entry.action !== "no-op").map((entry) => `${entry.action} ${entry.address}`),
  ).toEqual([]);
}

describe("a crash, then apply", () => {
  const MOMENTS = 110;
  for (let first = 1; first <= MOMENTS; first += 10) {
    it(`at the moments ${first} to ${first + 9}`, async () => {
      for (let at = first; at < first + 10; at += STRIDE) {
        fleet = await startFleet({ seed });
        await fleet.apply(before);
        const crashed = await fleet.apply(after, { replace: ["vms.anew"] }, { crashAt: at }).then(
          () => false,
          (error: unknown) => {
            if (!(error instanceof Crash)) throw error;
            return true;
          },
        );
        await expectSameEnd(fleet, after).catch((error: Error) => {
          error.message = `crash at ${at} (${crashed}): ${error.message}`;
          throw error;
        });
        await fleet.stop();
        fleet = undefined;
      }
    }, 60_000);
  }
});
