// What an examination found: one result for each check, with what to do where something is not as it should be. Plain JSON.
import type { JsonObject } from "./json.ts";

/** `skipped`: not looked at, the summary says why. Only a `problem` makes an examination fail. */
export type Verdict = "ok" | "warning" | "problem" | "skipped";

export interface Judgement {
  /** Stable: `doctor.clock`. */
  readonly code: string;
  readonly verdict: Verdict;
  /** One sentence without a full stop. */
  readonly summary: string;
  readonly details: readonly string[];
  /** What to do, one thing each; none where all is well. */
  readonly fixes: readonly string[];
  /** Figures for programs. Names carry their unit. */
  readonly facts: JsonObject;
}

export interface Finding extends Judgement {
  readonly subject: FindingSubject;
}

/** What was looked at; `name`: which of several. */
export interface FindingSubject {
  readonly kind: "program" | "configuration" | "provider" | "state";
  readonly name?: string;
}

interface More {
  readonly details?: readonly string[];
  readonly fixes?: readonly string[];
  readonly facts?: JsonObject;
}

export function buildJudgement(code: string, verdict: Verdict, summary: string, more: More = {}): Judgement {
  return { code, verdict, summary, details: [], fixes: [], facts: {}, ...more };
}

export const judgeOk = (code: string, summary: string, more?: More): Judgement =>
  buildJudgement(code, "ok", summary, more);

export const judgeWarning = (code: string, summary: string, more?: More): Judgement =>
  buildJudgement(code, "warning", summary, more);

export const judgeProblem = (code: string, summary: string, more?: More): Judgement =>
  buildJudgement(code, "problem", summary, more);

export const judgeSkipped = (code: string, why: string): Judgement => buildJudgement(code, "skipped", why);
