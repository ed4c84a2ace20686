// `trueup drift`: what changed behind our back since the last apply, classified; for people and for cron.
import { buildError, buildWarning } from "../../core/diagnostic.ts";
import { type DriftReport, isFullyKnown } from "../../core/drift-report.ts";
import { AbortedError, DiagnosticsError } from "../../core/errors.ts";
import { buildSurplusDiagnostic, describeFound } from "../../core/surplus.ts";
import { formatDuration } from "../../core/units.ts";
import { buildErrorDiagnostics } from "../../render/format-error.ts";
import { type Look, type LookRequest, lookForDrift } from "../../run/drift/look-for-drift.ts";
import type { LookedAt } from "../../run/drift/read-for-drift.ts";
import { buildStyle } from "../build-style.ts";
import { createPrinter } from "../create-printer.ts";
import { DEFAULT_CLASSES, DEFAULT_TIMEOUT_MS, type DriftFlags } from "../drift-options.ts";
import { buildDriftOutput } from "../drift-output.ts";
import { EXIT } from "../exit-code.ts";
import { openForRun } from "../open-for-run.ts";
import type { Printer } from "../printer.ts";
import { openMemory } from "../remember-drift.ts";
import type { Terminal } from "../terminal.ts";

export async function runDrift(terminal: Terminal, flags: DriftFlags): Promise<number> {
  const stack = await openForRun(terminal, flags, { mode: "normal", isLenient: true });
  const { redactor } = stack;
  const printer = createPrinter({ terminal, flags, redactor, mode: "normal" });
  try {
    const opened = await openMemory(stack, { cwd: terminal.cwd, file: flags.memory, isAsked: false });
    const look = await lookInTime(stack, flags.timeout ?? DEFAULT_TIMEOUT_MS, {
      classes: flags.failOn ?? DEFAULT_CLASSES,
      memory: opened.memory,
      emit: (event) => (flags.quiet === true ? undefined : printer.event(event)),
      describe: buildErrorDiagnostics,
    });
    printer.close();
    printer.diagnostics([...opened.problems, ...(await opened.keep(look.memory))]);
    if (look.failure !== undefined) throw look.failure;
    const { report } = look;
    // In the stream they stand with the plan.
    if (flags.json !== true) printer.diagnostics(report.errors);
    if (flags.quiet !== true || isWorthTelling(report)) {
      const style = buildStyle(terminal, flags, "out");
      if (flags.json === true) tellInStream(printer, look);
      else terminal.out(buildDriftOutput(report, { format: flags.format ?? "text", style, redactor }));
    }
    if (!isFullyKnown(report)) return EXIT.failed;
    return report.findings.length > 0 ? EXIT.changes : EXIT.done;
  } catch (error) {
    printer.failure(error);
    throw error;
  } finally {
    printer.close();
    await stack.close();
  }
}

/** Cron starts the next one whether this one has ended or not. */
async function lookInTime(stack: LookedAt, timeoutMs: number, request: LookRequest): Promise<Look> {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), timeoutMs);
  try {
    return await lookForDrift(stack, { ...request, signal: control.signal });
  } catch (error) {
    if (!(error instanceof AbortedError && control.signal.aborted)) throw error;
    throw new DiagnosticsError([
      buildError(
        "drift.timeout",
        `the look for drift took longer than ${formatDuration(timeoutMs)}, and was given up`,
        {
          fix: "give it more time: --timeout 1h; TRUEUP_LOG=info tells what takes so long",
        },
      ),
    ]);
  } finally {
    clearTimeout(timer);
  }
}

function isWorthTelling(report: DriftReport): boolean {
  return !isFullyKnown(report) || report.findings.length > 0;
}

/** Drift as Terraform's stream has it; what it has no event for, as diagnostics and lines. */
function tellInStream(printer: Printer, { plan, report }: Look): void {
  const { surplus, undecided, unmanaged, unreadable, holder } = report;
  if (plan !== undefined) printer.plan(plan, undefined);
  printer.diagnostics([
    ...surplus.map((one) => buildSurplusDiagnostic(one, "apply")),
    ...undecided.map((one) => {
      const { reason, fix } = describeFound(one, one.found);
      return buildWarning("creation.doubled", `${one.address}: ${reason}`, { address: one.address, fix });
    }),
    ...unreadable.map(({ provider, summary, code }) => buildError(code, `${provider} could not be read: ${summary}`)),
  ]);
  for (const { vendor, object } of unmanaged)
    printer.note(`unmanaged: ${vendor} ${object.type} ${object.name} (${object.remoteId})`);
  if (holder !== undefined) printer.note(`meanwhile: ${holder.operation} of ${holder.who} on ${holder.host}`);
}
