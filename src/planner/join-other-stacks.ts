// Objects that carry another stack's marker, told once for each stack: one mistake, however many objects it meets. Pure.
import type { Diagnostic } from "../core/diagnostic.ts";
import { groupBy } from "../core/group-by.ts";

export const OTHER_STACK = "adopt.other-stack";
export const CARRIES = " carries the marker of the stack ";
const MOST_LISTED = 10;

export function joinOtherStacks(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const ofStacks = groupBy(
    found.filter(({ code }) => code === OTHER_STACK),
    ({ summary }) => summary.slice(summary.indexOf(CARRIES) + CARRIES.length),
  );
  const joined = [...ofStacks].flatMap(([stack, all]) => (all.length === 1 ? all : [joinAll(stack, all)]));
  return [...found.filter(({ code }) => code !== OTHER_STACK), ...joined];
}

function joinAll(stack: string, all: readonly Diagnostic[]): Diagnostic {
  const objects = all.map(
    ({ address, summary }) => `${address ?? ""} is ${summary.slice(0, summary.indexOf(CARRIES))}`,
  );
  const left = objects.length - MOST_LISTED;
  const listed = [...objects.slice(0, MOST_LISTED), ...(left > 0 ? [`and ${left} more`] : [])];
  const [{ range, detail, fix } = {}] = all;
  return {
    severity: "error",
    code: OTHER_STACK,
    summary: `${all.length} declared objects carry the marker of the stack ${stack}`,
    ...(range === undefined ? {} : { range }),
    detail: [...listed, ...(detail === undefined ? [] : [detail])].join("\n"),
    ...(fix === undefined ? {} : { fix }),
  };
}
