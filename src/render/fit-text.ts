// Text by display width: measuring, padding, cutting and wrapping. Knows no colours but those already in the text.
import stringWidth from "fast-string-width";
import { wrapAnsi } from "fast-wrap-ansi";
import { once } from "../core/once.ts";

/** Most texts, in European languages: a column for each sign. What is not in here has to be measured, which takes loading. */
const PLAIN =
  /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u0391-\u03c9\u0400-\u0481\u2010-\u2027\u2190-\u2193\u2212\u2500-\u257f\u2713\u2717]*$/;

export function textWidth(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(text);
}

export function padText(text: string, width: number, side: "left" | "right" = "right"): string {
  const padding = " ".repeat(Math.max(0, width - textWidth(text)));
  return side === "right" ? text + padding : padding + text;
}

/** Cuts plain text at the end. */
export function cutText(text: string, width: number, ellipsis: string): string {
  if (textWidth(text) <= width) return text;
  return takeStart(text, Math.max(0, width - textWidth(ellipsis))) + ellipsis;
}

/** Cuts plain text in the middle: beginnings and ends tell most. */
export function cutMiddle(text: string, width: number, ellipsis: string): string {
  if (textWidth(text) <= width) return text;
  const room = Math.max(2, width - textWidth(ellipsis));
  const head = takeStart(text, Math.ceil(room * 0.6));
  return head + ellipsis + takeEnd(text, room - textWidth(head));
}

/** Making one takes as long as a small plan. */
const segmenter = once(() => new Intl.Segmenter("en", { granularity: "grapheme" }));

export function graphemesOf(text: string): string[] {
  if (PLAIN.test(text)) return [...text];
  return [...segmenter().segment(text)].map(({ segment }) => segment);
}

function takeStart(text: string, width: number): string {
  let taken = "";
  let used = 0;
  for (const grapheme of graphemesOf(text)) {
    used += textWidth(grapheme);
    if (used > width) break;
    taken += grapheme;
  }
  return taken;
}

function takeEnd(text: string, width: number): string {
  const graphemes = graphemesOf(text).reverse();
  let taken = "";
  let used = 0;
  for (const grapheme of graphemes) {
    used += textWidth(grapheme);
    if (used > width) break;
    taken = grapheme + taken;
  }
  return taken;
}

/** Lines of at most `width` columns; words are never broken. `first` opens the first line, `rest` the others. */
export function wrapText(text: string, width: number, first = "", rest = " ".repeat(textWidth(first))): string[] {
  const room = Math.max(20, width - Math.max(textWidth(first), textWidth(rest)));
  return text
    .split("\n")
    .flatMap((line) => (textWidth(line) <= room ? [line] : wrapAnsi(line, room, { trim: true }).split("\n")))
    .map((line, index) => ((index === 0 ? first : rest) + line).trimEnd());
}
