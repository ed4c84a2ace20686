// The dependency graph as Mermaid, as Graphviz' DOT and as JSON. Arrows lead from a resource to what it needs. Pure.
import type { ResourceGraph, ResourceNode } from "../../core/resource-graph.ts";
import { showControls } from "../escape-for-terminal.ts";

export type GraphFormat = "mermaid" | "dot" | "json";

export function formatGraph(graph: ResourceGraph, format: GraphFormat): string {
  switch (format) {
    case "mermaid":
      return formatMermaid(graph);
    case "dot":
      return formatDot(graph);
    case "json":
      return `${JSON.stringify(graph, undefined, 2)}\n`;
  }
}

/** Ids are numbers: no address can be a word that Mermaid knows (`end`) or have a sign of its syntax. */
function formatMermaid({ nodes, edges }: ResourceGraph): string {
  const ids = new Map(nodes.map(({ address }, index) => [address, `n${index}`]));
  const boxes = nodes.map(
    ({ address, provider }) => `  ${ids.get(address)}["${quoteMermaid(address)}<br/>${quoteMermaid(provider)}"]`,
  );
  const lines = edges.map(({ from, to }) => `  ${ids.get(from)} --> ${ids.get(to)}`);
  return `${["flowchart LR", ...boxes, ...lines].join("\n")}\n`;
}

/** Labels are HTML to Mermaid, which writes entities with a number sign. */
function quoteMermaid(text: string): string {
  return showControls(text).replace(/[#"&<>`\\]/g, (sign) => `#${sign.charCodeAt(0)};`);
}

function formatDot({ nodes, edges }: ResourceGraph): string {
  const lines = [
    "digraph trueup {",
    '  rankdir = "LR";',
    '  node [shape = "box", style = "rounded", fontname = "sans-serif"];',
    ...nodes.map((node) => `  ${quoteDot(node.address)} [label = ${labelDot(node)}];`),
    ...edges.map(({ from, to }) => `  ${quoteDot(from)} -> ${quoteDot(to)};`),
    "}",
  ];
  return `${lines.join("\n")}\n`;
}

function labelDot({ address, provider }: ResourceNode): string {
  return `"${escapeDot(address)}\\n${escapeDot(provider)}"`;
}

function quoteDot(text: string): string {
  return `"${escapeDot(text)}"`;
}

function escapeDot(text: string): string {
  return showControls(text).replace(/["\\]/g, (sign) => `\\${sign}`);
}
