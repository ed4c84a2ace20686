// What a state backend must do: read, create the next serial, lease. Nothing is kept beside the state.
import type { LockHolder } from "./errors.ts";
import type { Judgement } from "./finding.ts";
import type { StateDocument } from "./state-document.ts";

export interface StateBackend {
  /** For people: where the state is. */
  readonly label: string;
  /**
   * The newest document, or undefined where there is none.
   * Must throw `StateError` (corrupt, newer-format) rather than return part of one or pretend that there is none.
   */
  read(): Promise<StateDocument | undefined>;
  /**
   * Writes `document` under its own `serial`; durable when it resolves. A compare-and-swap: exactly one caller may
   * create a serial. Throws `StateError("stale-serial")` if the serial exists, `StateError("lost-lease")` if a newer
   * fencing token than `document.token` exists.
   */
  create(document: StateDocument): Promise<void>;
  /** Takes the lease or throws `StateError("locked", holder)`, after waiting for up to `waitMs`. */
  acquire(request: LeaseRequest): Promise<Lease>;
  /** The holder of the lease now, or undefined. */
  holder(): Promise<LockHolder | undefined>;
  /** Removes a lock by its id, whoever holds it; false where no such lock exists. */
  unlock(id: string): Promise<boolean>;
}

/** A document of the past that a backend still keeps. */
export interface StoredSerial {
  readonly serial: number;
  /** Epoch milliseconds, by the clock of the store; absent where it tells none. */
  readonly writtenMs?: number;
}

/** A backend that also keeps older documents, for people. */
export interface StateArchive extends StateBackend {
  /** The serials that can still be read, newest first; the newest alone where the backend keeps no others. */
  history(): Promise<readonly StoredSerial[]>;
  /** Throws `StateError("corrupt")` where the serial is damaged or not kept any more. */
  readSerial(serial: number): Promise<StateDocument>;
  /**
   * Puts an older document in its place anew, as this backend writes now (another passphrase). Only under the lock, and never
   * the newest. Absent: older documents stay as they were written.
   */
  rewriteSerial?(document: StateDocument): Promise<void>;
  /**
   * What this kind of store promises, and whether this one keeps it. `mayProbe`: may make objects or a lock of its own for a
   * moment and takes them away again; without it, only reads.
   */
  examine?(options: { readonly mayProbe: boolean }): Promise<readonly Judgement[]>;
  /** True only where it is certain that the holder's process does not run any more. */
  isHolderGone?(): Promise<boolean>;
  /** The store tells of a lock only by refusing it: `holder` takes one and gives it back at once. */
  readonly looksByTaking?: true;
  /** Lets go of connections. What is used afterwards opens them again. */
  close(): Promise<void>;
}

export interface LeaseRequest {
  readonly operation: string;
  readonly waitMs: number;
  readonly signal?: AbortSignal;
  /** Called when the lock is held by another and we wait for it. */
  readonly onWait?: (holder: LockHolder) => void;
}

export interface Lease {
  readonly token: number;
  readonly holder: LockHolder;
  /** Milliseconds left by the more pessimistic of the wall and the monotonic clock; 0 or less once lost. Synchronous. */
  leftMs(): number;
  /** Aborts as soon as the lease is known to be lost. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/**
 * The state of one run: the document in memory, and commits that are durable when they resolve.
 * Commits that become ready while a write is under way share the next one.
 */
export interface Journal {
  document(): StateDocument;
  /** `mayShrink`: the change is meant to drop records; without it, losing more than half of them at once is refused. */
  commit(change: (document: StateDocument) => StateDocument, options?: { readonly mayShrink?: boolean }): Promise<void>;
  /** Milliseconds that the lease still has. Synchronous, for the check in the same turn as the write to the socket. */
  leaseLeftMs(): number;
  readonly lost: AbortSignal;
}
