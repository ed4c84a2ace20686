// The located tree of a record. Trusts nothing: what has another shape than a record is refused. Pure.
import type { ConfigurationRecord } from "../../core/configuration-record.ts";
import type { Json } from "../../core/json.ts";
import {
  buildList,
  buildMap,
  type Located,
  type LocatedEntry,
  type LocatedMap,
  type LocatedScalar,
} from "../text/located.ts";
import { buildSource, type Source, type Span } from "../text/source.ts";

/** It is no record. */
export class MalformedRecordError extends Error {
  constructor() {
    super("this is no record of a configuration");
    this.name = "MalformedRecordError";
  }
}

const MAX_DEPTH = 200;

/** `fill` gives the value of what was left out, by its number. */
export function restoreTree(
  { sources, tree }: Pick<ConfigurationRecord, "sources" | "tree">,
  fill: (secret: number) => Pick<LocatedScalar, "value" | "text" | "unknown"> | undefined,
): LocatedMap {
  const texts = sources.map(blankSource);
  const known: (Located | undefined)[] = [];
  const restore = (node: Json | undefined, depth: number): Located => {
    if (!Array.isArray(node) || depth > MAX_DEPTH) throw new MalformedRecordError();
    const [kind, first, second, third] = node as readonly Json[];
    if (kind === "r") return known[indexOf(first)] ?? refuse();
    const span = restoreSpan(texts, second);
    if (kind === "s") return restoreScalar(first, third, span);
    if (kind === "c") return fillScalar(fill(indexOf(first)) ?? refuse(), span);
    if (!Array.isArray(first)) throw new MalformedRecordError();
    const number = known.push(undefined) - 1;
    const built =
      kind === "l"
        ? buildList(
            first.map((item: Json) => restore(item, depth + 1)),
            span,
          )
        : buildMap(new Map(first.map((entry: Json) => restoreEntry(entry, depth))), span);
    if (kind !== "l" && kind !== "m") throw new MalformedRecordError();
    known[number] = built;
    return built;
  };
  const restoreEntry = (entry: Json, depth: number): [string, LocatedEntry] => {
    if (!Array.isArray(entry)) throw new MalformedRecordError();
    const [key, keySpan, value] = entry as readonly Json[];
    if (typeof key !== "string") throw new MalformedRecordError();
    return [key, { keySpan: restoreSpan(texts, keySpan), value: restore(value, depth + 1) }];
  };
  const root = restore(tree as Json, 0);
  return root.kind === "map" ? root : refuse();
}

function restoreScalar(value: Json | undefined, text: Json | undefined, span: Span): LocatedScalar {
  if (value === undefined || (typeof value === "object" && value !== null)) throw new MalformedRecordError();
  return { kind: "scalar", value, text: typeof text === "string" ? text : String(value), span };
}

function fillScalar(
  { value, text, unknown }: Pick<LocatedScalar, "value" | "text" | "unknown">,
  span: Span,
): LocatedScalar {
  return { kind: "scalar", value, text, span, ...(unknown === true ? { unknown } : {}) };
}

function restoreSpan(sources: readonly Source[], span: Json | undefined): Span {
  if (!Array.isArray(span)) throw new MalformedRecordError();
  const [number, start, end] = span as readonly Json[];
  const source = sources[indexOf(number)];
  if (source === undefined || typeof start !== "number" || typeof end !== "number") throw new MalformedRecordError();
  return { source, start, end };
}

function blankSource({ name, skippedBytes, lines }: ConfigurationRecord["sources"][number]): Source {
  return buildSource(name, lines.map((length) => " ".repeat(length)).join("\n"), skippedBytes);
}

/** No conversion: what an object of the document says of itself is not asked. */
function indexOf(value: Json | undefined): number {
  return typeof value === "number" ? value : refuse();
}

function refuse(): never {
  throw new MalformedRecordError();
}
