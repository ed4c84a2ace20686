// A place in the schema in words: its type, its limits and its fields. Pure.
import type { ExplainedField, Explanation } from "../../core/explanation.ts";
import type { Json } from "../../core/json.ts";
import {
  alternativesOf,
  fieldsOf,
  isRequired,
  itemsOf,
  resolveNode,
  type SchemaNode,
  valuesOf,
} from "./schema-node.ts";

const WORDS: Readonly<Record<string, string>> = {
  string: "text",
  integer: "whole number",
  number: "number",
  boolean: "true or false",
  object: "map",
  array: "list",
};

export function describeType(node: SchemaNode): string {
  if (node["x-unit"] === "size" || node["x-unit"] === "duration") return node["x-unit"];
  const { enum: choices } = node;
  if (Array.isArray(choices)) {
    const texts = [...new Set(listChoices(choices).map(String))];
    return texts.length === 1 ? `always ${texts.join("")}` : `one of ${texts.join(", ")}`;
  }
  const types = [node["type"] ?? []].flat().filter((type): type is string => typeof type === "string");
  const known = types.filter((type) => type !== "null" && !(node["x-text"] === true && type !== "string"));
  const alternatives = known.length === 0 ? alternativesOf(node).map((item) => describeType(resolveNode(item))) : [];
  const told = known.map((type) => describeOne(node, type));
  return [...new Set([...told, ...alternatives])].join(" or ") || "anything";
}

function describeOne(node: SchemaNode, type: string): string {
  const items = type === "array" ? itemsOf(node) : undefined;
  if (items !== undefined) return `list of ${describeItem(items)}`;
  const values = type === "object" ? valuesOf(node) : undefined;
  if (values !== undefined) return `map of NAME to ${describeItem(values)}`;
  return WORDS[type] ?? type;
}

/** Where a map is one of several forms, all are told. */
function describeItem(node: SchemaNode): string {
  const hasForms = node["properties"] === undefined && alternativesOf(node).length > 1;
  return Object.keys(fieldsOf(node)).length > 0 && !hasForms ? "map" : describeType(node);
}

/** Words that stand for true and false are told by the words alone. */
function listChoices(choices: readonly Json[]): readonly Json[] {
  const texts = choices.filter((choice) => typeof choice !== "boolean");
  return texts.length === 0 ? choices : texts;
}

type Described = Omit<Explanation, "path" | "providers" | "required" | "elsewhere">;

export function describeNode(node: SchemaNode, isRecursive: boolean): Described {
  const { description, enum: choices } = node;
  const text = (key: string) => (typeof node[key] === "string" ? node[key] : undefined);
  const unit = node["x-unit"];
  const form = text("x-hint") ?? (unit === undefined && choices === undefined ? text("pattern") : undefined);
  const [minimum, maximum, step, refersTo] = [
    limitOf(node, "minimum"),
    limitOf(node, "maximum"),
    text("x-step"),
    referenceOf(node),
  ];
  const lengths = lengthsOf(node);
  const allowed = Array.isArray(node["x-allowed"]) ? node["x-allowed"] : undefined;
  return {
    type: describeType(node),
    ...(typeof description === "string" ? { description } : {}),
    ...(unit === "size" || unit === "duration" ? { unit } : {}),
    ...(Array.isArray(choices) ? { choices: listChoices(choices) } : {}),
    ...(allowed === undefined ? {} : { choices: allowed }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(step === undefined ? {} : { step }),
    ...(form === undefined ? {} : { form }),
    ...(lengths === undefined ? {} : { lengths }),
    ...(node["x-set"] === true ? { isSet: true } : {}),
    ...(refersTo === undefined ? {} : { refersTo }),
    ...(node["x-or-id"] === true ? { mayBeId: true } : {}),
    ...(node["x-sensitive"] === true ? { sensitive: true } : {}),
    fields: listFields(node, isRecursive),
  };
}

function limitOf(node: SchemaNode, name: "minimum" | "maximum"): number | string | undefined {
  const limit = node[`x-${name}`] ?? node[name];
  return typeof limit === "number" || typeof limit === "string" ? limit : undefined;
}

function referenceOf(node: SchemaNode): string | undefined {
  const reference = node["x-reference"] ?? itemsOf(node)?.["x-reference"];
  return typeof reference === "string" ? reference : undefined;
}

/** One character is no limit worth a word. */
function lengthsOf(node: SchemaNode): Explanation["lengths"] {
  const read = (name: string) => (typeof node[name] === "number" ? node[name] : undefined);
  const isList = read("minItems") !== undefined || read("maxItems") !== undefined;
  const [least, most] = isList ? [read("minItems"), read("maxItems")] : [read("minLength"), read("maxLength")];
  const told = least !== undefined && (isList || least > 1) ? { least } : {};
  if (most === undefined && told.least === undefined) return undefined;
  return { ...told, ...(most === undefined ? {} : { most }), of: isList ? "items" : "characters" };
}

/** Of a map of names those of what stands under each. Defaults have the fields of their section, which tells them. */
export function listFields(node: SchemaNode, isRecursive: boolean): readonly ExplainedField[] {
  const values = valuesOf(node) ?? itemsOf(node);
  const own = Object.entries(fieldsOf(node));
  const container = own.length === 0 && values !== undefined ? values : node;
  return Object.entries(fieldsOf(container)).map(([name, field]): ExplainedField => {
    const { description } = field;
    const below = isRecursive && field["x-defaults"] !== true ? listFields(field, true) : [];
    return {
      name,
      type: describeType(field),
      required: isRequired(container, name),
      ...(typeof description === "string" ? { description } : {}),
      ...(below.length === 0 ? {} : { fields: below }),
    };
  });
}
