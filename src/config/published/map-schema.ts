// Every schema within a schema, from the inside out, without what the program alone reads (`x-…`). Pure.
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";

/** Keywords that hold schemas by name, and those that hold values. */
const NAMED = ["properties", "patternProperties", "$defs"];
const VALUES = ["enum", "const", "default", "examples", "required"];

/** `change` gets each schema with its annotations and its finished parts, and what it gives back is kept without `x-…`. */
export function mapSchema(schema: JsonObject, change: (schema: JsonObject) => JsonObject): JsonObject {
  const parts = Object.entries(schema).map(([key, value]): [string, Json] => [key, mapPart(key, value, change)]);
  return withoutAnnotations(change(Object.fromEntries(parts)));
}

function mapPart(key: string, value: Json, change: (schema: JsonObject) => JsonObject): Json {
  if (VALUES.includes(key) || key.startsWith("x-")) return value;
  if (Array.isArray(value)) return value.map((item) => (isJsonObject(item) ? mapSchema(item, change) : item));
  if (!isJsonObject(value)) return value;
  if (!NAMED.includes(key)) return mapSchema(value, change);
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, isJsonObject(item) ? mapSchema(item, change) : item]),
  );
}

function withoutAnnotations(schema: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !key.startsWith("x-")));
}
