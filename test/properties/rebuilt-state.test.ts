// The law of `state rebuild`: whatever a fleet has been through, its state can be lost and made anew; the plan after it is as
// empty as the one before, each address holds the object that it held, and nothing is sent that changes anything.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Desired } from "../../src/core/desired.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { isEmptyPlan } from "../../src/core/plan.ts";
import type { StateDocument } from "../../src/core/state-document.ts";
import { createStopControl } from "../../src/executor/stop-control.ts";
import { planStack } from "../../src/run/plan.ts";
import { rebuildState } from "../../src/run/rebuild-state.ts";
import { createLocalBackend } from "../../src/state/local-backend.ts";
import { createDice, type Dice } from "../chaos/dice.ts";
import { createMemoryFiles } from "../chaos/memory-files.ts";
import { declare, TRADES } from "../chaos/random-fleet.ts";
import { configure, type Vendor } from "../chaos/scenarios.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { OPS_KEY } from "../support/sample-desired.ts";

const RUNS = process.env["TRUEUP_THOROUGH"] === undefined ? 6 : 60;
const OPTIONS = { mode: "normal", targets: [], excludes: [], replace: [], rebuild: [], allow: {} } as const;

function throwFleet(vendor: Vendor, dice: Dice): Desired[] {
  const trade = TRADES[vendor];
  const machines = ["alpha", "beta", "gamma"]
    .slice(0, dice.int(1, 3))
    .map((name) => declare(vendor, `vms.${name}`, trade.vm(dice)));
  const parts = machines
    .filter(() => dice.chance(0.6))
    .map((machine) => {
      const [section, attributes] = trade.part(dice, machine);
      return declare(vendor, `${section}.of-${machine.name}`, attributes);
    });
  return [declare(vendor, "keys.ops", { publicKey: OPS_KEY }, "fleet-ops"), ...machines, ...parts];
}

const edit = (vendor: Vendor, dice: Dice) => (desired: Desired) =>
  desired.type === "vm" && dice.chance(0.7)
    ? { ...desired, attributes: dice.pick(TRADES[vendor].edits)(dice, desired.attributes) }
    : desired;

async function rebuild(fleet: Fleet, resources: readonly Desired[]) {
  const { stack, close } = fleet.open(configure(resources));
  try {
    const files = createMemoryFiles();
    const identity = { who: "test", host: "test", pid: process.pid };
    const backend = createLocalBackend({
      path: "/new.json",
      clock: fleet.clock,
      identity,
      randomId: randomUUID,
      files,
    });
    const lost = { ...stack, backend, recoveryFolder: "/none" };
    const end = await rebuildState(lost, {
      ...{ operation: "state rebuild", force: false, mayLose: 0, mayAdopt: undefined, emit: () => undefined },
      stop: createStopControl(),
      approve: async () => true,
    });
    const { plan } = await planStack(lost, { options: OPTIONS, emit: () => undefined });
    return { end, plan, state: await backend.read() };
  } finally {
    await close();
  }
}

const idsOf = (state: StateDocument | undefined): JsonObject =>
  Object.fromEntries(Object.entries(state?.resources ?? {}).map(([address, { remoteId }]) => [address, remoteId]));

describe.each(["serveroid", "zomro", "gcore"] as const)("a lost state at %s", (vendor) => {
  it.for(Array.from({ length: RUNS }, (_, index) => index + 1))("seed %i", async (number, { skip }) => {
    const dice = createDice(number);
    const fleet = await startFleet({ vendor, seed: TRADES[vendor].seed, files: createMemoryFiles() });
    try {
      let resources: readonly Desired[] = throwFleet(vendor, dice);
      await fleet.apply(configure(resources));
      for (let round = dice.int(0, 2); round > 0; round -= 1) {
        resources = resources.map(edit(vendor, dice));
        await fleet.apply(configure(resources));
      }
      const before = await fleet.state();
      // A fleet that is not settled has no plan to compare with.
      if (!isEmptyPlan(await fleet.plan(configure(resources))))
        skip("something is left to do: a machine in rescue mode");
      const sent = fleet.sim.log.entries({ mutating: true }).length;
      const { end, plan, state } = await rebuild(fleet, resources);
      expect(end.outcome).toBe("written");
      expect(end.refused).toEqual([]);
      expect(idsOf(state)).toEqual(idsOf(before));
      expect(
        plan.entries.filter(({ action }) => action !== "no-op").map(({ action, address }) => `${action} ${address}`),
      ).toEqual([]);
      expect(isEmptyPlan(plan)).toBe(true);
      expect(fleet.sim.log.entries({ mutating: true })).toHaveLength(sent);
    } finally {
      await fleet.stop();
    }
  });
});
