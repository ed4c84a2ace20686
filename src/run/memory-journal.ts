// A journal that forgets: what it takes is gone with the run, and nothing is written.
import type { StateDocument } from "../core/state-document.ts";
import type { Journal } from "../core/state-port.ts";

/** `leaseLeftMs`: 0 where nothing may be sent. */
export function memoryJournal(document: StateDocument, leaseLeftMs: number): Journal {
  let current = document;
  return {
    document: () => current,
    commit: async (change) => {
      current = change(current);
    },
    leaseLeftMs: () => leaseLeftMs,
    lost: new AbortController().signal,
  };
}
