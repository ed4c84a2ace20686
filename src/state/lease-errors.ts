// What people are told of a lock that another holds, or that was lost. Pure.
import { type LockHolder, StateError } from "../core/errors.ts";
import type { LeaseRecord } from "./lease-record.ts";

export function lockedBy(holder: LockHolder): StateError {
  const { operation, who, host, id } = holder;
  return new StateError("locked", `the state is locked by ${who} on ${host}: ${operation}`, {
    holder,
    hint: `wait with --lock-timeout 10m, or, if that run is dead, trueup unlock ${id}`,
  });
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

/** What is only done under the lock was asked for without it. */
export function unlocked(): StateError {
  return new StateError("lost-lease", "the state is not locked, so it is not written");
}

export function staleSerial(serial: number, newest: number): StateError {
  return new StateError(
    "stale-serial",
    `serial ${serial} of the state cannot be written: serial ${newest} is there already`,
    {
      hint: "another run has changed the state in between; plan again",
    },
  );
}

/** The store has not answered for as long as the lease lived: others may have it by now. */
export function outlivedBy(cause: unknown): StateError {
  const reason = cause instanceof Error ? `: ${cause.message}` : "";
  return new StateError("lost-lease", `the lock on the state has run out while its store did not answer${reason}`, {
    cause,
  });
}

export function otherLineage(found: string, own: string, label: string): StateError {
  return new StateError("other-lineage", `${label} holds the state of another lineage: ${found}, not ${own}`, {
    hint: "nothing was written. Does state: name the right place? Somebody may have put another state there: plan again",
  });
}
