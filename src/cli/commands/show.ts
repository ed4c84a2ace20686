// `trueup show PLANFILE`: a saved plan again, in any format, without credentials or network.
import { VERSION } from "../../compose/version.ts";
import { hasErrors } from "../../core/diagnostic.ts";
import { buildStyle } from "../build-style.ts";
import { EXIT } from "../exit-code.ts";
import { listAllowances, notAPlan, type PlanFile, publicPart, readOptions, readPlanFile } from "../plan-file.ts";
import type { PlanFormat } from "../plan-formats.ts";
import { buildPlanOutput } from "../plan-output.ts";
import type { Terminal } from "../terminal.ts";

interface ShowFlags {
  readonly format?: PlanFormat;
  readonly summary?: boolean;
  readonly verbose?: boolean;
  readonly chdir?: string;
  readonly color?: boolean;
}

export async function runShow(terminal: Terminal, file: string, flags: ShowFlags): Promise<number> {
  const saved = await readPlanFile(terminal, file, flags.chdir);
  const { plan } = saved;
  const shown =
    flags.format === "json" ? `${JSON.stringify(publicPart(saved))}\n` : formatOrRefuse(saved, file, terminal, flags);
  terminal.out(shown);
  // As `plan` ended: such a plan could not be applied.
  return Array.isArray(plan.diagnostics) && hasErrors(plan.diagnostics) ? EXIT.failed : EXIT.done;
}

/** A file that only looks like a plan cannot be told from one by its outline: it shows when it is laid out. */
function formatOrRefuse(saved: PlanFile, file: string, terminal: Terminal, flags: ShowFlags): string {
  try {
    const { format = "text", verbose = false, summary = false } = flags;
    const style = buildStyle(terminal, flags, "out");
    const { plan, timestamp, basis } = saved;
    const allowances = basis === undefined ? [] : listAllowances(readOptions(basis).allow);
    const said = { timestamp, version: VERSION, priorState: undefined, allowances };
    const output = buildPlanOutput(plan, { format, style, verbose, summary, ...said });
    if ("text" in output) return output.text;
    return "page" in output ? output.page : `${JSON.stringify(output.document)}\n`;
  } catch (error) {
    if (error instanceof TypeError) throw notAPlan(file);
    throw error;
  }
}
