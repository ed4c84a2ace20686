// `trueup drift`: what changed behind our back since the last apply, classified; for people and for cron.

import type { OpenedStack } from "../../compose/open-stack.ts";
import { buildError, buildWarning, hasErrors } from "../../core/diagnostic.ts";
import { isFullyKnown } from "../../core/drift-report.ts";
import { AbortedError, DiagnosticsError } from "../../core/errors.ts";
import type { FailedLook } from "../../core/failed-look.ts";
import { buildSurplusDiagnostic, describeFound } from "../../core/surplus.ts";
import { formatDuration } from "../../core/units.ts";
import { buildErrorDiagnostics } from "../../render/format-error.ts";
import type { DriftMemory } from "../../run/drift/drift-memory.ts";
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
import { openTeller } from "../tell-drift.ts";
import type { Terminal } from "../terminal.ts";

export async function runDrift(terminal: Terminal, flags: DriftFlags): Promise<number> {
  const stack = await openForRun(terminal, flags, { mode: "normal", isLenient: true });
  const printer = createPrinter({ terminal, flags, redactor: stack.redactor, mode: "normal" });
  try {
    const teller = await openTeller(terminal, flags, stack);
    const kept = await openMemory(stack, { cwd: terminal.cwd, file: flags.memory, isAsked: teller.isAsked });
    printer.diagnostics(kept.problems);
    const look = await lookOrFail(stack, flags, { memory: kept.memory, printer });
    printer.close();
    if ("report" in look) tellHere(terminal, flags, { look, stack, printer });
    const told = await teller.tell("report" in look ? look.report : look.failed, look.memory);
    printer.diagnostics([...told.diagnostics, ...(await kept.keep(told.memory))]);
    if (look.failure !== undefined) throw look.failure;
    if (!("report" in look) || !isFullyKnown(look.report)) return EXIT.failed;
    // What was found goes before what could not be told elsewhere.
    if (look.report.findings.length > 0) return EXIT.changes;
    return hasErrors(told.diagnostics) ? EXIT.failed : EXIT.done;
  } catch (error) {
    printer.failure(error);
    throw error;
  } finally {
    printer.close();
    await stack.close();
  }
}

type Failed = { readonly failed: FailedLook; readonly failure: Error; readonly memory: DriftMemory };

/** What ends a look is told elsewhere, too, before it ends the program. */
async function lookOrFail(
  stack: OpenedStack,
  { failOn, quiet, timeout }: DriftFlags,
  { memory, printer }: { readonly memory: DriftMemory; readonly printer: Printer },
): Promise<Look | Failed> {
  const { clock, configuration } = stack;
  const startedMs = clock.now();
  try {
    return await lookInTime(stack, timeout ?? DEFAULT_TIMEOUT_MS, {
      classes: failOn ?? DEFAULT_CLASSES,
      memory,
      emit: (event) => (quiet === true ? undefined : printer.event(event)),
      describe: buildErrorDiagnostics,
    });
  } catch (failure) {
    const { lastSuccessMs } = memory;
    const failed = {
      stack: configuration.stack,
      startedMs,
      durationMs: Math.max(0, clock.now() - startedMs),
      ...(lastSuccessMs === undefined ? {} : { lastSuccessMs }),
      errors: buildErrorDiagnostics(failure),
    };
    return { failed, failure: failure instanceof Error ? failure : new Error(String(failure)), memory };
  }
}

function tellHere(
  terminal: Terminal,
  flags: DriftFlags,
  { look, stack, printer }: { readonly look: Look; readonly stack: OpenedStack; readonly printer: Printer },
): void {
  const { report, failure } = look;
  // What ends the program says so itself.
  if (failure !== undefined) return;
  // In the stream they stand with the plan.
  if (flags.json !== true) printer.diagnostics(report.errors);
  if (flags.quiet === true && isFullyKnown(report) && report.findings.length === 0) return;
  const style = buildStyle(terminal, flags, "out");
  if (flags.json === true) tellInStream(printer, look);
  else terminal.out(buildDriftOutput(report, { format: flags.format ?? "text", style, redactor: stack.redactor }));
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
