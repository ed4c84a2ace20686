// The recovery file around an apply: written where the lease was lost in the middle, taken up by the next apply.
import { join } from "node:path";
import { buildError } from "../../core/diagnostic.ts";
import { AbortedError, DiagnosticsError } from "../../core/errors.ts";
import type { Journal } from "../../core/state-port.ts";
import { buildErrorDiagnostics } from "../../render/format-error.ts";
import type { LearningJournal } from "../../state/learning-journal.ts";
import { readRecoveries, readRecoveriesOfStack, removeRecovery, writeRecovery } from "../../state/recovery-file.ts";
import { type Recovery, takeUpRecovery } from "../../state/take-up-recovery.ts";
import { EXIT } from "../exit-code.ts";
import type { Printer } from "../printer.ts";
import type { Session } from "./open-session.ts";

interface Surroundings {
  readonly session: Session;
  readonly printer: Printer;
  readonly mode: "normal" | "destroy";
}

const folderOf = ({ session }: Surroundings): string => join(session.configuration.folder, ".trueup");

/** What an earlier run learned without a lease settles its requests that are still pending. */
export async function takeUp(request: Surroundings, journal: Journal): Promise<void> {
  const document = journal.document();
  if (document.serial === 0) await assertNothingKnown(request);
  const stored = await readRecoveries(document.lineage, folderOf(request));
  if (stored.length === 0) return;
  request.printer.note("taking up what an earlier run learned after it had lost its lock");
  await journal.commit((current) => stored.reduce((next, { recovery }) => takeUpRecovery(next, recovery), current), {
    mayShrink: true,
  });
  for (const one of stored) await removeRecovery(one);
}

/** The state is gone, and with it what was in flight: what is left of it must not be passed over. */
async function assertNothingKnown(request: Surroundings): Promise<void> {
  const { backend, configuration } = request.session;
  const newest = (await readRecoveriesOfStack(configuration.stack, folderOf(request))).at(-1);
  if (newest === undefined) return;
  const again = request.mode === "destroy" ? "trueup destroy" : "trueup apply";
  throw new DiagnosticsError([
    buildError("state.recoverable", `${backend.label}: there is no state, but an earlier run has left what it knew`, {
      detail: `${newest.path}\nWithout it, what that run has ordered could be ordered again. Nothing was done.`,
      fix: `cp '${newest.path}' '${backend.label}', then: ${again}. If none of it is needed, remove the file`,
    }),
  ]);
}

/** The end of a run, good or bad: what it has learned without the lock is kept, and leaves it undone. */
export async function keepLearned(
  request: Surroundings,
  { learned, journal }: LearningJournal,
  lost: AbortSignal,
  work: Promise<number>,
): Promise<number> {
  const ended = await work.then(
    (code) => ({ code }),
    (error: unknown) => ({ error: error instanceof AbortedError && lost.aborted ? (lost.reason as unknown) : error }),
  );
  const kept = learned();
  const document = kept ?? (await findGone(request, journal));
  if (document !== undefined) {
    const path = await writeRecovery(document, folderOf(request));
    const what = kept === undefined ? "The state is gone. What it held is kept:" : LEARNED;
    request.printer.note(`${what}\n  ${path}`);
    if ("error" in ended) request.printer.diagnostics(buildErrorDiagnostics(ended.error));
    return EXIT.undone;
  }
  if ("error" in ended) throw ended.error;
  return ended.code;
}

const LEARNED = "What was learned since then is kept for the next trueup apply:";

/** The last document, where it was written and is not there any more: nobody else knows what has been sent. */
async function findGone({ session }: Surroundings, journal: Journal): Promise<Recovery | undefined> {
  const document = journal.document();
  if (document.serial === 0) return undefined;
  const isThere = await session.backend.read().then(
    (found) => found !== undefined,
    () => true,
  );
  return isThere ? undefined : { ...document, settled: [] };
}
