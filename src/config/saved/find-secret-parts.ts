// What the values of sensitive fields are made of, as far as it stands literally somewhere: none of it is kept. Pure.
import { childOf, type Located, type LocatedMap, type LocatedScalar } from "../text/located.ts";
import type { Source } from "../text/source.ts";
import { hasTemplate, parseTemplate, type TemplatePart } from "../values/parse-template.ts";

export interface SecretParts {
  /** Scalars with a text of their own: all of it, a piece of it, or a default. */
  readonly scalars: ReadonlySet<LocatedScalar>;
  readonly vars: ReadonlySet<string>;
  /** Paths that `${file:}` and `${template:}` name. */
  readonly files: ReadonlySet<string>;
}

/** `overridden`: variables that YAML's own text says nothing of. `textOf`: what a template says. */
export function findSecretParts(
  root: LocatedMap,
  overridden: ReadonlySet<string>,
  textOf: (path: string) => string | undefined,
): SecretParts {
  const scalars = new Set<LocatedScalar>();
  const vars = new Set<string>();
  const files = new Set<string>();
  const take = (scalar: LocatedScalar): void => {
    const parts = readParts(scalar);
    if (parts === undefined || hasOwnText(scalar.text, parts)) scalars.add(scalar);
    for (const part of (parts ?? []).flatMap((one) => withTemplate(one, textOf))) {
      if (part.kind === "file" || part.kind === "template") files.add(part.path);
      if (part.kind !== "var" || vars.has(part.name)) continue;
      vars.add(part.name);
      const declared = overridden.has(part.name) ? undefined : childOf(childOf(root, "vars"), part.name);
      if (declared?.kind === "scalar") take(declared);
    }
  };
  eachSensitive(root, take);
  return { scalars, vars, files };
}

function withTemplate(part: TemplatePart, textOf: (path: string) => string | undefined): readonly TemplatePart[] {
  return part.kind === "template" ? [part, ...parseTemplate(textOf(part.path) ?? "")] : [part];
}

function readParts({ value }: LocatedScalar): readonly TemplatePart[] | undefined {
  return typeof value === "string" && hasTemplate(value) ? parseTemplate(value) : undefined;
}

/** Of an address only the password in it is secret. */
const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i;
const PASSWORD_IN_ADDRESS = /:\/\/[^/@]*:[^/@]+@/;

function hasOwnText(text: string, parts: readonly TemplatePart[]): boolean {
  if (parts.some((part) => part.kind === "env" && part.fallback !== undefined && part.fallback !== "")) return true;
  const own = parts.map((part) => (part.kind === "text" ? part.text : "")).join("");
  return ADDRESS.test(text) ? PASSWORD_IN_ADDRESS.test(own) : own.trim() !== "";
}

function eachSensitive(root: LocatedMap, visit: (scalar: LocatedScalar) => void): void {
  const places = new Map<Source, ReadonlySet<string>>();
  const isSensitive = ({ span: { source, start, end } }: LocatedScalar): boolean => {
    const known = places.get(source) ?? new Set(source.sensitiveSpans.map(([from, to]) => `${from} ${to}`));
    places.set(source, known);
    return known.has(`${start} ${end}`);
  };
  const seen = new Set<Located>();
  const walk = (node: Located): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === "scalar") {
      if (isSensitive(node)) visit(node);
    } else if (node.kind === "list") for (const item of node.items) walk(item);
    else for (const { value } of node.entries.values()) walk(value);
  };
  walk(root);
}
