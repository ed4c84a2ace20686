// Work under the lock of a state: what every run that may send does before and after its own part. Knows no plan and no act.
import { setMaxListeners } from "node:events";
import type { Resumed } from "../core/event.ts";
import type { Journal, Lease } from "../core/state-port.ts";
import { assumeOutcomes } from "../executor/assume-outcomes.ts";
import { resumePending } from "../executor/resume-pending.ts";
import { openJournal } from "../state/journal.ts";
import { createLearningJournal } from "../state/learning-journal.ts";
import { newStateDocument } from "../state/new-document.ts";
import type { ApplyEnd, LockedRun } from "./apply-run.ts";
import { assertStackIs } from "./assert-stack.ts";
import { buildBaseContext, type CarryOut } from "./carry-out.ts";
import { assertAssumed } from "./check-options.ts";
import { keepLearned, takeUp } from "./recover.ts";
import type { Stack } from "./stack.ts";

/** `operation` is what the lock tells others. What an earlier run has learned without a lock is taken up before `work`. */
export async function underLock(
  stack: Stack,
  run: LockedRun,
  operation: string,
  work: (journal: Journal) => Promise<ApplyEnd>,
): Promise<ApplyEnd> {
  const { backend } = stack;
  // Everything under way listens; the default limit is a guess about leaks.
  setMaxListeners(0, run.stop.requested, run.stop.waiting);
  const lease = await backend.acquire({
    operation,
    waitMs: run.lockWaitMs ?? 0,
    signal: run.stop.requested,
    onWait: (holder) => run.emit({ type: "waiting-for-lock", holder }),
  });
  setMaxListeners(0, lease.lost);
  const stopOnLoss = createStopOnLoss(run);
  stopOnLoss(lease.lost);
  try {
    const learning = createLearningJournal(await openStackJournal(stack, lease));
    stopOnLoss(learning.journal.lost);
    const begin = async () => {
      await takeUp(stack, run, learning.journal);
      return work(learning.journal);
    };
    return await keepLearned({ stack, run, learning, lost: lease.lost }, begin());
  } finally {
    await lease.release().catch(() => undefined);
  }
}

/** Whether the lease finds out itself or a write does, it is told once, and nothing more is sent. */
function createStopOnLoss({ emit, stop }: LockedRun): (lost: AbortSignal) => void {
  let isTold = false;
  return (lost) =>
    lost.addEventListener("abort", () => {
      const { reason } = lost as { reason: unknown };
      if (!isTold) emit({ type: "lease-lost", message: reason instanceof Error ? reason.message : "" });
      isTold = true;
      stop.request();
    });
}

async function openStackJournal(
  { backend, configuration, version, random, clock }: Stack,
  lease: Lease,
): Promise<Journal> {
  const found = await backend.read();
  if (found !== undefined) assertStackIs(configuration.stack, backend.label, found);
  const document = found ?? newStateDocument(configuration.stack, version, random);
  return openJournal({ backend, lease, document, trueupVersion: version, clock });
}

/** What earlier runs have left open: settled by a person's word, or by looking. */
export async function settlePending(work: CarryOut, run: LockedRun): Promise<readonly Resumed[]> {
  const { assumeAbsent = [], assumeDone = [] } = run;
  const { journal, configuration } = work;
  assertAssumed({ assumeAbsent, assumeDone }, configuration, journal.document());
  const base = buildBaseContext(work);
  const notes = await assumeOutcomes(base, { absent: assumeAbsent, done: assumeDone });
  for (const text of notes) run.emit({ type: "note", text });
  const { length } = journal.document().pending;
  if (length > 0)
    run.emit({ type: "note", text: `settling ${length} pending request${length === 1 ? "" : "s"} of an earlier run` });
  return resumePending(base, "full");
}
