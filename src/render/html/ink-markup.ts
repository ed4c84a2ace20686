// Lines that were inked for a terminal, as markup: the colours become classes, so that all forms of a plan share their words.
import { escapeHtml } from "../markdown.ts";
import { buildPaint, type Paint, type Style } from "../style.ts";
import { html, joinMarkup, type Markup } from "./markup.ts";

/** Lines are wrapped by the browser; only what would fill a page is cut. */
export const INK_STYLE: Style = { width: 600, colour: true, unicode: true, isTerminal: false };
export const INK: Paint = buildPaint(INK_STYLE);

const CODES: Readonly<Record<string, string>> = { 1: "b", 2: "dim", 31: "red", 32: "green", 33: "yellow", 36: "cyan" };
const ENDS: Readonly<Record<string, readonly string[]>> = { 22: ["b", "dim"], 39: ["red", "green", "yellow", "cyan"] };
const SEQUENCE = /\u001b\[(\d+)m/;
const ARROW = /^->$/;

/** Each stretch of one look is one span: they can never be badly nested. */
export function inkToMarkup(text: string): Markup {
  if (!text.includes("\u001b")) return html`${text}`;
  const worn = new Set<string>();
  let markup = "";
  for (const [index, part] of text.split(SEQUENCE).entries()) {
    if (index % 2 === 1) wear(worn, part);
    else if (part !== "") markup += dress(part, worn);
  }
  return { markup };
}

export function linesToMarkup(lines: readonly string[]): Markup {
  return joinMarkup(lines.map(inkToMarkup), "\n");
}

export function withoutInk(text: string): string {
  return text
    .split(SEQUENCE)
    .filter((_part, index) => index % 2 === 0)
    .join("");
}

function wear(worn: Set<string>, code: string): void {
  const name = CODES[code];
  if (name !== undefined) worn.add(name);
  for (const ended of ENDS[code] ?? []) worn.delete(ended);
}

function dress(text: string, worn: ReadonlySet<string>): string {
  const shown = escapeHtml(worn.has("dim") ? text.replace(ARROW, "→") : text);
  return worn.size === 0 ? shown : `<span class="${[...worn].join(" ")}">${shown}</span>`;
}
