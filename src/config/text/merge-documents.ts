// Several files and documents to one: sections merged by name, a name declared twice refused with both places. Pure.
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { buildList, buildMap, type LocatedEntry, type LocatedMap } from "./located.ts";
import { buildRange } from "./source.ts";

const SAME_TWICE = new Set(["version", "stack"]);
const ONCE = new Set(["state", "policy"]);
const APPENDED = new Set(["moved", "removed", "import"]);

interface MergedDocuments {
  readonly root: LocatedMap | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export function mergeDocuments(documents: readonly LocatedMap[]): MergedDocuments {
  const diagnostics: Diagnostic[] = [];
  const sections = new Map<string, LocatedEntry>();
  for (const document of documents) {
    for (const [name, entry] of document.entries) {
      const first = sections.get(name);
      sections.set(name, first === undefined ? entry : mergeSection(name, first, entry, diagnostics));
    }
  }
  const first = documents[0];
  return { root: first === undefined ? undefined : buildMap(sections, first.span), diagnostics };
}

function mergeSection(
  name: string,
  first: LocatedEntry,
  second: LocatedEntry,
  diagnostics: Diagnostic[],
): LocatedEntry {
  const [a, b] = [first.value, second.value];
  if (b.kind === "scalar" && b.value === null) return first;
  if (a.kind === "scalar" && a.value === null) return second;
  if (SAME_TWICE.has(name)) {
    if (a.kind !== "scalar" || b.kind !== "scalar" || a.value !== b.value) {
      const summary = `${name} stands twice, with different values`;
      diagnostics.push(refuseTwice("config.duplicate-declaration", summary, first, second, `keep one ${name}`));
    }
    return first;
  }
  if (ONCE.has(name)) {
    const summary = `${name} stands twice: it may stand once in all files together`;
    diagnostics.push(refuseTwice("config.duplicate-declaration", summary, first, second, `keep one ${name} block`));
    return first;
  }
  if (APPENDED.has(name) && a.kind === "list" && b.kind === "list") {
    return { ...first, value: buildList([...a.items, ...b.items], a.span) };
  }
  if (a.kind !== "map" || b.kind !== "map") return a.kind === "map" ? second : first;
  return { ...first, value: mergeNames(name, a, b, diagnostics) };
}

function mergeNames(section: string, a: LocatedMap, b: LocatedMap, diagnostics: Diagnostic[]): LocatedMap {
  const entries = new Map(a.entries);
  for (const [key, entry] of b.entries) {
    const first = entries.get(key);
    if (first === undefined) entries.set(key, entry);
    else {
      const summary = `${section}.${key} is declared twice`;
      diagnostics.push(
        refuseTwice("config.duplicate-declaration", summary, first, entry, "rename or remove one of them"),
      );
    }
  }
  return buildMap(entries, a.span);
}

function refuseTwice(
  code: string,
  summary: string,
  first: LocatedEntry,
  second: LocatedEntry,
  fix: string,
): Diagnostic {
  return buildError(code, summary, {
    range: buildRange(second.keySpan),
    related: [{ message: "the first one", range: buildRange(first.keySpan) }],
    fix,
  });
}
