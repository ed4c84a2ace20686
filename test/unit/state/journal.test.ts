import { describe, expect, it } from "vitest";

import { StateError } from "../../../src/core/errors.ts";
import type { StateDocument } from "../../../src/core/state-document.ts";
import type { Lease } from "../../../src/core/state-port.ts";
import { openJournal } from "../../../src/state/journal.ts";
import { expectProblem } from "../../kits/state-backend-kit.ts";
import { sampleDocument, sampleIntent, sampleResource } from "../../support/sample-state.ts";

function start(document: StateDocument = sampleDocument({ serial: 4 })) {
  const written: StateDocument[] = [];
  const held: (() => void)[] = [];
  const lost = new AbortController();
  const world = { failure: undefined as Error | undefined, isSlow: false, leftMs: 60_000 };
  const lease: Lease = {
    token: 7,
    holder: { id: "l", who: "ops", host: "h", pid: 1, operation: "apply", created: "2026-11-01T12:00:00Z" },
    leftMs: () => world.leftMs,
    lost: lost.signal,
    release: () => Promise.resolve(),
  };
  const backend = {
    async create(next: StateDocument) {
      if (world.isSlow) await new Promise<void>((resolve) => held.push(resolve));
      if (world.failure !== undefined) throw world.failure;
      written.push(next);
    },
  };
  const journal = openJournal({ backend, lease, document, trueupVersion: "0.2.0" });
  return { journal, written, world, lost, letWrite: () => held.shift()?.() };
}

const addFile = (file: string) => (document: StateDocument) => ({ ...document, files: [...document.files, file] });

describe("the journal", () => {
  it("writes each change under the next serial, the lease's token and our version", async () => {
    const { journal, written } = start();
    await journal.commit(addFile("a"));
    await journal.commit(addFile("b"));
    expect(written).toMatchObject([
      { serial: 5, token: 7, trueup_version: "0.2.0", files: ["trueup.yaml", "a"] },
      { serial: 6, token: 7, files: ["trueup.yaml", "a", "b"] },
    ]);
    expect(journal.document()).toEqual(written[1]);
  });

  it("writes changes of one turn together, and all that come during a write with the next one", async () => {
    const { journal, written, world, letWrite } = start();
    world.isSlow = true;
    const first = Promise.all([journal.commit(addFile("a")), journal.commit(addFile("b"))]);
    await new Promise((resolve) => setImmediate(resolve));
    const done: string[] = [];
    const second = ["c", "d", "e"].map((file) => journal.commit(addFile(file)).then(() => done.push(file)));
    letWrite();
    await first;
    expect(done).toEqual([]);
    await new Promise((resolve) => setImmediate(resolve));
    letWrite();
    await Promise.all(second);
    expect(written.map(({ serial, files }) => [serial, files.length])).toEqual([
      [5, 3],
      [6, 6],
    ]);
    await journal.idle();
  });

  it("shows a change only once it is durable", async () => {
    const { journal, world, letWrite } = start();
    world.isSlow = true;
    const commit = journal.commit(addFile("a"));
    await new Promise((resolve) => setImmediate(resolve));
    expect(journal.document().serial).toBe(4);
    letWrite();
    await commit;
    expect(journal.document().files).toContain("a");
  });

  it("keeps the old document after a failed write, and can go on", async () => {
    const { journal, world, written } = start();
    world.failure = new StateError("unwritable", "disk full");
    await expectProblem(Promise.race([journal.commit(addFile("a"))]), "unwritable");
    expect(journal.document()).toMatchObject({ serial: 4, files: ["trueup.yaml"] });
    world.failure = undefined;
    await journal.commit(addFile("b"));
    expect(written).toMatchObject([{ serial: 5, files: ["trueup.yaml", "b"] }]);
  });

  it.each(["lost-lease", "stale-serial"] as const)("is dead after %s", async (problem) => {
    const { journal, world, written } = start();
    world.failure = new StateError(problem, "somebody else");
    const batch = await Promise.allSettled([journal.commit(addFile("a")), journal.commit(addFile("b"))]);
    expect(batch.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    world.failure = undefined;
    await expectProblem(journal.commit(addFile("c")), problem);
    expect(written).toEqual([]);
  });

  it("writes nothing once the lease has run out or is lost", async () => {
    const expired = start();
    expired.world.leftMs = 0;
    await expectProblem(expired.journal.commit(addFile("a")), "lost-lease");
    expect(expired.written).toEqual([]);
    const lost = start();
    lost.lost.abort(new StateError("lost-lease", "taken over"));
    await expect(lost.journal.commit(addFile("a"))).rejects.toThrow("taken over");
    expect(lost.written).toEqual([]);
  });

  it("fails a change that throws alone, and writes the others", async () => {
    const { journal, written } = start();
    const [bad, good] = await Promise.allSettled([
      journal.commit(() => {
        throw new Error("no such intent");
      }),
      journal.commit(addFile("b")),
    ]);
    expect(bad).toMatchObject({ status: "rejected", reason: { message: "no such intent" } });
    expect(good.status).toBe("fulfilled");
    expect(written).toHaveLength(1);
  });

  describe("refuses to forget more than half of the resources", () => {
    const resources = Object.fromEntries(["a", "b", "c", "d"].map((key) => [`vms.${key}`, sampleResource(key)]));
    const only = (count: number) => (document: StateDocument) => ({
      ...document,
      resources: Object.fromEntries(Object.entries(document.resources).slice(0, count)),
    });

    it("unless the change says that it is meant", async () => {
      const { journal } = start(sampleDocument({ resources }));
      const error = await expectProblem(journal.commit(only(1)), "shrinking");
      expect(error.message).toContain("3 of 4");
      await journal.commit(only(2));
      await journal.commit(only(0));
      expect(journal.document().resources).toEqual({});
      const meant = start(sampleDocument({ resources }));
      await meant.journal.commit(only(0), { mayShrink: true });
      expect(meant.journal.document().resources).toEqual({});
    });

    it("but lets deletes that are written together pass", async () => {
      const { journal, written } = start(sampleDocument({ resources }));
      await Promise.all([3, 2, 1, 0].map((count) => journal.commit(only(count))));
      expect(written).toHaveLength(1);
    });

    it("but lets all of them move to other addresses, or be deposed", async () => {
      const { journal } = start(sampleDocument({ resources }));
      await journal.commit((document) => ({
        ...document,
        resources: Object.fromEntries(
          Object.entries(document.resources).map(([address, one]) => [address.replace("vms.", "vms.new-"), one]),
        ),
      }));
      await journal.commit((document) => ({
        ...document,
        resources: {
          "vms.one": sampleResource("one", {
            deposed: Object.values(document.resources).map(({ remoteId, name }) => ({ remoteId, name })),
          }),
        },
      }));
    });
  });

  it("carries intents with whatever else is due", async () => {
    const { journal, written } = start();
    await Promise.all(
      ["x", "y"].map((id) => journal.commit((d) => ({ ...d, pending: [...d.pending, sampleIntent(id)] }))),
    );
    expect(written).toHaveLength(1);
    expect(written[0]?.pending.map(({ id }) => id)).toEqual(["db", "x", "y"]);
  });
});
