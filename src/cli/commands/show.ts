// `trueup show PLANFILE`: a saved plan again, in any format, without credentials or network.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { resolveFolder } from "../../compose/resolve-folder.ts";
import { VERSION } from "../../compose/version.ts";
import { buildError, hasErrors } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import { isJsonObject } from "../../core/json.ts";
import type { Plan } from "../../core/plan.ts";
import { buildStyle } from "../build-style.ts";
import { EXIT } from "../exit-code.ts";
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
  const document = await readPlanFile(resolve(resolveFolder(terminal.cwd, flags.chdir), file), file);
  const { trueup_plan: plan, ...rest } = document;
  const shown = flags.format === "json" ? `${JSON.stringify(rest)}\n` : formatOrRefuse(document, file, terminal, flags);
  terminal.out(shown);
  // As `plan` ended: such a plan could not be applied.
  return Array.isArray(plan.diagnostics) && hasErrors(plan.diagnostics) ? EXIT.failed : EXIT.done;
}

/** A file that only looks like a plan cannot be told from one by its outline: it shows when it is laid out. */
function formatOrRefuse(saved: SavedPlan, file: string, terminal: Terminal, flags: ShowFlags): string {
  try {
    const { format = "text", verbose = false, summary = false } = flags;
    const style = buildStyle(terminal, flags, "out");
    const { trueup_plan: plan, timestamp = "" } = saved;
    const said = { timestamp: String(timestamp), version: VERSION, priorState: undefined };
    const output = buildPlanOutput(plan, { format, style, verbose, summary, ...said });
    if ("text" in output) return output.text;
    return "page" in output ? output.page : `${JSON.stringify(output.document)}\n`;
  } catch (error) {
    if (error instanceof TypeError) throw notAPlan(file);
    throw error;
  }
}

function notAPlan(file: string): DiagnosticsError {
  return new DiagnosticsError([
    buildError("plan.not-a-plan", `${file} is no plan that trueup has saved`, {
      fix: "trueup plan --out FILE writes one",
    }),
  ]);
}

interface SavedPlan {
  /** When it was made. */
  readonly timestamp?: string;
  readonly trueup_plan: Plan;
}

/** The shape is checked as far as rendering relies on it; the file is only ever shown. */
async function readPlanFile(path: string, shown: string): Promise<SavedPlan> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const why =
      error instanceof Error && "code" in error && error.code === "ENOENT"
        ? "there is no such file"
        : "it cannot be read";
    throw new DiagnosticsError([
      buildError("plan.unreadable", `${shown}: ${why}`, { fix: "trueup plan --out FILE writes one" }),
    ]);
  }
  const value = tryParse(text);
  const plan = isJsonObject(value) ? value["trueup_plan"] : undefined;
  const isPlan =
    isJsonObject(plan) &&
    ["entries", "drift", "operations", "destructive", "debt", "blocked", "outputs"].every((key) =>
      Array.isArray(plan[key]),
    ) &&
    isJsonObject(plan["counts"]);
  if (!isPlan) throw notAPlan(shown);
  return value as unknown as SavedPlan;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
