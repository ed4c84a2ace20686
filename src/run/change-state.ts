// A change of the state alone, under its lock: no provider is asked, nothing is sent.
import { DiagnosticsError } from "../core/errors.ts";
import type { StateDocument } from "../core/state-document.ts";
import type { StateBackend } from "../core/state-port.ts";
import { openJournal } from "../state/journal.ts";
import { assertStackIs } from "./assert-stack.ts";

export interface OwnState {
  readonly backend: StateBackend;
  readonly stack: string;
  /** Of trueup, as the state records it. */
  readonly version: string;
}

export async function readOwnState({ backend, stack }: OwnState): Promise<StateDocument | undefined> {
  const document = await backend.read();
  if (document !== undefined) assertStackIs(stack, backend.label, document);
  return document;
}

/** `operation` is what the lock tells others. */
export async function changeState(
  own: OwnState,
  operation: string,
  change: (document: StateDocument) => StateDocument,
): Promise<void> {
  const { backend, version } = own;
  const lease = await backend.acquire({ operation, waitMs: 0 });
  try {
    const document = await readOwnState(own);
    if (document === undefined)
      throw new DiagnosticsError([
        {
          severity: "error",
          code: "state.none",
          summary: `${backend.label}: there is no state yet`,
          fix: "trueup apply makes one",
        },
      ]);
    // The change may refuse; it is tried before the journal would take it for a failed write.
    const next = change(document);
    const journal = openJournal({ backend, lease, document, trueupVersion: version });
    await journal.commit(() => next, { mayShrink: true });
  } finally {
    await lease.release();
  }
}
