// Text: the plan and the summary to stdout, everything that only accompanies them to stderr; live on a terminal.
import { VERSION } from "../../compose/version.ts";
import type { Diagnostic } from "../../core/diagnostic.ts";
import type { Plan } from "../../core/plan.ts";
import type { StateDocument } from "../../core/state-document.ts";
import { wrapText } from "../../render/fit-text.ts";
import { formatApplySummary } from "../../render/format-apply-summary.ts";
import { formatDiagnostics } from "../../render/format-diagnostic.ts";
import { buildErrorDiagnostics } from "../../render/format-error.ts";
import { formatOutputs } from "../../render/format-outputs.ts";
import type { Style } from "../../render/style.ts";
import { createTextEvents } from "../../render/text-events.ts";
import { buildStyle } from "../build-style.ts";
import { guardForActions } from "../guard-for-actions.ts";
import type { PlanFormat } from "../plan-formats.ts";
import { buildFailureOutput, buildPlanOutput, type PlanOutput } from "../plan-output.ts";
import type { Printer, PrinterRequest } from "../printer.ts";
import { redactDiagnostics, redactJson, redactPlan } from "../redact-json.ts";
import { createLiveScreen, type LiveScreen } from "./live-screen.ts";

export function createTextPrinter(request: PrinterRequest): Printer {
  const { terminal, redactor, mode, flags } = request;
  const outStyle = buildStyle(terminal, flags, "out");
  const errStyle = buildStyle(terminal, flags, "err");
  const format = flags.format ?? "text";
  const { out, err } = openStreams(request);
  const print = createPrint(request, { out, style: outStyle, format });
  let isPlanShown = false;
  // It stays alone on stdout, too.
  const told = format === "text" ? out : err;
  const lines = createTextEvents(errStyle);
  const screen: LiveScreen | undefined =
    terminal.isErrTerminal && terminal.isOutTerminal ? createLiveScreen(terminal, errStyle, redactor) : undefined;
  return {
    event(event) {
      if (screen !== undefined) screen.handle(event);
      else for (const line of lines(event)) err(`${line}\n`);
    },
    diagnostics(diagnostics) {
      screen?.pause();
      if (diagnostics.length > 0) err(formatDiagnostics(diagnostics, errStyle));
    },
    plan(plan, prior) {
      screen?.pause();
      screen?.expect(plan.operations.length);
      isPlanShown = true;
      print.plan(plan, prior);
    },
    summary(results, plan, ending) {
      screen?.pause();
      told(`\n${formatApplySummary(results, plan, mode === "destroy" ? "destroy" : "apply", outStyle, ending)}`);
    },
    outputs(values, sensitive) {
      const lines = formatOutputs(values, sensitive);
      if (lines.length > 0) told(`\nOutputs\n${lines.map((line) => `  ${line}\n`).join("")}`);
    },
    note(text) {
      screen?.pause();
      // Masked before it is laid out: a line break would hide a secret with spaces in it.
      for (const line of wrapText(redactor.redact(text), errStyle.width)) err(`${line}\n`);
    },
    failure(error) {
      screen?.pause();
      if (!isPlanShown) print.failure(buildErrorDiagnostics(error));
    },
    close: () => screen?.pause(),
  };
}

/** The two streams, without secrets. */
function openStreams({ terminal, redactor }: PrinterRequest) {
  return {
    out: (text: string) => terminal.out(guardForActions(terminal, redactor.redact(text), terminal.isOutFile)),
    err: (text: string) => terminal.err(guardForActions(terminal, redactor.redact(text), terminal.isErrFile)),
  };
}

interface PrintOptions {
  readonly out: (text: string) => void;
  readonly style: Style;
  readonly format: PlanFormat;
}

/** The plan, or what kept one from being made, in the form that was asked for. */
function createPrint({ terminal, redactor, flags }: PrinterRequest, { out, style, format }: PrintOptions) {
  const now = () => ({ format, timestamp: new Date().toISOString(), version: VERSION });
  // Readers take the whole of a document: a line around it would make it something else.
  const print = (output: PlanOutput) => {
    if ("page" in output) terminal.out(output.page);
    else if ("document" in output) terminal.out(`${JSON.stringify(redactJson(output.document, redactor))}\n`);
    else if (format === "text") out(output.text);
    else terminal.out(redactor.redact(output.text));
  };
  return {
    plan(plan: Plan, priorState: StateDocument | undefined) {
      const { verbose = false, summary = false } = flags;
      // Who sits before it is asked, and need not be told what would be refused where nobody is.
      const isAttended = terminal.isOutTerminal && terminal.isInTerminal && flags.autoApprove !== true;
      const told = isAttended ? { ...plan, refusals: plan.refusals.filter((one) => !one.unattendedOnly) } : plan;
      const shown = format === "html" ? redactPlan(plan, redactor) : told;
      print(buildPlanOutput(shown, { ...now(), style, verbose, summary, priorState }));
    },
    failure(errors: readonly Diagnostic[]) {
      const output = buildFailureOutput(format === "html" ? redactDiagnostics(errors, redactor) : errors, now());
      if (output !== undefined) print(output);
    },
  };
}
