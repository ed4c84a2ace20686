// Drift as a page: one file for a browser, without network.
import type { DriftReport } from "../core/drift-report.ts";
import { escapeAll } from "./escape-for-terminal.ts";
import { countByClass, type DriftSection, formatDriftSections, formatDriftSummary } from "./format-drift-sections.ts";
import { formatTime } from "./format-time.ts";
import { groupDiagnostics } from "./group-diagnostics.ts";
import { buildDiagnosticBox } from "./html/diagnostic-box.ts";
import { INK, INK_STYLE, linesToMarkup } from "./html/ink-markup.ts";
import { html, joinMarkup, type Markup } from "./html/markup.ts";
import { buildPage, type PageContext, type Section } from "./html/page.ts";

export function formatDriftHtml(unsafe: DriftReport, context: PageContext): string {
  const report = escapeAll(unsafe);
  const verdict = formatDriftSummary(report);
  const sections = formatDriftSections(report, { style: INK_STYLE, paint: INK }).map(buildSection);
  return buildPage(
    {
      title: `${report.stack}: ${verdict}`,
      heading: report.stack,
      kind: "drift",
      sections: [buildSummary(report, verdict), ...sections],
      footer: [`looked at ${formatTime(report.startedMs)}`],
    },
    context,
  );
}

function buildSummary(report: DriftReport, verdict: string): Section {
  const hues: Readonly<Record<string, string>> = { conflict: "update", vanished: "delete", replaced: "delete" };
  const counts = countByClass(report).filter(([, count]) => count > 0);
  const tiles = html`<ul class="tiles">${counts.map(
    ([kind, count]) => html`<li class="${hues[kind] ?? "import"}"><b>${count}</b> ${kind}</li>`,
  )}</ul>`;
  const body = joinMarkup(
    [
      html`<p class="verdict">${verdict}</p>`,
      ...(counts.length === 0 ? [] : [tiles]),
      ...groupDiagnostics(report.errors).map(buildDiagnosticBox),
    ],
    "\n",
  );
  return { id: "summary", short: "Summary", title: "Summary", body };
}

const SHORT: Readonly<Record<string, string>> = { drift: "Changes", doubled: "Made twice", unmanaged: "Not declared" };

function buildSection({ id, title, blocks }: DriftSection): Section {
  return { id, short: SHORT[id] ?? title, title, body: joinMarkup(blocks.map(buildBox), "\n") };
}

function buildBox(lines: readonly string[]): Markup {
  return html`<div class="box"><pre tabindex="0">${linesToMarkup(lines.map((line) => line.slice(2)))}</pre></div>`;
}
