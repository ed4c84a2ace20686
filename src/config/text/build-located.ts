// YAML nodes to the located tree: aliases shared, `<<` merged, keys checked. Bounded; never evaluates anything.
import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from "yaml";
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import {
  buildList,
  buildMap,
  buildScalar,
  type Located,
  type LocatedEntry,
  type LocatedMap,
  type Scalar,
} from "./located.ts";
import { buildRange, type Source, type Span } from "./source.ts";

/** More than this many values, aliases counted as often as they are used, is an attack or an accident. */
export const MAX_WEIGHT = 200_000;

interface Building {
  readonly source: Source;
  readonly diagnostics: Diagnostic[];
  /** Anchors met so far in this document; a later one of the same name replaces an earlier one. */
  readonly anchors: Map<string, Located | "open">;
}

const PLAIN_TAGS = /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/;

export function buildLocated(building: Building, node: unknown, fallback: Span): Located {
  if (isAlias(node)) return followAlias(building, node);
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return buildScalar(null, fallback);
  const span = spanOf(building.source, node, fallback);
  refuseTag(building, node, span);
  const anchor = node.anchor;
  if (anchor !== undefined) building.anchors.set(anchor, "open");
  const located = isMap(node)
    ? buildFromMap(building, node, span)
    : isSeq(node)
      ? buildFromSeq(building, node, span)
      : { ...buildScalar(node.value as Scalar, span), text: node.source ?? String(node.value) };
  if (anchor !== undefined) building.anchors.set(anchor, located);
  return located;
}

function spanOf(source: Source, node: Node | null | undefined, fallback: Span): Span {
  const range = node?.range;
  return range ? { source, start: range[0], end: range[1] } : fallback;
}

/** More of them than this help nobody. */
const MAX_DIAGNOSTICS = 200;

function report(building: Building, code: string, summary: string, span: Span, fix?: string): void {
  if (building.diagnostics.length >= MAX_DIAGNOSTICS) return;
  const range = buildRange(span);
  building.diagnostics.push(buildError(code, summary, fix === undefined ? { range } : { range, fix }));
}

function refuseTag(building: Building, node: Node & { tag?: string | undefined }, span: Span): void {
  if (node.tag === undefined || PLAIN_TAGS.test(node.tag)) return;
  report(building, "config.unsupported-tag", `the tag ${node.tag} is not taken here`, span, "remove the tag");
}

function followAlias(building: Building, alias: Alias): Located {
  const start = alias.range?.[0] ?? 0;
  const span: Span = { source: building.source, start, end: alias.range?.[1] ?? start };
  const target = building.anchors.get(alias.source);
  if (target === "open") {
    report(building, "config.recursive-alias", `the alias *${alias.source} stands inside its own anchor`, span);
  } else if (target === undefined) {
    const fix = 'if it is text, such as a cron, put it in quotes: "*/15 * * * *"';
    report(building, "config.unknown-anchor", `there is no anchor &${alias.source} before this alias`, span, fix);
  } else return target;
  return buildScalar(null, span);
}

function buildFromSeq(building: Building, node: YAMLSeq, span: Span): Located {
  return buildList(
    node.items.map((item) => buildLocated(building, item, span)),
    span,
  );
}

function buildFromMap(building: Building, node: YAMLMap, span: Span): LocatedMap {
  const entries = new Map<string, LocatedEntry>();
  const merges: Located[] = [];
  for (const pair of node.items) {
    const key = readKey(building, pair, span);
    if (key === undefined) continue;
    const value = buildLocated(building, pair.value, { ...key.span, start: key.span.end });
    if (key.isMerge) merges.push(value);
    else addEntry(building, entries, key.text, { keySpan: key.span, value });
  }
  for (const merge of merges) mergeUnder(building, entries, merge);
  return buildMap(entries, span);
}

function addEntry(building: Building, entries: Map<string, LocatedEntry>, key: string, entry: LocatedEntry): void {
  const first = entries.get(key);
  if (first === undefined) {
    entries.set(key, entry);
    return;
  }
  if (building.diagnostics.length >= MAX_DIAGNOSTICS) return;
  building.diagnostics.push(
    buildError("config.duplicate-key", `${key} stands twice in this block`, {
      range: buildRange(entry.keySpan),
      related: [{ message: "the first one", range: buildRange(first.keySpan) }],
      fix: "keep one of them",
    }),
  );
}

interface Key {
  readonly text: string;
  readonly span: Span;
  readonly isMerge: boolean;
}

function readKey(building: Building, pair: Pair, fallback: Span): Key | undefined {
  const node = pair.key as Node | null;
  const span = spanOf(building.source, node, fallback);
  if (!isScalar(node) || node.value === null || node.value === "") {
    report(building, "config.invalid-key", "a key must be plain text", span);
    return undefined;
  }
  const text = typeof node.value === "string" ? node.value : (node.source ?? String(node.value));
  if (text === "__proto__") {
    report(building, "config.invalid-key", "__proto__ cannot be used as a key", span, "choose another name");
    return undefined;
  }
  return { text, span, isMerge: text === "<<" && node.type === "PLAIN" };
}

/** `<<: *a` and `<<: [*a, *b]`: what the block says itself wins, then the earlier source. */
function mergeUnder(building: Building, entries: Map<string, LocatedEntry>, merge: Located): void {
  const sources = merge.kind === "list" ? merge.items : [merge];
  for (const source of sources) {
    if (source.kind !== "map") {
      report(building, "config.invalid-merge", "<< takes a block, or a list of blocks", source.span);
      continue;
    }
    for (const [key, entry] of source.entries) if (!entries.has(key)) entries.set(key, entry);
  }
}
