// A lease that is held: heartbeats every quarter of it, what is left of it by both clocks, how it is lost and given back.
// Knows no store.
import type { Clock } from "../core/clock.ts";
import type { LockHolder } from "../core/errors.ts";
import type { Lease } from "../core/state-port.ts";
import { lostLease } from "./lease-errors.ts";
import type { LeaseRecord } from "./lease-record.ts";
import type { LeaseTime } from "./lease-time.ts";

export const HEARTBEATS_PER_LEASE = 4;

export interface HeldLease {
  readonly token: number;
  readonly holder: LockHolder;
  /**
   * Makes the next heartbeat visible to others. Resolves with `isOurs: false`, and who has it, where the lease is another's
   * or was removed; rejects where the store does not answer.
   */
  beat(): Promise<{ readonly isOurs: true } | { readonly isOurs: false; readonly to: LeaseRecord | undefined }>;
  /** Marks the lease as given back, unless it is another's. */
  giveBack(): Promise<void>;
}

export interface HoldSetting {
  readonly clock: Clock;
  readonly leaseMs: number;
  readonly warn: (message: string) => void;
}

/** `time` began before the lease was visible to anybody. `lose`: for writes that find out first. */
export interface HoldableLease extends Lease {
  lose(because: Error): void;
}

export function holdLease(held: HeldLease, time: LeaseTime, { clock, leaseMs, warn }: HoldSetting): HoldableLease {
  const lost = new AbortController();
  const stopped = new AbortController();
  const lose = (because: Error): void => {
    if (!stopped.signal.aborted) lost.abort(because);
    stopped.abort();
  };
  const leftMs = (): number => {
    const left = time.leftMs();
    if (left <= 0) lose(lostLease(undefined));
    return stopped.signal.aborted ? Math.min(0, left) : left;
  };
  const beat = async (): Promise<void> => {
    const began = time.mark();
    const seen = await held.beat();
    if (!seen.isOurs) return lose(lostLease(seen.to));
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
    if (isHeld) await held.giveBack();
  };
  return {
    token: held.token,
    holder: held.holder,
    leftMs,
    lost: lost.signal,
    lose,
    release: () => release().catch((error: Error) => warn(`the lock could not be given back: ${error.message}`)),
  };
}
