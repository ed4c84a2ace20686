// A state of another stack must never be taken for this one: its objects would all look undeclared.
import { StateError } from "../core/errors.ts";
import type { StateDocument } from "../core/state-document.ts";

/** `label` names the state in messages. */
export function assertStackIs(stack: string, label: string, document: StateDocument): void {
  if (document.stack === stack) return;
  throw new StateError("wrong-stack", `${label} belongs to the stack ${document.stack}, not to ${stack}`, {
    hint: "check stack and state in the configuration",
  });
}
