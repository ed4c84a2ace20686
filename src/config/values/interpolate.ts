// `${…}` in scalars to their values, remembering what is secret and what is not known. Pure: values are looked up in the scope.

import { buildError } from "../../core/diagnostic.ts";
import {
  buildList,
  buildMap,
  type Located,
  type LocatedEntry,
  type LocatedScalar,
  type TextPart,
} from "../text/located.ts";
import { buildRange } from "../text/source.ts";
import { evaluatePart } from "./evaluate-part.ts";
import { hasTemplate, parseTemplate } from "./parse-template.ts";
import type { Evaluated, Scope } from "./scope.ts";

/** Variables made of variables grow fast. */
const MAX_TEXT_LENGTH = 4 * 1024 * 1024;
const MAX_PARTS = 2000;

export function interpolate(scope: Scope, node: Located): Located {
  switch (node.kind) {
    case "scalar":
      return interpolateScalar(scope, node);
    case "list": {
      const items = node.items.map((item) => interpolate(scope, item));
      return items.every((item, index) => item === node.items[index]) ? node : buildList(items, node.span);
    }
    case "map": {
      let changed = false;
      const entries = new Map<string, LocatedEntry>();
      for (const [key, entry] of node.entries) {
        const value = interpolate(scope, entry.value);
        changed ||= value !== entry.value;
        entries.set(key, value === entry.value ? entry : { ...entry, value });
      }
      return changed ? buildMap(entries, node.span) : node;
    }
  }
}

export function interpolateScalar(scope: Scope, scalar: LocatedScalar): LocatedScalar {
  if (typeof scalar.value !== "string" || !hasTemplate(scalar.value)) return scalar;
  const parts = parseTemplate(scalar.value);
  if (parts.length > MAX_PARTS) return refuseSize(scope, scalar, `this has more than ${MAX_PARTS} references`);
  const evaluated = parts.map((part) => evaluatePart(scope, part, scalar));
  const length = evaluated.reduce((sum, item) => sum + item.text.length, 0);
  if (length > MAX_TEXT_LENGTH) {
    return refuseSize(scope, scalar, `this becomes a text of more than ${MAX_TEXT_LENGTH / 1024 / 1024} Mi characters`);
  }
  const text = evaluated.map((item) => item.text).join("");
  const first = parts[0];
  return {
    kind: "scalar",
    value: text,
    text,
    span: scalar.span,
    sole: parts.length === 1 && first?.kind !== "text",
    secret: evaluated.some((item) => item.secret),
    unknown: evaluated.some((item) => item.unknown),
    external: evaluated.some((item) => item.external),
    env: [...new Set(evaluated.flatMap((item) => item.env))],
    parts: joinParts(evaluated),
  };
}

function refuseSize(scope: Scope, scalar: LocatedScalar, summary: string): LocatedScalar {
  scope.diagnostics.push(buildError("config.too-large", summary, { range: buildRange(scalar.span) }));
  return { ...scalar, value: "", text: "", unknown: true };
}

/** Neighbours of one origin become one. */
function joinParts(evaluated: readonly Evaluated[]): readonly TextPart[] {
  const joined: { length: number; trusted: boolean }[] = [];
  for (const part of evaluated.flatMap((item) => item.parts)) {
    const last = joined.at(-1);
    if (last?.trusted === part.trusted) last.length += part.length;
    else joined.push({ ...part });
  }
  return joined;
}
