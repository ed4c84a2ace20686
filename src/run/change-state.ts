// A change of the state alone, under its lock: no provider is asked, nothing is sent.
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError, type LockHolder } from "../core/errors.ts";
import { listLost } from "../core/listed-objects.ts";
import type { StateDocument } from "../core/state-document.ts";
import type { Lease, StateArchive, StateBackend } from "../core/state-port.ts";
import { openJournal } from "../state/journal.ts";
import type { StateCodec } from "../state/state-codec.ts";
import { assertStackIs } from "./assert-stack.ts";
import { refuseLoss } from "./refuse-loss.ts";

export interface OwnState {
  readonly backend: StateArchive;
  /** How documents stand there, and in what runs leave beside it. */
  readonly codec: StateCodec;
  readonly stack: string;
  /** Of trueup, as the state records it. */
  readonly version: string;
  /** Where runs that lost their lock leave what they have learned. */
  readonly recoveryFolder: string;
}

export interface LockRequest {
  /** What the lock tells others. */
  readonly operation: string;
  readonly waitMs?: number;
  readonly onWait?: (holder: LockHolder) => void;
  /** Begins to listen for an interrupt; until then one ends the program at once. */
  readonly heedInterrupt?: () => Interrupt;
}

export interface Interrupt {
  /** Aborts with an `AbortedError`. */
  readonly signal: AbortSignal;
  /** Listens no more. */
  close(): void;
}

export interface ChangeRequest extends LockRequest {
  /** So many objects may drop out of the record although they are more than half of it. */
  readonly mayLose?: number;
  /** Tries the change, takes no lock and writes nothing. */
  readonly isDryRun?: boolean;
}

export async function readOwnState({
  backend,
  stack,
}: {
  readonly backend: Pick<StateBackend, "label" | "read">;
  readonly stack: string;
}): Promise<StateDocument | undefined> {
  const document = await backend.read();
  if (document !== undefined) assertStackIs(stack, backend.label, document);
  return document;
}

/**
 * Takes the lock, and gives it back whatever happens. After an interrupt `assertGoesOn` throws: to be asked before each write,
 * since what is begun is brought to its end.
 */
export async function withLock<T>(
  backend: Pick<StateBackend, "acquire">,
  { operation, waitMs = 0, onWait, heedInterrupt }: LockRequest,
  work: (lease: Lease, assertGoesOn: () => void) => Promise<T>,
): Promise<T> {
  const interrupt = heedInterrupt?.();
  const assertGoesOn = (): void => interrupt?.signal.throwIfAborted();
  try {
    const waiting = { ...(onWait === undefined ? {} : { onWait }), ...(interrupt && { signal: interrupt.signal }) };
    const lease = await backend.acquire({ operation, waitMs, ...waiting });
    try {
      assertGoesOn();
      return await work(lease, assertGoesOn);
    } finally {
      await lease.release();
    }
  } finally {
    interrupt?.close();
  }
}

export async function changeState(
  own: Pick<OwnState, "stack" | "version"> & { readonly backend: StateBackend },
  request: ChangeRequest,
  change: (document: StateDocument) => StateDocument,
): Promise<void> {
  const { backend, version } = own;
  const tryChange = async () => {
    const document = await readOwnState(own);
    if (document === undefined) throw noState(backend.label);
    // The change may refuse; it is tried before the journal would take it for a failed write.
    const next = change(document);
    assertKeepsHalf(document, next, request.mayLose ?? 0);
    return { document, next };
  };
  if (request.isDryRun === true) {
    await tryChange();
    return;
  }
  await withLock(backend, request, async (lease, assertGoesOn) => {
    const { document, next } = await tryChange();
    assertGoesOn();
    const journal = openJournal({ backend, lease, document, trueupVersion: version });
    await journal.commit(() => next, { mayShrink: true });
  });
}

export function noState(label: string): DiagnosticsError {
  return new DiagnosticsError([
    buildError("state.none", `${label}: there is no state yet`, {
      fix: "trueup apply makes one; where machines run already, trueup state rebuild finds them",
    }),
  ]);
}

/** Two at a time are a person's choice; most of a fleet is more likely a slip. */
function assertKeepsHalf(before: StateDocument, after: StateDocument, mayLose: number): void {
  const total = Object.keys(before.resources).length;
  const lost = listLost(before, after);
  if (total <= 2 || lost.length <= total / 2 || lost.length <= mayLose) return;
  throw refuseLoss(lost, `this would forget ${lost.length} of the ${total} objects on record`);
}
