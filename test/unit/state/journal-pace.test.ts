import { describe, expect, it } from "vitest";

import type { StateDocument } from "../../../src/core/state-document.ts";
import type { Lease } from "../../../src/core/state-port.ts";
import { openJournal } from "../../../src/state/journal.ts";
import { sampleDocument, sampleIntent } from "../../support/sample-state.ts";
import { createVirtualClock } from "../../support/virtual-clock.ts";

/** A journal with so many requests under way; `written` tells when each write began, and how many changes it carried. */
function start(underWay: number, unknown = 0) {
  const clock = createVirtualClock();
  const written: { at: number; changes: number }[] = [];
  const pending = Array.from({ length: underWay + unknown }, (_, index) =>
    sampleIntent(`vm${index}`, index < underWay ? {} : { phase: "unknown" }),
  );
  const document = sampleDocument({ serial: 4, pending, files: [] });
  const lease: Lease = {
    token: 7,
    holder: { id: "l", who: "ops", host: "h", pid: 1, operation: "apply", created: "2026-11-01T12:00:00Z" },
    leftMs: () => 60_000,
    lost: new AbortController().signal,
    release: () => Promise.resolve(),
  };
  let known = 0;
  const began = clock.monotonic();
  const backend = {
    create(next: StateDocument) {
      written.push({ at: clock.monotonic() - began, changes: next.files.length - known });
      known = next.files.length;
      return Promise.resolve();
    },
  };
  const journal = openJournal({ backend, lease, document, trueupVersion: "0.2.0", clock });
  const change = (from: StateDocument) => ({ ...from, files: [...from.files, "more"] });
  return { clock, written, commit: () => journal.commit(change) };
}

describe("the pace of writes", () => {
  it("whoever is alone never waits", async () => {
    const { clock, written, commit } = start(1);
    const before = clock.monotonic();
    for (let index = 0; index < 20; index++) await commit();
    expect(written).toHaveLength(20);
    expect(clock.monotonic() - before).toBe(0);
  });

  it("nor does it wait for requests that an earlier run has left undecided", async () => {
    const { clock, written, commit } = start(1, 8);
    const before = clock.monotonic();
    for (let index = 0; index < 20; index++) await commit();
    expect(written).toHaveLength(20);
    expect(clock.monotonic() - before).toBe(0);
  });

  it("once nearly all that are under way have something to write, it is written", async () => {
    const { clock, written, commit } = start(4);
    const before = clock.monotonic();
    for (let round = 0; round < 10; round++) await Promise.all([commit(), commit(), commit()]);
    expect(written.map(({ changes }) => changes)).toEqual(Array(10).fill(3));
    expect(clock.monotonic() - before).toBe(0);
  });

  it.each([
    [2, 1, 200],
    [2, 2, 0],
    [8, 6, 200],
    [8, 7, 0],
    [64, 55, 200],
    [64, 56, 0],
  ])("with %i under way, %i that wait are written after %i ms", async (underWay, waiting, ms) => {
    const { clock, commit } = start(underWay);
    await commit();
    const before = clock.monotonic();
    await Promise.all(Array.from({ length: waiting }, commit));
    expect(clock.monotonic() - before).toBe(ms);
  });

  it("few of many are written soon at first, then together: three at the pace of 200 ms, the next ones up to a second apart", async () => {
    const { clock, written, commit } = start(32);
    const commits: Promise<void>[] = [];
    for (let index = 0; index < 100; index++) {
      commits.push(commit());
      await clock.sleep(100);
    }
    await Promise.all(commits);
    expect(written.reduce((sum, { changes }) => sum + changes, 0)).toBe(100);
    expect(written.length).toBeLessThanOrEqual(16);
    const gaps = written.slice(1).map(({ at }, index) => at - (written[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(200);
    expect(Math.max(...gaps)).toBeLessThan(1200);
    expect(gaps.slice(0, 2).every((gap) => gap < 400)).toBe(true);
  });
});
