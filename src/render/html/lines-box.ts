// A section of the text form as a box: its first line is the title, the others stand as they are.
import { linesToMarkup, withoutInk } from "./ink-markup.ts";
import { html, type Markup } from "./markup.ts";

export function buildLinesBox([title, ...lines]: readonly string[], kind = ""): Markup | undefined {
  if (title === undefined) return undefined;
  const body = lines.length === 0 ? undefined : html`<pre>${linesToMarkup(withoutMargin(lines))}</pre>`;
  return html`<div class="box ${kind}"><h3>${withoutInk(title)}</h3>${body}</div>`;
}

/** The text form indents what stands below a title by two columns. */
function withoutMargin(lines: readonly string[]): string[] {
  return lines.map((line) => (line.startsWith("  ") ? line.slice(2) : line));
}
