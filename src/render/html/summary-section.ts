// What a reader has to know first: whether it can be applied, how much it does, what is wrong, and what it destroys.
import type { DestructiveStep, Plan, PlanCounts } from "../../core/plan.ts";
import { formatLost } from "../format-lost.ts";
import { listHints } from "../format-plan-text.ts";
import { groupDiagnostics } from "../group-diagnostics.ts";
import { formatRefusals } from "../plan-aside.ts";
import { formatAttention } from "../plan-attention.ts";
import { formatPlanSummary } from "../plan-summary.ts";
import type { SectionContext } from "../section-context.ts";
import { buildDiagnosticBox } from "./diagnostic-box.ts";
import { buildLinesBox } from "./lines-box.ts";
import { html, joinMarkup, type Markup } from "./markup.ts";
import type { Section } from "./page.ts";

const MOST_DESTROYED = 300;
const MOST_UNFOLDED = 12;
const MOST_DIAGNOSTICS = 200;

export function buildSummarySection(context: SectionContext): Section {
  const { plan } = context;
  const body = joinMarkup(
    [
      html`<p class="verdict">${formatPlanSummary(plan)}</p>`,
      buildTiles(plan.counts, plan.destructive.length),
      ...listHints(context).map((hint) => html`<p class="note">${hint}</p>`),
      ...buildDiagnostics(plan, "error"),
      buildLinesBox(formatRefusals(context), "error"),
      ...formatAttention(context).map((lines) => buildLinesBox(lines, "warning")),
      ...buildDiagnostics(plan, "warning"),
      buildDestroyed(plan.destructive),
    ],
    "\n",
  );
  return { id: "summary", short: "Summary", title: "Summary", body };
}

function buildTiles(counts: PlanCounts, destructive: number): Markup {
  const tiles: (readonly [string, number, string, boolean])[] = [
    ["import", counts.import, "to take over", counts.import > 0],
    ["create", counts.add, "to add", true],
    ["update", counts.change, "to change", true],
    ["delete", counts.destroy, "to destroy", true],
    ["forget", counts.forget, "to forget", counts.forget > 0],
    ["cross", destructive, `destructive ${destructive === 1 ? "step" : "steps"}`, destructive > 0],
  ];
  const shown = tiles.filter(([, , , isShown]) => isShown);
  return html`<ul class="tiles">${shown.map(
    ([hue, count, words]) => html`<li class="${count === 0 ? "none" : hue}"><b>${count}</b> ${words}</li>`,
  )}</ul>`;
}

function buildDiagnostics({ diagnostics }: Plan, severity: "error" | "warning"): Markup[] {
  const all = groupDiagnostics(diagnostics.filter((one) => one.severity === severity));
  const left = all.length - MOST_DIAGNOSTICS;
  return [
    ...all.slice(0, MOST_DIAGNOSTICS).map(buildDiagnosticBox),
    ...(left > 0 ? [html`<p class="note">and ${left} more ${severity}s: --format json lists them all</p>`] : []),
  ];
}

function buildDestroyed(steps: readonly DestructiveStep[]): Markup | undefined {
  if (steps.length === 0) return undefined;
  const items = steps.slice(0, MOST_DESTROYED).map(({ address, detail, lost }) => {
    const what = lost.length === 0 ? "" : `; lost with it: ${formatLost(lost).join("; ")}`;
    return html`<li><span class="cross" aria-hidden="true">✗</span> <code>${address}</code> ${detail}${what}</li>`;
  });
  const left = steps.length - items.length;
  const more = left > 0 ? html`<p class="note">and ${left} more, marked ✗ below</p>` : undefined;
  const title = `Destroys: ${steps.length} ${steps.length === 1 ? "step" : "steps"} that ${steps.length === 1 ? "loses" : "lose"} data, an address or access`;
  const list = html`<ul class="losses">${items}</ul>${more}`;
  const folded =
    steps.length <= MOST_UNFOLDED ? list : html`<details class="plain"><summary>Which</summary>${list}</details>`;
  return html`<div class="box destroys"><h3>${title}</h3>${folded}</div>`;
}
