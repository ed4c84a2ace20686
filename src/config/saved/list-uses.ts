// What a tree takes from outside, and what for: credentials only, or more than that. Pure.
import { childOf, type Located, type LocatedMap } from "../text/located.ts";
import { hasTemplate, parseTemplate } from "../values/parse-template.ts";

/** By name; true where only credentials and the ways to providers and state are made of it. */
export interface Uses {
  readonly env: ReadonlyMap<string, boolean>;
  readonly exec: ReadonlyMap<string, boolean>;
  readonly file: ReadonlyMap<string, boolean>;
  readonly var: ReadonlyMap<string, boolean>;
}

type Kind = keyof Uses;

/** `overridden`: variables that YAML's own text says nothing of. `textOf`: what a template says, which uses more. */
export function listUses(
  root: LocatedMap,
  overridden: ReadonlySet<string>,
  textOf: (path: string) => string | undefined,
): Uses {
  const uses: Record<Kind, Map<string, boolean>> = { env: new Map(), exec: new Map(), file: new Map(), var: new Map() };
  const visited = new Map<Located, boolean>();
  const vars = childOf(root, "vars");
  const note = (kind: Kind, name: string, isCredential: boolean): void => {
    const before = uses[kind].get(name);
    if (before === false || before === isCredential) return;
    uses[kind].set(name, isCredential);
    const declared = kind === "var" && !overridden.has(name) ? childOf(vars, name) : undefined;
    if (declared !== undefined) visit(declared, isCredential);
  };
  const visitText = (text: string, isCredential: boolean, isTemplate = false): void => {
    for (const part of parseTemplate(text)) {
      if (part.kind === "env" || part.kind === "var") note(part.kind, part.name, isCredential);
      if (part.kind === "exec") note("exec", part.command, isCredential);
      if (part.kind === "file") note("file", part.path, isCredential);
      if (part.kind === "template" && !isTemplate) {
        note("file", part.path, isCredential);
        visitText(textOf(part.path) ?? "", isCredential, true);
      }
    }
  };
  const visit = (node: Located, isCredential: boolean): void => {
    if (node.kind === "scalar") {
      if (typeof node.value === "string" && hasTemplate(node.value)) visitText(node.value, isCredential);
      return;
    }
    const before = visited.get(node);
    if (before === false || before === isCredential) return;
    visited.set(node, isCredential);
    const children = node.kind === "list" ? node.items : [...node.entries.values()].map(({ value }) => value);
    for (const child of children) visit(child, isCredential);
  };
  for (const [section, { value }] of root.entries) {
    if (section === "providers") visitProviders(value, visit);
    else if (section !== "vars") visit(value, section === "state");
  }
  // What nothing uses must be there all the same.
  for (const name of vars?.kind === "map" ? vars.entries.keys() : []) note("var", name, true);
  for (const name of overridden) note("var", name, true);
  return uses;
}

/** Defaults of a provider entry are said of machines. */
function visitProviders(node: Located, visit: (node: Located, isCredential: boolean) => void): void {
  for (const entry of node.kind === "map" ? node.entries.values() : []) {
    for (const [field, { value }] of entry.value.kind === "map" ? entry.value.entries : [])
      visit(value, field !== "defaults");
  }
}
