// The recovery file around an apply: written where the lease was lost in the middle, taken up by the next apply.
import { join } from "node:path";
import type { Journal } from "../../core/state-port.ts";
import { readRecoveries, removeRecovery, writeRecovery } from "../../state/recovery-file.ts";
import { type Recovery, takeUpRecovery } from "../../state/take-up-recovery.ts";
import { EXIT } from "../exit-code.ts";
import type { Printer } from "../printer.ts";
import type { Session } from "./open-session.ts";

interface Surroundings {
  readonly session: Session;
  readonly printer: Printer;
}

const folderOf = ({ session }: Surroundings): string => join(session.configuration.folder, ".trueup");

/** What an earlier run learned without a lease settles its requests that are still pending. */
export async function takeUp(request: Surroundings, journal: Journal): Promise<void> {
  const document = journal.document();
  const stored = await readRecoveries(document.lineage, folderOf(request));
  if (stored.length === 0) return;
  request.printer.note("taking up what an earlier run learned after it had lost its lock");
  await journal.commit((current) => stored.reduce((next, { recovery }) => takeUpRecovery(next, recovery), current), {
    mayShrink: true,
  });
  for (const one of stored) await removeRecovery(one);
}

/** Returns the exit code: what was learned outside the state leaves the run undone. */
export async function keepLearned(request: Surroundings, learned: Recovery | undefined, code: number): Promise<number> {
  if (learned === undefined) return code;
  const path = await writeRecovery(learned, folderOf(request));
  request.printer.note(`What was learned since then is kept for the next trueup apply:\n  ${path}`);
  return EXIT.undone;
}
