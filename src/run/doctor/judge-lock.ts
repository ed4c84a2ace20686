// Whether somebody holds the lock on the state, who, and what to do about it.
import type { LockHolder } from "../../core/errors.ts";
import { type Judgement, judgeOk, judgeSkipped, judgeWarning } from "../../core/finding.ts";
import { sayMoment } from "../../core/moment.ts";
import type { StateArchive } from "../../core/state-port.ts";

const CODE = "doctor.lock";

export interface Lock {
  readonly isHeld: boolean;
  readonly judgements: readonly Judgement[];
}

export async function judgeLock(backend: StateArchive, leaseMs: number, mayProbe: boolean): Promise<Lock> {
  if (backend.looksByTaking === true && !mayProbe) {
    const why = "--no-probe; the server tells of a lock only by refusing one";
    return { isHeld: false, judgements: [judgeSkipped(CODE, why)] };
  }
  const holder = await backend.holder();
  if (holder === undefined) {
    const how = backend.looksByTaking === true ? " (it was taken to see, and given back)" : "";
    return { isHeld: false, judgements: [judgeOk(CODE, `nobody holds it${how}`)] };
  }
  const isGone = (await backend.isHolderGone?.()) === true;
  return {
    isHeld: !isGone,
    judgements: [judgeHeld(holder, { isGone, leaseMs, hasLease: backend.looksByTaking !== true })],
  };
}

interface Held {
  readonly isGone: boolean;
  readonly leaseMs: number;
  readonly hasLease: boolean;
}

function judgeHeld(holder: LockHolder, { isGone, leaseMs, hasLease }: Held): Judgement {
  const { id, who, host, pid, operation, created, jobUrl } = holder;
  const details = [
    `doing ${operation}, since ${sayMoment(created)}, by its clock`,
    ...(jobUrl === undefined ? [] : [`job ${jobUrl}`]),
    `lock id ${id}`,
  ];
  const facts = { id, who, host, pid, operation, created, jobUrl: jobUrl ?? null, processGone: isGone };
  if (isGone)
    return judgeWarning(CODE, `held by ${who}, process ${pid}, which does not run any more`, {
      details,
      fixes: ["nothing to do: the next apply takes the lock over"],
      facts,
    });
  const overtake = hasLease
    ? `if it is dead, the next apply takes over once it has been silent for ${leaseMs / 1000} s (--lock-timeout 10m waits so long)`
    : "if it still works, wait for it: trueup apply --lock-timeout 10m";
  return judgeWarning(CODE, `held by ${who} on ${host}, process ${pid}`, {
    details,
    fixes: [overtake, `if it is surely dead: trueup unlock ${id}`],
    facts,
  });
}
