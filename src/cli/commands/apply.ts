// `trueup apply` and `trueup destroy`.

import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import { openForRun } from "../open-for-run.ts";
import type { ApplyFlags } from "../program-options.ts";
import { runApply } from "../run-apply.ts";
import type { Terminal } from "../terminal.ts";
import { withPrinter } from "../with-printer.ts";

export async function runApplyCommand(
  terminal: Terminal,
  planFile: string | undefined,
  flags: ApplyFlags,
): Promise<number> {
  if (planFile !== undefined) return (await import("./apply-saved.ts")).runSavedApply(terminal, planFile, flags);
  if (flags.skipStale === true)
    throw new DiagnosticsError([
      buildError("cli.flags", "--skip-stale goes with a saved plan", { fix: "trueup apply --skip-stale PLANFILE" }),
    ]);
  return run(terminal, flags, "normal");
}

export async function runDestroyCommand(terminal: Terminal, flags: ApplyFlags): Promise<number> {
  if (flags.refreshOnly === true) {
    const fix = "trueup apply --refresh-only, or trueup destroy without it";
    throw new DiagnosticsError([buildError("cli.flags", "destroy --refresh-only would destroy nothing", { fix })]);
  }
  return run(terminal, flags, "destroy");
}

async function run(terminal: Terminal, flags: ApplyFlags, mode: "normal" | "destroy"): Promise<number> {
  // An upgrade under a running apply must not take away what its last words need.
  await import("../report-error.ts");
  const stack = await openForRun(terminal, flags, { mode, isLenient: mode === "destroy" });
  return withPrinter(stack, { terminal, flags, mode }, (printer) =>
    runApply({ stack, flags, mode, terminal, printer }),
  );
}
