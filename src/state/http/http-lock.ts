// The lock of the HTTP protocol: taken, waited for, looked at, removed. It has no heartbeat and never runs out.
import type { Clock } from "../../core/clock.ts";
import { type LockHolder, StateError } from "../../core/errors.ts";
import type { Lease, LeaseRequest } from "../../core/state-port.ts";
import type { LeaseSetting } from "../acquire-lease.ts";
import { lockedBy } from "../lease-errors.ts";
import { retryPassing, startDeadline } from "../retry-passing.ts";
import { isPassingFailure } from "./http-failure.ts";
import { formatLockInfo, parseLockInfo } from "./lock-info.ts";
import type { StateServer } from "./state-server.ts";

export interface HttpLockSetting {
  readonly server: StateServer;
  readonly clock: Clock;
  readonly identity: LeaseSetting["identity"];
  readonly randomId: () => string;
  /** The lock does not run out, but nobody waits longer than this for a server that does not answer. */
  readonly leaseMs: number;
  readonly warn: (message: string) => void;
  /** Records of locks that are ours, or may be, by their id: they never run out, so whoever ends early gives them back. */
  readonly open: Map<string, string>;
}

export interface HttpLease extends Lease {
  lose(because: StateError): void;
}

const PATIENCE_MS = 15_000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 5000;

type Seen =
  | { readonly isOurs: true }
  /** `record`: the holder's, as the server gave it. */
  | { readonly isOurs: false; readonly holder: LockHolder; readonly record: string };

export async function acquireHttpLock(
  setting: HttpLockSetting,
  request: LeaseRequest,
  token: () => Promise<number>,
): Promise<HttpLease> {
  const { clock } = setting;
  const own = describeSelf(setting, request.operation);
  const left = startDeadline(clock, request.waitMs);
  let announced: string | undefined;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
    request.signal?.throwIfAborted();
    const seen = await tryLock(setting, own);
    if (seen.isOurs) return await hold(setting, own, token);
    const { holder } = seen;
    if (left() <= 0) throw lockedBy(holder);
    if (announced !== holder.id) request.onWait?.(holder);
    announced = holder.id;
    await clock.sleep(Math.min(pauseMs, left()), request.signal);
  }
}

/** What nobody has given back, since it was broken off. Once, and whatever comes of it. */
export async function giveBackOpen({ server, open }: Pick<HttpLockSetting, "server" | "open">): Promise<void> {
  const left = [...open];
  open.clear();
  await Promise.allSettled(left.map(([id, record]) => server.unlock(record, id)));
}

async function hold(setting: HttpLockSetting, own: LockHolder, token: () => Promise<number>): Promise<HttpLease> {
  const { server, warn, clock, leaseMs, open } = setting;
  const record = formatLockInfo(own);
  const lost = new AbortController();
  const release = async (): Promise<void> => {
    const patienceMs = Math.min(PATIENCE_MS, leaseMs);
    const retry = { clock, leftMs: startDeadline(clock, patienceMs), isPassing: isPassingFailure };
    const end = await retryPassing(retry, (before) =>
      server.unlock(record, own.id).then((answer) => ({ ...answer, before })),
    );
    open.delete(own.id);
    // Removed by somebody else, or by our first try whose answer was lost.
    if (end.outcome === "refused" && end.before === 0 && !lost.signal.aborted)
      warn(`the lock was gone before it was given back (HTTP ${end.status})`);
  };
  const giveBack = (): Promise<void> =>
    release().catch((error: Error) =>
      warn(`the lock could not be given back: ${error.message}; remove it: trueup unlock ${own.id}`),
    );
  try {
    return {
      token: await token(),
      holder: own,
      leftMs: () => (lost.signal.aborted ? 0 : Number.POSITIVE_INFINITY),
      lost: lost.signal,
      lose: (because) => lost.abort(because),
      release: giveBack,
    };
  } catch (error) {
    await giveBack();
    throw error;
  }
}

/** The protocol has no way to ask: the lock is tried for, and given back at once where it was free. */
export async function lookAtLock(setting: HttpLockSetting): Promise<Extract<Seen, { isOurs: false }> | undefined> {
  const own = describeSelf(setting, "look at the lock");
  const seen = await tryLock(setting, own);
  if (!seen.isOurs) return seen;
  await (await hold(setting, own, () => Promise.resolve(0))).release();
  return undefined;
}

export async function unlockHttp(setting: HttpLockSetting, id: string): Promise<boolean> {
  const found = await lookAtLock(setting);
  if (found === undefined || found.holder.id !== id) return false;
  const { clock, server } = setting;
  const retry = { clock, leftMs: startDeadline(clock, PATIENCE_MS), isPassing: isPassingFailure };
  const end = await retryPassing(retry, (before) =>
    server.unlock(found.record, id).then((answer) => ({ ...answer, before })),
  );
  if (end.outcome === "unlocked") return true;
  const still = end.before === 0 ? found : await lookAtLock(setting);
  if (still?.holder.id !== id) return true;
  throw new StateError("unwritable", `the server does not remove the lock ${id} (HTTP ${end.status})`, {
    hint: "remove it at the server: at GitLab under Operate, Terraform states",
  });
}

/** After an answer that was lost, the same LOCK shows our own id as the holder's: then we hold it. */
async function tryLock({ server, clock, open }: HttpLockSetting, own: LockHolder): Promise<Seen> {
  const record = formatLockInfo(own);
  open.set(own.id, record);
  const retry = { clock, leftMs: startDeadline(clock, PATIENCE_MS), isPassing: isPassingFailure };
  try {
    const answer = await retryPassing(retry, () => server.lock(record));
    if (answer.outcome === "locked") return { isOurs: true };
    if (answer.status === 400)
      throw new StateError("unwritable", "the server refuses the lock (HTTP 400)", {
        hint: "check lockAddress and lockMethod: at GitLab POST",
      });
    const holder = parseLockInfo(answer.body);
    if (holder.id === own.id) return { isOurs: true };
    open.delete(own.id);
    return { isOurs: false, holder, record: answer.body };
  } catch (error) {
    open.delete(own.id);
    // Nobody knows whether the lock is ours; if it is, it would stay for good.
    if (isPassingFailure(error)) await server.unlock(record, own.id).catch(() => undefined);
    throw error;
  }
}

export function describeSelf({ identity, randomId, clock }: HttpLockSetting, operation: string): LockHolder {
  const { who, host, pid, jobUrl } = identity;
  const created = new Date(clock.now()).toISOString();
  return { id: randomId(), who, host, pid, operation, created, ...(jobUrl === undefined ? {} : { jobUrl }) };
}
