// One line for a run that has come to nothing: a plan that could not be made, or a saved one that does not fit any more. Pure.
import type { Diagnostic } from "../core/diagnostic.ts";

/** What only a saved plan can be refused for. */
const OF_SAVED_PLANS: ReadonlySet<string> = new Set([
  "plan.stale",
  "plan.edited",
  "plan.too-old",
  "plan.future",
  "plan.other-state",
  "plan.secret-changed",
]);

export function titleFailure(errors: readonly Diagnostic[]): string {
  return errors.some(({ code }) => OF_SAVED_PLANS.has(code)) ? "Nothing was applied" : "Planning failed";
}

/** `shown`: how many of them there are to read. */
export function sayFailure(errors: readonly Diagnostic[], shown: number): string {
  return `${titleFailure(errors)}: ${shown} ${shown === 1 ? "error" : "errors"}.`;
}
