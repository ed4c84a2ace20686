// The state of one run: every change is durable before anybody learns of it. Commits that become ready while a write is
// under way share the next one. Knows no backend's way of storing.
import type { Clock } from "../core/clock.ts";
import { StateError } from "../core/errors.ts";
import { formatObjectKey, formatPlaceKey } from "../core/object-key.ts";
import type { StateDocument, TrackedResource } from "../core/state-document.ts";
import type { Journal, Lease, StateBackend } from "../core/state-port.ts";

export interface JournalOptions {
  readonly backend: Pick<StateBackend, "create">;
  readonly lease: Lease;
  /** As read under this lease, or new with serial 0. Its serial is the base of the first write. */
  readonly document: StateDocument;
  readonly trueupVersion: string;
  /** While several requests are under way, a write waits for what else is due soon; absent: each begins at once. */
  readonly clock?: Pick<Clock, "monotonic" | "sleep">;
}

/** So far apart writes begin while several requests are under way: in a burst of so many, and then, where few come in. */
const SPACING_MS = 200;
const BURST = 3;
const BURST_MS = 5000;
const MOST_WAIT_MS = 1000;
const STEP_MS = 20;
/** Of those under way: with so many waiting, hardly anybody else will come soon. Of a few, all but one. */
const nearlyAll = (underWay: number): number =>
  Math.min((underWay * 7) / 8, Math.max((underWay * 3) / 4, underWay - 1));

interface CommitOptions {
  /** The change is meant to drop more than half of what is tracked (a destroy, `state rm`). */
  readonly mayShrink?: boolean;
}

export interface StateJournal extends Journal {
  commit(change: (document: StateDocument) => StateDocument, options?: CommitOptions): Promise<void>;
  /** Resolves when nothing is being written or queued. */
  idle(): Promise<void>;
}

interface Commit {
  readonly change: (document: StateDocument) => StateDocument;
  readonly mayShrink: boolean;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A commit that fails has not happened: `document()` is as before. After `lost-lease` or `stale-serial` somebody else
 * owns the state, and every later commit fails at once with the same error.
 */
export function openJournal(options: JournalOptions): StateJournal {
  const { lease } = options;
  const queue: Commit[] = [];
  let current = options.document;
  let dead: StateError | undefined;
  let writing: Promise<void> | undefined;

  const writeBatch = async (batch: readonly Commit[]): Promise<void> => {
    const { next, applied } = applyChanges(current, batch);
    if (applied.length === 0) return;
    try {
      if (dead !== undefined) throw dead;
      assertHeld(lease);
      const document = stamp(next, current.serial + 1, options);
      await options.backend.create(document);
      current = document;
      for (const commit of applied) commit.resolve();
    } catch (error) {
      if (error instanceof StateError && ENDS_OWNERSHIP.has(error.problem)) dead = error;
      for (const commit of applied) commit.reject(error);
    }
  };

  const spacing = createSpacing(options);
  const writeQueue = async (): Promise<void> => {
    // Changes of the same turn share a write.
    await Promise.resolve();
    while (queue.length > 0) {
      if (dead === undefined && !lease.lost.aborted)
        await spacing.wait(() => ({ waiting: queue.length, underWay: countUnderWay(current) }));
      const batch = queue.splice(0);
      spacing.note(batch.length);
      await writeBatch(batch);
    }
    writing = undefined;
  };

  return {
    document: () => current,
    leaseLeftMs: () => lease.leftMs(),
    lost: lease.lost,
    commit(change, { mayShrink = false } = {}) {
      if (dead !== undefined) return Promise.reject(dead);
      return new Promise((resolve, reject) => {
        queue.push({ change, mayShrink, resolve, reject });
        writing ??= writeQueue();
      });
    },
    async idle() {
      while (writing !== undefined) await writing;
    },
  };
}

interface Counts {
  /** Commits that are due. */
  readonly waiting: number;
  /** Requests that are not settled yet: each of them may have something to write soon. */
  readonly underWay: number;
}

/** What nobody knows the end of waits for another run: it has nothing to write in this one. */
function countUnderWay({ pending }: StateDocument): number {
  return pending.filter(({ phase }) => phase !== "unknown").length;
}

function createSpacing({ clock }: Pick<JournalOptions, "clock">) {
  let lastSize = 0;
  /** When the last writes began, oldest first. */
  let began: readonly number[] = [];
  const since = (at: number): number => (clock?.monotonic() ?? 0) - at;
  const isDue = ({ waiting, underWay }: Counts): boolean => {
    const last = began.at(-1);
    if (last === undefined || waiting >= nearlyAll(Math.max(underWay, lastSize / 2))) return true;
    if (since(last) < SPACING_MS) return false;
    const [first = last] = began;
    const isBurst = began.length < BURST || since(first) >= BURST_MS;
    return isBurst || since(last) >= MOST_WAIT_MS;
  };
  return {
    async wait(count: () => Counts): Promise<void> {
      while (clock !== undefined && !isDue(count())) await clock.sleep(STEP_MS);
    },
    note(size: number): void {
      lastSize = size;
      began = [...began.slice(1 - BURST), clock?.monotonic() ?? 0];
    },
  };
}

function assertHeld(lease: Lease): void {
  if (lease.leftMs() > 0 && !lease.lost.aborted) return;
  if (lease.lost.reason instanceof StateError) throw lease.lost.reason;
  throw new StateError("lost-lease", "the lock on the state has run out: another run may have taken over");
}

function stamp(document: StateDocument, serial: number, { lease, trueupVersion }: JournalOptions): StateDocument {
  return { ...document, serial, token: lease.token, trueup_version: trueupVersion };
}

/** A change that cannot be made fails alone; the others of its batch are written without it. */
function applyChanges(current: StateDocument, batch: readonly Commit[]) {
  const applied: Commit[] = [];
  let next = current;
  for (const commit of batch) {
    try {
      next = applyChange(next, commit);
      applied.push(commit);
    } catch (error) {
      commit.reject(error);
    }
  }
  return { next, applied };
}

const ENDS_OWNERSHIP: ReadonlySet<string> = new Set(["lost-lease", "stale-serial"]);

function applyChange(before: StateDocument, { change, mayShrink }: Commit): StateDocument {
  const after = change(before);
  const dropped = mayShrink ? 0 : countDropped(before, after);
  const total = Object.keys(before.resources).length;
  if (total > 2 && dropped > total / 2) {
    throw new StateError("shrinking", `refused to write a state that forgets ${dropped} of ${total} resources`, {
      hint: "no operation asked for it; this protects the state from a fault of trueup or of a script",
    });
  }
  return after;
}

/** A resource that moved to another address, or was left behind as deposed, is still known. */
function countDropped(before: StateDocument, after: StateDocument): number {
  if (before.resources === after.resources) return 0;
  const left = Object.keys(before.resources).filter((address) => !Object.hasOwn(after.resources, address));
  if (left.length === 0) return 0;
  const gone = left.flatMap((address) => before.resources[address] ?? []);
  const keyOf = (one: TrackedResource, remoteId: string) =>
    formatObjectKey(formatPlaceKey(one.vendor, one.place), { ...one, remoteId });
  const kept = new Set(
    Object.values(after.resources).flatMap((one) =>
      [one.remoteId, ...(one.deposed ?? []).map((old) => old.remoteId)].map((id) => keyOf(one, id)),
    ),
  );
  return gone.filter((one) => !kept.has(keyOf(one, one.remoteId))).length;
}
