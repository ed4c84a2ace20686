// The plan for a merge-request comment: the summary, what destroys, then a folded diff for each change. Never longer than what
// such a comment takes; what has no room is named, and counted.

import type { Diagnostic } from "../core/diagnostic.ts";
import type { Plan, PlanEntry } from "../core/plan.ts";
import { buildEntryContext } from "./build-entry-context.ts";
import { escapeAll } from "./escape-for-terminal.ts";
import { formatExpectedTime } from "./expected-time.ts";
import { ENTRY_INDENT, formatEntry } from "./format-entry.ts";
import { formatRehearsal } from "./format-rehearsal.ts";
import { groupDiagnostics } from "./group-diagnostics.ts";
import { groupEntries } from "./group-entries.ts";
import {
  type Block,
  buildBlock,
  diagnosticBlock,
  fitBlocks,
  MOST_CHARACTERS,
  sectionBlock,
} from "./markdown-blocks.ts";
import { formatAside } from "./plan-aside.ts";
import { formatAttention } from "./plan-attention.ts";
import { formatPlanSummary } from "./plan-summary.ts";
import { sayFailure } from "./say-failure.ts";
import type { SectionContext } from "./section-context.ts";
import { buildPaint, type Style } from "./style.ts";

const WIDTH = 100;

export function formatPlanMarkdown(unsafe: Plan, most: number = MOST_CHARACTERS): string {
  const plan = escapeAll(unsafe);
  const style: Style = { width: WIDTH, colour: false, unicode: true, isTerminal: false };
  const context: SectionContext = { plan, style, paint: buildPaint(style), options: { diagnostics: false } };
  const errors = groupDiagnostics(plan.diagnostics.filter(({ severity }) => severity === "error"));
  const warnings = groupDiagnostics(plan.diagnostics.filter(({ severity }) => severity === "warning"));
  const expected = formatExpectedTime(plan);
  const head = [
    `### trueup: ${plan.stack}`,
    `**${formatPlanSummary(plan)}**`,
    ...(expected === undefined || errors.length > 0 ? [] : [`Expected: ${expected}`]),
  ].join("\n\n");
  const sections = [
    ...errors.map((one) => diagnosticBlock(one, style, true)),
    ...warnings.map((one) => diagnosticBlock(one, style, false)),
    ...formatAttention(context).map((lines) => sectionBlock(lines, true)),
    ...changeBlocks(context),
    ...formatAside(context).map((lines) => sectionBlock(lines, false)),
    ...formatRehearsal(plan, style).map((lines) => sectionBlock(lines, false)),
  ].filter(({ title }) => title !== "");
  return `${fitBlocks(head, sections, { most, command: "trueup plan" })}\n`;
}

/** A run that has come to no plan. */
export function formatFailureMarkdown(errors: readonly Diagnostic[]): string {
  const style: Style = { width: WIDTH, colour: false, unicode: true, isTerminal: false };
  const blocks = groupDiagnostics(errors).map((one) => diagnosticBlock(one, style, true));
  return `${fitBlocks(`### trueup\n\n**${sayFailure(errors, errors.length)}**`, blocks, { most: MOST_CHARACTERS, command: "trueup plan" })}\n`;
}

function changeBlocks(context: SectionContext): Block[] {
  const { plan } = context;
  const entryContext = buildEntryContext(context);
  const isDestructive = (entry: PlanEntry) => entry.action === "delete" || entryContext.destructive.has(entry.address);
  const shown = plan.entries.filter((entry) => entry.action !== "no-op");
  const groups = groupEntries(shown, (entry) => !isDestructive(entry));
  const ordered = [
    ...groups.filter(({ first }) => isDestructive(first)),
    ...groups.filter(({ first }) => !isDestructive(first)),
  ];
  return ordered.map((group) => {
    const [title = "", ...body] = formatEntry(group, entryContext);
    const sign = group.first.action === "create" ? "+" : group.first.action === "delete" ? "-" : " ";
    return buildBlock(
      title.trim(),
      body.map((line) => markLine(line.slice(ENTRY_INDENT), sign)),
      false,
    );
  });
}

/** As a diff is coloured: what is new, what goes, what changes. Lines of a difference carry a sign of their own. */
function markLine(line: string, sign: string): string {
  const own = /^ {2}([-+] .*)$/.exec(line)?.[1];
  if (own !== undefined) return own;
  if (line.startsWith("✗")) return `- ${line}`;
  return `${line.includes(" -> ") ? "!" : sign} ${line}`.trimEnd();
}
