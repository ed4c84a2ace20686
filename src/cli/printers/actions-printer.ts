// Under GitHub Actions beside what is printed anyway: annotations at the lines, the plan in the job's summary, and outputs for
// later steps.
import { type Diagnostic, hasErrors } from "../../core/diagnostic.ts";
import { isEmptyPlan, type Plan } from "../../core/plan.ts";
import { buildErrorDiagnostics } from "../../render/format-error.ts";
import { formatFailureMarkdown, formatPlanMarkdown } from "../../render/format-plan-markdown.ts";
import { createAnnotator } from "../create-annotator.ts";
import type { Printer, PrinterRequest } from "../printer.ts";
import { appendTo } from "../tell-exit-code.ts";

/** A job's summary takes 1 MiB of each step. */
const MOST_SUMMARY = 1_000_000;

export function withActions(printer: Printer, { terminal, redactor, flags }: PrinterRequest): Printer {
  const { env } = terminal;
  const annotations = createAnnotator(terminal, flags.chdir);
  const annotate = (diagnostics: readonly Diagnostic[]) => {
    // A document may be on standard output; commands are read from both.
    for (const line of annotations(diagnostics)) terminal.err(redactor.redact(line));
  };
  const summarise = (text: string) => appendTo(env["GITHUB_STEP_SUMMARY"], redactor.redact(text), MOST_SUMMARY);
  let isPlanTold = false;
  return {
    ...printer,
    diagnostics(diagnostics) {
      printer.diagnostics(diagnostics);
      annotate(diagnostics);
    },
    plan(plan, prior) {
      printer.plan(plan, prior);
      isPlanTold = true;
      annotate(plan.diagnostics);
      summarise(formatPlanMarkdown(plan));
      if (!hasErrors(plan.diagnostics)) appendTo(env["GITHUB_OUTPUT"], formatOutputs(plan));
    },
    failure(error) {
      printer.failure(error);
      const errors = buildErrorDiagnostics(error);
      annotate(errors);
      if (!isPlanTold) summarise(formatFailureMarkdown(errors));
    },
  };
}

function formatOutputs(plan: Plan): string {
  const { add, change, destroy } = plan.counts;
  return `changes=${!isEmptyPlan(plan)}\nadd=${add}\nchange=${change}\ndestroy=${destroy}\n`;
}
