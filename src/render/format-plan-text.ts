// The plan for people: what matters most first, then each change, then what is not applied or left alone; ends with the summary.

import { hasErrors } from "../core/diagnostic.ts";

import type { Plan, PlanEntry } from "../core/plan.ts";
import { buildEntryContext } from "./build-entry-context.ts";
import { escapeAll } from "./escape-for-terminal.ts";
import { formatExpectedTime } from "./expected-time.ts";
import { wrapText } from "./fit-text.ts";
import { formatEntry, formatHeader } from "./format-entry.ts";
import { formatRehearsal } from "./format-rehearsal.ts";
import { groupEntries } from "./group-entries.ts";
import { formatAside, formatErrors, formatWarnings } from "./plan-aside.ts";
import { formatAttention } from "./plan-attention.ts";
import { formatPlanSummary, isSettled } from "./plan-summary.ts";
import type { PlanTextOptions, SectionContext } from "./section-context.ts";
import { buildPaint, type Style } from "./style.ts";

/** Destructive changes are listed one by one up to this many; their number is always said. */
const MOST_DESTRUCTIVE = 300;
const MOST_BLOCKS = 400;

export function formatPlanText(unsafe: Plan, style: Style, options: PlanTextOptions = {}): string {
  const plan = escapeAll(unsafe);
  const paint = buildPaint(style);
  const context: SectionContext = { plan, style, paint, options };
  const sections = [
    formatWarnings(context),
    formatAttention(context),
    formatChanges(context),
    formatAside(context),
    formatErrors(context),
    formatRehearsal(plan, style),
    formatEnding(context),
  ];
  return `${sections
    .flat()
    .filter((section) => section.length > 0)
    .map((section) => section.join("\n"))
    .join("\n\n")}\n`;
}

function formatChanges(context: SectionContext): string[][] {
  const { plan, paint, style } = context;
  const shown = plan.entries.filter((entry) => entry.action !== "no-op");
  if (shown.length === 0) return [];
  const entryContext = buildEntryContext(context);
  const isDestructive = (entry: PlanEntry) => entry.action === "delete" || entryContext.destructive.has(entry.address);
  const groups = groupEntries(shown, (entry) => !isDestructive(entry));
  const title = paint.bold(`${plan.mode === "destroy" ? "Destroy" : "Changes to"} ${plan.stack}`);
  let destructive = 0;
  let others = 0;
  const kept = groups.filter(({ first }) =>
    isDestructive(first) ? ++destructive <= MOST_DESTRUCTIVE : ++others <= MOST_BLOCKS,
  );
  const left = groups.length - kept.length;
  const format = context.options.summary === true ? formatHeader : formatEntry;
  const blocks = joinShort(kept.map((group) => format(group, entryContext)));
  const more =
    left > 0
      ? [
          wrapText(
            `and ${left} more, ${Math.max(0, destructive - MOST_DESTRUCTIVE)} of them destructive: --format json lists them all`,
            style.width,
            "  ",
          ),
        ]
      : [];
  return [[title], ...blocks, ...more, ...formatMarks(context, destructive)];
}

/** One-line blocks stand together, longer ones apart. */
function joinShort(blocks: readonly string[][]): string[][] {
  const joined: string[][] = [];
  let isRun = false;
  for (const block of blocks) {
    if (isRun && block.length === 1) joined.at(-1)?.push(...block);
    else joined.push([...block]);
    isRun = block.length === 1;
  }
  return joined;
}

function formatMarks({ plan, paint, style }: SectionContext, destructive: number): string[][] {
  const count = Math.max(plan.destructive.length, 0);
  if (destructive === 0) return [];
  const steps = count === 0 ? "" : `: ${count} step${count === 1 ? "" : "s"}`;
  return [
    wrapText(`marks what destroys data, an address or access${steps}`, style.width, `${paint.cross} `).map(paint.red),
  ];
}

function formatEnding(context: SectionContext): string[][] {
  const { plan, style, paint } = context;
  const lines = listHints(context).flatMap((hint) => wrapText(hint, style.width));
  return [lines, [paint.bold(formatPlanSummary(plan))]];
}

/** What has to be known of the plan as a whole. */
export function listHints({ plan, options }: Pick<SectionContext, "plan" | "options">): string[] {
  const allowed = (options.allowances ?? []).join(" ");
  const expected = options.expected === true && !hasErrors(plan.diagnostics) ? formatExpectedTime(plan) : undefined;
  return [
    ...(expected === undefined ? [] : [`Expected: ${expected}`]),
    ...(allowed === "" ? [] : [`Allowed by this plan: ${allowed}`]),
    ...(plan.mode === "refresh-only" && !isSettled(plan)
      ? ["Refresh only: apply records what changed and sends nothing."]
      : []),
    ...formatStateOnly(plan),
    ...(plan.complete ? [] : ["This plan is not complete: something is left out or held back. Plan again afterwards."]),
  ];
}

function formatStateOnly({ edits }: Plan): string[] {
  const moved = edits.filter((edit) => edit.kind === "move").length;
  const forgotten = edits.filter((edit) => edit.kind === "forget").length;
  const parts = [...(moved > 0 ? [`${moved} moved`] : []), ...(forgotten > 0 ? [`${forgotten} forgotten`] : [])];
  return parts.length === 0 ? [] : [`In the state only, nothing is sent: ${parts.join(", ")}.`];
}
