import { describe, expect, it } from "vitest";
import { watchSilence } from "../../../src/queue/silence.ts";

const seen = (beat: string | null, id = "a", leaseMs = 100) => [{ id, beat, leaseMs }];

describe("watchSilence", () => {
  it("counts from after the first look at a beat to before the last one", () => {
    const watch = watchSilence();
    expect(watch.note(seen("1"), 0, 50)).toEqual([]);
    expect(watch.note(seen("1"), 149, 200)).toEqual([]);
    expect(watch.note(seen("1"), 150, 200)).toEqual(["a"]);
  });

  it("begins anew with each beat, and then knows that the worker lives", () => {
    const watch = watchSilence();
    watch.note(seen("1"), 0, 0);
    expect(watch.isAlive("a")).toBe(false);
    expect(watch.note(seen("2"), 90, 90)).toEqual([]);
    expect(watch.isAlive("a")).toBe(true);
    expect(watch.note(seen("2"), 189, 189)).toEqual([]);
    expect(watch.note(seen("2"), 190, 190)).toEqual(["a"]);
  });

  it("judges each worker by its own lease, and one that never beat as well", () => {
    const watch = watchSilence();
    const both = [...seen(null, "never", 100), ...seen("7", "slow", 1000)];
    watch.note(both, 0, 0);
    expect(watch.note(both, 500, 500)).toEqual(["never"]);
  });

  it("forgets who is not there any more", () => {
    const watch = watchSilence();
    watch.note(seen("1"), 0, 0);
    watch.note([], 50, 50);
    expect(watch.note(seen("1"), 500, 500)).toEqual([]);
  });
});
