// What an apply is asked for, and how it ends.
import type { FlowEvent, OperationResult } from "../core/event.ts";
import type { JsonObject } from "../core/json.ts";
import type { Plan } from "../core/plan.ts";
import type { ToldSurplus } from "../core/surplus.ts";
import type { StopControl } from "../executor/stop-control.ts";
import type { PlanOptions } from "../planner/plan-input.ts";
import type { SavedRun } from "./agree-with-saved.ts";
import type { Planned, PlanRequest } from "./make-plan.ts";

/** What every run under the lock is given. */
export interface LockedRun {
  readonly options: Pick<PlanOptions, "mode">;
  readonly emit: (event: FlowEvent) => void;
  readonly stop: StopControl;
  readonly lockWaitMs?: number;
  /** Addresses whose unsettled requests a person settles. */
  readonly assumeAbsent?: readonly string[];
  readonly assumeDone?: readonly string[];
}

export interface ApplyRun extends LockedRun {
  readonly options: PlanOptions;
  /** Asked before anything is sent; false cancels. */
  readonly approve: (plan: Plan) => Promise<boolean>;
  /** Nobody looks at the plan: the limits hold that a person's look would lift. */
  readonly isUnattended: boolean;
  /** Operations at a time. */
  readonly parallelism?: number;
  /** How it is planned, where not everything may be done. */
  readonly plan?: (request: PlanRequest) => Promise<Planned>;
  /** The plan that is carried out, as far as it still fits; without it, whatever is planned now. */
  readonly saved?: SavedRun;
}

export interface ApplyEnd {
  /** `undone`: something that was wanted is not there yet, or not known. `failed`: nothing was sent. */
  readonly outcome: "done" | "undone" | "failed" | "cancelled";
  readonly plan: Plan | undefined;
  readonly results: readonly OperationResult[];
  readonly outputs: JsonObject;
  readonly isStateSaved: boolean;
  /** What one request has made twice, and nobody has settled. */
  readonly surplus: readonly ToldSurplus[];
  /** What broke the run off after something had been sent. */
  readonly error?: unknown;
}

/** For texts that name it. */
export function commandOf({ options }: Pick<LockedRun, "options">): "apply" | "destroy" {
  return options.mode === "destroy" ? "destroy" : "apply";
}
