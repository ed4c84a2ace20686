// A located tree as JSON, with its places and its aliases, but without the scalars that must not be kept. Pure.
import type { RecordedNode, RecordedSpan } from "../../core/configuration-record.ts";
import type { Json } from "../../core/json.ts";
import type { Located, LocatedMap, LocatedScalar } from "../text/located.ts";
import type { Source, Span } from "../text/source.ts";

export interface RecordedTree {
  readonly sources: readonly Source[];
  readonly tree: RecordedNode;
}

/** The number of a scalar among what is left out, or `blank` where nothing needs it. */
type Cut = (scalar: LocatedScalar, path: readonly string[]) => number | "blank" | undefined;

/** `cut` answers for each scalar that must not be kept. */
export function recordTree(root: LocatedMap, cut: Cut): RecordedTree {
  const sources: Source[] = [];
  const spanOf = (span: Span): RecordedSpan => {
    const known = sources.indexOf(span.source);
    return [known === -1 ? sources.push(span.source) - 1 : known, span.start, span.end];
  };
  const numbers = new Map<Located, number>();
  const record = (node: Located, path: readonly string[]): RecordedNode => {
    if (node.kind === "scalar") return recordScalar(node, cut(node, path), spanOf(node.span));
    const known = numbers.get(node);
    if (known !== undefined) return ["r", known];
    numbers.set(node, numbers.size);
    if (node.kind === "list") {
      const items = node.items.map((item, index) => record(item, [...path, String(index)]));
      return ["l", items, spanOf(node.span)];
    }
    const entries = [...node.entries].map(([key, entry]) => [
      key,
      spanOf(entry.keySpan),
      record(entry.value, [...path, key]),
    ]);
    return ["m", entries, spanOf(node.span)];
  };
  return { tree: record(root, []), sources };
}

function recordScalar({ value, text }: LocatedScalar, secret: ReturnType<Cut>, span: RecordedSpan): RecordedNode {
  if (secret === "blank") return ["s", "", span];
  if (secret !== undefined) return ["c", secret, span];
  const own: readonly Json[] = text === String(value) ? [] : [text];
  return ["s", value, span, ...own];
}

/** How long the lines of a text are, in characters. */
export function measureLines({ name, skippedBytes, text }: Source) {
  return { name, skippedBytes, lines: text.split("\n").map((line) => line.length) };
}
