// The panel's JSON: values as `{"$": text}`, raw codes as `$orig`, rows in three shapes, selects. Pure; never lenient.
import { ProviderError } from "../../core/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";

/** The text of a value: the raw code where there is one, trimmed; an empty element is the empty string (1.4). */
export function textOf(given: Json | undefined): string {
  const node = onceOf(given);
  if (typeof node === "string") return node.trim();
  if (typeof node === "number") return String(node);
  if (!isJsonObject(node)) return "";
  const value = node["$orig"] ?? node["$"];
  return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
}

/** An element that occurs twice comes as a list: the first one counts. */
export function onceOf(node: Json | undefined): Json | undefined {
  return Array.isArray(node) ? node[0] : node;
}

export function firstOf(node: Json | undefined): JsonObject {
  const first = onceOf(node);
  return isJsonObject(first) ? first : {};
}

/** What is shown for a value: the translated text, not the code. */
export function labelOf(given: Json | undefined): string {
  const node = onceOf(given);
  if (!isJsonObject(node)) return textOf(node);
  return typeof node["$"] === "string" ? node["$"].trim() : textOf(node);
}

/** An array, one bare object for a single row, or nothing for none; anything else is no list, and never an empty one. */
export function listOf(node: Json | undefined): readonly JsonObject[] {
  if (node === undefined || node === null) return [];
  if (isJsonObject(node)) return Object.keys(node).length === 0 ? [] : [node];
  if (Array.isArray(node) && node.every(isJsonObject)) return node;
  throw new ProviderError("the answer holds something else where its rows should be", {
    fault: "malformed",
    effect: "none",
  });
}

/** Rows stand at `doc.elem`; those of the price list at `doc.list.elem`, or in the first of several lists. */
export function rowsOf(doc: JsonObject): readonly JsonObject[] {
  if (doc["elem"] !== undefined) return listOf(doc["elem"]);
  const [list] = listOf(doc["list"]);
  return list === undefined ? [] : listOf(list["elem"]);
}

export interface Choice {
  /** The value to send. */
  readonly key: string;
  readonly label: string;
  /** What its owner called it, beside the label: only one's own images have one ([S000]). */
  readonly name: string;
  /** The value of the controlling field that it belongs to (a zone). */
  readonly depend: string;
}

/** The choices of a select of a form's preview. */
export function choicesOf(doc: JsonObject, name: string): readonly Choice[] {
  const select = listOf(doc["slist"]).find((item) => item["$name"] === name);
  return listOf(select?.["val"]).map((value) => ({
    key: attributeOf(value, "$key"),
    label: labelOf(value),
    name: attributeOf(value, "$name"),
    depend: attributeOf(value, "$depend"),
  }));
}

function attributeOf(value: JsonObject, name: string): string {
  const attribute = value[name];
  return typeof attribute === "string" || typeof attribute === "number" ? String(attribute).trim() : "";
}
