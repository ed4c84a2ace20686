// The journal of a run that may lose its lease: from then on nothing is sent any more, but what is learned of requests
// that are in flight is kept in memory, for the recovery file. Never pretends that a write was durable.
import type { Address } from "../core/address.ts";
import { StateError } from "../core/errors.ts";
import type { StateDocument } from "../core/state-document.ts";
import type { Journal } from "../core/state-port.ts";
import type { Recovery } from "./take-up-recovery.ts";

export interface LearningJournal {
  readonly journal: Journal;
  /** The document with everything learned since the lease was lost; undefined where it was not, or nothing was in flight. */
  learned(): Recovery | undefined;
}

const ENDS_OWNERSHIP: ReadonlySet<StateError["problem"]> = new Set(["lost-lease", "stale-serial"]);

export function createLearningJournal(journal: Journal): LearningJournal {
  const lost = new AbortController();
  journal.lost.addEventListener("abort", () => lost.abort(journal.lost.reason), { once: true });
  if (journal.lost.aborted) lost.abort(journal.lost.reason);
  let learned: StateDocument | undefined;
  /** What was in flight when the lease was lost: nothing that is intended after it is sent. */
  const inFlight = new Map<string, Address>();
  const learn = (change: (document: StateDocument) => StateDocument, because?: StateError) => {
    if (learned === undefined) for (const { id, address } of journal.document().pending) inFlight.set(id, address);
    learned = change(learned ?? journal.document());
    lost.abort(because);
  };
  return {
    learned() {
      if (learned === undefined || inFlight.size === 0) return undefined;
      const pending = learned.pending.filter(({ id }) => inFlight.has(id));
      const open = new Set(pending.map(({ id }) => id));
      const settled = [...inFlight].filter(([id]) => !open.has(id));
      return { ...learned, pending, settled: settled.map(([id]) => id), settledAddresses: Object.fromEntries(settled) };
    },
    journal: {
      document: () => learned ?? journal.document(),
      // Without a lease, no time is left: the check before each send refuses.
      leaseLeftMs: () => (lost.signal.aborted ? 0 : journal.leaseLeftMs()),
      lost: lost.signal,
      async commit(change, options) {
        if (learned !== undefined) {
          learn(change);
          return;
        }
        try {
          await journal.commit(change, options);
        } catch (error) {
          if (!(error instanceof StateError) || !ENDS_OWNERSHIP.has(error.problem)) throw error;
          learn(change, error);
        }
      },
    },
  };
}
