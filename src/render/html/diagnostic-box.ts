// A diagnostic as a box: what is wrong, where, the lines with a caret, why, and what to do.
import type { Diagnostic } from "../../core/diagnostic.ts";
import { formatCodeFrame } from "../code-frame.ts";
import { escapeForTerminal, escapeLines } from "../escape-for-terminal.ts";
import { formatPlace } from "../format-diagnostic.ts";
import { INK, linesToMarkup } from "./ink-markup.ts";
import { html, joinMarkup, type Markup } from "./markup.ts";

const FRAME_COLUMNS = 110;

export function buildDiagnosticBox(diagnostic: Diagnostic): Markup {
  const { severity, code, summary, range, detail, fix, related = [], address } = diagnostic;
  const owner = address === undefined || summary.includes(address) ? [] : [`in ${escapeForTerminal(address)}`];
  const places = [...(range === undefined ? [] : [formatPlace(range)]), ...owner];
  const others = related.map(({ range: place, message }) => `see ${formatPlace(place)}: ${escapeForTerminal(message)}`);
  return html`<div class="box ${severity}"><h3><span class="badge">${severity}</span> ${escapeForTerminal(summary)} <code class="dim">${code}</code></h3>${joinMarkup(
    [
      ...places.map((place) => html`<p class="place">${place}</p>`),
      ...buildFrame(diagnostic),
      ...(detail === undefined ? [] : [html`<p class="lines">${escapeLines(detail)}</p>`]),
      ...others.map((line) => html`<p>${line}</p>`),
      ...(fix === undefined || fix === "" ? [] : [buildFix(fix)]),
    ],
  )}</div>`;
}

/** Reading it aloud sign by sign tells nothing that its place does not. */
function buildFrame({ range, snippet, severity }: Diagnostic): Markup[] {
  if (range === undefined || snippet === undefined) return [];
  const ink = severity === "error" ? INK.red : INK.yellow;
  const lines = formatCodeFrame(snippet, range, { width: FRAME_COLUMNS, paint: INK, ink });
  return [
    html`<pre class="frame" tabindex="0" role="region" aria-label="Lines of ${range.file}">${linesToMarkup(lines)}</pre>`,
  ];
}

function buildFix(fix: string): Markup {
  return html`<p class="lines fix"><b>Fix:</b> ${escapeLines(fix)}</p>`;
}
