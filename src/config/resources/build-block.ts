// One block that is no resource (a provider, state, policy, …): interpolated, checked, normalised. Pure.
import type { SourceRange } from "../../core/diagnostic.ts";
import { isJsonObject, type JsonObject } from "../../core/json.ts";
import { SHAPES } from "../../generated/shapes.ts";
import { checkSchema } from "../shape/check-schema.ts";
import { joinPath, type Located } from "../text/located.ts";
import { buildRange, type Span } from "../text/source.ts";
import { interpolate } from "../values/interpolate.ts";
import { retype } from "../values/retype.ts";
import type { Scope } from "../values/scope.ts";
import { normalise } from "./normalise.ts";

interface BuiltBlock {
  readonly fields: JsonObject;
  readonly node: Located;
  readonly secrets: ReadonlySet<string>;
  readonly ranges: Readonly<Record<string, SourceRange>>;
}

export function buildBlock(scope: Scope, unit: string, label: string, block: Located, keySpan: Span): BuiltBlock {
  const shape = SHAPES[unit] ?? { types: [] };
  const node = retype(interpolate(scope, block), shape);
  scope.diagnostics.push(...checkSchema({ shape, node, keySpan, label }));
  const secrets = new Set<string>();
  const { diagnostics, secretValues } = scope;
  const value = normalise({ diagnostics, secretValues, label, secrets }, node, shape);
  return { fields: isJsonObject(value) ? value : {}, node, secrets, ranges: listRanges(node) };
}

const rangesOf = new WeakMap<Located, Readonly<Record<string, SourceRange>>>();

/** Path -> place of every value inside; the same object for the same node, which all instances of a block may share. */
export function listRanges(node: Located): Readonly<Record<string, SourceRange>> {
  const known = rangesOf.get(node);
  if (known !== undefined) return known;
  const ranges = collectRanges(node);
  rangesOf.set(node, ranges);
  return ranges;
}

function collectRanges(node: Located): Readonly<Record<string, SourceRange>> {
  const ranges: Record<string, SourceRange> = {};
  const visit = (at: Located, path: string): void => {
    if (path !== "") ranges[path] = buildRange(at.span);
    if (at.kind === "list") for (const [index, item] of at.items.entries()) visit(item, joinPath(path, String(index)));
    if (at.kind === "map") for (const [key, entry] of at.entries) visit(entry.value, joinPath(path, key));
  };
  visit(node, "");
  return ranges;
}
