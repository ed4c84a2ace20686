// Writes src/generated from schemas/*.json: types, shapes (what the loader checks and reads of each block) and the bundled
// schema. Deterministic; `--check` exits 1 when a file is out of step. Reads no network.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";
import { documents, forValidation, listUnits, ROOT_FILE, vendors } from "./strict-schemas.mjs";

const target = join(dirname(fileURLToPath(import.meta.url)), "..", "src", "generated");
const BANNER =
  "// Generated from schemas/ by scripts/generate.mjs. Do not edit: change the schema and run `npm run generate`.\n";

function identifier(name) {
  return `of${`.${name}`.replace(/[.-](\w)/g, (_match, letter) => letter.toUpperCase())}`;
}

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

/** Keywords of JSON Schema that the loader checks as they stand; see `Rules` in src/config/shape.ts. */
const RULES = [
  "required",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "minLength",
  "maxLength",
  "pattern",
  "minItems",
  "maxItems",
  "uniqueItems",
];
/** Handled by themselves in `buildShape` and `buildRules`. */
const OTHERS = [
  "type",
  "enum",
  "properties",
  "additionalProperties",
  "patternProperties",
  "propertyNames",
  "items",
  "title",
  "description",
];

/** What the loader needs to know of a strict schema, as plain data. */
function buildShape(schema) {
  for (const key of Object.keys(schema))
    if (!key.startsWith("x-") && !RULES.includes(key) && !OTHERS.includes(key))
      throw new Error(`the loader does not check ${key}: teach it in src/config/find-flaws.ts`);
  const shape = { types: [schema.type ?? []].flat() };
  for (const [from, to] of Object.entries(COPIED)) if (schema[from] !== undefined) shape[to] = schema[from];
  const rules = buildRules(schema);
  if (Object.keys(rules).length > 0) shape.rules = rules;
  if (schema.properties !== undefined) {
    shape.fields = Object.fromEntries(
      Object.entries(schema.properties).map(([name, item]) => [name, buildShape(item)]),
    );
  }
  if (typeof schema.additionalProperties === "object") shape.values = buildShape(schema.additionalProperties);
  if (schema.items !== undefined) shape.items = buildShape(schema.items);
  return shape;
}

function buildRules(schema) {
  const rules = Object.fromEntries(RULES.filter((key) => schema[key] !== undefined).map((key) => [key, schema[key]]));
  if (schema.additionalProperties === false) rules.closed = true;
  if (schema.patternProperties !== undefined) {
    const [[pattern, item], ...more] = Object.entries(schema.patternProperties);
    if (more.length > 0 || Object.keys(forValidation(item)).length > 0)
      throw new Error("patternProperties: the loader takes one pattern, and anything under it");
    rules.freeKeys = pattern;
  }
  if (schema.propertyNames !== undefined) {
    const { type = "string", pattern, ...more } = forValidation(schema.propertyNames);
    if (type !== "string" || pattern === undefined || Object.keys(more).length > 0)
      throw new Error("propertyNames: the loader checks a pattern and nothing else");
    rules.keys = pattern;
  }
  if (rules.uniqueItems === true && !["string", "integer"].includes(schema.items?.type))
    throw new Error("uniqueItems: the loader compares texts and whole numbers only");
  if (schema.enum?.some((item) => typeof item === "object" && item !== null))
    throw new Error("enum: the loader compares scalars only");
  return rules;
}

function buildShapes(units) {
  const shapes = Object.fromEntries(Object.entries(units).map(([name, schema]) => [name, buildShape(schema)]));
  const facts = Object.fromEntries(
    vendors.map((file) => [documents[file]["x-vendor"].vendor, documents[file]["x-vendor"]]),
  );
  return `${BANNER}import type { Shape, VendorFacts } from "../config/shape.ts";

export const SHAPES: Readonly<Record<string, Shape>> = ${JSON.stringify(shapes, null, 1)};

export const VENDORS: Readonly<Record<string, VendorFacts>> = ${JSON.stringify(facts, null, 1)};
`;
}

async function buildTypes(units) {
  const parts = [];
  for (const [name, schema] of Object.entries(units)) {
    const fallback = `${identifier(name).slice(2)}Block`;
    const title = name === "root" ? "RootBlock" : (schema.title ?? fallback);
    const { title: _title, ...untitled } = schema;
    const code = await compile(dropTitles(untitled), title, {
      bannerComment: "",
      additionalProperties: false,
      format: false,
    });
    parts.push(code.trim());
  }
  return `${BANNER}${parts.join("\n\n")}\n`;
}

function dropTitles(schema) {
  if (Array.isArray(schema)) return schema.map(dropTitles);
  if (typeof schema !== "object" || schema === null) return schema;
  const { title, ...rest } = schema;
  const kept = typeof title === "string" ? rest : schema;
  return Object.fromEntries(Object.entries(kept).map(([key, value]) => [key, dropTitles(value)]));
}

/** One self-contained document, for `trueup schema`: the vendors' definitions move under `$defs`. */
function buildBundle() {
  const rename = (file, reference) => {
    const [name, pointer] = reference.split("#");
    const target = name === "" ? file : name;
    if (target === ROOT_FILE) return `#${pointer}`;
    return `#/$defs/${target.replace(/\.json$/, "")}-${pointer.split("/").at(-1)}`;
  };
  const rewrite = (file, value) =>
    JSON.parse(JSON.stringify(value, (key, item) => (key === "$ref" ? rename(file, item) : item)));
  const bundle = rewrite(ROOT_FILE, documents[ROOT_FILE]);
  for (const file of vendors) {
    for (const [name, schema] of Object.entries(documents[file].$defs)) {
      bundle.$defs[`${file.replace(/\.json$/, "")}-${name}`] = rewrite(file, schema);
    }
  }
  return `${BANNER}export const SCHEMA: object = ${JSON.stringify(bundle, null, 1)};\n`;
}

async function main() {
  const units = listUnits();
  const files = {
    "configuration.d.ts": await buildTypes(units),
    "shapes.ts": buildShapes(units),
    "schema.ts": buildBundle(),
  };
  const stale = Object.entries(files).filter(
    ([name, text]) => !existsSync(join(target, name)) || readFileSync(join(target, name), "utf8") !== text,
  );
  if (process.argv.includes("--check")) {
    for (const [name] of stale) console.error(`src/generated/${name} is out of step: run \`npm run generate\``);
    process.exitCode = stale.length === 0 ? 0 : 1;
    return;
  }
  mkdirSync(target, { recursive: true });
  for (const [name, text] of stale) writeFileSync(join(target, name), text);
  console.log(stale.length === 0 ? "src/generated is in step" : `wrote ${stale.map(([name]) => name).join(", ")}`);
}
await main();
