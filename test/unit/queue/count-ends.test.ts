import { describe, expect, it } from "vitest";
import type { JobEnd } from "../../../src/core/queue-event.ts";
import { countEnds } from "../../../src/queue/count-ends.ts";

function leftAfter(...ends: readonly (readonly [id: string, end: JobEnd])[]) {
  const count = countEnds();
  for (const [id, end] of ends) {
    const job = { id, act: "apply", folder: "one", attempt: 1, maxAttempts: 10 } as const;
    count.note({ type: "job-ended", job, end, text: "", exitCode: 0, tookMs: 1, output: "" });
  }
  return count.left();
}

describe("countEnds", () => {
  it("what could not be taken waits", () => {
    const count = countEnds();
    count.noteUntaken();
    expect(count.left()).toEqual({ hasFailed: false, isWaiting: true });
  });

  it("what was done by a later try is not left", () => {
    expect(leftAfter(["1", "again"])).toEqual({ hasFailed: false, isWaiting: true });
    expect(leftAfter(["1", "again"], ["1", "done"])).toEqual({ hasFailed: false, isWaiting: false });
    expect(leftAfter(["1", "again"], ["1", "failed"])).toEqual({ hasFailed: true, isWaiting: false });
    expect(leftAfter(["1", "failed"], ["2", "again"], ["1", "finding"])).toEqual({ hasFailed: false, isWaiting: true });
    expect(leftAfter(["1", "taken"], ["2", "back"], ["3", "done"])).toEqual({ hasFailed: false, isWaiting: false });
  });
});
