// The schema as yaml-language-server and VS Code read it: with messages, texts with code marks, and a value's form and
// "or an interpolation" in one, so that a mistake has one message. Accepts what the standard schema accepts, and a file that
// is one of several: without version and stack. Pure.
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { mapSchema } from "./map-schema.ts";
import { markCode } from "./mark-code.ts";

const INTERPOLATION = "#/$defs/interpolation";
const INTERPOLATED = "\\$\\{";
/** What holds others: those stay references. */
const CONTAINERS = ["properties", "additionalProperties", "items", "allOf"];

export function buildEditorSchema(schema: JsonObject): JsonObject {
  const definitions = isJsonObject(schema["$defs"]) ? schema["$defs"] : {};
  const built = mapSchema(inlineValues(definitions, schema), (part) => withTexts(joinForms(part)));
  const { required: _required, ...open } = built;
  return { ...open, $id: "trueup.editor.json" };
}

/** Editors show what stands beside a reference less well than what stands in one schema. */
function inlineValues(definitions: JsonObject, node: JsonObject): JsonObject {
  const { $ref: reference, ...own } = node;
  if (typeof reference === "string" && reference !== INTERPOLATION) {
    const target = definitions[reference.replace("#/$defs/", "")];
    const isPlain = Object.keys(own).every((key) => key === "description" || key === "title");
    if (isJsonObject(target) && !(isPlain && CONTAINERS.some((key) => key in target)))
      return inlineValues(definitions, { ...target, ...own });
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, inlineIn(definitions, value)]));
}

function inlineIn(definitions: JsonObject, value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => inlineIn(definitions, item));
  return isJsonObject(value) ? inlineValues(definitions, value) : value;
}

/** `anyOf: [FORM, interpolation]` as one form. A choice of values stays as it is: editors offer those. */
function joinForms(node: JsonObject): JsonObject {
  const { anyOf, ...own } = node;
  if (!Array.isArray(anyOf)) return node;
  const [form, other, ...more] = anyOf;
  if (!isJsonObject(form) || !isJsonObject(other) || other["$ref"] !== INTERPOLATION || more.length > 0) return node;
  if (form["enum"] !== undefined) return { ...own, anyOf: [sayForm({ ...own, ...form }, form), other] };
  const types = [form["type"] ?? []].flat();
  const isText = types.includes("string");
  const { minLength, ...rules } = form;
  const least = isText && typeof minLength === "number" && minLength > 1 ? `^[\\s\\S]{${minLength},}$` : undefined;
  if (least !== undefined && form["pattern"] !== undefined) return node;
  const pattern = form["pattern"] ?? least;
  if (pattern === undefined && isText) return { ...form, ...own };
  const joined = pattern === undefined ? INTERPOLATED : `(?:${String(pattern)})|${INTERPOLATED}`;
  return {
    ...(least === undefined ? form : rules),
    ...own,
    type: isText ? types : [...types, "string"],
    pattern: joined,
    ...withForm({ ...form, ...own, pattern: joined }, types),
  };
}

function withTexts(node: JsonObject): JsonObject {
  const { description, examples: _examples, ...own } = node;
  const marked = typeof description === "string" ? markCode(description) : undefined;
  const said = node["patternErrorMessage"] === undefined ? withForm(node) : {};
  return {
    ...own,
    ...(description === undefined ? {} : { description }),
    ...said,
    ...offerValues(node),
    ...(marked === undefined || marked === description ? {} : { markdownDescription: marked }),
    ...sayOneOf(node),
    ...sayNames(node),
  };
}

function sayForm(node: JsonObject, form: JsonObject): JsonObject {
  return { ...form, ...withForm(node) };
}

/** For text and numbers; a message on a map would stand for everything that is wrong in it. */
function withForm(node: JsonObject, types = [node["type"] ?? []].flat()): JsonObject {
  const form = describeForm(node, types);
  if (form === undefined) return {};
  const message = `Expected ${form}.`;
  return {
    ...(node["pattern"] === undefined && node["x-unit"] === undefined ? {} : { patternErrorMessage: message }),
    errorMessage: message,
  };
}

const UNITS: Readonly<Record<string, string>> = {
  size: "a size with its unit, such as 512MiB or 32GiB",
  duration: "a duration with its unit, such as 90s, 15m, 24h or 14d",
};

function describeForm(node: JsonObject, types: readonly Json[]): string | undefined {
  if (types.includes("object") || types.includes("array")) return undefined;
  const { "x-hint": hint, "x-unit": unit } = node;
  if (typeof hint === "string") return hint;
  if (typeof unit === "string") return UNITS[unit];
  if (Array.isArray(node["enum"])) return describeChoice(node["enum"]);
  if (types.includes("boolean") && !types.includes("string")) return "true or false";
  if (types.includes("integer") && !types.includes("string")) return `a whole number${describeLimits(node)}`;
  if (types.includes("number") && !types.includes("string")) return `a number${describeLimits(node)}`;
  return undefined;
}

/** Words that stand for true and false are told alone. */
function describeChoice(choices: readonly Json[]): string {
  const words = choices.filter((choice) => typeof choice !== "boolean");
  const texts = [...new Set((words.length === 0 ? choices : words).map(String))];
  return texts.length === 1 ? texts.join("") : `one of ${texts.join(", ")}`;
}

function describeLimits({ minimum, exclusiveMinimum, maximum }: JsonObject): string {
  const limits = { from: minimum, above: exclusiveMinimum, to: maximum };
  return Object.entries(limits)
    .map(([word, limit]) => (limit === undefined ? "" : ` ${word} ${String(limit)}`))
    .join("");
}

/** "Fewer properties than 1" says less than the names. */
function sayOneOf(node: JsonObject): JsonObject {
  const { minProperties, properties, "x-hint": hint } = node;
  if (minProperties !== 1 || !isJsonObject(properties) || typeof hint !== "string") return {};
  const names = Object.keys(properties);
  return { minProperties: 0, anyOf: names.map((name) => ({ required: [name], errorMessage: `Expected ${hint}.` })) };
}

/** What completion offers. A hover shows each example by itself, so many of them are snippets instead. */
function offerValues({ examples, "x-allowed": allowed, "x-snippets": snippets }: JsonObject): JsonObject {
  if (Array.isArray(snippets)) return { defaultSnippets: snippets };
  const values = Array.isArray(allowed) ? allowed : examples;
  if (!Array.isArray(values)) return {};
  if (values.length < 3) return { examples: values };
  return { defaultSnippets: values.map((value) => ({ label: String(value), body: value })) };
}

/** The names in a map have a form too, which the map's own hint tells. */
function sayNames({ propertyNames, "x-hint": hint }: JsonObject): JsonObject {
  if (!isJsonObject(propertyNames) || typeof hint !== "string") return {};
  return { propertyNames: { ...propertyNames, patternErrorMessage: `Expected: ${hint}.` } };
}
