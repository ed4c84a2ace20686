// `trueup plan`: reads and prints; takes no lock and writes nothing but the file of --out.
import { rename, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { hasErrors } from "../../core/diagnostic.ts";
import { AbortedError } from "../../core/errors.ts";
import { isEmptyPlan } from "../../core/plan.ts";
import { buildPlanDocument } from "../../render/plan-document.ts";
import { planStack } from "../../run/plan.ts";
import { createPrinter } from "../create-printer.ts";
import { EXIT, exitCodeOfSignal } from "../exit-code.ts";
import { openForRun } from "../open-for-run.ts";
import { buildPlanOptions } from "../plan-options.ts";
import type { PlanFlags } from "../program-options.ts";
import { redactJson } from "../redact-json.ts";
import type { StopSignal, Terminal } from "../terminal.ts";

interface PlanCommandFlags extends PlanFlags {
  readonly out?: string;
  readonly destroy?: boolean;
  readonly detailedExitcode?: boolean;
}

export async function runPlan(terminal: Terminal, flags: PlanCommandFlags): Promise<number> {
  const mode = flags.destroy === true ? "destroy" : "normal";
  const stack = await openForRun(terminal, flags, { mode, isLenient: mode === "destroy" });
  const printer = createPrinter({ terminal, flags, redactor: stack.redactor, mode });
  const abort = new AbortController();
  let stopped: StopSignal | undefined;
  const unlisten = terminal.onSignal((signal) => {
    stopped = signal;
    abort.abort(new AbortedError());
  });
  try {
    printer.diagnostics(stack.warnings);
    const { plan, document } = await planStack(stack, {
      options: buildPlanOptions(flags, mode),
      emit: (event) => printer.event(event),
      signal: abort.signal,
    });
    printer.plan(plan, document);
    if (flags.out !== undefined) {
      const context = {
        timestamp: new Date(stack.clock.now()).toISOString(),
        version: stack.version,
        priorState: document,
      };
      const saved = redactJson({ ...buildPlanDocument(plan, context), trueup_plan: plan }, stack.redactor);
      await writePrivately(resolve(terminal.cwd, flags.chdir ?? ".", flags.out), `${JSON.stringify(saved)}\n`);
      printer.note(`Saved the plan to ${flags.out}: trueup show ${flags.out}`);
    }
    if (hasErrors(plan.diagnostics)) return EXIT.failed;
    return flags.detailedExitcode === true && !isEmptyPlan(plan) ? EXIT.changes : EXIT.done;
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

/** For its owner alone, also where a file that others may read stood there; all of it or nothing. */
async function writePrivately(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(draft, text, { mode: 0o600, flag: "wx" });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
