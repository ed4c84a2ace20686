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
    await journal.commit((document) => ({ ...renamed("one")(document), pending: [sampleIntent("a")] }));
    expect([learned(), journal.lost.aborted, journal.leaseLeftMs()]).toEqual([undefined, false, 60_000]);
    await journal.commit(renamed("two"));
    await journal.commit((document) => ({ ...document, files: ["learned"] }));
    expect(learned()).toMatchObject({ stack: "two", files: ["learned"] });
    expect([journal.lost.aborted, journal.leaseLeftMs(), inner.writes.length]).toEqual([true, 0, 1]);
  });

  it("keeps nothing where nothing was in flight: what is intended later is not sent", async () => {
    const { journal, learned } = createLearningJournal(journalThatLoses(0));
    await journal.commit((document) => ({ ...document, pending: [sampleIntent("late")] }));
    expect([learned(), journal.lost.aborted, journal.leaseLeftMs()]).toEqual([undefined, true, 0]);
  });

  it("tells which requests were settled, of those that were in flight", async () => {
    const inner = journalThatLoses(1);
    const { journal, learned } = createLearningJournal(inner);
    const pending = [sampleIntent("a"), sampleIntent("b")];
    await journal.commit((document) => ({ ...document, pending }));
    await journal.commit((document) => ({ ...document, pending: [...document.pending, sampleIntent("c")] }));
    expect(learned()?.settled).toEqual([]);
    await journal.commit((document) => ({ ...document, pending: pending.slice(1) }));
    expect(learned()).toMatchObject({ settled: ["a"], settledAddresses: { a: "vms.a" }, pending: [{ id: "b" }] });
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
  const recoveryOf = (settled: string[], more: Partial<StateDocument>) => ({ ...sampleDocument(more), settled });
  const pending = [sampleIntent("a"), sampleIntent("b"), sampleIntent("c")];
  const document = sampleDocument({ pending, resources: {} });

  it("settles what is still pending: made, still running, gone; and leaves the rest", () => {
    const made = sampleResource("a");
    const recovery = recoveryOf(["a", "c"], {
      pending: [{ ...sampleIntent("b"), phase: "accepted", handle: { operationId: "7" } }],
      resources: { "vms.a": made, "vms.other": sampleResource("other") },
    });
    const taken = takeUpRecovery(document, recovery);
    expect(taken.pending.map((intent) => [intent.id, intent.phase])).toEqual([["b", "accepted"]]);
    expect(Object.keys(taken.resources)).toEqual(["vms.a"]);
  });

  it("changes nothing of another lineage, nor what others have settled meanwhile", () => {
    const resources = { "vms.a": sampleResource("a") };
    const recovery = recoveryOf(["a"], { lineage: "other", pending: [], resources });
    expect(takeUpRecovery(document, recovery)).toBe(document);
    const settled = sampleDocument({ pending: [], resources: {} });
    expect(takeUpRecovery(settled, recoveryOf(["a"], { pending: [], resources }))).toEqual(settled);
  });

  it("leaves requests alone that others have sent since, or know more of", () => {
    const recovery = recoveryOf(["a"], { pending: [sampleIntent("b")], resources: {} });
    const unknown = { ...sampleIntent("b"), phase: "unknown" as const };
    const since = sampleDocument({ pending: [sampleIntent("a"), unknown, sampleIntent("later")], resources: {} });
    expect(takeUpRecovery(since, recovery).pending).toEqual([unknown, sampleIntent("later")]);
  });

  describe("of an address that was renamed meanwhile", () => {
    const change = sampleIntent("web", { action: "update", settle: { by: "fields" }, remoteId: "1" });
    const old = sampleResource("web", { remoteId: "1" });
    const renamed = { ...change, address: "vms.app" };
    const document = sampleDocument({ pending: [renamed], resources: { "vms.app": old } });
    const settledAddresses = { web: "vms.web" };

    it("writes what was learned under the name of today", () => {
      const learned = sampleResource("web", { remoteId: "1", applied: { memory: 2048 } });
      const recovery = { ...recoveryOf(["web"], { pending: [], resources: { "vms.web": learned } }), settledAddresses };
      const taken = takeUpRecovery(document, recovery);
      expect([Object.keys(taken.resources), taken.pending]).toEqual([["vms.app"], []]);
      expect(taken.resources["vms.app"]?.applied).toEqual({ memory: 2048 });
    });

    it("keeps the record where nothing else is known, and lets it go only after a deletion", () => {
      const nothing = { ...recoveryOf(["web"], { pending: [], resources: {} }), settledAddresses };
      expect(takeUpRecovery(document, nothing).resources).toEqual({ "vms.app": old });
      const deletion = { ...renamed, action: "delete" as const, settle: { by: "gone" as const } };
      expect(takeUpRecovery({ ...document, pending: [deletion] }, nothing).resources).toEqual({});
      const undone = { ...nothing, resources: { "vms.web": old } };
      expect(takeUpRecovery({ ...document, pending: [deletion] }, undone).resources).toEqual({ "vms.app": old });
    });
  });

  it("never tracks an object twice, and drops none that the address has got since", () => {
    const made = sampleResource("a", { remoteId: "9" });
    const recovery = recoveryOf(["a"], { pending: [], resources: { "vms.a": made } });
    const order = sampleDocument({ pending: [sampleIntent("a")], resources: { "vms.b": made } });
    expect(takeUpRecovery(order, recovery).resources).toEqual({ "vms.b": made });
    const other = sampleResource("a", { remoteId: "5" });
    const taken = takeUpRecovery({ ...order, resources: { "vms.a": other } }, recovery);
    expect(taken.resources["vms.a"]).toMatchObject({ remoteId: "5", deposed: [{ remoteId: "9" }] });
  });
});

describe("what a request has made twice, learned without the lease", () => {
  const intent = sampleIntent("web", { id: "one", settle: { by: "match", absent: "stays-unknown" }, before: [] });
  const made = sampleResource("web", { remoteId: "72" });
  const { type, vendor, provider, place } = made;
  const surplus = [{ type, vendor, provider, place, remoteId: "73", name: "web", address: "vms.web", keptId: "72" }];
  const recovery = {
    ...sampleDocument({ pending: [], resources: { "vms.web": made }, surplus }),
    settled: ["one"],
    settledAddresses: { one: "vms.web" },
  };

  it("is told by the next run, beside what the request has made", () => {
    const taken = takeUpRecovery(sampleDocument({ pending: [intent], resources: {} }), recovery);
    expect([taken.resources["vms.web"]?.remoteId, taken.surplus]).toEqual(["72", surplus]);
    expect(takeUpRecovery(taken, recovery)).toEqual(taken);
  });

  it("is left where another run has settled the request: what that one has found is newer", () => {
    const settled = sampleDocument({ pending: [], resources: { "vms.web": made } });
    expect(takeUpRecovery(settled, recovery).surplus).toBeUndefined();
  });
});
