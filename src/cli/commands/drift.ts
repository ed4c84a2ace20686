// `trueup drift`: what changed behind our back since the last apply, classified; for people and for cron.
import type { DriftClass } from "../../core/plan.ts";
import { listUnmanaged } from "../../planner/diff-drift.ts";
import { listPresent } from "../../planner/plan-surplus.ts";
import { buildWorld } from "../../planner/world.ts";
import { buildDriftDocument } from "../../render/drift-document.ts";
import { formatDriftText } from "../../render/format-drift-text.ts";
import { buildStyle } from "../build-style.ts";
import { createPrinter } from "../create-printer.ts";
import { EXIT } from "../exit-code.ts";
import type { ConfigurationOptions } from "../program-options.ts";
import { redactJson } from "../redact-json.ts";
import { openSession } from "../session/open-session.ts";
import { buildPlanOptions, planFlow } from "../session/plan-flow.ts";
import type { Terminal } from "../terminal.ts";
import { VERSION } from "../version.ts";

interface DriftFlags extends ConfigurationOptions {
  readonly failOn?: readonly DriftClass[];
  readonly format?: "text" | "json";
}

const DEFAULT_CLASSES: readonly DriftClass[] = ["conflict", "vanished", "replaced", "unset", "unhealthy"];

export async function runDrift(terminal: Terminal, flags: DriftFlags): Promise<number> {
  const classes = flags.failOn ?? DEFAULT_CLASSES;
  const session = await openSession({
    terminal,
    options: flags,
    isLenient: true,
    warn: (message) => terminal.err(`warning: ${message}\n`),
  });
  const printer = createPrinter({
    terminal,
    flags: { color: flags.color ?? true },
    redactor: session.redactor,
    mode: "normal",
  });
  try {
    const { plan, input, document } = await planFlow(
      session,
      buildPlanOptions({ refreshOnly: true }, "normal"),
      (event) => printer.event(event),
    );
    printer.close();
    const world = buildWorld(input, new Map(Object.entries(document?.resources ?? {})));
    const report = {
      drift: plan.drift,
      unmanaged: classes.includes("unmanaged") ? listUnmanaged(world) : [],
      surplus: listPresent(world),
    };
    const context = {
      timestamp: new Date(session.clock.now()).toISOString(),
      version: VERSION,
      stack: session.configuration.stack,
    };
    const { redactor } = session;
    if (flags.format === "json")
      terminal.out(`${JSON.stringify(redactJson(buildDriftDocument(report, context), redactor), undefined, 2)}\n`);
    else terminal.out(redactor.redact(formatDriftText(report, buildStyle(terminal, flags, "out"))));
    // Two where one was ordered cost twice as much as long as both run.
    const isFailing =
      report.drift.some((entry) => classes.includes(entry.class)) ||
      report.unmanaged.length > 0 ||
      report.surplus.length > 0;
    return isFailing ? EXIT.changes : EXIT.done;
  } finally {
    printer.close();
    await session.close();
  }
}
