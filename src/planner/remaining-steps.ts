// What is left of an operation once one of its steps is settled: asked again with the object as it is now. Pure.
import type { Desired } from "../core/desired.ts";
import { isSameJson } from "../core/json.ts";
import type { Observed } from "../core/observed.ts";
import type { Remaining } from "../core/remaining.ts";
import type { TrackedResource } from "../core/state-document.ts";
import type { Operation, Step } from "../core/step.ts";
import { diffSubject } from "./diff-subject.ts";
import type { PlanProvider } from "./plan-input.ts";
import { askSteps, buildSubject } from "./subject.ts";
import type { World } from "./world.ts";

export interface RemainingRequest {
  readonly world: World;
  readonly provider: PlanProvider;
  readonly operation: Operation;
  readonly desired: Desired;
  readonly tracked: TrackedResource | undefined;
  readonly observed: Observed;
  /** Forced fields ("rebuild") that a settled step has brought about already. */
  readonly done: readonly string[];
}

/**
 * The steps that are left must be planned ones, in the planned order. Steps that have become unnecessary fall away; a
 * step that the plan did not show stops the operation.
 */
export function askRemaining(request: RemainingRequest): Remaining {
  const { operation, desired, tracked, observed, done } = request;
  const subject = buildSubject(request.world, request.provider, {
    address: operation.address,
    desired,
    observed,
    ...(tracked === undefined ? {} : { tracked }),
    parentFate: operation.parentFate,
  });
  const diff = diffSubject(subject, observed, tracked);
  const kinds = operation.action === "rebuild" ? ["update", "rebuild"] : ["update"];
  const differing = diff.changes.filter((change) => kinds.includes(change.kind)).map((change) => change.path);
  const forced = operation.action === "rebuild" && !done.includes("rebuild") ? ["rebuild"] : [];
  const fields = [...forced, ...differing].filter((path) => operation.fields.includes(path));
  const result = askSteps(subject, operation.action, fields, observed);
  const error = result.diagnostics.find((diagnostic) => diagnostic.severity === "error");
  if (error !== undefined) return { isStale: true, reason: error.summary };
  return isSubsequence(result.steps, operation.steps)
    ? { isStale: false, steps: result.steps, differing: fields }
    : {
        isStale: true,
        reason: "the object changed while it was worked on: what is left to do is not what the plan showed",
      };
}

export function isSubsequence(left: readonly Step[], planned: readonly Step[]): boolean {
  let at = 0;
  for (const step of left) {
    while (at < planned.length && !isSameStep(planned[at], step)) at++;
    if (at === planned.length) return false;
    at++;
  }
  return true;
}

function isSameStep(a: Step | undefined, b: Step): boolean {
  return a !== undefined && a.name === b.name && isSameJson(a.request, b.request);
}
