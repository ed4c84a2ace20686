// The recovery file around an apply: written where the lease was lost in the middle, taken up by the next apply.
import { buildError } from "../core/diagnostic.ts";
import { AbortedError, DiagnosticsError } from "../core/errors.ts";
import type { Journal } from "../core/state-port.ts";
import { listToldSurplus } from "../core/surplus.ts";
import type { LearningJournal } from "../state/learning-journal.ts";
import { readRecoveries, readRecoveriesOfStack, removeRecovery, writeRecovery } from "../state/recovery-file.ts";
import { nodeFiles } from "../state/state-files.ts";
import { type Recovery, takeUpRecovery } from "../state/take-up-recovery.ts";
import { type ApplyEnd, commandOf, type LockedRun } from "./apply-run.ts";
import type { Stack } from "./stack.ts";

/** What an earlier run learned without a lease settles its requests that are still pending. */
export async function takeUp(stack: Stack, run: LockedRun, journal: Journal): Promise<void> {
  const document = journal.document();
  if (document.serial === 0) await assertNothingKnown(stack, run);
  const stored = await readRecoveries(document.lineage, stack.recoveryFolder, nodeFiles, stack.codec);
  if (stored.length === 0) return;
  await journal.commit((current) => stored.reduce((next, { recovery }) => takeUpRecovery(next, recovery), current), {
    mayShrink: true,
  });
  const open = new Set(journal.document().pending.map(({ id }) => id));
  run.emit({ type: "recovered", intents: document.pending.filter(({ id }) => !open.has(id)) });
  for (const one of stored) await removeRecovery(one);
}

/** The state is gone, and with it what was in flight: what is left of it must not be passed over. */
async function assertNothingKnown(stack: Stack, run: LockedRun): Promise<void> {
  const { backend, configuration, recoveryFolder, codec } = stack;
  const newest = (await readRecoveriesOfStack(configuration.stack, recoveryFolder, nodeFiles, codec)).at(-1);
  if (newest === undefined) return;
  throw new DiagnosticsError([
    buildError("state.recoverable", `${backend.label}: there is no state, but an earlier run has left what it knew`, {
      detail: `${newest.path}\nWithout it, what that run has ordered could be ordered again. Nothing was done.`,
      fix: `trueup state push --recovery, then: trueup ${commandOf(run)}. If none of it is needed, remove the file`,
    }),
  ]);
}

export interface LearnedRequest {
  readonly stack: Stack;
  readonly run: LockedRun;
  readonly learning: LearningJournal;
  /** Aborts when the lease is lost. */
  readonly lost: AbortSignal;
}

/** The end of a run, good or bad: what it has learned without the lock is kept, and leaves it undone. */
export async function keepLearned(
  { stack, run, learning: { learned, journal }, lost }: LearnedRequest,
  work: Promise<ApplyEnd>,
): Promise<ApplyEnd> {
  const ended = await work.then(
    (end) => ({ end }),
    (error: unknown) => ({ error: error instanceof AbortedError && lost.aborted ? (lost.reason as unknown) : error }),
  );
  const kept = learned();
  const document = kept ?? (await findGone(stack, journal));
  if (document === undefined) {
    if ("error" in ended) throw ended.error;
    return ended.end;
  }
  const path = await writeRecovery(document, stack.recoveryFolder, nodeFiles, stack.codec);
  run.emit({ type: "note", text: `${kept === undefined ? GONE : LEARNED}\n  ${path}` });
  if ("end" in ended) {
    const { end } = ended;
    return { ...end, outcome: "undone", ...(end.outcome === "cancelled" ? { error: new AbortedError() } : {}) };
  }
  const { outputs } = document;
  const surplus = listToldSurplus(document);
  return { outcome: "undone", plan: undefined, results: [], outputs, isStateSaved: false, surplus, error: ended.error };
}

const LEARNED = "What was learned since then is kept for the next trueup apply:";
const GONE = "The state is gone. What it held is kept:";

/** The last document, where it was written and is not there any more: nobody else knows what has been sent. */
async function findGone({ backend }: Stack, journal: Journal): Promise<Recovery | undefined> {
  const document = journal.document();
  if (document.serial === 0) return undefined;
  const isThere = await backend.read().then(
    (found) => found !== undefined,
    () => true,
  );
  return isThere ? undefined : { ...document, settled: [] };
}
