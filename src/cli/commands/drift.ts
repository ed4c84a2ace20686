// `trueup drift`: what changed behind our back since the last apply, classified; for people and for cron.
import { buildWarning } from "../../core/diagnostic.ts";
import type { DriftClass, Plan } from "../../core/plan.ts";
import { buildSurplusDiagnostic, describeFound, listUndecided } from "../../core/surplus.ts";
import { listUnmanaged } from "../../planner/diff-drift.ts";
import { listPresent } from "../../planner/plan-surplus.ts";
import { buildWorld } from "../../planner/world.ts";
import { buildDriftDocument } from "../../render/drift-document.ts";
import { type DriftReport, formatDriftText } from "../../render/format-drift-text.ts";
import { planStack } from "../../run/plan.ts";
import { buildStyle } from "../build-style.ts";
import { createPrinter } from "../create-printer.ts";
import { EXIT } from "../exit-code.ts";
import { openForRun } from "../open-for-run.ts";
import { buildPlanOptions } from "../plan-options.ts";
import type { Printer } from "../printer.ts";
import type { ConfigurationOptions } from "../program-options.ts";
import { redactJson } from "../redact-json.ts";
import type { Terminal } from "../terminal.ts";

interface DriftFlags extends ConfigurationOptions {
  readonly failOn?: readonly DriftClass[];
  readonly format?: "text" | "json";
  readonly json?: boolean;
}

/** Drift as Terraform's stream has it; what it has no event for, as diagnostics and lines. */
function tellInStream(printer: Printer, plan: Plan, { surplus, undecided, unmanaged }: DriftReport): void {
  printer.plan(plan, undefined);
  printer.diagnostics([
    ...surplus.map((one) => buildSurplusDiagnostic(one, "apply")),
    ...undecided.map((one) => {
      const { reason, fix } = describeFound(one, one.found);
      return buildWarning("creation.doubled", `${one.address}: ${reason}`, { address: one.address, fix });
    }),
  ]);
  for (const { vendor, object } of unmanaged)
    printer.note(`unmanaged: ${vendor} ${object.type} ${object.name} (${object.remoteId})`);
}

const DEFAULT_CLASSES: readonly DriftClass[] = ["conflict", "vanished", "replaced", "unset", "unhealthy"];

export async function runDrift(terminal: Terminal, flags: DriftFlags): Promise<number> {
  const classes = flags.failOn ?? DEFAULT_CLASSES;
  const stack = await openForRun(terminal, flags, { mode: "normal", isLenient: true });
  const printer = createPrinter({ terminal, flags, redactor: stack.redactor, mode: "normal" });
  try {
    const { plan, input } = await planStack(stack, {
      options: buildPlanOptions({ refreshOnly: true }, "normal"),
      emit: (event) => printer.event(event),
    });
    printer.close();
    const errors = plan.diagnostics.filter(({ severity }) => severity === "error");
    // In the stream they stand with the plan.
    if (flags.json !== true) printer.diagnostics(errors);
    const world = buildWorld(input, new Map(Object.entries(input.state?.resources ?? {})));
    const report = {
      drift: plan.drift,
      unmanaged: classes.includes("unmanaged") ? listUnmanaged(world) : [],
      surplus: listPresent(world),
      undecided: input.state === undefined ? [] : listUndecided(input.state),
      errors: errors.length,
    };
    const context = {
      timestamp: new Date(stack.clock.now()).toISOString(),
      version: stack.version,
      stack: stack.configuration.stack,
    };
    const { redactor } = stack;
    if (flags.json === true) tellInStream(printer, plan, report);
    else if (flags.format === "json")
      terminal.out(`${JSON.stringify(redactJson(buildDriftDocument(report, context), redactor))}\n`);
    else terminal.out(redactor.redact(formatDriftText(report, buildStyle(terminal, flags, "out"))));
    if (errors.length > 0) return EXIT.failed;
    // Two where one was ordered cost twice as much as long as both run.
    const isFailing =
      report.drift.some((entry) => classes.includes(entry.class)) ||
      report.unmanaged.length > 0 ||
      report.surplus.length + report.undecided.length > 0;
    return isFailing ? EXIT.changes : EXIT.done;
  } catch (error) {
    printer.failure(error);
    throw error;
  } finally {
    printer.close();
    await stack.close();
  }
}
