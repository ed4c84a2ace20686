// The plan as a page: one file for a browser, without network. Deterministic: the same plan and context give the same bytes.
import type { Diagnostic } from "../core/diagnostic.ts";
import type { Plan } from "../core/plan.ts";
import { escapeAll } from "./escape-for-terminal.ts";
import { groupDiagnostics } from "./group-diagnostics.ts";
import { buildBesideSection } from "./html/beside-section.ts";
import { buildChangesSection } from "./html/changes-section.ts";
import { buildDiagnosticBox } from "./html/diagnostic-box.ts";
import { buildGraphSection } from "./html/graph-section.ts";
import { INK, INK_STYLE } from "./html/ink-markup.ts";
import { html, joinMarkup } from "./html/markup.ts";
import { buildOrderSection } from "./html/order-section.ts";
import { buildPage, type PageContext } from "./html/page.ts";
import { buildSummarySection } from "./html/summary-section.ts";
import { buildWork } from "./html/work-graph.ts";
import { formatPlanSummary } from "./plan-summary.ts";
import { sayFailure, titleFailure } from "./say-failure.ts";
import type { SectionContext } from "./section-context.ts";

export interface PlanHtmlContext extends PageContext {
  /** The calls that will be made. */
  readonly verbose: boolean;
}

export function formatPlanHtml(unsafe: Plan, context: PlanHtmlContext): string {
  const plan = escapeAll(unsafe);
  const { verbose } = context;
  const section: SectionContext = { plan, style: INK_STYLE, paint: INK, options: { verbose, diagnostics: false } };
  const work = buildWork(plan.operations);
  const { lineage, serial } = plan.basis;
  const page = {
    title: `${plan.stack}: ${formatPlanSummary(plan)}`,
    heading: plan.stack,
    kind: KINDS[plan.mode],
    sections: [
      buildSummarySection(section),
      ...buildChangesSection(section),
      ...buildGraphSection(work),
      ...buildOrderSection(work),
      ...buildBesideSection(section),
    ],
    footer: [lineage === null ? "no state yet" : `state ${lineage}, serial ${serial}`],
  };
  return buildPage(page, context);
}

const KINDS: Readonly<Record<Plan["mode"], string>> = {
  normal: "plan",
  destroy: "plan to destroy",
  "refresh-only": "plan, refresh only",
};

/** A run that has come to no plan. */
export function formatFailureHtml(errors: readonly Diagnostic[], context: PageContext): string {
  const grouped = groupDiagnostics(errors);
  const verdict = sayFailure(errors, grouped.length);
  const body = html`<p class="verdict">${verdict}</p>
${joinMarkup(grouped.map(buildDiagnosticBox), "\n")}`;
  const sections = [{ id: "summary", short: "Summary", title: "Summary", body }];
  return buildPage({ title: verdict, heading: titleFailure(errors), kind: "plan", sections, footer: [] }, context);
}
