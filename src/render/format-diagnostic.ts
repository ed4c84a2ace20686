// Diagnostics for people: severity, code and summary, where, the lines with a caret, why, and the one thing to do.
import type { Diagnostic, SourceRange } from "../core/diagnostic.ts";
import { formatCodeFrame } from "./code-frame.ts";
import { escapeForTerminal, escapeLines } from "./escape-for-terminal.ts";
import { wrapText } from "./fit-text.ts";
import { buildPaint, type Style } from "./style.ts";

export function formatDiagnostic(diagnostic: Diagnostic, style: Style): string {
  const paint = buildPaint(style);
  const { severity, code, summary, range, snippet, detail, fix, related = [], address } = diagnostic;
  const ink = severity === "error" ? paint.red : paint.yellow;
  const title = wrapText(`${severity}[${code}]: ${escapeForTerminal(summary)}`, style.width, "", "  ");
  const place = range === undefined ? [] : [`${paint.cyan("-->")} ${formatPlace(range)}`];
  const owner =
    address === undefined || summary.includes(address) ? [] : [`${paint.cyan("in ")} ${escapeForTerminal(address)}`];
  const frame =
    range === undefined || snippet === undefined
      ? []
      : formatCodeFrame(snippet, range, { width: style.width - 2, paint, ink });
  const why = detail === undefined ? [] : wrapText(escapeLines(detail), style.width - 2);
  const others = related.flatMap((item) =>
    wrapText(
      `${formatPlace(item.range)}: ${escapeForTerminal(item.message)}`,
      style.width - 2,
      `${paint.cyan("see")} `,
    ),
  );
  const advice =
    fix === undefined || fix === ""
      ? []
      : wrapText(escapeLines(fix), style.width - 2, `${paint.green("fix:")} `, "     ");
  const body = [...place, ...owner, ...frame, ...why, ...others, ...advice];
  return [
    paintTitle(title, `${severity}[${code}]:`, ink, paint.bold),
    ...body.map((line) => `  ${line}`.trimEnd()),
  ].join("\n");
}

function paintTitle(
  lines: readonly string[],
  lead: string,
  ink: (text: string) => string,
  bold: (text: string) => string,
): string {
  return lines
    .map((line, index) => (index === 0 ? `${ink(bold(lead))}${bold(line.slice(lead.length))}` : bold(line)))
    .join("\n");
}

export function formatPlace({ file, start }: SourceRange): string {
  return `${escapeForTerminal(file)}:${start.line}:${start.column}`;
}

/** All of them in the order given, then how many there are. Empty text for none. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], style: Style): string {
  if (diagnostics.length === 0) return "";
  const frames = diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, style));
  return `${[...frames, formatDiagnosticCounts(diagnostics)].join("\n\n")}\n`;
}

export function formatDiagnosticCounts(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error").length;
  const warnings = diagnostics.length - errors;
  const parts = [
    ...(errors > 0 ? [`${errors} error${errors === 1 ? "" : "s"}`] : []),
    ...(warnings > 0 ? [`${warnings} warning${warnings === 1 ? "" : "s"}`] : []),
  ];
  return parts.join(", ");
}
