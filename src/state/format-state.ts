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
    const entries = Object.entries(value as JsonObject).sort(([a], [b]) => (a < b ? -1 : 1));
    return wrap(
      "{",
      "}",
      entries.map(([address, one]) => `${JSON.stringify(address)}: ${formatEntry(one)}`),
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

function wrap(open: string, close: string, items: readonly string[]): string {
  return items.length === 0 ? `${open}${close}` : `${open}\n    ${items.join(",\n    ")}\n  ${close}`;
}

function indent(text: string, by: string): string {
  return text.replaceAll("\n", `\n${by}`);
}
