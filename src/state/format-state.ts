// Writes a state document as JSON text: the same document always gives the same text, whatever order it was built in.
import { type Json, type JsonObject, sortJson } from "../core/json.ts";
import type { StateDocument } from "../core/state-document.ts";

/** What a reader looks for first stands first; keys that this version does not know come last. */
const ORDER = [
  "format_version",
  "trueup_version",
  "stack",
  "serial",
  "lineage",
  "token",
  "salt",
  "files",
  "outputs",
  "pending",
  "resources",
];

export function formatStateDocument(document: StateDocument): string {
  const source = document as unknown as JsonObject;
  const known = ORDER.filter((key) => Object.hasOwn(source, key));
  const others = Object.keys(source)
    .filter((key) => !ORDER.includes(key))
    .sort();
  const members = [...known, ...others].flatMap((key) => {
    const value = source[key];
    return value === undefined ? [] : [`  ${JSON.stringify(key)}: ${formatMember(key, value)}`];
  });
  return `{\n${members.join(",\n")}\n}\n`;
}

function formatMember(key: string, value: Json): string {
  if (key === "resources") {
    const entries = value as JsonObject;
    return wrap(
      "{",
      "}",
      sortKeys(entries).map((address) => `${JSON.stringify(address)}: ${formatEntry(entries[address] ?? null)}`),
    );
  }
  if (key === "pending") return wrap("[", "]", (value as readonly Json[]).map(formatEntry));
  return indent(JSON.stringify(sortJson(value), null, 2), "  ");
}

/**
 * Resources and intents are replaced, never changed in place, and a commit touches few of them: the text of the others
 * is reused, so that a write of a large state costs little more than the writing.
 */
const texts = new WeakMap<object, string>();

function formatEntry(entry: Json): string {
  const known = typeof entry === "object" && entry !== null ? texts.get(entry) : undefined;
  if (known !== undefined) return known;
  const text = indent(JSON.stringify(sortJson(entry), null, 2), "    ");
  if (typeof entry === "object" && entry !== null) texts.set(entry, text);
  return text;
}

/** Of the last document: the next one has nearly the same. */
let sorted: readonly string[] = [];
let isSorted: ReadonlySet<string> = new Set();

function sortKeys(entries: JsonObject): readonly string[] {
  const keys = Object.keys(entries);
  const added = keys.filter((key) => !isSorted.has(key));
  if (added.length > 0 || keys.length !== sorted.length) {
    const kept =
      added.length + sorted.length === keys.length ? sorted : sorted.filter((key) => Object.hasOwn(entries, key));
    sorted = merge(kept, added.sort());
    isSorted = new Set(sorted);
  }
  return sorted;
}

/** Of two sorted lists. */
function merge(left: readonly string[], right: readonly string[]): string[] {
  const merged: string[] = [];
  let at = 0;
  for (const key of left) {
    for (let next = right[at]; next !== undefined && next < key; next = right[++at]) merged.push(next);
    merged.push(key);
  }
  return [...merged, ...right.slice(at)];
}

function wrap(open: string, close: string, items: readonly string[]): string {
  return items.length === 0 ? `${open}${close}` : `${open}\n    ${items.join(",\n    ")}\n  ${close}`;
}

function indent(text: string, by: string): string {
  return text.replaceAll("\n", `\n${by}`);
}
