// `trueup plan`: reads and prints; takes no lock and writes nothing but the file of --out.
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { hasErrors } from "../../core/diagnostic.ts";
import { AbortedError } from "../../core/errors.ts";
import { isEmptyPlan } from "../../core/plan.ts";
import { buildPlanDocument } from "../../render/plan-document.ts";
import { createPrinter } from "../create-printer.ts";
import { EXIT, exitCodeOfSignal } from "../exit-code.ts";
import type { PlanFlags } from "../program-options.ts";
import { redactJson } from "../redact-json.ts";
import { openSession } from "../session/open-session.ts";
import { buildPlanOptions, planFlow } from "../session/plan-flow.ts";
import type { StopSignal, Terminal } from "../terminal.ts";
import { VERSION } from "../version.ts";

interface PlanCommandFlags extends PlanFlags {
  readonly out?: string;
  readonly destroy?: boolean;
  readonly detailedExitcode?: boolean;
}

export async function runPlan(terminal: Terminal, flags: PlanCommandFlags): Promise<number> {
  const mode = flags.destroy === true ? "destroy" : "normal";
  const session = await openSession({
    terminal,
    options: flags,
    isLenient: mode === "destroy",
    warn: (message) => terminal.err(`warning: ${message}\n`),
  });
  const printer = createPrinter({ terminal, flags, redactor: session.redactor, mode });
  const abort = new AbortController();
  let stopped: StopSignal | undefined;
  const unlisten = terminal.onSignal((signal) => {
    stopped = signal;
    abort.abort(new AbortedError());
  });
  try {
    printer.diagnostics(session.warnings);
    const { plan, document } = await planFlow(
      session,
      buildPlanOptions(flags, mode),
      (event) => printer.event(event),
      abort.signal,
    );
    printer.plan(plan, document);
    if (flags.out !== undefined) {
      const context = {
        timestamp: new Date(session.clock.now()).toISOString(),
        version: VERSION,
        priorState: document,
      };
      const saved = redactJson({ ...buildPlanDocument(plan, context), trueup_plan: plan }, session.redactor);
      await writeFile(resolve(terminal.cwd, flags.chdir ?? ".", flags.out), `${JSON.stringify(saved)}\n`, {
        mode: 0o600,
      });
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
    await session.close();
  }
}
