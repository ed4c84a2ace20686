// Our wall clock was wrong when a request was sent (another host's, or set right since): the task list still shows it.
import { afterEach, describe, expect, it } from "vitest";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import type { Fleet } from "../support/fleet.ts";
import { sampleConfiguration } from "../support/sample-desired.ts";
import { edge, edgeKey } from "../support/sample-gcore.ts";
import { applyUntil, countSent, startAccount, stopAccounts, withProvider } from "../support/small-account.ts";

afterEach(stopAccounts);

const all = sampleConfiguration([edgeKey(), edge()]);
const late = (method: string): FaultRule[] => [
  { effect: "operation-slow", ms: 1_200_000, match: { method, nth: 1 } },
  { effect: "invisible", ms: 2_400_000, match: { method, nth: 1 } },
];

/** The run died at the first moment after the machine was ordered, under a clock that was `jumpMs` ahead. */
async function orderedAhead(jumpMs: number): Promise<Fleet> {
  for (let at = 1; at < 60; at++) {
    const fleet = await startAccount({ vendor: "gcore", faults: late("instances.create") });
    fleet.clock.jumpWall(jumpMs);
    await applyUntil(at, fleet, all);
    fleet.clock.jumpWall(-jumpMs);
    if (countSent(fleet, "instances.create") > 0) return fleet;
    await stopAccounts();
  }
  throw new Error("no such moment");
}

describe("a clock that was ahead at the send", () => {
  for (const minutes of [10, 60])
    it(`by ${minutes} minutes makes nothing be ordered again`, async () => {
      const fleet = await orderedAhead(minutes * 60_000);
      await fleet.apply(all);
      expect(countSent(fleet, "instances.create")).toBe(1);
    }, 30_000);

  it("and is set right while an answer is lost, buys no disk twice", async () => {
    const lost: FaultRule = { effect: "lost-after", match: { method: "volumes.create", nth: 1 } };
    const fleet = await startAccount({ vendor: "gcore", faults: [...late("volumes.create"), lost] });
    fleet.clock.jumpWall(600_000);
    let isSet = false;
    const setRight = () => {
      if (!isSet) fleet.clock.jumpWall(-600_000);
      isSet = true;
    };
    const watch = withProvider((provider) => ({
      ...provider,
      perform: (step, call) => provider.perform(step, call).finally(step.name === "volumes.create" ? setRight : null),
    }));
    await fleet.apply(all, {}, { watch });
    await fleet.clock.advance(4_000_000);
    await fleet.apply(all);
    const { volumes } = fleet.sim.state("gcore") as unknown as { volumes: { name: string }[] };
    const ours = volumes.map(({ name }) => name).filter((name) => name.startsWith("edge"));
    expect(ours.sort()).toEqual(["edge-boot", "edge-data"]);
  });
});
