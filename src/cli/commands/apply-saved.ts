// `trueup apply PLANFILE`: what a saved plan says, as far as it still fits, and nothing else.

import { digestLive } from "../../compose/live-digests.ts";
import { loadSaved } from "../../compose/load-saved.ts";
import { type OpenedStack, openStack } from "../../compose/open-stack.ts";
import { buildError, hasErrors } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import { isJsonObject } from "../../core/json.ts";
import type { Plan } from "../../core/plan.ts";
import type { SavedBasis } from "../../core/saved-plan.ts";
import { createRedactor } from "../../http/redactor.ts";
import type { PlanOptions } from "../../planner/plan-input.ts";
import type { SavedRun } from "../../run/agree-with-saved.ts";
import { createPrinter } from "../create-printer.ts";
import {
  assertFresh,
  assertUnchanged,
  mergeAllowances,
  notAPlan,
  type PlanFile,
  readOptions,
  readPlanFile,
} from "../plan-file.ts";
import { buildPlanOptions } from "../plan-options.ts";
import type { ApplyFlags } from "../program-options.ts";
import { redactJson } from "../redact-json.ts";
import { runApply } from "../run-apply.ts";
import { surroundingsOf } from "../surroundings-of.ts";
import type { Terminal } from "../terminal.ts";
import { withPrinter } from "../with-printer.ts";

const DEFAULT_MAX_AGE_MS = 24 * 3_600_000;

export async function runSavedApply(terminal: Terminal, name: string, flags: ApplyFlags): Promise<number> {
  // An upgrade under a running apply must not take away what its last words need.
  await import("../report-error.ts");
  const { stack, file, basis } = await openSaved(terminal, name, flags);
  const { plan, timestamp } = file;
  const stored = readOptions(basis);
  const mode = stored.mode === "destroy" ? "destroy" : "normal";
  return withPrinter(stack, { terminal, flags, mode }, async (printer) => {
    assertFresh(timestamp, stack.clock.now(), stack.configuration.policy.maxPlanAgeMs ?? DEFAULT_MAX_AGE_MS);
    printer.note(`Carrying out ${name}, the plan of ${timestamp}.`);
    const allow = mergeAllowances(stored.allow, buildPlanOptions(flags, mode).allow);
    const options: PlanOptions = { ...stored, allow };
    const saved = buildSavedRun(stack, plan, basis, flags.skipStale === true);
    return runApply({ stack, flags, mode, terminal, printer, saved: { run: saved, options } });
  });
}

interface Opened {
  readonly stack: OpenedStack;
  readonly file: PlanFile;
  readonly basis: SavedBasis;
}

async function openSaved(terminal: Terminal, name: string, flags: ApplyFlags): Promise<Opened> {
  try {
    assertFlags(flags);
    const file = await readPlanFile(terminal, name, flags.chdir);
    const basis = assertUnchanged(file, name);
    if (!isJsonObject(basis.options) || !isJsonObject(basis.configuration)) throw notAPlan(name);
    if (hasErrors(file.plan.diagnostics)) throw cannotBeApplied(name);
    const surroundings = surroundingsOf(terminal);
    const isLenient = readOptions(basis).mode === "destroy";
    const load = () => loadSaved(surroundings, flags, basis, isLenient);
    return { stack: await openStack(surroundings, flags, { isLenient, load }), file, basis };
  } catch (error) {
    createPrinter({ terminal, flags, redactor: createRedactor([]), mode: "normal" }).failure(error);
    throw error;
  }
}

function cannotBeApplied(name: string): DiagnosticsError {
  return new DiagnosticsError([
    buildError("plan.errored", `${name} is a plan that failed: there is nothing in it to apply`, {
      fix: `trueup show ${name} says why; mend that, then plan again`,
    }),
  ]);
}

const FIXED = {
  target: "--target",
  exclude: "--exclude",
  replace: "--replace",
  rebuild: "--rebuild",
  deleteSurplus: "--delete-surplus",
  keepSurplus: "--keep-surplus",
  refreshOnly: "--refresh-only",
} as const;

/** What the plan was made with cannot be given again. */
function assertFlags(flags: ApplyFlags): void {
  const given = (Object.keys(FIXED) as (keyof typeof FIXED)[]).filter((key) => flags[key] !== undefined);
  if (given.length === 0) return;
  throw new DiagnosticsError(
    given.map((key) =>
      buildError("cli.flags", `${FIXED[key]} does not go with a saved plan: what it does is fixed`, {
        fix: `trueup plan --out FILE ${FIXED[key]} …`,
      }),
    ),
  );
}

function buildSavedRun(
  { redactor }: OpenedStack,
  plan: Plan,
  { accounts, live, salt }: SavedBasis,
  isSkippingStale: boolean,
): SavedRun {
  return {
    picture: { plan, accounts },
    live,
    isSkippingStale,
    present: (now) => JSON.parse(JSON.stringify(redactJson(now, redactor))) as Plan,
    digestLive: (observed, now) => digestLive(observed, now, { salt, mask: (text) => redactor.redact(text) }),
  };
}
