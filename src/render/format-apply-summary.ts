// The last word of an apply: "complete" only when nothing is left; else what is known, what is not, and what to type.

import { compareAddresses } from "../core/address.ts";
import type { OperationResult } from "../core/event.ts";
import { groupBy } from "../core/group-by.ts";
import type { Outcome } from "../core/outcome.ts";
import type { BlockedEntry, Plan } from "../core/plan.ts";
import { describeSurplus, type ToldSurplus } from "../core/surplus.ts";
import { countDone } from "./count-done.ts";
import { escapeAll } from "./escape-for-terminal.ts";
import { wrapText } from "./fit-text.ts";
import { formatInstances } from "./format-instances.ts";
import { formatMade } from "./format-made.ts";
import { formatStopped } from "./format-rollouts.ts";
import { formatComplete, formatDone } from "./plan-summary.ts";
import { buildPaint, type Paint, type Style } from "./style.ts";

type Undone = Exclude<Outcome, "done">;

export const MADE_TWICE = "Made twice: both cost money until one is deleted";
export const LEFT_OVER = "Left over: one request has made it beside another, and nobody has it on record";

const ORDER: readonly Undone[] = ["unknown", "still-running", "failed", "interrupted", "blocked", "skipped"];
const MOST_EACH = 50;

interface SummaryContext {
  readonly plan: Plan;
  readonly mode: "apply" | "destroy";
  readonly style: Style;
  readonly paint: Paint;
  readonly isStateSaved: boolean;
  readonly surplus: readonly ToldSurplus[];
  readonly isSaved: boolean;
}

interface Ending {
  readonly isStateSaved?: boolean;
  /** What one request has made twice. */
  readonly surplus?: readonly ToldSurplus[];
  /** A saved plan was carried out: it does not fit any more. */
  readonly isSaved?: boolean;
}

/** Whether nothing is left undone: then the exit code is 0, else 3. */
export function isApplyComplete(
  results: readonly OperationResult[],
  plan: Plan,
  mode: "apply" | "destroy",
  { isStateSaved = true, surplus = [] }: Ending = {},
): boolean {
  const isKept = mode === "destroy" && plan.protected.length > 0;
  const isHeldBack = plan.blocked.some((entry) => entry.undone) || surplus.length > 0;
  return isStateSaved && results.every((result) => result.outcome === "done") && !isHeldBack && !isKept;
}

export function formatApplySummary(
  unsafeResults: readonly OperationResult[],
  unsafePlan: Plan,
  mode: "apply" | "destroy",
  style: Style,
  { isStateSaved = true, surplus: unsafeSurplus = [], isSaved = false }: Ending = {},
): string {
  const paint = buildPaint(style);
  const results = escapeAll(unsafeResults);
  const plan = escapeAll(unsafePlan);
  const counts = countDone(plan, results);
  const surplus = escapeAll(unsafeSurplus);
  if (isApplyComplete(results, plan, mode, { isStateSaved, surplus }))
    return `${paint.bold(paint.green(formatComplete(counts, mode)))}\n${sayMade(results, style)}`;
  const context: SummaryContext = { plan, mode, style, paint, isStateSaved, surplus, isSaved };
  const undone = results.filter((result) => result.outcome !== "done");
  const sections = [
    ...ORDER.map((outcome) =>
      formatOutcome(
        outcome,
        undone.filter((result) => result.outcome === outcome).sort((a, b) => compareAddresses(a.address, b.address)),
        context,
      ),
    ),
    formatStopped(context, results),
    formatSurplus(context),
    formatHeldBack(context),
    formatProtected(context),
    formatMade(results, style),
    formatEnding(results.length, undone, formatDone(counts), context),
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join("\n"))
    .join("\n\n")}\n`;
}

function sayMade(results: readonly OperationResult[], style: Style): string {
  const lines = formatMade(results, style);
  return lines.length === 0 ? "" : `\n${lines.join("\n")}\n`;
}

const TITLES: Readonly<Record<Undone, string>> = {
  unknown: "Not known: the request was sent, whether it happened could not be seen",
  "still-running": "Still running: the provider has accepted it and works on it",
  failed: "Failed",
  interrupted: "Interrupted: stopped before the end",
  blocked: "Blocked: it cannot go on now",
  skipped: "Skipped: what they need was not done",
};

function formatOutcome(outcome: Undone, results: readonly OperationResult[], context: SummaryContext): string[] {
  if (results.length === 0) return [];
  const { style, paint } = context;
  const ink = outcome === "failed" || outcome === "unknown" ? paint.red : paint.yellow;
  const title = wrapText(TITLES[outcome], style.width).map((line) => paint.bold(ink(line)));
  if (outcome === "skipped" || outcome === "interrupted") return [...title, ...formatAlike(results, context)];
  const shown = results.slice(0, MOST_EACH).flatMap((result) => formatResult(result, context));
  const left = results.length - MOST_EACH;
  return left > 0 ? [...title, ...shown, `  and ${left} more`] : [...title, ...shown];
}

function formatResult(result: OperationResult, context: SummaryContext): string[] {
  const { style, paint } = context;
  const { address, action, remoteId, message, outcome } = result;
  const id = remoteId === undefined ? "" : ` (${remoteId})`;
  const fix = result.fix === undefined || result.fix === "" ? fixOf(outcome, context) : result.fix;
  return [
    `  ${paint.bold(address)}${id}  ${action === "delete-deposed" ? "delete the one left over" : action}`,
    ...(message === undefined ? [] : wrapText(message, style.width, "    ")),
    ...(fix === undefined ? [] : wrapText(fix, style.width, `    ${paint.cyan("next:")} `, " ".repeat(10))),
  ];
}

function fixOf(outcome: Outcome, { mode }: SummaryContext): string | undefined {
  if (outcome === "still-running") return `trueup ${mode} waits for it`;
  return outcome === "blocked" ? `trueup ${mode}, once it is free` : undefined;
}

/** Those with the same message as one line: a failed network may skip hundreds. */
function formatAlike(results: readonly OperationResult[], { style, paint }: SummaryContext): string[] {
  const alike = groupBy(results, (result) => result.message ?? "");
  return [...alike].flatMap(([message, same]) => {
    const why = message.replace(/^skipped: /, "");
    const addresses = formatInstances([...new Set(same.map((result) => result.address))]);
    return wrapText(`${addresses}${why === "" ? "" : `: ${why}`}`, style.width, `  ${paint.dot} `);
  });
}

/** What the plan had not told already. */
function formatSurplus({ plan, mode, surplus, style, paint }: SummaryContext): string[] {
  const unreported = surplus.filter((one) => !plan.blocked.some((entry) => isAbout(entry, one)));
  const doubled = unreported.filter(({ isAlone }) => isAlone !== true);
  const alone = unreported.filter(({ isAlone }) => isAlone === true);
  const format = (title: string, found: readonly ToldSurplus[]) =>
    found.length === 0
      ? []
      : [
          paint.bold(paint.red(title)),
          ...found.flatMap((one) => {
            const { reason, fix } = describeSurplus(one, mode);
            return [
              ...wrapText(`${one.address}: ${reason}`, style.width, "  ", "    "),
              ...wrapText(fix, style.width, `    ${paint.cyan("next:")} `, " ".repeat(10)),
            ];
          }),
        ];
  return [...format(MADE_TWICE, doubled), ...format(LEFT_OVER, alone)];
}

const isAbout = (entry: BlockedEntry, { address, remoteId }: ToldSurplus): boolean =>
  entry.address === address && entry.surplus === remoteId;

/** As it is by now: the one on record may have been deleted since the plan was made. */
function tellAgain(entry: BlockedEntry, { surplus, mode }: SummaryContext): BlockedEntry {
  const left = surplus.find((one) => isAbout(entry, one));
  return left === undefined ? entry : { ...entry, ...describeSurplus(left, mode) };
}

function formatHeldBack(context: SummaryContext): string[] {
  const { plan, style, paint } = context;
  const held = plan.blocked.filter((entry) => entry.undone).map((entry) => tellAgain(entry, context));
  if (held.length === 0) return [];
  const alike = groupBy(held, (entry) => JSON.stringify([entry.reason, entry.fix ?? ""]));
  const lines = [...alike.values()].flatMap((same) => {
    const [first] = same;
    const fix = first?.fix;
    return [
      ...wrapText(
        `${formatInstances(same.map((entry) => entry.address))}: ${first?.reason ?? ""}`,
        style.width,
        "  ",
        "    ",
      ),
      ...(fix === undefined ? [] : wrapText(fix, style.width, `    ${paint.cyan("next:")} `, " ".repeat(10))),
    ];
  });
  return [paint.bold(paint.yellow("Held back already by the plan")), ...lines];
}

function formatProtected({ plan, mode, style, paint }: SummaryContext): string[] {
  if (mode !== "destroy" || plan.protected.length === 0) return [];
  return [
    paint.bold(paint.yellow("Protected: still there")),
    ...plan.protected.flatMap(({ address, detail }) =>
      wrapText(`${address}: ${detail}`, style.width, `  ${paint.dot} `),
    ),
  ];
}

const SAVED = "The state is saved; nothing is lost and nothing will be done twice.";
const SAVED_TWICE = "The state is saved; it knows all that was made.";
const NOT_SAVED = "Not everything that was done is in the state yet. The next run looks first, and does nothing twice.";

function formatEnding(
  total: number,
  undone: readonly OperationResult[],
  done: string,
  { mode, style, paint, plan, isStateSaved, surplus, isSaved }: SummaryContext,
): string[] {
  const title = mode === "destroy" ? "Destroy is not complete" : "Apply is not complete";
  const operations = total === 0 ? "" : ` ${total - undone.length} of ${total} operations are done.`;
  const isUnsure = undone.some((result) => result.outcome === "unknown");
  const hasFailed = undone.some((result) => result.outcome === "failed");
  const start = hasFailed ? "To go on, once the cause is gone" : "To go on";
  const again = isSaved
    ? `trueup plan${mode === "destroy" ? " --destroy" : ""} --out FILE, trueup apply FILE`
    : `trueup ${mode}`;
  const next = `${start}: ${again}${isUnsure ? ". It looks again first, and never repeats what may have happened." : ""}`;
  return [
    ...wrapText(`${title}.${operations}`, style.width).map(paint.bold),
    `Resources so far: ${done}.`,
    ...wrapText(isStateSaved ? (surplus.length > 0 ? SAVED_TWICE : SAVED) : NOT_SAVED, style.width),
    ...wrapText(
      isStateSaved && undone.length === 0 ? (sayStanding(plan, surplus) ?? next) : next,
      style.width,
      "",
      "  ",
    ),
  ];
}

/** Where every operation is done: what a person has to do. */
function sayStanding(plan: Plan, surplus: readonly ToldSurplus[]): string | undefined {
  if (surplus.length > 0) return "What was made twice is settled by the commands above.";
  return plan.blocked.length === 0 ? "Lift the protection to go on." : undefined;
}
