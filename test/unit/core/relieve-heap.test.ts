// The word to the engine: after so much garbage, and harmless where nothing can be set aside.
import { expect, it } from "vitest";
import { createRelief, relieveHeap } from "../../../src/core/relieve-heap.ts";

it("comes each time that so much is noted, and begins anew then", () => {
  let times = 0;
  const relief = createRelief(10, () => times++);
  const counts = [4, 4, 4, 9, 1, 25, 5].map((amount) => {
    relief.note(amount);
    return times;
  });
  expect(counts).toEqual([0, 0, 1, 1, 2, 3, 3]);
});

it("does nothing where there is no room for it", () => {
  let asked = 0;
  const refuse = (bytes: number): never => {
    asked = bytes;
    throw new RangeError("Array buffer allocation failed");
  };
  expect(() => relieveHeap(refuse)).not.toThrow();
  expect(asked).toBeGreaterThan(64 * 1024 * 1024);
});

it("makes the engine collect what nobody holds", async () => {
  let isCollected = false;
  const registry = new FinalizationRegistry(() => {
    isCollected = true;
  });
  (() => registry.register({ large: Array.from({ length: 100_000 }, (_, index) => `${index}`) }, "large"))();
  for (let round = 0; round < 200 && !isCollected; round++) {
    relieveHeap();
    await new Promise((done) => setTimeout(done, 20));
  }
  expect(isCollected).toBe(true);
});
