// How often an operation is asked about, and how many an account is given at a time.
import { describe, expect, it } from "vitest";
import { createLanes } from "../../../src/executor/lanes.ts";
import { createPollPace } from "../../../src/executor/poll-pace.ts";

const SECOND = 1000;

/** When an operation of `tookMs` is noticed, and how often it was asked about until then. */
function follow(tookMs: number, pace = createPollPace({ pollIntervalMaxMs: 15 * SECOND })) {
  let [passed, polls] = [0, 0];
  while (passed < tookMs) {
    passed += pace.nextMs("install", passed);
    polls++;
  }
  return { lateMs: passed - tookMs, polls };
}

describe("the pace of polls", () => {
  it.each([1, 2, 2.3])("notices an operation of %d s within half a second", (seconds) => {
    expect(follow(seconds * SECOND).lateMs).toBeLessThanOrEqual(500);
  });

  it("asks about one of ten minutes at most 60 times", () => {
    const { polls, lateMs } = follow(600 * SECOND);
    expect(polls).toBeLessThanOrEqual(60);
    expect(lateMs).toBeLessThanOrEqual(30 * SECOND);
  });

  it("learns from what such operations took: closer about the usual end, and no more often", () => {
    const pace = createPollPace({ pollIntervalMaxMs: 15 * SECOND });
    for (let index = 0; index < 5; index++) pace.learn("install", 60 * SECOND);
    const known = follow(60.5 * SECOND, pace);
    expect(known.lateMs).toBeLessThanOrEqual(2.4 * SECOND);
    expect(known.lateMs).toBeLessThan(follow(60.5 * SECOND).lateMs);
    expect(pace.nextMs("delete", 50 * SECOND)).toBe(10 * SECOND);
    for (const seconds of [2, 600]) {
      expect(follow(seconds * SECOND, pace).polls).toBeLessThanOrEqual(60);
      expect(follow(2 * SECOND, pace).lateMs).toBeLessThanOrEqual(500);
    }
  });

  it("is the user's where it is set: it grows by half, up to 15 s", () => {
    const pace = createPollPace({ ownPollIntervalMs: 3 * SECOND, pollIntervalMaxMs: 15 * SECOND });
    const times = [0, 3, 7.5, 14.25, 100].map((seconds) => pace.nextMs("install", seconds * SECOND));
    expect(times).toEqual([3, 4.5, 6.75, 10.125, 15].map((seconds) => seconds * SECOND));
  });
});

describe("the lanes of an account", () => {
  const limits = { concurrency: 4, mostConcurrency: 6 };

  it("widen with what is done, as far as the vendor is known to bear it", () => {
    const lanes = createLanes();
    expect(lanes.widthOf("a", limits)).toBe(4);
    for (let index = 0; index < 9; index++) lanes.widen("a");
    expect([lanes.widthOf("a", limits), lanes.widthOf("b", limits)]).toEqual([6, 4]);
  });

  it("halve when the provider has too much to do, down to one", () => {
    const lanes = createLanes();
    lanes.widthOf("a", limits);
    const widths = [1, 2, 3, 4].map(() => {
      lanes.narrow("a");
      return lanes.widthOf("a", limits);
    });
    expect(widths).toEqual([2, 1, 1, 1]);
    lanes.widen("a");
    expect(lanes.widthOf("a", limits)).toBe(2);
  });

  it("stay as the user has set them", () => {
    const lanes = createLanes();
    expect(lanes.widthOf("a", { concurrency: 2 })).toBe(2);
    lanes.widen("a");
    expect(lanes.widthOf("a", { concurrency: 2 })).toBe(2);
  });
});
