// The frame of a report: one file that asks the network for nothing, and that a policy of its own keeps from doing so. Pure.

import { GRAPH_SCRIPT } from "./graph-script.ts";
import { html, joinMarkup, type Markup } from "./markup.ts";
import { REPORT_SCRIPT } from "./report-script.ts";
import { REPORT_STYLE } from "./report-style.ts";
import { SHAPES_STYLE } from "./shapes-style.ts";

export interface PageContext {
  /** RFC 3339; empty where it is not known. */
  readonly timestamp: string;
  readonly version: string;
  /** SHA-256 of a text's UTF-8, in base64. */
  readonly digest: (text: string) => string;
}

export interface Section {
  readonly id: string;
  /** In the list of sections. */
  readonly short: string;
  readonly title: string;
  readonly body: Markup;
}

export interface Page {
  readonly title: string;
  /** What the report is about, in large. */
  readonly heading: string;
  readonly kind: string;
  readonly sections: readonly Section[];
  readonly footer: readonly string[];
}

const STYLE = `${REPORT_STYLE}${SHAPES_STYLE}`;
const SCRIPT = `${REPORT_SCRIPT}${GRAPH_SCRIPT}`;

export function buildPage({ title, heading, kind, sections, footer }: Page, context: PageContext): string {
  const { timestamp, version } = context;
  const links = sections.map(({ id, short }) => html`<li><a href="#${id}">${short}</a></li>`);
  const about = [`trueup ${version}`, ...(timestamp === "" ? [] : [timestamp]), ...footer];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${{ markup: buildPolicy(context) }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header class="top"><div class="wide"><p class="brand">trueup <span>${kind}</span></p><h1>${heading}</h1></div></header>
<nav class="sections" aria-label="Sections"><ul class="wide">${links}</ul></nav>
<main id="main" class="wide" tabindex="-1">
${joinMarkup(sections.map(buildSection), "\n")}
</main>
<footer class="wide"><p>${about.join(" · ")}</p></footer>
<script>${{ markup: SCRIPT }}</script>
</body>
</html>
`.markup;
}

function buildSection({ id, title, body }: Section): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${body}</section>`;
}

/** Nothing is loaded, nothing is sent; of style and script only those that this file was written with. */
function buildPolicy({ digest }: PageContext): string {
  const sources = {
    "default-src": "'none'",
    "style-src": `'sha256-${digest(STYLE)}'`,
    "script-src": `'sha256-${digest(SCRIPT)}'`,
    "img-src": "data:",
    "base-uri": "'none'",
    "form-action": "'none'",
  };
  return Object.entries(sources)
    .map(([name, source]) => `${name} ${source}`)
    .join("; ");
}
