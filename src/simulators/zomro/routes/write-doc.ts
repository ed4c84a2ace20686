// `doc` in the format that `out` asks for, and its smallest parts. Without `out=json` the vendor answers as to a browser, [BM].
import { isJsonObject, type Json, type JsonObject } from "../../engine/json.ts";
import type { SimReply } from "../../engine/simulated-vendor.ts";
import type { Quirks } from "./quirks.ts";
import type { Wording } from "./wording.ts";

/** An empty element is `{}`, [Z464]. */
export function node(text: string): JsonObject {
  return text === "" ? {} : { $: text };
}

export function nodes(row: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(Object.entries(row).map(([name, text]) => [name, node(text)]));
}

export function flagNode(value: string, words: Wording, quirks: Quirks): JsonObject {
  if (!quirks.origFlags) return node(value);
  return { $orig: value, $: value === "on" ? words.yes : words.no };
}

export interface Choice {
  key: string;
  label: string;
  /** The value of the controlling field. */
  depend?: string;
  name?: string;
}

export function select(name: string, choices: readonly Choice[], quirks: Quirks): JsonObject {
  const values = choices.map(
    ({ key, label, depend, name: own }): JsonObject => ({
      ...(depend !== undefined && { $depend: depend }),
      ...(own !== undefined && { $name: own }),
      $key: key,
      $: label,
    }),
  );
  return { $name: name, ...shaped("val", values, quirks.valOfOne === "object") };
}

/** Absent without rows, bare with one, as asked. */
export function shaped(name: string, values: readonly JsonObject[], isBareOne: boolean): JsonObject {
  const [only] = values;
  if (!only) return {};
  return { [name]: isBareOne && values.length === 1 ? only : [...values] };
}

export function writeDoc(doc: JsonObject, out: string | undefined, outcome: string): SimReply {
  if (out === "json") return reply("application/json; charset=utf-8", JSON.stringify({ doc }), outcome);
  if (out === "xml") {
    return reply(
      "text/xml; charset=utf-8",
      `<?xml version="1.0" encoding="UTF-8"?>\n${element("doc", doc)}\n`,
      outcome,
    );
  }
  return reply("text/html; charset=utf-8", PANEL_PAGE, outcome);
}

export function reply(type: string, body: string, outcome: string, status = 200): SimReply {
  return { status, headers: { "content-type": type }, body, outcome };
}

const PANEL_PAGE = `<!DOCTYPE html>
<html><head><title>Control panel</title></head><body><div id="app"></div></body></html>
`;

function element(name: string, value: Json): string {
  if (Array.isArray(value)) return value.map((one) => element(name, one)).join("");
  if (!isJsonObject(value)) return `<${name}>${escapeXml(String(value))}</${name}>`;
  const isAttribute = (key: string): boolean => key.startsWith("$") && key !== "$";
  const members = Object.entries(value);
  const attributes = members.filter(([key]) => isAttribute(key));
  const head = attributes.map(([key, text]) => ` ${key.slice(1)}="${escapeXml(String(text))}"`).join("");
  const inner = members.filter(([key]) => !isAttribute(key));
  const body = inner.map(([key, one]) => (key === "$" ? escapeXml(String(one)) : element(key, one))).join("");
  return body === "" ? `<${name}${head}/>` : `<${name}${head}>${body}</${name}>`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
