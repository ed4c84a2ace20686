// The order of the work in time: waves, and for each a bar as long as the work is expected to take.
import { groupBy } from "../../core/group-by.ts";
import { formatDuration } from "../../core/units.ts";
import { html, joinMarkup, type Markup } from "./markup.ts";
import { hueOf, wordOf } from "./operation-marks.ts";
import type { Section } from "./page.ts";
import { chooseGraph, type Work } from "./work-graph.ts";
import { formatExpected, timeWork, type WorkTime, type WorkTimes } from "./work-time.ts";

/** Above it a row for all of one type and wave. */
const MOST_ROWS = 120;

export function buildOrderSection(plan: Work): Section[] {
  if (plan.count === 0) return [];
  const work = timeWork(chooseGraph(plan, MOST_ROWS, "instances"));
  const shown = work.times.slice(0, MOST_ROWS);
  const left = work.times.length - shown.length;
  const waves = [...groupBy(shown, ({ node }) => node.wave)];
  const body = html`<p class="note">${describeWhole(work)}</p>
<table class="order"><thead><tr><th scope="col">Operation</th><th scope="col">Expected</th><th scope="col">Starts</th><th scope="col" class="when">When</th></tr></thead>
${joinMarkup(
  waves.map(([wave, times]) => buildWave(wave, times, work.endMs)),
  "\n",
)}
</table>${left > 0 ? html`<p class="note">and ${left} more: --format json lists them all</p>` : undefined}`;
  return [{ id: "order", short: "Order", title: "Order and expected time", body }];
}

function describeWhole({ endMs, isAllKnown, isAnyKnown, times }: WorkTimes): string {
  const waves = times.reduce((most, { node }) => Math.max(most, node.wave), 0);
  const inWaves =
    waves === 1 ? "One wave: all can start at once." : `${waves} waves: each waits for what it needs of those before.`;
  if (!isAnyKnown) return `${inWaves} How long it takes is not known: the bars show the order only.`;
  const told = times.filter(({ expected }) => expected.kind === "unknown").length;
  const about = `${isAllKnown ? "About" : "Roughly"} ${formatDuration(roundMs(endMs))}, if nothing waits for a free slot at the provider.`;
  return `${inWaves} ${about}${told > 0 ? " Where the time is not known, the bar is dashed." : ""}`;
}

/** Whole seconds: nothing is known more closely. */
function roundMs(ms: number): number {
  return Math.max(1000, Math.round(ms / 1000) * 1000);
}

function buildWave(wave: number, times: readonly WorkTime[], endMs: number): Markup {
  const count = times.reduce((sum, { node }) => sum + node.operations.length, 0);
  const title = `Wave ${wave} · ${count} operation${count === 1 ? "" : "s"}`;
  return html`<tbody><tr class="wave"><th scope="rowgroup" colspan="4">${title}</th></tr>
${joinMarkup(
  times.map((time) => buildRow(time, endMs)),
  "\n",
)}</tbody>`;
}

function buildRow({ node, startMs, lengthMs, expected }: WorkTime, endMs: number): Markup {
  const { action, label, operations, count: number } = node;
  const count = number === undefined ? undefined : html` <span class="dim">× ${number}</span>`;
  const after = startMs === 0 ? "at the start" : `after ${formatDuration(roundMs(startMs))}`;
  const kind = expected.kind === "unknown" ? " unknown" : "";
  const [from, length] = [share(startMs, endMs), Math.max(0.6, share(lengthMs, endMs))];
  return html`<tr><th scope="row"><span class="act ${hueOf(action)}">${wordOf(action)}</span> <code>${label}</code>${count}</th><td>${operations.length > 1 && expected.kind === "known" && expected.ms > 0 ? "up to " : ""}${formatExpected(expected)}</td><td class="hush">${after}</td><td class="when"><svg class="bar ${hueOf(action)}${kind}" width="100%" height="12" aria-hidden="true"><rect class="track" width="100%" height="12" rx="3"/><rect x="${Math.min(from, 99.4)}%" width="${length}%" height="12" rx="3"/></svg></td></tr>`;
}

function share(ms: number, endMs: number): number {
  return endMs === 0 ? 0 : Math.round((ms / endMs) * 1000) / 10;
}
