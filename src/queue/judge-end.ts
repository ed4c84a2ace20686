// What the end of a child means for its job: done, done with a finding, worth another try, or failed for good. Pure.
import type { Act, Outcome } from "../core/queue-event.ts";

export interface ChildEnd {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly signal: string | null;
  /** Standard error, or its end. */
  readonly err: string;
  /** Standard output, or its end. */
  readonly out: string;
}

export interface Judgement {
  readonly outcome: Outcome;
  /** One line. */
  readonly text: string;
  /** Whether anything may have been changed at a provider. */
  readonly mayHaveChanged: boolean;
}

const SILENT = "it failed without saying why";
const UNDONE = "it left something undone or in flight; the next try goes on from the record";

export function judgeEnd(act: Act, end: ChildEnd): Judgement {
  const { code, signal, err } = end;
  const mayChange = act === "apply";
  const say = (outcome: Outcome, text: string, mayHaveChanged = mayChange): Judgement => ({
    outcome,
    text,
    mayHaveChanged,
  });
  if (code === null) return say("again", `it was ended by ${signal ?? "a signal"}`);
  switch (code) {
    case 0:
      return say("done", findSummary(end) ?? "done");
    case 1: {
      const said = findError(err);
      // A program that dies without a word ends with 1, too, whatever it has sent.
      return say(isWorthAnother(err) ? "again" : "failed", said ?? SILENT, said === undefined && mayChange);
    }
    case 2:
      return act === "apply" ? say("failed", "exit code 2") : say("finding", findSummary(end) ?? "something changed");
    case 3:
      return say("again", findError(err) ?? findSummary(end) ?? UNDONE);
    case 5:
      return say("again", findError(err) ?? "the state is locked", false);
    case 130:
    case 143:
      return say("again", "it was interrupted; the next try goes on from the record");
    default:
      return say("failed", findError(err) ?? `exit code ${code}`);
  }
}

/** What passes by itself: the network, the provider, the state's store, a disk that is full. */
const PASSING =
  /^(provider\.(busy|rate-limited|unavailable|timed-out|malformed)|http\..*|state\.(locked|unwritable|lost-lease|stale-serial)|system\.(ENOSPC|EMFILE)|E[A-Z]+|interrupted)$/;

/** All that went wrong has to pass by itself; a program that died without a word may do better next time. */
function isWorthAnother(err: string): boolean {
  const codes = [...err.matchAll(/^error\[([\w.-]+)\]:/gm)].map(([, code = ""]) => code);
  return codes.every((code) => PASSING.test(code));
}

/** The first error, with what of it was wrapped. */
function findError(err: string): string | undefined {
  const lines = err.split("\n");
  const at = lines.findIndex((line) => /^error\[/.test(line));
  if (at === -1) return undefined;
  const wrapped = lines.slice(at + 1, at + 3);
  const end = wrapped.findIndex((line) => !/^ {2}\S/.test(line) || /^ {2}(fix:|-->|see |in )/.test(line));
  return [lines[at], ...(end === -1 ? wrapped : wrapped.slice(0, end))].map((line) => line?.trim()).join(" ");
}

/** The lines that plans, applies and drifts end with. */
function findSummary({ out }: ChildEnd): string | undefined {
  return out.split("\n").findLast((line) => /^(Plan: |No changes|Apply complete|Drift: |No drift)/.test(line));
}
