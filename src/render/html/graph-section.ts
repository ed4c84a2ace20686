// The picture of what waits for what, and the same as a list for those who do not see it.

import { cutMiddle } from "../fit-text.ts";
import { drawLine, type GraphLayout, layoutGraph, NODE_HEIGHT, NODE_WIDTH, type PlacedNode } from "./layout-graph.ts";
import { html, joinMarkup, type Markup } from "./markup.ts";
import { hueOf, signOf, wordOf } from "./operation-marks.ts";
import type { Section } from "./page.ts";
import { chooseGraph, type Work, type WorkGraph, type WorkNode } from "./work-graph.ts";

/** Above it alike operations are one node; no more than so many are drawn and listed. */
export const MOST_NODES = 300;
const MOST_LINES = 3000;
const MOST_NAMED = 12;
const LABEL_COLUMNS = 29;
const TALLEST = 540;

export function buildGraphSection(work: Work): Section[] {
  if (work.count === 0) return [];
  const graph = chooseGraph(work, MOST_NODES, "operations");
  const tied = graph.nodes.filter(({ needs, neededBy }) => needs.length + neededBy.length > 0);
  const body =
    tied.length === 0
      ? html`<p class="note">No operation waits for another: all can start at once.</p>`
      : joinMarkup([describeGraph(graph, tied, work.count), drawGraph(graph, tied), listNodes(graph)], "\n");
  return [{ id: "graph", short: "Dependencies", title: "What waits for what", body }];
}

function describeGraph({ nodes, by }: WorkGraph, tied: readonly WorkNode[], count: number): Markup {
  const lone = nodes.length - tied.length;
  const shared = by === "instances" ? "instances that do the same and wait for the same" : "operations of one type";
  const sentences = [
    by === "operations"
      ? "Each box is an operation."
      : `${count} operations in ${nodes.length} boxes: ${shared} share one.`,
    "Lines lead from what must be done first.",
    ...(tied.length > MOST_NODES ? [`The first ${MOST_NODES} of ${tied.length} are drawn.`] : []),
    ...(lone > 0 ? [`Not drawn: ${lone} that wait${lone === 1 ? "s" : ""} for nothing and hold nothing up.`] : []),
  ];
  return html`<p class="note">${sentences.join(" ")}</p>`;
}

function drawGraph({ nodes }: WorkGraph, tied: readonly WorkNode[]): Markup {
  const layout = layoutGraph(tied.slice(0, MOST_NODES));
  const height = Math.min(TALLEST, Math.max(150, layout.height));
  const boxes = layout.placed.map((placed) => drawNode(placed, describeNode(placed.node, nodes)));
  return html`<div class="graph" id="graph-frame">
<div class="tools" hidden><button type="button" data-zoom="in" aria-label="Zoom in">+</button><button type="button" data-zoom="out" aria-label="Zoom out">−</button><button type="button" data-zoom="all">Show all</button><span class="hint">Drag or arrows move, <kbd>+</kbd> <kbd>−</kbd> <kbd>0</kbd> or the wheel zoom, <kbd>Enter</kbd> goes to the boxes</span></div>
<div class="canvas" id="graph-canvas" role="group" aria-label="Graph of the operations, also given as a list below"><svg id="graph-svg" width="100%" height="${height}" viewBox="0 0 ${Math.max(layout.width, 1000)} ${layout.height}" data-width="${layout.width}" data-height="${layout.height}" role="group" aria-label="Operations">
<g class="lines" aria-hidden="true">${drawLines(layout)}</g>
${joinMarkup(boxes, "\n")}
</svg><p class="tip" id="graph-tip" aria-hidden="true" hidden></p></div></div>`;
}

function drawLines({ placed }: GraphLayout): Markup {
  const at = new Map(placed.map((one) => [one.node.index, one]));
  const lines = placed.flatMap((to) =>
    to.node.needs.flatMap((need) => {
      const from = at.get(need);
      return from === undefined ? [] : [html`<path data-l="${need} ${to.node.index}" d="${drawLine(from, to)}"/>`];
    }),
  );
  return joinMarkup(lines.slice(0, MOST_LINES));
}

function drawNode({ node, x, y }: PlacedNode, name: string): Markup {
  const { action, count, wave } = node;
  const more = count === undefined ? "" : ` · ${count} operations`;
  return html`<g class="node ${hueOf(action)}" data-n="${node.index}" transform="translate(${x} ${y})" role="img" aria-label="${name}"><rect width="${NODE_WIDTH}" height="${NODE_HEIGHT}" rx="7"/><rect class="edge" width="5" height="${NODE_HEIGHT}" rx="2"/><text x="16" y="19">${cutMiddle(node.label, LABEL_COLUMNS, "…")}</text><text class="small" x="16" y="36">${signOf(action)} ${wordOf(action)}${more} · wave ${wave}</text></g>`;
}

function describeNode(node: WorkNode, nodes: readonly WorkNode[]): string {
  const { action, label, wave, needs, neededBy } = node;
  const waits = needs.length === 0 ? "waits for nothing" : `waits for ${nameNodes(needs, nodes)}`;
  const next = neededBy.length === 0 ? "" : `; then ${nameNodes(neededBy, nodes)}`;
  return `${wordOf(action)} ${label}, wave ${wave}: ${waits}${next}`;
}

function nameNodes(indices: readonly number[], nodes: readonly WorkNode[]): string {
  const named = indices.slice(0, MOST_NAMED).flatMap((index) => {
    const node = nodes[index];
    return node === undefined ? [] : [`${wordOf(node.action)} ${node.label}`];
  });
  const left = indices.length - named.length;
  return `${named.join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
}

/** Once more in words. */
function listNodes({ nodes }: WorkGraph): Markup {
  const shown = nodes.slice(0, MOST_NODES);
  const items = shown.map((node) => html`<li>${describeNode(node, nodes)}</li>`);
  const left = nodes.length - shown.length;
  const more = left > 0 ? html`<p class="note">and ${left} more: --format json lists them all</p>` : undefined;
  return html`<details class="plain"><summary>The same as a list</summary><ol>${items}</ol>${more}</details>`;
}
