// Taking a lease: look, wait while another holds it, take it once it is free or has been silent for a whole lease. Clocks of
// two hosts are never compared: an observer measures on its own clock how long a heartbeat has not changed. Knows no store.
import type { Clock } from "../core/clock.ts";
import type { LeaseRequest } from "../core/state-port.ts";
import { HEARTBEATS_PER_LEASE, type HeldLease, type HoldableLease, holdLease } from "./hold-lease.ts";
import { lockedBy } from "./lease-errors.ts";
import { type LeaseRecord, type StoredLease, UNKNOWN_HOLDER } from "./lease-record.ts";
import { startLeaseTime } from "./lease-time.ts";

export interface LeaseSetting {
  readonly clock: Clock;
  readonly leaseMs: number;
  readonly identity: { readonly who: string; readonly host: string; readonly pid: number; readonly jobUrl?: string };
  readonly randomId: () => string;
  readonly warn: (message: string) => void;
}

export interface LeasePlace {
  /** The newest lease, held or given back. */
  look(): Promise<StoredLease | undefined>;
  /** Whether it is certain that nobody holds it any more. */
  isFree(lease: StoredLease): Promise<boolean>;
  /** Takes the lease that follows on `seen`; undefined where another was quicker. Of any number of takers one wins. */
  take(record: LeaseRecord, seen: StoredLease | undefined): Promise<HeldLease | undefined>;
}

const POLL_MS = 1000;
const MOST_REFUSALS = 16;

export async function acquireLease(
  setting: LeaseSetting,
  place: LeasePlace,
  request: LeaseRequest,
): Promise<HoldableLease> {
  const { clock, leaseMs } = setting;
  const deadline = clock.monotonic() + request.waitMs;
  const silence = watchSilence(clock);
  let announced: string | undefined;
  for (let refused = 0; ; ) {
    request.signal?.throwIfAborted();
    const lookedAt = clock.monotonic();
    const found = await place.look();
    const hasRunOut = found !== undefined && silence.hasRunOut(found, lookedAt, leaseMs);
    if (found === undefined || hasRunOut || found.record?.released === true || (await place.isFree(found))) {
      const time = startLeaseTime(leaseMs, clock);
      const held = await place.take(buildRecord(setting, request.operation), found);
      if (held !== undefined) return holdLease(held, time, setting);
      // Somebody was quicker: the next look shows who. A store whose looks never show it is not asked without end.
      refused += 1;
      if (refused >= MOST_REFUSALS && clock.monotonic() >= deadline)
        throw lockedBy(found?.record?.holder ?? UNKNOWN_HOLDER);
      await clock.sleep(Math.min(POLL_MS, 2 ** refused), request.signal);
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

function buildRecord({ identity, randomId, clock, leaseMs }: LeaseSetting, operation: string): LeaseRecord {
  return {
    holder: {
      id: randomId(),
      who: identity.who,
      host: identity.host,
      pid: identity.pid,
      operation,
      created: new Date(clock.now()).toISOString(),
      ...(identity.jobUrl === undefined ? {} : { jobUrl: identity.jobUrl }),
    },
    heartbeat: 0,
    leaseMs,
    released: false,
  };
}
