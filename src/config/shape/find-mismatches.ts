// Where a value differs from its shape: the schemas' keywords, followed over plain data. All mismatches, in the order of
// the keywords; says nothing in words. Agrees with ajv on the published schemas (a test compares them). Pure.
import { isJsonObject, isSameJson, type Json, type JsonObject } from "../../core/json.ts";
import type { Shape, ShapeRules } from "./shape.ts";

export type Keyword =
  | Exclude<keyof ShapeRules, "closed" | "open" | "keys">
  | "type"
  | "enum"
  | "additionalProperties"
  | "propertyNames";

export interface Mismatch {
  /** From the checked value down: keys, and indices as text. */
  readonly path: readonly string[];
  /** As in JSON Schema. */
  readonly keyword: Keyword;
  /** What a limit allows. */
  readonly limit?: number;
  /** The key that is missing, unknown or misspelt. */
  readonly key?: string;
}

interface Walk {
  readonly found: Mismatch[];
  readonly path: string[];
}

export function findMismatches(shape: Shape, value: Json): readonly Mismatch[] {
  const walk: Walk = { found: [], path: [] };
  visit(walk, shape, value);
  return walk.found;
}

function visit(walk: Walk, shape: Shape, value: Json): void {
  if (shape.types.length > 0 && !shape.types.some((type) => isOfType(type, value))) report(walk, "type");
  if (typeof value === "number" && Number.isFinite(value)) checkNumber(walk, shape.rules, value);
  if (typeof value === "string") checkText(walk, shape.rules, value);
  if (shape.choices !== undefined && !shape.choices.some((choice) => isSameJson(choice, value))) report(walk, "enum");
  if (Array.isArray(value)) checkList(walk, shape, value);
  else if (isJsonObject(value)) checkMap(walk, shape, value);
}

function report(walk: Walk, keyword: Keyword, more: { limit?: number; key?: string } = {}): void {
  walk.found.push({ path: [...walk.path], keyword, ...more });
}

function isOfType(type: string, value: Json): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return isJsonObject(value);
    case "integer":
      return Number.isInteger(value);
    case "number":
      return Number.isFinite(value);
    default:
      return typeof value === type;
  }
}

function checkNumber(walk: Walk, rules: ShapeRules | undefined, value: number): void {
  if (rules?.maximum !== undefined && value > rules.maximum) report(walk, "maximum", { limit: rules.maximum });
  if (rules?.minimum !== undefined && value < rules.minimum) report(walk, "minimum", { limit: rules.minimum });
  if (rules?.exclusiveMinimum !== undefined && value <= rules.exclusiveMinimum)
    report(walk, "exclusiveMinimum", { limit: rules.exclusiveMinimum });
}

function checkText(walk: Walk, rules: ShapeRules | undefined, value: string): void {
  if (rules?.maxLength !== undefined && [...value].length > rules.maxLength)
    report(walk, "maxLength", { limit: rules.maxLength });
  if (rules?.minLength !== undefined && [...value].length < rules.minLength)
    report(walk, "minLength", { limit: rules.minLength });
  if (rules?.pattern !== undefined && !isMatch(rules.pattern, value)) report(walk, "pattern");
}

function checkList(walk: Walk, shape: Shape, list: readonly Json[]): void {
  const { maxItems, minItems, uniqueItems } = shape.rules ?? {};
  if (maxItems !== undefined && list.length > maxItems) report(walk, "maxItems", { limit: maxItems });
  if (minItems !== undefined && list.length < minItems) report(walk, "minItems", { limit: minItems });
  if (uniqueItems === true && hasTwins(list, shape.items)) report(walk, "uniqueItems");
  if (shape.items !== undefined)
    for (const [index, item] of list.entries()) descend(walk, String(index), shape.items, item);
}

function checkMap(walk: Walk, shape: Shape, map: JsonObject): void {
  const { required = [], keys, open, closed, minProperties = 0, maxProperties } = shape.rules ?? {};
  const size = Object.keys(map).length;
  if (size < minProperties) report(walk, "minProperties", { limit: minProperties });
  if (maxProperties !== undefined && size > maxProperties) report(walk, "maxProperties", { limit: maxProperties });
  for (const key of required) if (!Object.hasOwn(map, key)) report(walk, "required", { key });
  for (const key of Object.keys(map))
    if (keys !== undefined && !isMatch(keys, key)) report(walk, "propertyNames", { key });
  const fields = shape.fields ?? {};
  for (const [key, value] of Object.entries(map)) {
    if (Object.hasOwn(fields, key) || (open !== undefined && isMatch(open, key))) continue;
    if (closed === true) report(walk, "additionalProperties", { key });
    else if (shape.values !== undefined) descend(walk, key, shape.values, value);
  }
  for (const [key, field] of Object.entries(fields)) {
    const value = Object.hasOwn(map, key) ? map[key] : undefined;
    if (value !== undefined) descend(walk, key, field, value);
  }
}

function descend(walk: Walk, key: string, shape: Shape, value: Json): void {
  walk.path.push(key);
  visit(walk, shape, value);
  walk.path.pop();
}

const patterns = new Map<string, RegExp>();

function isMatch(pattern: string, text: string): boolean {
  let compiled = patterns.get(pattern);
  if (compiled === undefined) {
    compiled = new RegExp(pattern, "u");
    patterns.set(pattern, compiled);
  }
  return compiled.test(text);
}

/** Items of a wrong type are reported as that, not as twins too. */
function hasTwins(list: readonly Json[], items: Shape | undefined): boolean {
  const types = items?.types ?? [];
  const isScalar = types.length > 0 && !types.includes("object") && !types.includes("array");
  if (!isScalar) return list.some((item, at) => list.some((other, before) => before < at && isSameJson(item, other)));
  const right = list.filter((item) => types.some((type) => isOfType(type, item)));
  return new Set(right).size < right.length;
}
