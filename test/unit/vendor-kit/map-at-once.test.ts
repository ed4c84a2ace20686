// Several at a time, in order, and none any more once one has failed.
import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { mapAtOnce } from "../../../src/vendor-kit/map-at-once.ts";

const ITEMS = Array.from({ length: 40 }, (_none, index) => index);

it("works on eight at a time and keeps their order", async () => {
  let [open, most] = [0, 0];
  const doubled = await mapAtOnce(ITEMS, async (item) => {
    most = Math.max(most, ++open);
    for (let turn = item % 3; turn >= 0; turn--) await setImmediate();
    open--;
    return item * 2;
  });
  expect([doubled, most]).toEqual([ITEMS.map((item) => item * 2), 8]);
});

it("begins nothing more once one has failed", async () => {
  const begun: number[] = [];
  const all = mapAtOnce(ITEMS, async (item) => {
    begun.push(item);
    await setImmediate();
    if (item === 3) throw new Error("three");
  });
  await expect(all).rejects.toThrow("three");
  for (let turn = 0; turn < 20; turn++) await setImmediate();
  expect(begun.length).toBeLessThanOrEqual(12);
});
