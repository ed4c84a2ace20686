// A run that lost its lease keeps learning, sends nothing, and hands over what it learned.
import { describe, expect, it } from "vitest";
import { StateError } from "../../../src/core/errors.ts";
import type { StateDocument } from "../../../src/core/state-document.ts";
import type { Journal } from "../../../src/core/state-port.ts";
import { createLearningJournal } from "../../../src/state/learning-journal.ts";
import { takeUpRecovery } from "../../../src/state/take-up-recovery.ts";
import { sampleDocument, sampleIntent, sampleResource } from "../../support/sample-state.ts";

function journalThatLoses(after: number): Journal & { readonly writes: StateDocument[] } {
  let current = sampleDocument({ pending: [] });
  const writes: StateDocument[] = [];
  return {
    writes,
    document: () => current,
    leaseLeftMs: () => 60_000,
    lost: new AbortController().signal,
    commit: async (change) => {
      if (writes.length >= after) throw new StateError("lost-lease", "lost");
      current = change(current);
      writes.push(current);
    },
  };
}

const renamed = (stack: string) => (document: StateDocument) => ({ ...document, stack });

describe("the journal of a run that loses its lease", () => {
  it("writes while it can, learns afterwards, and lets nothing more be sent", async () => {
    const inner = journalThatLoses(1);
    const { journal, learned } = createLearningJournal(inner);
    await journal.commit(renamed("one"));
    expect([learned(), journal.lost.aborted, journal.leaseLeftMs()]).toEqual([undefined, false, 60_000]);
    await journal.commit(renamed("two"));
    await journal.commit((document) => ({ ...document, files: ["learned"] }));
    expect(learned()).toMatchObject({ stack: "two", files: ["learned"] });
    expect([journal.lost.aborted, journal.leaseLeftMs(), inner.writes.length]).toEqual([true, 0, 1]);
  });

  it("passes on every other failure", async () => {
    const inner: Journal = {
      ...journalThatLoses(0),
      commit: async () => Promise.reject(new StateError("unwritable", "disk full")),
    };
    const { journal, learned } = createLearningJournal(inner);
    await expect(journal.commit(renamed("x"))).rejects.toMatchObject({ problem: "unwritable" });
    expect(learned()).toBeUndefined();
  });
});

describe("taking up a recovery", () => {
  const pending = [sampleIntent("a"), sampleIntent("b"), sampleIntent("c")];
  const document = sampleDocument({ pending, resources: {} });

  it("settles what is still pending: made, still running, gone; and leaves the rest", () => {
    const made = sampleResource("a");
    const recovery = sampleDocument({
      pending: [{ ...sampleIntent("b"), phase: "accepted", handle: { operationId: "7" } }],
      resources: { "vms.a": made, "vms.other": sampleResource("other") },
    });
    const taken = takeUpRecovery(document, recovery);
    expect(taken.pending.map((intent) => [intent.id, intent.phase])).toEqual([["b", "accepted"]]);
    expect(Object.keys(taken.resources)).toEqual(["vms.a"]);
  });

  it("changes nothing of another lineage, nor what others have settled meanwhile", () => {
    const recovery = sampleDocument({ lineage: "other", pending: [], resources: { "vms.a": sampleResource("a") } });
    expect(takeUpRecovery(document, recovery)).toBe(document);
    const settled = sampleDocument({ pending: [], resources: {} });
    expect(
      takeUpRecovery(settled, sampleDocument({ pending: [], resources: { "vms.a": sampleResource("a") } })),
    ).toEqual(settled);
  });
});
