// Tables aligned by display width. Cut to the terminal's width, never in a pipe.
import type { Json } from "../core/json.ts";
import { escapeForTerminal } from "./escape-for-terminal.ts";
import { cutText, padText, textWidth } from "./fit-text.ts";
import { buildPaint, type Style } from "./style.ts";

const GAP = "  ";
const NARROWEST = 6;

export function formatTable(columns: readonly string[], rows: readonly (readonly Json[])[], style: Style): string {
  const paint = buildPaint(style);
  const header = columns.map((column) =>
    escapeForTerminal(column)
      .replace(/([a-z])([A-Z])/g, "$1 $2")
      .toUpperCase(),
  );
  const cells = rows.map((row) => columns.map((_column, index) => formatCell(row[index])));
  const isNumeric = columns.map(
    (_column, index) =>
      rows.length > 0 &&
      rows.every((row) => typeof row[index] === "number" || row[index] === null) &&
      rows.some((row) => typeof row[index] === "number"),
  );
  const natural = header.map((title, index) =>
    cells.reduce((most, row) => Math.max(most, textWidth(row[index] ?? "")), textWidth(title)),
  );
  const widths = style.isTerminal ? shrink(natural, style.width - GAP.length * (columns.length - 1)) : natural;
  const layOut = (row: readonly string[]) =>
    row
      .map((cell, index) =>
        padText(
          cutText(cell, widths[index] ?? 0, paint.ellipsis),
          widths[index] ?? 0,
          isNumeric[index] === true ? "left" : "right",
        ),
      )
      .join(GAP)
      .trimEnd();
  return `${[paint.bold(layOut(header)), ...cells.map(layOut)].join("\n")}\n`;
}

function formatCell(value: Json | undefined): string {
  if (value === undefined || value === null) return "-";
  if (typeof value === "string") return escapeForTerminal(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map((item: Json) => formatCell(item)).join(", ") || "-";
  return escapeForTerminal(typeof value === "number" ? String(value) : JSON.stringify(value));
}

/** The widest columns give first. */
function shrink(natural: readonly number[], room: number): number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  while (excess > 0) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) break;
    widths[widths.indexOf(widest)] = widest - 1;
    excess--;
  }
  return widths;
}
