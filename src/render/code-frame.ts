// Lines of a file with a caret under the place, aligned by display width: tabs, Cyrillic, CJK and emoji included.
import type { Snippet, SourceRange } from "../core/diagnostic.ts";
import { showControls } from "./escape-for-terminal.ts";
import { graphemesOf, padText, textWidth } from "./fit-text.ts";
import type { Paint } from "./style.ts";

const TAB = "    ";
const MOST_CARETS = 60;

export interface CodeFrameRequest {
  readonly width: number;
  readonly paint: Paint;
  readonly ink: (text: string) => string;
}

export function formatCodeFrame(
  snippet: Snippet,
  range: SourceRange,
  { width, paint, ink }: CodeFrameRequest,
): string[] {
  const gutter = String(snippet.startLine + snippet.lines.length - 1).length;
  const bar = paint.cyan("|");
  const room = Math.max(20, width - gutter - 3);
  const lines = snippet.lines.flatMap((text, index) => {
    const number = snippet.startLine + index;
    const span = spanOn(range, number, text);
    const from = window(text, span?.start ?? 0, room);
    const shown = cut(expand(text), from, room, paint.ellipsis);
    const line = `${paint.cyan(padText(String(number), gutter, "left"))} ${bar} ${shown}`.trimEnd();
    if (span === undefined) return [line];
    const { offset, count } = caretsOf(text, span, from, room);
    return [line, `${" ".repeat(gutter)} ${bar} ${" ".repeat(offset)}${ink("^".repeat(count))}`];
  });
  return [`${" ".repeat(gutter)} ${bar}`, ...lines];
}

interface LineSpan {
  readonly start: number;
  readonly end: number;
}

/** The part of the range on its first line, as offsets into the line. */
function spanOn(range: SourceRange, line: number, text: string): LineSpan | undefined {
  if (line !== range.start.line) return undefined;
  const start = Math.min(range.start.column - 1, text.length);
  const end = range.end.line === line ? Math.min(range.end.column - 1, text.length) : text.trimEnd().length;
  return { start, end: Math.max(start, end) };
}

function caretsOf(text: string, span: LineSpan, from: number, room: number): { offset: number; count: number } {
  const before = textWidth(expand(text.slice(0, span.start)));
  const marked = Math.max(1, textWidth(expand(text.slice(span.start, span.end))));
  const offset = before - from;
  return { offset, count: Math.max(1, Math.min(marked, MOST_CARETS, room - offset)) };
}

function expand(text: string): string {
  return showControls(text.replaceAll("\t", TAB));
}

/** Columns that are left out at the beginning of a long line so that its place is seen. */
function window(text: string, start: number, room: number): number {
  const before = textWidth(expand(text.slice(0, start)));
  return textWidth(expand(text)) <= room || before < room - 20 ? 0 : before - Math.floor(room / 3);
}

function cut(text: string, from: number, room: number, ellipsis: string): string {
  if (from === 0 && textWidth(text) <= room) return text;
  let at = 0;
  let shown = "";
  const first = from + (from > 0 ? ellipsis.length : 0);
  for (const grapheme of graphemesOf(text)) {
    const width = textWidth(grapheme);
    // A wide letter across the edge leaves a column empty.
    if (at >= first && shown === "") shown = " ".repeat(at - first);
    if (at >= first && textWidth(shown) + width < room - 1) shown += grapheme;
    at += width;
  }
  const isCut = at > from + room;
  return `${from > 0 ? ellipsis : ""}${shown}${isCut ? ellipsis : ""}`;
}
