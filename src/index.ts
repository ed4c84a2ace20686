// The library: validate, plan, apply and destroy as the program does them, without a terminal. What happens is told by
// events, and questions are callbacks.
import { assertLocalStateInCi } from "./compose/check-local-state.ts";
import { assertRequest, type Kind, type Options } from "./compose/check-request.ts";
import { loadFiles } from "./compose/load-files.ts";
import { openStack, type StackOptions } from "./compose/open-stack.ts";
import type { Surroundings as ComposeSurroundings } from "./compose/surroundings.ts";
import type { Configuration } from "./core/desired.ts";
import type { Diagnostic } from "./core/diagnostic.ts";
import type { FlowEvent } from "./core/event.ts";
import type { Plan } from "./core/plan.ts";
import { createStopControl } from "./executor/stop-control.ts";
import type { Allowances, PlanOptions } from "./planner/plan-input.ts";
import { applyStack } from "./run/apply.ts";
import type { ApplyEnd, ApplyRun } from "./run/apply-run.ts";
import { planStack } from "./run/plan.ts";

export type { StackOptions } from "./compose/open-stack.ts";
export type { Address, ResourceType } from "./core/address.ts";
export type { ParentFate } from "./core/belongs.ts";
export type {
  Configuration,
  Desired,
  ImportBlock,
  Lifecycle,
  MovedBlock,
  OutputDeclaration,
  Policy,
  ProviderSettings,
  RemovedBlock,
  StateSettings,
  Timeouts,
} from "./core/desired.ts";
export type { Diagnostic, Position, Snippet, SourceRange } from "./core/diagnostic.ts";
export type { Effect, Fault, LockHolder, ProviderErrorDetails, StateProblem } from "./core/errors.ts";
export { AbortedError, DiagnosticsError, ProviderError, StateError } from "./core/errors.ts";
export type { About, FlowEvent, OperationResult, Resumed, RunEvent } from "./core/event.ts";
export type { Json, JsonObject } from "./core/json.ts";
export type { KnownName } from "./core/known-name.ts";
export type { Lost } from "./core/observed.ts";
export type { Outcome } from "./core/outcome.ts";
export type { Place } from "./core/place.ts";
export type {
  Action,
  Attribution,
  BlockedEntry,
  Cause,
  Debt,
  DestructiveStep,
  DriftClass,
  DriftEntry,
  DriftField,
  FieldChange,
  OutputChange,
  PendingEntry,
  Plan,
  PlanCounts,
  PlanEntry,
  PlanPrices,
  PriceChange,
  Refusal,
  SettingsEdit,
  StateEdit,
} from "./core/plan.ts";
export type { Rehearsal, RehearsedCall, RehearsedOperation } from "./core/rehearsal.ts";
export type { HealthCheck, InRollout, PlannedCheck, PlannedRollout, Rollout } from "./core/rollout.ts";
export type { StaleField, StaleResource } from "./core/saved-plan.ts";
export type {
  DoneMove,
  Intent,
  MigratedTo,
  Stall,
  StateDocument,
  Surplus,
  TrackedResource,
} from "./core/state-document.ts";
export type { Operation, OperationAction, SettleRule, Step } from "./core/step.ts";
export type { ToldSurplus } from "./core/surplus.ts";
export type { Allowances } from "./planner/plan-input.ts";
export type { ApplyEnd } from "./run/apply-run.ts";

export interface Surroundings {
  /** Relative paths start here; default: the working folder. */
  readonly cwd?: string;
  /** Default: the process's environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly onEvent?: (event: FlowEvent) => void;
  readonly onWarning?: (message: string) => void;
  /** The requests, where TRUEUP_LOG asks for them and TRUEUP_LOG_FILE names no file. */
  readonly onLog?: (text: string) => void;
}

export interface PlanRequest extends StackOptions, Surroundings, Partial<Omit<PlanOptions, "leaves">> {
  /** Ends the reads. */
  readonly signal?: AbortSignal;
}

export interface ApplyRequest
  extends Omit<PlanRequest, "signal">,
    Pick<ApplyRun, "parallelism" | "lockWaitMs" | "assumeAbsent" | "assumeDone"> {
  /** Called with the plan before anything is sent; anything but `true` cancels. */
  readonly approve: (plan: Plan) => boolean | Promise<boolean>;
  /** Somebody has looked at the plan: the limits that a look lifts do not hold. Default: nobody has. */
  readonly isAttended?: boolean;
  /** Accepts a new local state although CI is set. */
  readonly allowLocalState?: boolean;
  /** Once aborted, nothing more is sent, and what is in flight is awaited. */
  readonly stop?: AbortSignal;
  /** Once aborted, waiting ends, too: what is in flight is on record for the next apply. */
  readonly abort?: AbortSignal;
}

/** One request may serve all of them: what only another one needs does no harm. */
const OPTIONS: Options<PlanRequest & ApplyRequest> = {
  cwd: "text",
  env: "object",
  onEvent: "function",
  onWarning: "function",
  onLog: "function",
  file: "texts",
  chdir: "text",
  var: "texts",
  varFile: "texts",
  fileRoot: "text",
  allowExec: "flag",
  policy: "text",
  mode: ["normal", "destroy", "refresh-only"],
  targets: "texts",
  excludes: "texts",
  replace: "texts",
  rebuild: "texts",
  deleteSurplus: "texts",
  keepSurplus: "texts",
  allow: {
    deletes: "number",
    adopt: "number",
    recreate: "number",
    empty: "flag",
    filesChanged: "flag",
    accounts: "texts",
  } satisfies Record<keyof Allowances, Kind>,
  signal: "object",
  approve: "function",
  isAttended: "flag",
  allowLocalState: "flag",
  stop: "object",
  abort: "object",
  parallelism: "count",
  lockWaitMs: "number",
  assumeAbsent: "texts",
  assumeDone: "texts",
};

/**
 * Everything that needs no network. Never throws for what is wrong in the configuration; `DiagnosticsError` for an option
 * that there is not, here as in the others.
 */
export async function validate(
  request: StackOptions & Surroundings = {},
): Promise<{ readonly configuration?: Configuration; readonly diagnostics: readonly Diagnostic[] }> {
  assertRequest(request, OPTIONS);
  return loadFiles(surround(request), request, { mode: "validate" });
}

/**
 * Reads live state and plans; takes no lock, writes nothing. What is wrong with the plan is among its diagnostics.
 * Throws `DiagnosticsError`, `ProviderError`, `StateError`, `AbortedError`.
 */
export async function plan(request: PlanRequest = {}): Promise<Plan> {
  assertRequest(request, OPTIONS);
  const isLenient = request.mode === "destroy";
  const stack = await openStack(surround(request), request, { isLenient });
  try {
    const { signal, onEvent: emit = ignore } = request;
    const planned = await planStack(stack, {
      options: completeOptions(request),
      emit,
      ...(signal === undefined ? {} : { signal }),
    });
    return planned.plan;
  } finally {
    await stack.close();
  }
}

/**
 * Plans, asks `approve`, and carries out under the lock. Throws as `plan` does before the first request, `AbortedError`
 * where it was stopped then; afterwards it reports, and `error` says what broke it off.
 */
export async function apply(request: ApplyRequest): Promise<ApplyEnd> {
  assertRequest(request, OPTIONS, ["approve"]);
  const surroundings = surround(request);
  const stack = await openStack(surroundings, request, { isLenient: request.mode === "destroy" });
  try {
    await assertLocalStateInCi(stack, surroundings, request.allowLocalState === true);
    const { parallelism, lockWaitMs, assumeAbsent, assumeDone } = request;
    return await applyStack(stack, {
      options: completeOptions(request),
      emit: request.onEvent ?? ignore,
      stop: stopWith(request),
      // Whatever else is answered is no yes.
      approve: async (planned) => (await request.approve(planned)) === true,
      isUnattended: request.isAttended !== true,
      ...(parallelism === undefined ? {} : { parallelism }),
      ...(lockWaitMs === undefined ? {} : { lockWaitMs }),
      ...(assumeAbsent === undefined ? {} : { assumeAbsent }),
      ...(assumeDone === undefined ? {} : { assumeDone }),
    });
  } finally {
    await stack.close();
  }
}

/** Deletes what the state holds, as `apply` with `mode: "destroy"`. */
export function destroy(request: Omit<ApplyRequest, "mode">): Promise<ApplyEnd> {
  return apply({ ...request, mode: "destroy" });
}

function completeOptions(request: Partial<PlanOptions>): PlanOptions {
  const { mode = "normal", targets = [], excludes = [], replace = [], rebuild = [], allow = {} } = request;
  const { deleteSurplus = [], keepSurplus = [] } = request;
  return { mode, targets, excludes, replace, rebuild, allow, deleteSurplus, keepSurplus };
}

function stopWith({ stop, abort }: Pick<ApplyRequest, "stop" | "abort">) {
  const control = createStopControl();
  const follow = (signal: AbortSignal | undefined, act: () => void) => {
    if (signal?.aborted === true) act();
    else signal?.addEventListener("abort", act, { once: true });
  };
  follow(stop, control.request);
  follow(abort, control.endWaiting);
  return control;
}

function ignore(): void {
  // What nobody asked to hear.
}

function surround({ cwd, env, onWarning = ignore, onLog = ignore }: Surroundings): ComposeSurroundings {
  return { cwd: cwd ?? process.cwd(), env: env ?? process.env, warn: onWarning, log: onLog };
}
