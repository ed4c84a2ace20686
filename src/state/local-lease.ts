// The lease on a local state: taken by creating the next numbered file, kept by heartbeats, given back by a mark in it.
// Clocks of two hosts are never compared: an observer measures on its own clock how long a heartbeat has not changed.
import type { Clock } from "../core/clock.ts";
import { type LockHolder, StateError } from "../core/errors.ts";
import type { Lease, LeaseRequest } from "../core/state-port.ts";
import {
  formatLease,
  isOfAnother,
  type LeaseRecord,
  leasePath,
  readNewestLease,
  type StoredLease,
  UNKNOWN_HOLDER,
} from "./lease-record.ts";
import { type LeaseTime, startLeaseTime } from "./lease-time.ts";
import type { ProcessWitness } from "./process-identity.ts";
import type { StateFiles } from "./state-files.ts";

export interface LeaseSetting {
  /** Where the numbered files are. */
  readonly folder: string;
  readonly files: StateFiles;
  readonly clock: Clock;
  readonly leaseMs: number;
  readonly identity: { readonly who: string; readonly host: string; readonly pid: number; readonly jobUrl?: string };
  readonly randomId: () => string;
  readonly witness: ProcessWitness;
  readonly warn: (message: string) => void;
  /** A token that was given out before, where the lease files do not tell. */
  readonly lowestToken: () => Promise<number>;
}

const POLL_MS = 1000;
const HEARTBEATS_PER_LEASE = 4;

export async function acquireLocalLease(setting: LeaseSetting, request: LeaseRequest): Promise<Lease> {
  const { clock, files, folder, leaseMs } = setting;
  const deadline = clock.monotonic() + request.waitMs;
  const silence = watchSilence(clock);
  let announced: string | undefined;
  for (;;) {
    request.signal?.throwIfAborted();
    const lookedAt = clock.monotonic();
    const found = await readNewestLease(folder, files);
    const hasRunOut = found !== undefined && silence.hasRunOut(found, lookedAt, leaseMs);
    if (found === undefined || hasRunOut || (await isFree(found, setting))) {
      const lease = await take(setting, request, (found?.token ?? (await setting.lowestToken())) + 1);
      if (lease !== undefined) return lease;
      continue;
    }
    const holder = found.record?.holder ?? UNKNOWN_HOLDER;
    const leftMs = deadline - clock.monotonic();
    if (leftMs <= 0) throw lockedBy(holder);
    if (announced !== holder.id) request.onWait?.(holder);
    announced = holder.id;
    await clock.sleep(Math.min(POLL_MS, leaseMs / HEARTBEATS_PER_LEASE, leftMs), request.signal);
  }
}

async function isFree({ record }: StoredLease, { identity, witness }: LeaseSetting): Promise<boolean> {
  if (record === undefined) return false;
  if (record.released) return true;
  if (record.process === undefined || record.holder.host !== identity.host) return false;
  return await witness.isGone(record.holder.pid, record.process);
}

function watchSilence(clock: Clock) {
  let seen: { readonly token: number; readonly text: string; readonly since: number } | undefined;
  return {
    /**
     * Whether this very heartbeat has been there unchanged for a whole lease of its holder: from after the first look to
     * before this one, since an observer, too, may be stopped in the middle of a look.
     */
    hasRunOut({ token, text, record }: StoredLease, lookedAt: number, ownLeaseMs: number): boolean {
      if (seen?.token !== token || seen.text !== text) seen = { token, text, since: clock.monotonic() };
      return lookedAt - seen.since >= (record?.leaseMs ?? ownLeaseMs);
    },
  };
}

async function take(setting: LeaseSetting, request: LeaseRequest, token: number): Promise<Lease | undefined> {
  const { clock, files, folder, leaseMs, identity } = setting;
  const time = startLeaseTime(leaseMs, clock);
  const self = await setting.witness.self();
  const record: LeaseRecord = {
    holder: {
      id: setting.randomId(),
      who: identity.who,
      host: identity.host,
      pid: identity.pid,
      operation: request.operation,
      created: new Date(clock.now()).toISOString(),
      ...(identity.jobUrl === undefined ? {} : { jobUrl: identity.jobUrl }),
    },
    ...(self === undefined ? {} : { process: self }),
    heartbeat: 0,
    leaseMs,
    released: false,
  };
  if (!(await files.create(leasePath(folder, token), formatLease(record)))) return undefined;
  return holdLease(setting, token, record, time);
}

function holdLease(setting: LeaseSetting, token: number, first: LeaseRecord, time: LeaseTime): Lease {
  const { clock, files, folder, leaseMs, warn } = setting;
  const path = leasePath(folder, token);
  const lost = new AbortController();
  const stopped = new AbortController();
  let record = first;

  const lose = (to: LeaseRecord | undefined): void => {
    if (!stopped.signal.aborted) lost.abort(lostLease(to));
    stopped.abort();
  };
  const leftMs = (): number => {
    const left = time.leftMs();
    if (left <= 0) lose(undefined);
    return stopped.signal.aborted ? Math.min(0, left) : left;
  };
  const beat = async (): Promise<void> => {
    const began = time.mark();
    const newest = await readNewestLease(folder, files);
    if (newest?.token !== token || isOfAnother(newest, first.holder)) return lose(newest?.record);
    const next = { ...record, heartbeat: record.heartbeat + 1 };
    await files.replace(path, formatLease(next));
    record = next;
    // Too late: an observer may have seen the heartbeat before it for a whole lease.
    if (leftMs() > 0) time.renew(began);
  };
  const beatOn = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      await clock.sleep(leaseMs / HEARTBEATS_PER_LEASE, stopped.signal, { background: true });
      // A heartbeat that fails is tried again; the lease ends by itself if none succeeds.
      if (leftMs() > 0) await beat().catch((error: Error) => warn(`the lock could not be renewed: ${error.message}`));
    }
  };
  const beating = beatOn().catch(() => undefined);
  const release = async (): Promise<void> => {
    const isHeld = leftMs() > 0;
    stopped.abort();
    await beating;
    const newest = isHeld ? await readNewestLease(folder, files) : undefined;
    if (newest !== undefined && !isOfAnother(newest, first.holder))
      await files.replace(path, formatLease({ ...record, released: true }));
  };

  return {
    token,
    holder: first.holder,
    leftMs,
    lost: lost.signal,
    release: () => release().catch((error: Error) => warn(`the lock could not be given back: ${error.message}`)),
  };
}

/**
 * Removes the lock by creating the next lease as one that is already given back: its token is higher, so the old
 * holder's next heartbeat or write fails, and no heartbeat that is just being written can undo it.
 */
export async function unlockLocalLease({ folder, files }: LeaseSetting, id: string): Promise<boolean> {
  for (;;) {
    const found = await readNewestLease(folder, files);
    if (found === undefined || found.record?.released === true) return false;
    if ((found.record?.holder.id ?? UNKNOWN_HOLDER.id) !== id) return false;
    const freed: LeaseRecord = {
      holder: found.record?.holder ?? UNKNOWN_HOLDER,
      heartbeat: 0,
      leaseMs: 0,
      released: true,
    };
    if (await files.create(leasePath(folder, found.token + 1), formatLease(freed))) return true;
  }
}

function lockedBy(holder: LockHolder): StateError {
  const job = holder.jobUrl === undefined ? "" : `, ${holder.jobUrl}`;
  return new StateError(
    "locked",
    `the state is locked by ${holder.who} at ${holder.host} (pid ${holder.pid}${job}): ${holder.operation}, since ${holder.created}`,
    { holder, hint: `wait with --lock-timeout, or, if that run is dead, trueup unlock ${holder.id}` },
  );
}

/** `to`: the newest lease, where there is one that is not ours. */
export function lostLease(to: LeaseRecord | undefined): StateError {
  if (to === undefined) {
    return new StateError("lost-lease", "the lock on the state has run out: another run may have taken over");
  }
  if (to.released) return new StateError("lost-lease", "the lock on the state was removed (trueup unlock)");
  const { who, host, operation } = to.holder;
  return new StateError("lost-lease", `the lock on the state was taken over by ${who} at ${host}: ${operation}`, {
    holder: to.holder,
  });
}
