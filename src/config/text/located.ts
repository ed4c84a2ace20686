// The located tree: YAML as plain values that remember where they stand and where they came from. Knows no schema.
import type { Json } from "../../core/json.ts";
import type { Span } from "./source.ts";

export type Scalar = null | boolean | number | string;

/** A piece of an interpolated text: `trusted` pieces came from the environment, which a merge request cannot set. */
export interface TextPart {
  readonly length: number;
  readonly trusted: boolean;
}

export interface LocatedScalar {
  readonly kind: "scalar";
  readonly value: Scalar;
  /** As written (without quotes): numbers keep their digits. */
  readonly text: string;
  readonly span: Span;
  /** Was one `${…}` and nothing else: re-read by the core schema where no string is taken. */
  readonly sole?: boolean;
  /** Comes from `env` or `exec`. */
  readonly secret?: boolean;
  /** Set at validate where the value is not known (a variable that is not set, a command that is not run). */
  readonly unknown?: boolean;
  /** Something in it came from outside the YAML (env, file, exec). */
  readonly external?: boolean;
  /** Environment variables that it was made of. */
  readonly env?: readonly string[];
  readonly parts?: readonly TextPart[];
}

interface LocatedList {
  readonly kind: "list";
  readonly items: readonly Located[];
  readonly span: Span;
  /** Scalars and collections inside, aliases counted as often as they are used. */
  readonly weight: number;
}

export interface LocatedEntry {
  readonly keySpan: Span;
  readonly value: Located;
}

export interface LocatedMap {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, LocatedEntry>;
  readonly span: Span;
  readonly weight: number;
}

export type Located = LocatedScalar | LocatedList | LocatedMap;

export function weightOf(node: Located): number {
  return node.kind === "scalar" ? 1 : node.weight;
}

export function buildMap(entries: ReadonlyMap<string, LocatedEntry>, span: Span): LocatedMap {
  let weight = 1;
  for (const entry of entries.values()) weight += weightOf(entry.value);
  return { kind: "map", entries, span, weight };
}

export function buildList(items: readonly Located[], span: Span): LocatedList {
  return { kind: "list", items, span, weight: items.reduce((sum, item) => sum + weightOf(item), 1) };
}

export function buildScalar(value: Scalar, span: Span): LocatedScalar {
  return { kind: "scalar", value, text: String(value), span };
}

export function entryOf(node: Located | undefined, key: string): LocatedEntry | undefined {
  return node?.kind === "map" ? node.entries.get(key) : undefined;
}

export function childOf(node: Located | undefined, key: string): Located | undefined {
  if (node?.kind === "list") return node.items[Number(key)];
  return entryOf(node, key)?.value;
}

/** Maps deeply, lists and scalars replaced by `over`. The place is that of `over`. */
export function mergeLocated(under: Located, over: Located): Located {
  if (under.kind !== "map" || over.kind !== "map") return over;
  const entries = new Map(under.entries);
  for (const [key, entry] of over.entries) {
    const below = entries.get(key);
    entries.set(key, below === undefined ? entry : { ...entry, value: mergeLocated(below.value, entry.value) });
  }
  return buildMap(entries, over.span);
}

export function withoutKeys(map: LocatedMap, keys: readonly string[]): LocatedMap {
  const entries = new Map([...map.entries].filter(([key]) => !keys.includes(key)));
  return buildMap(entries, map.span);
}

/** The plain value. `__proto__` cannot occur as a key: the parser refuses it. */
export function toJson(node: Located): Json {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(toJson);
    case "map":
      return Object.fromEntries([...node.entries].map(([key, entry]) => [key, toJson(entry.value)]));
  }
}

/** Visits every scalar; a scalar that is used twice through an alias is visited twice. */
export function eachScalar(
  node: Located,
  visit: (scalar: LocatedScalar, path: string) => void,
  path: string = "",
): void {
  if (node.kind === "scalar") visit(node, path);
  else if (node.kind === "list")
    for (const [index, item] of node.items.entries()) eachScalar(item, visit, joinPath(path, `${index}`));
  else for (const [key, entry] of node.entries) eachScalar(entry.value, visit, joinPath(path, key));
}

export function joinPath(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
