// The file that `plan --out` writes: read, and checked as far as showing it and carrying it out rely on.
import { readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { resolveFolder } from "../compose/resolve-folder.ts";
import { sumPlan } from "../compose/save-plan.ts";
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError, StaleSavedPlanError } from "../core/errors.ts";
import { isJsonObject, type JsonObject } from "../core/json.ts";
import type { Plan } from "../core/plan.ts";
import type { SavedBasis } from "../core/saved-plan.ts";
import type { Allowances, PlanOptions } from "../planner/plan-input.ts";
import type { Terminal } from "./terminal.ts";

export interface PlanFile {
  /** As Terraform's readers take it, and trueup's own keys. */
  readonly document: JsonObject;
  readonly plan: Plan;
  /** RFC 3339. */
  readonly timestamp: string;
  /** Absent where the plan cannot be carried out: an older version wrote it. */
  readonly basis?: SavedBasis;
}

const OWN_KEYS = ["trueup_plan", "trueup_basis", "trueup_sum"];

/** Without what only trueup reads. */
export function publicPart({ document }: PlanFile): JsonObject {
  return Object.fromEntries(Object.entries(document).filter(([key]) => !OWN_KEYS.includes(key)));
}

export function buildPlanFile(document: JsonObject, plan: Plan, basis: SavedBasis): string {
  const whole = JSON.parse(JSON.stringify({ ...document, trueup_plan: plan, trueup_basis: basis })) as JsonObject;
  return `${JSON.stringify({ ...whole, trueup_sum: sumPlan(whole) })}\n`;
}

/** Only the outline is looked at. Throws `DiagnosticsError`. */
export async function readPlanFile(terminal: Terminal, file: string, chdir: string | undefined): Promise<PlanFile> {
  const document = parseOrRefuse(await readOrRefuse(resolve(resolveFolder(terminal.cwd, chdir), file), file), file);
  const { trueup_plan: plan, trueup_basis: basis, timestamp = "" } = document;
  const isPlan =
    isJsonObject(plan) &&
    ["entries", "drift", "operations", "destructive", "debt", "blocked", "outputs"].every((key) =>
      Array.isArray(plan[key]),
    ) &&
    isJsonObject(plan["counts"]);
  if (!isPlan) throw notAPlan(file);
  return {
    document,
    plan: plan as unknown as Plan,
    timestamp: String(timestamp),
    ...(isJsonObject(basis) ? { basis: basis as unknown as SavedBasis } : {}),
  };
}

/** Throws where the file is not as it was written, or too new for this version. */
export function assertUnchanged({ document, basis }: PlanFile, file: string): SavedBasis {
  const own = (code: string, summary: string, fix: string) =>
    new DiagnosticsError([buildError(code, summary, { fix })]);
  if (basis === undefined)
    throw own("plan.not-appliable", `${file} can be shown, but not applied`, "plan again with this version of trueup");
  if (basis.format !== 1)
    throw own("plan.newer-format", `${file} was written by a newer version of trueup`, "apply it with that version");
  if (document["trueup_sum"] === sumPlan(document)) return basis;
  throw new StaleSavedPlanError({
    reasons: [
      buildError("plan.edited", `${file} is not as trueup wrote it`, {
        detail: "Nothing was applied.",
        fix: "plan again: a saved plan cannot be edited",
      }),
    ],
  });
}

const MAX_SKEW_MS = 5 * 60_000;

/** Throws where the plan is too old, or from a clock that is ahead. */
export function assertFresh(timestamp: string, nowMs: number, maxAgeMs: number): void {
  const ageMs = nowMs - Date.parse(timestamp);
  if (ageMs <= maxAgeMs && ageMs >= -MAX_SKEW_MS) return;
  const isAhead = ageMs < -MAX_SKEW_MS;
  const summary = isAhead
    ? `the plan is of ${timestamp}: that is in the future`
    : `the plan is of ${timestamp}: it is too old`;
  const fix = isAhead
    ? "check the clocks of both machines, then plan again"
    : "plan again; policy.maxPlanAge says how old a plan may be";
  throw new StaleSavedPlanError({
    reasons: [buildError(isAhead ? "plan.future" : "plan.too-old", summary, { detail: "Nothing was applied.", fix })],
  });
}

export function readOptions({ options }: SavedBasis): PlanOptions {
  return options as unknown as PlanOptions;
}

/** What the plan lets through besides what was typed when it was made. */
export function mergeAllowances(stored: Allowances, given: Allowances): Allowances {
  const most = (key: "deletes" | "adopt" | "recreate") => {
    const [a, b] = [stored[key], given[key]];
    return a === undefined && b === undefined ? {} : { [key]: Math.max(a ?? 0, b ?? 0) };
  };
  return {
    ...most("deletes"),
    ...most("adopt"),
    ...most("recreate"),
    empty: stored.empty === true || given.empty === true,
    filesChanged: stored.filesChanged === true || given.filesChanged === true,
    accounts: [...new Set([...(stored.accounts ?? []), ...(given.accounts ?? [])])],
  };
}

/** As they are typed. */
export function listAllowances({ deletes, adopt, recreate, empty, filesChanged, accounts = [] }: Allowances): string[] {
  return [
    ...(deletes === undefined ? [] : [`--allow-deletes ${deletes}`]),
    ...(adopt === undefined ? [] : [`--allow-adopt ${adopt}`]),
    ...(recreate === undefined ? [] : [`--allow-recreate ${recreate}`]),
    ...(empty === true ? ["--allow-empty"] : []),
    ...(filesChanged === true ? ["--files-changed"] : []),
    ...accounts.map((account) => `--accept-account ${account}`),
  ];
}

/** For its owner alone, also where a file that others may read stood there; all of it or nothing. */
export async function writePrivately(path: string, text: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const found = await stat(target).catch(() => undefined);
  // A device or a pipe is written to, never replaced.
  if (found !== undefined && !found.isFile()) return await writeFile(target, text);
  const draft = `${target}.${process.pid}.tmp`;
  try {
    await writeFile(draft, text, { mode: 0o600, flag: "wx" });
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    // Told by the name that was asked for.
    throw error instanceof Error ? Object.assign(error, { path: target }) : error;
  }
}

export function notAPlan(file: string): DiagnosticsError {
  return new DiagnosticsError([
    buildError("plan.not-a-plan", `${file} is no plan that trueup has saved`, {
      fix: "trueup plan --out FILE writes one",
    }),
  ]);
}

async function readOrRefuse(path: string, shown: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    const why = isMissing ? "there is no such file" : "it cannot be read";
    throw new DiagnosticsError([
      buildError("plan.unreadable", `${shown}: ${why}`, { fix: "trueup plan --out FILE writes one" }),
    ]);
  }
}

function parseOrRefuse(text: string, shown: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return value;
  } catch {
    // Told below.
  }
  throw notAPlan(shown);
}
