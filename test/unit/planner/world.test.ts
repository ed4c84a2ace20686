// The world of a run follows the state: whatever has changed, it is as if it were built anew.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StateDocument, TrackedResource } from "../../../src/core/state-document.ts";
import type { PlanInput } from "../../../src/planner/plan-input.ts";
import { buildWorld, followState } from "../../../src/planner/world.ts";
import { sampleDocument, sampleIntent, sampleResource } from "../../support/sample-state.ts";

const ADDRESSES = ["vms.a", "vms.b", "vms.c"] as const;
const IDS = ["1", "2", "3", "4"] as const;
const PLACE_KEY = "serveroid/1001/7";

const record = fc
  .record({ remoteId: fc.constantFrom(...IDS), deposed: fc.option(fc.constantFrom(...IDS), { nil: undefined }) })
  .map(
    ({ remoteId, deposed }): TrackedResource =>
      sampleResource("a", {
        remoteId,
        parent: "vms.a",
        ...(deposed === undefined ? {} : { deposed: [{ remoteId: deposed, name: "old" }] }),
      }),
  );
const document = fc
  .record({
    resources: fc.dictionary(fc.constantFrom(...ADDRESSES), record),
    pending: fc.array(fc.constantFrom(...IDS), { maxLength: 2 }),
  })
  .map(
    ({ resources, pending }): StateDocument =>
      sampleDocument({
        resources,
        pending: pending.map((remoteId, index) =>
          sampleIntent(String(index), { remoteId, place: { account: "1001", project: "7" } }),
        ),
      }),
  );

function describeWorld(input: PlanInput, state: StateDocument, world: ReturnType<typeof buildWorld>) {
  const resources = new Map(Object.entries(state.resources));
  const keys = IDS.map((remoteId) => `${PLACE_KEY} vm/${remoteId}`);
  return {
    tracked: new Map([...world.tracked].sort(([a], [b]) => (a < b ? -1 : 1))),
    same: [...resources].every(([address, resource]) => world.tracked.get(address) === resource),
    isHeld: IDS.map((remoteId) => world.nameOf(PLACE_KEY, "vm", remoteId).startsWith("#")),
    keys: keys.map((key) => world.recordedAt.has(key)),
    parts: world
      .partsOf("vms.a")
      .map(([address]) => address)
      .sort(),
    stack: input.stack,
  };
}

describe("the world of a run", () => {
  it("follows each change of the state", () => {
    fc.assert(
      fc.property(fc.array(document, { minLength: 1, maxLength: 6 }), (documents) => {
        const input = {
          stack: "shop",
          resources: [],
          moved: [],
          providers: new Map(),
          observed: new Map(),
          state: undefined,
        } as unknown as PlanInput;
        const follow = followState(input);
        for (const state of documents) {
          const anew = buildWorld({ ...input, state }, new Map(Object.entries(state.resources)));
          expect(describeWorld(input, state, follow(state))).toEqual(describeWorld(input, state, anew));
          expect(follow(state)).toBe(follow(state));
        }
      }),
    );
  });
});
