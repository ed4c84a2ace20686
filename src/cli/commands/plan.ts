// `trueup plan`: reads and prints; takes no lock and writes nothing but the file of --out.
import { resolve } from "node:path";
import type { OpenedStack } from "../../compose/open-stack.ts";
import { buildSavedBasis } from "../../compose/save-plan.ts";
import { formatSecret } from "../../core/configuration-record.ts";
import { hasErrors } from "../../core/diagnostic.ts";
import { AbortedError, DiagnosticsError } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import { isEmptyPlan, type Plan } from "../../core/plan.ts";
import type { PlanOptions } from "../../planner/plan-input.ts";
import { buildPlanDocument, type PlanDocumentContext } from "../../render/plan-document.ts";
import { type PlanEnd, planStack } from "../../run/plan.ts";
import { createPrinter } from "../create-printer.ts";
import { EXIT, exitCodeOfSignal } from "../exit-code.ts";
import { openForRun } from "../open-for-run.ts";
import { buildPlanFile, listAllowances, writePrivately } from "../plan-file.ts";
import { buildPlanOptions } from "../plan-options.ts";
import type { Printer } from "../printer.ts";
import type { PlanFlags } from "../program-options.ts";
import { redactJson } from "../redact-json.ts";
import { createRecorder, listFailed, type Recorder, rehearseEnd, tellRehearsal } from "../rehearse.ts";
import type { StopSignal, Terminal } from "../terminal.ts";

interface PlanCommandFlags extends PlanFlags {
  readonly out?: string;
  readonly destroy?: boolean;
  readonly detailedExitcode?: boolean;
  readonly rehearse?: boolean;
}

export async function runPlan(terminal: Terminal, flags: PlanCommandFlags): Promise<number> {
  const mode = flags.destroy === true ? "destroy" : "normal";
  // Secrets are sent to the stand-ins, too.
  const isLenient = mode === "destroy" && flags.rehearse !== true;
  const recorder = flags.rehearse === true ? createRecorder() : undefined;
  const stack = await openForRun(terminal, flags, { mode, isLenient, ...recorder });
  const printer = createPrinter({ terminal, flags, redactor: stack.redactor, mode });
  const abort = new AbortController();
  let stopped: StopSignal | undefined;
  const unlisten = terminal.onSignal((signal) => {
    stopped = signal;
    abort.abort(new AbortedError());
  });
  try {
    return await planAndPrint({ terminal, flags, stack, printer, recorder, mode, signal: abort.signal });
  } catch (error) {
    if (stopped !== undefined) return exitCodeOfSignal(stopped);
    printer.failure(error);
    throw error;
  } finally {
    unlisten();
    printer.close();
    await stack.close();
  }
}

interface Planning {
  readonly terminal: Terminal;
  readonly flags: PlanCommandFlags;
  readonly stack: OpenedStack;
  readonly printer: Printer;
  /** Where the plan is rehearsed. */
  readonly recorder: Recorder | undefined;
  readonly mode: "normal" | "destroy";
  readonly signal: AbortSignal;
}

/** Returns the exit code. */
async function planAndPrint(planning: Planning): Promise<number> {
  const { flags, stack, printer, recorder, mode, signal } = planning;
  printer.diagnostics(stack.warnings);
  const options = buildPlanOptions(flags, mode);
  const end = await planStack(stack, { options, emit: (event) => printer.event(event), signal });
  const rehearsal = recorder === undefined ? undefined : await rehearseEnd(stack, end, recorder, signal);
  const plan = rehearsal === undefined ? end.plan : { ...end.plan, rehearsal };
  printer.plan(plan, end.document);
  if (recorder !== undefined) tellRehearsal(printer, rehearsal, { ...flags, isFailed: hasErrors(plan.diagnostics) });
  if (flags.out !== undefined) await savePlan(flags.out, { ...planning, options, end });
  if (hasErrors(plan.diagnostics)) return EXIT.failed;
  if (rehearsal !== undefined && listFailed(rehearsal).length > 0) return EXIT.failed;
  return flags.detailedExitcode === true && !isEmptyPlan(plan) ? EXIT.changes : EXIT.done;
}

interface Saving extends Planning {
  readonly options: PlanOptions;
  readonly end: PlanEnd;
}

async function savePlan(file: string, { terminal, flags, stack, printer, options, end }: Saving): Promise<void> {
  const context: PlanDocumentContext = {
    timestamp: new Date(stack.clock.now()).toISOString(),
    version: stack.version,
    priorState: end.document,
  };
  const { basis, diagnostics } = await buildSavedBasis(stack, end, options);
  if (hasErrors(diagnostics)) throw new DiagnosticsError(stack.illustrate?.(diagnostics) ?? diagnostics);
  const { document, plan } = redactJson(
    { document: buildPlanDocument(end.plan, context), plan: end.plan },
    stack.redactor,
  ) as { readonly document: JsonObject; readonly plan: Plan };
  await writePrivately(resolve(terminal.cwd, flags.chdir ?? ".", file), buildPlanFile(document, plan, basis));
  const allowed = listAllowances(options.allow);
  if (hasErrors(end.plan.diagnostics)) {
    printer.note(`Saved to ${file}, to be looked at (trueup show ${file}): a plan that failed cannot be applied.`);
    return;
  }
  printer.note(`Saved the plan to ${file}: trueup show ${file}, trueup apply ${file}.`);
  if (allowed.length > 0) printer.note(`It lets through: ${allowed.join(" ")}`);
  const elsewhere = basis.configuration.secrets.filter(
    ({ kind, digest }) => digest !== undefined && (kind === "yaml" || kind === "file" || kind === "var"),
  );
  if (elsewhere.length > 0)
    printer.note(
      `It holds no secrets: it is to be applied where these are, too: ${elsewhere.map(formatSecret).join(", ")}`,
    );
}
