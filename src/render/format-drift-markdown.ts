// Drift for an issue, a chat or a job summary: the summary, then a folded block for each thing. Never longer than such a text may be.
import type { DriftReport } from "../core/drift-report.ts";
import { escapeAll } from "./escape-for-terminal.ts";
import { formatDriftSections, formatDriftSummary } from "./format-drift-sections.ts";
import { groupDiagnostics } from "./group-diagnostics.ts";
import { buildBlock, diagnosticBlock, fitBlocks, MOST_CHARACTERS } from "./markdown-blocks.ts";
import { buildPaint, type Style } from "./style.ts";

const STYLE: Style = { width: 100, colour: false, unicode: true, isTerminal: false };
const INDENT = 2;

export function formatDriftMarkdown(unsafe: DriftReport, most: number = MOST_CHARACTERS): string {
  const report = escapeAll(unsafe);
  const sections = formatDriftSections(report, { style: STYLE, paint: buildPaint(STYLE) });
  const blocks = [
    ...groupDiagnostics(report.errors).map((one) => diagnosticBlock(one, STYLE, true)),
    ...sections.flatMap(({ id, title, blocks: told }) =>
      told.map(([first = "", ...rest]) =>
        buildBlock(
          // What has changed says so by its class.
          id === "drift" ? first.trim() : `${title}: ${first.trim()}`,
          rest.map((line) => line.slice(INDENT)),
          false,
        ),
      ),
    ),
  ];
  const head = `### trueup drift: ${report.stack}\n\n**${formatDriftSummary(report)}**`;
  return `${fitBlocks(head, blocks, { most, command: "trueup drift" })}\n`;
}
