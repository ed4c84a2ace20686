// Where each node of the order stands in the picture: waves from left to right, a wave in as many columns as keep the
// picture's shape. Pure and deterministic; knows no markup.
import { groupBy } from "../../core/group-by.ts";
import type { WorkNode } from "./work-graph.ts";

export const NODE_WIDTH = 232;
export const NODE_HEIGHT = 46;
const GAP_DOWN = 16;
const GAP_COLUMNS = 28;
const GAP_WAVES = 84;
const MARGIN = 16;

export interface PlacedNode {
  readonly node: WorkNode;
  readonly x: number;
  readonly y: number;
}

export interface GraphLayout {
  readonly placed: readonly PlacedNode[];
  readonly width: number;
  readonly height: number;
}

export function layoutGraph(nodes: readonly WorkNode[]): GraphLayout {
  const most = Math.max(6, Math.ceil(Math.sqrt(nodes.length * 2.2)));
  const waves = [...groupBy(nodes, ({ wave }) => wave).values()];
  const rows = Math.min(most, Math.max(0, ...waves.map((wave) => wave.length)));
  const height = rows * (NODE_HEIGHT + GAP_DOWN) - GAP_DOWN + 2 * MARGIN;
  const ys = new Map<number, number>();
  const placed: PlacedNode[] = [];
  let left = MARGIN;
  for (const wave of waves) {
    const columns = Math.ceil(wave.length / most);
    const perColumn = Math.ceil(wave.length / columns);
    const top = (height - perColumn * (NODE_HEIGHT + GAP_DOWN) + GAP_DOWN) / 2;
    for (const [at, node] of orderWave(wave, ys).entries()) {
      const x = left + Math.floor(at / perColumn) * (NODE_WIDTH + GAP_COLUMNS);
      const y = Math.round(top + (at % perColumn) * (NODE_HEIGHT + GAP_DOWN));
      ys.set(node.index, y);
      placed.push({ node, x, y });
    }
    left += columns * (NODE_WIDTH + GAP_COLUMNS) - GAP_COLUMNS + GAP_WAVES;
  }
  return { placed, width: left - GAP_WAVES + MARGIN, height };
}

/** Beside what it needs, so that lines cross little; among equals the plan's order. */
function orderWave(wave: readonly WorkNode[], ys: ReadonlyMap<number, number>): readonly WorkNode[] {
  const middle = new Map(
    wave.map(({ index, needs }) => [index, needs.reduce((sum, need) => sum + (ys.get(need) ?? 0), 0) / needs.length]),
  );
  const of = ({ index, needs }: WorkNode) => (needs.length === 0 ? 0 : (middle.get(index) ?? 0));
  return [...wave].sort((a, b) => of(a) - of(b) || a.index - b.index);
}

/** From the right side of what is needed to the left side of what needs it. */
export function drawLine(from: PlacedNode, to: PlacedNode): string {
  const [x1, y1] = [from.x + NODE_WIDTH, from.y + NODE_HEIGHT / 2];
  const [x2, y2] = [to.x, to.y + NODE_HEIGHT / 2];
  const bend = Math.max(24, Math.round((x2 - x1) / 2));
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}
