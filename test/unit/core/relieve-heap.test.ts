// The word to the engine: after so much garbage, and harmless where nothing can be set aside.
import { afterEach, expect, it, vi } from "vitest";
import { createRelief, relieveHeap } from "../../../src/core/relieve-heap.ts";

afterEach(() => vi.unstubAllGlobals());

function countAsked(): { asked: number[] } {
  const asked: number[] = [];
  vi.stubGlobal(
    "ArrayBuffer",
    class {
      readonly byteLength: number;
      constructor(bytes: number) {
        asked.push(bytes);
        this.byteLength = bytes;
      }
    },
  );
  return { asked };
}

it("comes each time that so much is noted, and begins anew then", () => {
  const { asked } = countAsked();
  const relief = createRelief(10);
  const counts = [4, 4, 4, 9, 1, 25, 5].map((amount) => {
    relief.note(amount);
    return asked.length;
  });
  expect(counts).toEqual([0, 0, 1, 1, 2, 3, 3]);
});

it("does nothing where there is no room for it", () => {
  vi.stubGlobal(
    "ArrayBuffer",
    class {
      constructor() {
        throw new RangeError("Array buffer allocation failed");
      }
    },
  );
  expect(() => relieveHeap()).not.toThrow();
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
