// The schema with the keywords of JSON Schema alone, and one type in each place: every validator takes it, ajv in its strict
// mode too. Pure.
import type { Json, JsonObject } from "../../core/json.ts";
import { mapSchema } from "./map-schema.ts";

export function buildStandardSchema(schema: JsonObject): JsonObject {
  return mapSchema(schema, splitTypes);
}

const NUMBERS = ["minimum", "exclusiveMinimum", "maximum"];
const RULES: Readonly<Record<string, readonly string[]>> = {
  string: ["minLength", "maxLength", "pattern"],
  integer: NUMBERS,
  number: NUMBERS,
  boolean: [],
  null: [],
  array: ["items", "minItems", "maxItems", "uniqueItems"],
  object: ["properties", "additionalProperties", "patternProperties", "propertyNames", "required"],
};
const ALL_RULES = [...new Set(Object.values(RULES).flat()), "type", "enum"];

/** `null` beside one other type is no choice. */
function splitTypes(node: JsonObject): JsonObject {
  const types = [node["type"] ?? []].flat().map(String);
  if (types.filter((type) => type !== "null").length < 2) return node;
  const shared = Object.entries(node).filter(([key]) => !ALL_RULES.includes(key));
  return { ...Object.fromEntries(shared), anyOf: types.map((type) => pickType(node, type)) };
}

function pickType(node: JsonObject, type: string): JsonObject {
  const rules = Object.entries(node).filter(([key]) => RULES[type]?.includes(key) === true);
  const choices = Array.isArray(node["enum"]) ? { enum: node["enum"].filter((value) => isOfType(type, value)) } : {};
  return { type, ...choices, ...Object.fromEntries(rules) };
}

function isOfType(type: string, value: Json): boolean {
  return type === "integer" ? typeof value === "number" : typeof value === type;
}
