// The lease on a state of numbered entries: taken by creating the next one, kept by heartbeats in it, given back by a mark
// in it. The number is the fencing token.
import { type LockHolder, StateError } from "../core/errors.ts";
import type { LeasePlace } from "./acquire-lease.ts";
import type { HeldLease } from "./hold-lease.ts";
import {
  formatLease,
  isOfAnother,
  type LeaseRecord,
  parseLease,
  type StoredLease,
  UNKNOWN_HOLDER,
} from "./lease-record.ts";
import type { NumberedKind, NumberedStore } from "./numbered-store.ts";
import type { ProcessWitness } from "./process-identity.ts";

export interface NumberedLeaseSetting {
  readonly store: NumberedStore;
  /** A token that was given out before, where the entries do not tell. */
  readonly lowestToken: () => Promise<number>;
  /** Only where all holders may be processes of this machine: proof that one is gone. */
  readonly proof?: { readonly host: string; readonly witness: ProcessWitness };
}

/** The lease with the highest token, held or not. */
export async function readNewestLease(store: NumberedStore): Promise<StoredLease | undefined> {
  const token = await store.newest("lease");
  if (token === undefined) return undefined;
  const text = (await store.read("lease", token)) ?? "";
  return { token, text, record: parseLease(text) };
}

/** The newest lease; where that is the expected one, without waiting for its number first. */
export async function readLeaseAt(store: NumberedStore, expected: number): Promise<StoredLease | undefined> {
  const [isNewest, text] = await Promise.all([isLast(store, "lease", expected), store.read("lease", expected)]);
  const isExpected = isNewest && text !== undefined;
  return isExpected ? { token: expected, text, record: parseLease(text) } : await readNewestLease(store);
}

export async function isLast(store: NumberedStore, kind: NumberedKind, number: number): Promise<boolean> {
  return store.isLast === undefined ? (await store.newest(kind)) === number : await store.isLast(kind, number);
}

export function openNumberedLeases({ store, lowestToken, proof }: NumberedLeaseSetting): LeasePlace {
  return {
    look: () => readNewestLease(store),
    async isFree({ record }) {
      if (record?.process === undefined || proof === undefined || record.holder.host !== proof.host) return false;
      return await proof.witness.isGone(record.holder.pid, record.process);
    },
    async take(given, seen) {
      const token = (seen?.token ?? (await lowestToken())) + 1;
      const self = await proof?.witness.self();
      const record = { ...given, ...(self === undefined ? {} : { process: self }) };
      const text = formatLease(record);
      if (!(await store.create("lease", token, text))) return undefined;
      await store.confirm?.("lease", token, text);
      return holdNumbered(store, token, record);
    },
  };
}

function holdNumbered(store: NumberedStore, token: number, first: LeaseRecord): HeldLease {
  const { holder } = first;
  let record = first;
  return {
    token,
    holder,
    async beat() {
      const newest = await readNewestLease(store);
      if (newest?.token !== token || isOfAnother(newest, holder)) return { isOurs: false, to: newest?.record };
      const next = { ...record, heartbeat: record.heartbeat + 1 };
      await store.replace("lease", token, formatLease(next));
      record = next;
      return { isOurs: true };
    },
    async giveBack() {
      const newest = await readNewestLease(store);
      if (newest !== undefined && !isOfAnother(newest, holder))
        await store.replace("lease", token, formatLease({ ...record, released: true }));
    },
  };
}

export async function readHolder(store: NumberedStore): Promise<LockHolder | undefined> {
  const lease = await readNewestLease(store);
  return lease === undefined || lease.record?.released === true ? undefined : (lease.record?.holder ?? UNKNOWN_HOLDER);
}

/** Each try but the first follows on a lease that somebody else has just taken. */
const MOST_TRIES = 100;

/**
 * Removes the lock by creating the next lease as one that is already given back: its token is higher, so the old
 * holder's next heartbeat or write fails, and no heartbeat that is just being written can undo it.
 */
export async function unlockNumbered(store: NumberedStore, id: string): Promise<boolean> {
  for (let tried = 0; tried < MOST_TRIES; tried += 1) {
    const found = await readNewestLease(store);
    if (found === undefined || found.record?.released === true) return false;
    const holder = found.record?.holder ?? UNKNOWN_HOLDER;
    if (holder.id !== id) return false;
    const freed: LeaseRecord = { holder, heartbeat: 0, leaseMs: 0, released: true };
    if (await store.create("lease", found.token + 1, formatLease(freed))) return true;
  }
  throw new StateError("unwritable", `the lock ${id} cannot be removed: its store shows no lease after it`, {
    hint: "run the same command again; the store's list may be old",
  });
}
