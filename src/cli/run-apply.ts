// `apply` and `destroy` at a terminal: signals, the question, what is printed, the exit code.

import { assertLocalStateInCi } from "../compose/check-local-state.ts";
import type { OpenedStack } from "../compose/open-stack.ts";
import { buildError } from "../core/diagnostic.ts";
import { AbortedError, DiagnosticsError } from "../core/errors.ts";
import type { FlowEvent, RunEvent } from "../core/event.ts";
import { listSome } from "../core/list-some.ts";
import { hasWork, type Plan } from "../core/plan.ts";
import { createStopControl, type StopControl } from "../executor/stop-control.ts";
import type { PlanOptions } from "../planner/plan-input.ts";
import { escapeForTerminal, escapeLines } from "../render/escape-for-terminal.ts";
import { buildErrorDiagnostics } from "../render/format-error.ts";
import { formatResumed } from "../render/format-resumed.ts";
import { buildLeftOutDiagnostics } from "../render/stale-diagnostics.ts";
import type { SavedRun } from "../run/agree-with-saved.ts";
import { applyStack } from "../run/apply.ts";
import type { ApplyEnd } from "../run/apply-run.ts";
import { EXIT } from "./exit-code.ts";
import { buildPlanOptions } from "./plan-options.ts";
import type { Printer } from "./printer.ts";
import type { ApplyFlags } from "./program-options.ts";
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
}

/** Returns the exit code. */
export async function runApply(request: ApplyRequest): Promise<number> {
  const { stack, flags, mode, terminal, printer, saved } = request;
  const isUnattended = flags.autoApprove === true || !terminal.isInTerminal;
  if (isUnattended && flags.autoApprove !== true && saved === undefined) throw nobodyToAsk(mode);
  await assertLocalStateInCi(stack, terminal, flags.allowLocalState === true);
  const stop = createStopControl();
  const running: Running = { operations: new Set(), settling: new Set() };
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
        print(printer, event);
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
    throw error;
  } finally {
    signals.close();
  }
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

function print(printer: Printer, event: FlowEvent): void {
  switch (event.type) {
    case "planned":
      printer.plan(event.plan, event.prior);
      return;
    case "note":
      printer.note(escapeLines(event.text));
      return;
    case "waiting-for-lock": {
      const { who, host, operation, created } = event.holder;
      printer.note(escapeForTerminal(`waiting for the lock of ${who}@${host} (${operation}, since ${created})`));
      return;
    }
    case "saved-plan-compared":
      tellComparison(printer, event);
      return;
    case "recovered":
      printer.note("taking up what an earlier run learned after it had lost its lock");
      return;
    case "resumed":
      for (const line of formatResumed(event.resumed)) printer.note(escapeLines(line));
      return;
    default:
      printer.event(event);
  }
}

function tellComparison(
  printer: Printer,
  { stale, elsewhere, notes }: Extract<FlowEvent, { readonly type: "saved-plan-compared" }>,
): void {
  printer.diagnostics(buildLeftOutDiagnostics(stale));
  if (elsewhere.length > 0)
    printer.note(escapeForTerminal(`Left alone, since it is not part of this plan: ${listSome(elsewhere)}`));
  for (const note of notes) printer.note(escapeForTerminal(`Note: ${note}`));
}

const ENDINGS: ReadonlySet<RunEvent["type"]> = new Set(["completed", "failed", "unknown", "still-running", "blocked"]);

interface Running {
  readonly operations: Set<string>;
  /** Requests of earlier runs that are waited for. */
  readonly settling: Set<string>;
}

function countRunning({ operations, settling }: Running, event: FlowEvent): void {
  // A check that is waited for is nothing that the provider is at.
  if (event.type === "started") {
    if (event.action !== "check") operations.add(event.address);
  } else if (event.type === "settling") settling.add(event.address);
  else if (event.type === "settled") settling.delete(event.address);
  else if (event.type === "resumed") settling.clear();
  else if ("address" in event && ENDINGS.has(event.type)) operations.delete(event.address);
}

async function ask(request: ApplyRequest, plan: Plan, stop: StopControl): Promise<boolean> {
  const { flags, terminal, mode, stack, saved } = request;
  if (flags.autoApprove === true || saved !== undefined || !hasWork(plan)) return true;
  const wanted = mode === "destroy" ? stack.configuration.stack : "yes";
  const question =
    mode === "destroy"
      ? `\nThis destroys everything listed above. Type the stack's name (${wanted}) to confirm: `
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
