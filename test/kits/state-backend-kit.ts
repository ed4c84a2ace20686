// What every state backend must do, as one suite: compare-and-swap, leases, fencing, damage. A backend's own test gives
// it a place to keep states in and says how to reach it as several processes would.
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { Clock } from "../../src/core/clock.ts";
import { type LockHolder, StateError } from "../../src/core/errors.ts";
import type { StateDocument } from "../../src/core/state-document.ts";
import type { Lease, StateArchive } from "../../src/core/state-port.ts";
import { openJournal } from "../../src/state/journal.ts";
import { sampleDocument, sampleIntent, sampleResource } from "../support/sample-state.ts";

export interface StatePlace {
  /** The lease that all connections are opened with. */
  readonly leaseMs: number;
  /** The backend as another process, on another host, would open it. `clock`: its own, instead of the place's. */
  connect(options?: { readonly clock?: Clock }): Promise<StateArchive>;
  /** Lets time pass for every connection. */
  elapse(ms: number): Promise<void>;
  /**
   * For backends that keep text: cuts what is stored of the newest document to so many bytes. `everywhere`: all of its
   * copies, not just the first. False where it is not that long. Absent: the backend's server guards its own records.
   */
  cut?(bytes: number, everywhere: boolean): Promise<boolean>;
  /** Puts other text in the place of the newest document, in all of its copies, as somebody who edits it would. */
  harm?(change: (text: string) => string): Promise<void>;
  close(): Promise<void>;
}

export interface BackendCapabilities {
  /** Of any number of creators of one serial exactly one wins. */
  readonly compareAndSwap: boolean;
  /** A holder that is silent for a whole lease may be taken over. */
  readonly takeover: boolean;
  /** Each lease has a higher token than the one before it. */
  readonly fencing: boolean;
  /** Older serials stay readable for a while. */
  readonly history: boolean;
}

const ALL: BackendCapabilities = { compareAndSwap: true, takeover: true, fencing: true, history: true };

export function describeStateBackend(
  name: string,
  openPlace: () => Promise<StatePlace>,
  capabilities: BackendCapabilities = ALL,
): void {
  describe(`state backend ${name}`, () => {
    let place: StatePlace;
    let held: Lease[] = [];
    beforeEach(async () => {
      place = await openPlace();
    });
    afterEach(async () => {
      for (const lease of held) await lease.release();
      held = [];
      await place.close();
    });
    const acquire = async (backend: StateArchive, waitMs = 0): Promise<Lease> => {
      const lease = await backend.acquire({ operation: "apply", waitMs });
      held.push(lease);
      return lease;
    };
    const stored = async (more: Partial<StateDocument> = {}): Promise<{ backend: StateArchive; lease: Lease }> => {
      const backend = await place.connect();
      const lease = await acquire(backend);
      await backend.create(sampleDocument({ token: lease.token, ...more }));
      return { backend, lease };
    };

    it("reads nothing where nothing was written", async () => {
      const backend = await place.connect();
      expect(await backend.read()).toBeUndefined();
      expect(await backend.holder()).toBeUndefined();
      await acquire(backend);
      expect(await backend.read()).toBeUndefined();
    });

    it("reads what was written, to the last field, from any process", async () => {
      const extra = { note: 'ключ "x" \\ \u2028 😀', pending: [sampleIntent("db"), sampleIntent("mail")] };
      const { lease } = await stored(extra as Partial<StateDocument>);
      const other = await place.connect();
      expect(await other.read()).toEqual({ ...sampleDocument(), ...extra, token: lease.token });
    });

    it("reads the newest of many serials", async () => {
      const { backend, lease } = await stored();
      for (let serial = 2; serial <= 30; serial += 1) {
        await backend.create(sampleDocument({ serial, token: lease.token, files: [`${serial}.yaml`] }));
      }
      expect(await (await place.connect()).read()).toMatchObject({ serial: 30, files: ["30.yaml"] });
    });

    it.runIf(capabilities.compareAndSwap)("lets exactly one of many writers create a serial", async () => {
      const { lease } = await stored();
      for (let serial = 2; serial <= 6; serial += 1) {
        const writers = await Promise.all(Array.from({ length: 12 }, () => place.connect()));
        const results = await Promise.allSettled(
          writers.map((writer, index) =>
            writer.create(sampleDocument({ serial, token: lease.token, files: [`writer-${index}`] })),
          ),
        );
        const winner = results.findIndex((result) => result.status === "fulfilled");
        const problems = results.flatMap((result) => (result.status === "rejected" ? [result.reason.problem] : []));
        expect(problems).toEqual(Array(11).fill("stale-serial"));
        expect(await (await place.connect()).read()).toMatchObject({ serial, files: [`writer-${winner}`] });
      }
    });

    it.runIf(capabilities.compareAndSwap)(
      "refuses a serial that is not newer, and keeps the newer document",
      async () => {
        const { lease } = await stored({ serial: 5 });
        for (const serial of [1, 4, 5]) {
          const other = await place.connect();
          await expectProblem(other.create(sampleDocument({ serial, token: lease.token })), "stale-serial");
        }
        expect(await (await place.connect()).read()).toMatchObject({ serial: 5 });
      },
    );

    it("gives the lease to one, and shows the others who has it", async () => {
      const first = await place.connect();
      const lease = await acquire(first);
      expect(lease.leftMs()).toBeGreaterThan(place.leaseMs * 0.5);
      expect(lease.lost.aborted).toBe(false);
      const second = await place.connect();
      expect(await second.holder()).toEqual(lease.holder);
      const error = await expectProblem(second.acquire({ operation: "plan", waitMs: 0 }), "locked");
      expect(error.holder).toMatchObject({ id: lease.holder.id, operation: "apply" });
    });

    it("lets exactly one of many racing processes have the lease", async () => {
      for (let round = 0; round < 5; round += 1) {
        const racers = await Promise.all(Array.from({ length: 10 }, () => place.connect()));
        const results = await Promise.allSettled(
          racers.map((racer) => racer.acquire({ operation: "race", waitMs: 0 })),
        );
        const winners = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
        const problems = results.flatMap((result) => (result.status === "rejected" ? [result.reason.problem] : []));
        expect(winners).toHaveLength(1);
        expect(problems).toEqual(Array(9).fill("locked"));
        await winners[0]?.release();
      }
    });

    it("gives a released lease to who waits for it, with a higher token", async () => {
      const lease = await acquire(await place.connect());
      const second = await place.connect();
      const waited: LockHolder[] = [];
      const next = second.acquire({ operation: "next", waitMs: place.leaseMs * 20, onWait: (by) => waited.push(by) });
      await until(() => waited.length > 0);
      await lease.release();
      const taken = await next;
      held.push(taken);
      expect(waited[0]?.id).toBe(lease.holder.id);
      if (capabilities.fencing) expect(taken.token).toBeGreaterThan(lease.token);
      expect(await second.holder()).toMatchObject({ id: taken.holder.id, operation: "next" });
    });

    it("stops waiting when asked to", async () => {
      await acquire(await place.connect());
      const stop = new AbortController();
      const second = await place.connect();
      const waiting = second.acquire({
        operation: "next",
        waitMs: place.leaseMs * 1000,
        signal: stop.signal,
        onWait: () => stop.abort(new Error("asked to stop")),
      });
      await expect(waiting).rejects.toThrow("asked to stop");
    });

    it.runIf(capabilities.takeover)(
      "does not take over from a holder that is alive, however long it takes",
      async () => {
        const { backend, lease } = await stored();
        const second = await place.connect();
        await expectProblem(second.acquire({ operation: "next", waitMs: place.leaseMs * 3 }), "locked");
        expect(lease.lost.aborted).toBe(false);
        expect(lease.leftMs()).toBeGreaterThan(0);
        await backend.create(sampleDocument({ serial: 2, token: lease.token }));
      },
    );

    it.runIf(capabilities.takeover)("takes over from a silent holder after a whole lease, not before", async () => {
      const silent = await place.connect({ clock: FROZEN });
      const old = await acquire(silent);
      const second = await place.connect();
      await expectProblem(second.acquire({ operation: "next", waitMs: place.leaseMs * 0.5 }), "locked");
      const lease = await acquire(second, place.leaseMs * 4);
      expect(lease.token).toBeGreaterThan(old.token);
      expect(await second.holder()).toMatchObject({ id: lease.holder.id });
    });

    it.runIf(capabilities.takeover)(
      "refuses the write of a holder that was taken over, and keeps the new one's",
      async () => {
        const silent = await place.connect({ clock: FROZEN });
        const old = await acquire(silent);
        await silent.create(sampleDocument({ token: old.token }));
        const second = await place.connect();
        const lease = await acquire(second, place.leaseMs * 4);
        await expectProblem(silent.create(sampleDocument({ serial: 2, token: old.token })), "lost-lease");
        await second.create(sampleDocument({ serial: 2, token: lease.token, files: ["new"] }));
        await expectProblem(silent.create(sampleDocument({ serial: 3, token: old.token })), "lost-lease");
        expect(await second.read()).toMatchObject({ serial: 2, files: ["new"] });
      },
    );

    it.runIf(capabilities.takeover)("keeps the new holder's lease when the old one gives its own back", async () => {
      const silent = await place.connect({ clock: FROZEN });
      const old = await acquire(silent);
      const second = await place.connect();
      const lease = await acquire(second, place.leaseMs * 4);
      await old.release();
      expect(await second.holder()).toMatchObject({ id: lease.holder.id });
      await expectProblem((await place.connect()).acquire({ operation: "third", waitMs: 0 }), "locked");
    });

    it("is unlocked by id only; its holder's writes fail and it learns of it", async () => {
      const { backend, lease } = await stored();
      const second = await place.connect();
      expect(await second.unlock("00000000-0000-4000-8000-000000000000")).toBe(false);
      expect(await second.holder()).toMatchObject({ id: lease.holder.id });
      expect(await second.unlock(lease.holder.id)).toBe(true);
      expect(await second.unlock(lease.holder.id)).toBe(false);
      expect(await second.holder()).toBeUndefined();
      await expectProblem(backend.create(sampleDocument({ serial: 2, token: lease.token })), "lost-lease");
      await place.elapse(place.leaseMs / 2);
      await until(() => lease.lost.aborted);
      expect(lease.leftMs()).toBeLessThanOrEqual(0);
      const next = await acquire(second);
      if (capabilities.fencing) expect(next.token).toBeGreaterThan(lease.token);
      expect(await second.read()).toMatchObject({ serial: 1 });
    });

    it("can be taken, used and given back again and again", async () => {
      const backend = await place.connect();
      let token = 0;
      for (let serial = 1; serial <= 5; serial += 1) {
        const lease = await backend.acquire({ operation: `run ${serial}`, waitMs: 0 });
        if (capabilities.fencing) expect(lease.token).toBeGreaterThan(token);
        token = lease.token;
        await backend.create(sampleDocument({ serial, token }));
        await lease.release();
        expect(await backend.holder()).toBeUndefined();
      }
      expect(await backend.read()).toMatchObject({ serial: 5, token });
    });

    it("serves 20 appliers at once: one at a time, none overwrites another, all end", async () => {
      const APPLIERS = 20;
      const WRITES = 2;
      let atWork = 0;
      const apply = async (number: number): Promise<void> => {
        const backend = await place.connect();
        const lease = await backend.acquire({ operation: `applier ${number}`, waitMs: place.leaseMs * 1000 });
        try {
          atWork += 1;
          expect(atWork).toBe(1);
          const document = (await backend.read()) ?? sampleDocument({ serial: 0, files: [] });
          const journal = openJournal({ backend, lease, document, trueupVersion: "0.1.0" });
          for (let write = 0; write < WRITES; write += 1)
            await journal.commit((now) => ({ ...now, files: [...now.files, `${number}-${write}`] }));
          atWork -= 1;
        } finally {
          await lease.release();
        }
      };
      await Promise.all(Array.from({ length: APPLIERS }, (_, number) => apply(number)));
      const end = await (await place.connect()).read();
      expect(end?.serial).toBe(APPLIERS * WRITES);
      const expected = Array.from({ length: APPLIERS }, (_, number) => [`${number}-0`, `${number}-1`]).flat();
      expect([...(end?.files ?? [])].sort()).toEqual(expected.sort());
    }, 60_000);

    it("never takes a document that is cut at any byte for none, for an older one, or for a shorter one", async () => {
      if (place.cut === undefined) return;
      const { backend, lease } = await stored();
      const resources = { "vms.web": sampleResource("веб") };
      const document = sampleDocument({ serial: 2, token: lease.token, resources, pending: [] });
      await backend.create(document);
      let cuts = 0;
      for (const everywhere of [false, true]) {
        for (let bytes = 0; await place.cut(bytes, everywhere); bytes += 1) {
          const outcome = await (await place.connect()).read().catch((error: unknown) => error);
          if (outcome instanceof StateError) expect(outcome.problem).toBe("corrupt");
          else expect(outcome).toEqual(document);
          cuts += 1;
        }
      }
      expect(cuts).toBeGreaterThan(1000);
    }, 60_000);

    describe("where the newest document was harmed", () => {
      const HARMS: readonly (readonly [string, (text: string) => string, StateError["problem"]])[] = [
        ["cut", (text) => text.slice(0, text.length / 2), "corrupt"],
        ["emptied", () => "", "corrupt"],
        ["edited into nonsense", (text) => text.replace('"resources": {', '"resources": [{'), "corrupt"],
        ["given another serial", (text) => text.replace('"serial": 1,', '"serial": 7,'), "corrupt"],
        [
          "written by a newer trueup",
          (text) => text.replace('"format_version": 1', '"format_version": 99'),
          "newer-format",
        ],
      ];
      it.each(HARMS)(
        "%s: is an error with a name, never none, and nothing is written",
        async (_name, harm, problem) => {
          if (place.harm === undefined) return;
          const { lease } = await stored();
          await place.harm(harm);
          const other = await place.connect();
          const outcome = await other.read().then(
            (document) => document,
            (error: unknown) => error,
          );
          // Where the serial stands in the document alone, another one is as good.
          if (!(outcome instanceof StateError)) expect(outcome).toMatchObject({ serial: 7 });
          else expect(outcome.problem).toBe(problem);
          if (outcome instanceof StateError) expect(outcome.hint).toBeTruthy();
          await expect(other.create(sampleDocument({ serial: 1, token: lease.token }))).rejects.toThrow(StateError);
          expect(await other.read().catch((error: StateError) => error.problem)).toEqual(
            outcome instanceof StateError ? outcome.problem : outcome,
          );
        },
      );

      it("by the state of another lineage: it is not written over", async () => {
        if (place.harm === undefined) return;
        const { lease } = await stored();
        const foreign = "11111111-2222-4333-8444-555555555555";
        const other = await place.connect();
        const document = sampleDocument({ serial: 2, token: lease.token, lineage: foreign });
        await expectProblem(other.create(document), "other-lineage");
        expect(await other.read()).toMatchObject({ serial: 1, lineage: sampleDocument().lineage });
      });
    });

    it("tells which serials it keeps, the newest first, and gives each back", async () => {
      const { backend, lease } = await stored();
      for (let serial = 2; serial <= 4; serial += 1)
        await backend.create(sampleDocument({ serial, token: lease.token, files: [`${serial}.yaml`] }));
      const other = await place.connect();
      const history = await other.history();
      expect(history.map(({ serial }) => serial)).toEqual(capabilities.history ? [4, 3, 2, 1] : [4]);
      for (const { serial, writtenMs } of history) {
        // A server of Terraform's protocol may tell no time; whoever keeps a history does.
        if (capabilities.history || writtenMs !== undefined)
          expect(Math.abs((writtenMs ?? 0) - Date.now())).toBeLessThan(100 * 86_400_000);
        expect(await other.readSerial(serial)).toMatchObject({ serial });
      }
      await expectProblem(other.readSerial(99), "corrupt");
      if (backend.rewriteSerial === undefined) return;
      const anew = sampleDocument({ serial: 2, token: lease.token, files: ["anew.yaml"] });
      await expectProblem(other.rewriteSerial?.(anew) ?? Promise.resolve(), "lost-lease");
      await backend.rewriteSerial(anew);
      expect(await other.readSerial(2)).toMatchObject({ serial: 2, files: ["anew.yaml"] });
      expect(await other.read()).toMatchObject({ serial: 4 });
      expect((await other.history()).map(({ serial }) => serial)).toEqual([4, 3, 2, 1]);
      await lease.release();
      await expectProblem(backend.rewriteSerial(anew), "lost-lease");
    });
  });
}

/** The clock of a process that was stopped: it does not notice that time passes, and its heartbeats do not come. */
const FROZEN: Clock = {
  now: () => Date.UTC(2026, 10, 1, 12),
  monotonic: () => 0,
  sleep: (_ms, signal) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    }),
};

export async function expectProblem(work: Promise<unknown>, problem: StateError["problem"]): Promise<StateError> {
  const outcome = await work.then(
    () => "it succeeded",
    (error: unknown) => error,
  );
  if (!(outcome instanceof StateError) || outcome.problem !== problem) expect(outcome).toMatchObject({ problem });
  return outcome as StateError;
}

async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2000 && !holds(); turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(holds()).toBe(true);
}
