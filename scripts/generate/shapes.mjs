// src/generated/shapes.ts: the strict schemas reduced to what the loader reads: types, rules, annotations.
import { documents, vendors } from "./units.mjs";

const COPIED = {
  "x-unit": "unit",
  "x-minimum": "minimum",
  "x-maximum": "maximum",
  "x-allowed": "allowed",
  "x-step": "step",
  "x-reference": "reference",
  "x-or-id": "orId",
  "x-sensitive": "sensitive",
  "x-words": "words",
  "x-hint": "hint",
  "x-text": "text",
  "x-set": "set",
  "x-cron": "cron",
  "x-endpoint": "endpoint",
  "x-public": "public",
  enum: "choices",
};

/** Keywords that the loader's checker follows as they are. */
const RULES = [
  "required",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
];

/** Keywords that are read below, or mean nothing for a check. */
const READ = ["type", "properties", "additionalProperties", "patternProperties", "propertyNames", "items"];
const ANNOTATIONS = ["description", "title", "examples"];

/** What the loader needs to know of a strict schema, as plain data. */
function buildShape(schema, path) {
  for (const key of Object.keys(schema)) {
    if (COPIED[key] === undefined && ![...RULES, ...READ, ...ANNOTATIONS].includes(key) && key !== "x-checked")
      throw new Error(`${path}: src/config/shape/find-mismatches.ts does not know ${key}: teach it`);
  }
  const shape = { types: [schema.type ?? []].flat() };
  for (const [from, to] of Object.entries(COPIED)) {
    if (schema[from] !== undefined) shape[to] = schema[from];
  }
  const rules = buildRules(schema, path);
  if (Object.keys(rules).length > 0) shape.rules = rules;
  if (schema.properties !== undefined) {
    shape.fields = Object.fromEntries(
      Object.entries(schema.properties).map(([name, item]) => [name, buildShape(item, `${path}.${name}`)]),
    );
  }
  if (typeof schema.additionalProperties === "object")
    shape.values = buildShape(schema.additionalProperties, `${path}.*`);
  if (schema.items !== undefined) shape.items = buildShape(schema.items, `${path}[]`);
  return shape;
}

function buildRules(schema, path) {
  const rules = Object.fromEntries(
    RULES.filter((name) => schema[name] !== undefined).map((name) => [name, schema[name]]),
  );
  if (schema.additionalProperties === false) rules.closed = true;
  if (schema.patternProperties !== undefined) rules.open = readOpenPattern(schema.patternProperties, path);
  if (schema.propertyNames !== undefined) rules.keys = readKeyPattern(schema.propertyNames, path);
  return rules;
}

/** One pattern of keys that may be there with any value. */
function readOpenPattern(schema, path) {
  const [[pattern, value], ...more] = Object.entries(schema);
  if (more.length > 0 || Object.keys(value).some((key) => !ANNOTATIONS.includes(key)))
    throw new Error(`${path}: patternProperties must be one pattern that allows anything`);
  return pattern;
}

function readKeyPattern({ type: _text, pattern, ...more }, path) {
  const rest = Object.keys(more).filter((key) => !ANNOTATIONS.includes(key) && !key.startsWith("x-"));
  if (pattern === undefined || rest.length > 0) throw new Error(`${path}: propertyNames must be one pattern`);
  return pattern;
}

/** As JSON text: parsing it takes a third of the time that the same object takes as code. */
export function buildShapes(units, banner) {
  const shapes = Object.fromEntries(Object.entries(units).map(([name, schema]) => [name, buildShape(schema, name)]));
  const facts = Object.fromEntries(
    vendors.map((file) => [documents[file]["x-vendor"].vendor, documents[file]["x-vendor"]]),
  );
  return `${banner}import { parseEntries } from "../config/values/parse-entries.ts";
import type { Shape, VendorFacts } from "../config/shape/shape.ts";

export const SHAPES = parseEntries<Shape>(${texts(shapes)});

export const VENDORS = parseEntries<VendorFacts>(${texts(facts)});
`;
}

/** One line for each entry, so that a change shows where it is. */
function texts(entries) {
  const lines = Object.entries(entries).map(
    ([name, value]) =>
      `  ${JSON.stringify(name)}: String.raw\`${JSON.stringify(value).replace(/[`$]/g, unicodeEscape)}\`,`,
  );
  return `{\n${lines.join("\n")}\n}`;
}

/** Inside a template literal these two mean something; JSON has another way to write them. */
function unicodeEscape(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
