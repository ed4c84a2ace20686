// Drift for people: what changed behind our back, classified, one line per field.
import type { DriftReport } from "../core/drift-report.ts";
import { escapeAll } from "./escape-for-terminal.ts";
import { formatDriftSections, formatDriftSummary } from "./format-drift-sections.ts";
import { buildPaint, type Style } from "./style.ts";

export function formatDriftText(unsafe: DriftReport, style: Style): string {
  const report = escapeAll(unsafe);
  const paint = buildPaint(style);
  const sections = formatDriftSections(report, { style, paint });
  const told = sections.map(({ title, blocks }) => [paint.bold(title), ...blocks.flat()].join("\n"));
  return `${[...told, paint.bold(formatDriftSummary(report))].join("\n\n")}\n`;
}
