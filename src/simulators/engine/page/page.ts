// The page at /_sim/: one document without any data, whose script asks for it. Loads nothing from elsewhere, and may not.
import { createHash } from "node:crypto";
import { DOM_SCRIPT } from "./dom-script.ts";
import { FAULT_PRESETS } from "./fault-presets.ts";
import { PAGE_SCRIPT } from "./page-script.ts";
import { PAGE_STYLE } from "./page-style.ts";

const SCRIPT = `"use strict";(() => {const PRESETS = ${JSON.stringify(FAULT_PRESETS)};${DOM_SCRIPT}${PAGE_SCRIPT}})();`;

const PUSHES = [
  [60_000, "+1 minute"],
  [3_600_000, "+1 hour"],
  [86_400_000, "+1 day"],
  [2_592_000_000, "+30 days"],
] as const;

const PUSH_BUTTONS = PUSHES.map(([ms, label]) => `<button type="button" data-push="${ms}">${label}</button>`).join("");

const HEAD = `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>trueup sim</title>
<style>${PAGE_STYLE}</style>`;

const TOP = `<a class="skip" href="#main">Skip to the objects</a>
<header class="top"><div class="wide">
<p class="brand">trueup sim <span>a stand-in: nothing here is real</span></p>
<h1 id="vendor">…</h1>
<nav aria-label="Stand-ins and sections"><ul id="vendors"></ul>
<ul class="jumps"><li><a href="#objects-title">Objects</a></li><li><a href="#faults-title">Faults</a></li><li><a href="#requests-title">Requests</a></li></ul></nav>
</div></header>
<p id="lost" class="lost" role="alert" hidden>The simulator does not answer: it has ended, or is busy. What you see is what it said last.</p>`;

const CLOCK = `<section aria-labelledby="clock-title"><h2 id="clock-title">Clock</h2>
<p class="big"><time id="now">…</time> <span id="pushed" class="hush"></span></p>
<p class="tools">${PUSH_BUTTONS}</p>
<p class="hush">Operations that are due by then end, schedules fire. It cannot be put back. <span id="speed"></span></p>
</section>`;

const ACCOUNTS = `<section aria-labelledby="accounts-title"><h2 id="accounts-title">Accounts</h2>
<div id="accounts"></div>
<details class="block"><summary>The environment for trueup, all stand-ins</summary><pre id="env" tabindex="0" aria-label="Environment"></pre></details>
</section>`;

const OBJECTS = `<section aria-labelledby="objects-title"><h2 id="objects-title">Objects</h2>
<div id="kinds"></div><p id="none" class="hush"></p>
</section>`;

const FAULTS = `<section aria-labelledby="faults-title"><h2 id="faults-title">Faults</h2>
<div id="faults"></div>
<p><button type="button" id="clear-faults" hidden>Clear all</button></p>
<form id="fault-form">
<p class="tools"><label for="preset">Add</label><select id="preset"></select></p>
<p><label for="rule">as JSON: one rule or a list, as in a file for --faults</label>
<textarea id="rule" rows="3" spellcheck="false" autocomplete="off"></textarea></p>
<p class="tools"><button type="submit" class="main">Add fault</button> <span id="fault-said" role="status"></span></p>
</form>
</section>`;

const REQUESTS = `<section aria-labelledby="requests-title"><h2 id="requests-title">Requests seen</h2>
<p class="tools"><label for="search">Filter</label><input id="search" type="search" autocomplete="off">
<label class="check"><input id="changes-only" type="checkbox"> changes only</label>
<label class="check"><input id="all-vendors" type="checkbox"> all stand-ins</label>
<span id="found" class="hush" role="status"></span></p>
<div class="scroll" tabindex="0" role="region" aria-label="Requests, the newest first"><table><thead><tr>
<th scope="col">Time</th><th scope="col">Call</th><th scope="col">Parameters</th><th scope="col">Answer</th>
</tr></thead><tbody id="requests"></tbody></table></div>
<p><button type="button" id="more" hidden>Show more</button></p>
</section>`;

export const PAGE = `<!doctype html>
<html lang="en">
<head>
${HEAD}
</head>
<body>
${TOP}
<main id="main" class="wide" tabindex="-1">
<p id="said" class="said" role="status"></p>
<div class="two">${CLOCK}
${ACCOUNTS}</div>
${OBJECTS}
${FAULTS}
${REQUESTS}
</main>
<noscript><p class="wide">This page needs its script; the same as JSON: /_sim/overview and /_sim/log.</p></noscript>
<script>${SCRIPT}</script>
</body>
</html>
`;

/** The header that goes with it: nothing is loaded but from here, of style and script only these. */
export const PAGE_POLICY = Object.entries({
  "default-src": "'none'",
  "style-src": sourceOf(PAGE_STYLE),
  "script-src": sourceOf(SCRIPT),
  "connect-src": "'self'",
  "img-src": "data:",
  "base-uri": "'none'",
  "form-action": "'none'",
  "frame-ancestors": "'none'",
})
  .map(([name, source]) => `${name} ${source}`)
  .join("; ");

function sourceOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
