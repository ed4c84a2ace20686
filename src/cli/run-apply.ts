// `apply` and `destroy` at a terminal: signals, the question, what is printed, the exit code.

import { assertLocalStateInCi } from "../compose/check-local-state.ts";
import type { OpenedStack } from "../compose/open-stack.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import { AbortedError, DiagnosticsError } from "../core/errors.ts";
import { hasWork, type Plan } from "../core/plan.ts";
import { createStopControl, type StopControl } from "../executor/stop-control.ts";
import type { PlanOptions } from "../planner/plan-input.ts";
import { buildErrorDiagnostics } from "../render/format-error.ts";
import type { SavedRun } from "../run/agree-with-saved.ts";
import { applyStack } from "../run/apply.ts";
import type { ApplyEnd } from "../run/apply-run.ts";
import { EXIT } from "./exit-code.ts";
import { buildPlanOptions } from "./plan-options.ts";
import type { Printer } from "./printer.ts";
import type { ApplyFlags } from "./program-options.ts";
import { countRunning, type Running, tellEvent } from "./run-events.ts";
import type { Terminal } from "./terminal.ts";
import { watchSignals } from "./watch-signals.ts";

export interface ApplyRequest {
  readonly stack: OpenedStack;
  readonly flags: ApplyFlags;
  readonly mode: "normal" | "destroy";
  readonly terminal: Terminal;
  readonly printer: Printer;
  /** Shown before, and not asked about again. */
  readonly saved?: { readonly run: SavedRun; readonly options: PlanOptions };
  /** Throws where the plan holds more than was asked for. */
  readonly assertPlan?: (plan: Plan) => void;
}

/** Returns the exit code. */
export async function runApply(request: ApplyRequest): Promise<number> {
  const { stack, flags, mode, terminal, printer, saved } = request;
  const isUnattended = flags.autoApprove === true || !terminal.isInTerminal;
  if (isUnattended && flags.autoApprove !== true && saved === undefined) throw nobodyToAsk(mode);
  await assertLocalStateInCi(stack, terminal, flags.allowLocalState === true);
  const stop = createStopControl();
  const running: Running = { operations: new Set(), settling: new Set() };
  let told: readonly Diagnostic[] = [];
  const signals = watchSignals({
    terminal,
    stop,
    clock: stack.clock,
    graceMs: isUnattended ? (flags.grace ?? 8000) : flags.grace,
    inFlight: () => running.operations.size + running.settling.size,
    emit: (event) => printer.event(event),
  });
  try {
    const end = await applyStack(stack, {
      options: saved?.options ?? buildPlanOptions(flags, mode),
      ...(saved === undefined ? {} : { saved: saved.run }),
      emit: (event) => {
        countRunning(running, event);
        if (event.type === "planned") told = event.plan.diagnostics;
        tellEvent(printer, event);
      },
      stop,
      approve: (plan) => ask(request, plan, stop),
      isUnattended,
      ...(flags.parallelism === undefined ? {} : { parallelism: flags.parallelism }),
      ...(flags.lockTimeout === undefined ? {} : { lockWaitMs: flags.lockTimeout }),
      assumeAbsent: flags.assumeAbsent ?? [],
      assumeDone: flags.assumeDone ?? [],
    });
    const code = finish(request, end);
    return signals.exitCode() ?? code;
  } catch (error) {
    const code = signals.exitCode();
    if (code !== undefined && (error instanceof AbortedError || stop.isRequested())) return code;
    if (isTold(error, told, request)) return EXIT.failed;
    throw error;
  } finally {
    signals.close();
  }
}

/** The plan has shown these errors to who sits there. Where standard error goes elsewhere it is not left empty. */
function isTold(error: unknown, told: readonly Diagnostic[], { flags, terminal, saved }: ApplyRequest): boolean {
  const isPlanShown = saved === undefined && (flags.format ?? "text") === "text" && flags.json !== true;
  if (!isPlanShown || !terminal.isOutTerminal || !terminal.isErrTerminal) return false;
  return error instanceof DiagnosticsError && error.diagnostics.every((one) => told.includes(one));
}

function nobodyToAsk(mode: "normal" | "destroy"): DiagnosticsError {
  const fix =
    mode === "destroy"
      ? "trueup destroy --auto-approve --allow-deletes N, after a look at trueup plan --destroy"
      : "trueup apply --auto-approve, after a look at trueup plan";
  return new DiagnosticsError([
    buildError("cli.approval", "there is nobody to ask: standard input is no terminal", { fix }),
  ]);
}

async function ask(request: ApplyRequest, plan: Plan, stop: StopControl): Promise<boolean> {
  const { flags, terminal, mode, stack, saved, assertPlan } = request;
  assertPlan?.(plan);
  if (flags.autoApprove === true || saved !== undefined || !hasWork(plan)) return true;
  const wanted = mode === "destroy" ? stack.configuration.stack : "yes";
  const question =
    mode === "destroy"
      ? `\nThis destroys everything listed above.\nType the stack's name (${wanted}) to confirm: `
      : '\nApply this plan? Only "yes" is accepted: ';
  const answer = await terminal.ask(question, stop.requested);
  return answer?.trim() === wanted;
}

function finish({ mode, printer, saved }: ApplyRequest, end: ApplyEnd): number {
  if (end.outcome === "cancelled") {
    printer.note(mode === "destroy" ? "Destroy cancelled." : "Apply cancelled.");
    return EXIT.failed;
  }
  const ending = { isStateSaved: end.isStateSaved, surplus: end.surplus, isSaved: saved !== undefined };
  if (end.error !== undefined || end.plan === undefined) {
    if (end.plan !== undefined && end.results.length > 0) printer.summary(end.results, end.plan, ending);
    printer.close();
    printer.diagnostics(buildErrorDiagnostics(end.error));
    return EXIT.undone;
  }
  printer.summary(end.results, end.plan, ending);
  printer.outputs(
    end.outputs,
    end.plan.outputs.flatMap(({ name, sensitive }) => (sensitive ? [name] : [])),
  );
  return EXIT[end.outcome];
}
