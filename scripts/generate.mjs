// Writes src/generated from schemas/*.json: types, ajv standalone validators, shapes (what the loader reads of the
// annotations) and the bundled schema. Deterministic; `--check` exits 1 when a file is out of step. Reads no network.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { compile } from "json-schema-to-typescript";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const schemaFolder = join(root, "schemas");
const target = join(root, "src", "generated");
const ROOT_FILE = "trueup.schema.json";
const BANNER =
  "// Generated from schemas/ by scripts/generate.mjs. Do not edit: change the schema and run `npm run generate`.\n";
const documents = Object.fromEntries(
  readdirSync(schemaFolder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => [name, JSON.parse(readFileSync(join(schemaFolder, name), "utf8"))]),
);
/** Follows one reference; `file` is the document that it stands in. */
function resolveReference(file, reference) {
  const [name, pointer = ""] = reference.split("#");
  const target = name === "" ? file : name;
  let at = documents[target];
  for (const part of pointer.split("/").filter((item) => item !== "")) at = at?.[part];
  if (at === undefined) throw new Error(`${file}: ${reference} leads nowhere`);
  return { file: target, schema: at };
}

const isInterpolation = (schema) => typeof schema.$ref === "string" && schema.$ref.endsWith("#/$defs/interpolation");

/**
 * The strict form: references inlined, the alternative "or an interpolation" dropped (the loader has replaced those
 * before the check), and what is checked apart reduced to its type.
 */
function strict(file, schema, { apart = true } = {}) {
  if (Array.isArray(schema)) return schema.map((item) => strict(file, item));
  if (typeof schema !== "object" || schema === null) return schema;
  if (typeof schema.$ref === "string") {
    const found = resolveReference(file, schema.$ref);
    const { $ref: _reference, ...siblings } = schema;
    return strict(found.file, inherit(found, siblings), { apart });
  }
  if (apart && schema["x-checked"] === "apart") {
    const { description, type } = schema;
    return { ...(description === undefined ? {} : { description }), type: type ?? ["object", "null"] };
  }
  if (schema.anyOf?.some(isInterpolation)) {
    const rest = schema.anyOf.filter((item) => !isInterpolation(item));
    const { anyOf: _anyOf, ...siblings } = schema;
    if (rest.length === 1) return strict(file, { ...rest[0], ...siblings });
    return strict(file, { ...siblings, anyOf: rest });
  }
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) =>
      ["properties", "$defs", "patternProperties"].includes(key)
        ? [key, Object.fromEntries(Object.entries(value).map(([name, item]) => [name, strict(file, item)]))]
        : key.startsWith("x-") || ["enum", "const", "required", "description", "title"].includes(key)
          ? [key, value]
          : [key, strict(file, value)],
    ),
  );
}

/** A referenced schema with siblings laid over it; its own references must be followed from its own file. */
function inherit(found, siblings) {
  const absolute = JSON.parse(
    JSON.stringify(found.schema, (key, value) =>
      key === "$ref" && value.startsWith("#") ? `${found.file}${value}` : value,
    ),
  );
  const own = JSON.parse(JSON.stringify(siblings));
  return { ...absolute, ...own };
}

const vendors = Object.keys(documents).filter((name) => documents[name]["x-vendor"] !== undefined);
const SECTION_OF = {
  key: "keys",
  vm: "vms",
  snapshot: "snapshots",
  schedule: "schedules",
  backupPolicy: "backupPolicies",
};
const ROOT_UNITS = {
  root: documents[ROOT_FILE],
  policy: { $ref: "#/$defs/policy" },
  backupPolicies: { $ref: "#/$defs/backupPolicy" },
  output: { $ref: "#/$defs/outputBlock" },
  moved: { $ref: "#/$defs/moved" },
  removed: { $ref: "#/$defs/removed" },
  import: { $ref: "#/$defs/import" },
  sectionDefaults: { $ref: "#/$defs/sectionDefaults" },
  "state.local": { $ref: "#/$defs/stateLocal" },
  "state.s3": { $ref: "#/$defs/stateS3" },
  "state.postgres": { $ref: "#/$defs/statePostgres" },
  "state.http": { $ref: "#/$defs/stateHttp" },
};

/** Everything that is checked by itself: name -> strict schema. */
function listUnits() {
  const units = {};
  for (const [name, schema] of Object.entries(ROOT_UNITS)) {
    const { $defs: _defs, $schema: _schema, ...own } = schema;
    units[name] = strict(ROOT_FILE, own, { apart: name === "root" });
  }
  units.defaults = strict(ROOT_FILE, { $ref: "#/$defs/defaults" }, { apart: false });
  for (const file of vendors) {
    const vendor = documents[file]["x-vendor"].vendor;
    const { provider, ...types } = documents[file].$defs;
    units[`providers.${vendor}`] = strict(file, provider);
    for (const [type, schema] of Object.entries(types)) {
      if (SECTION_OF[type] !== undefined) units[`${SECTION_OF[type]}.${vendor}`] = strict(file, schema);
    }
  }
  return units;
}

/** `properties` may hold fields called title or description, so annotations are dropped by position, not by name. */
function forValidation(schema) {
  if (Array.isArray(schema)) return schema.map(forValidation);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).filter(
    ([key]) => !key.startsWith("x-") && key !== "description" && key !== "title",
  );
  return Object.fromEntries(
    entries.map(([key, value]) =>
      key === "properties" || key === "patternProperties"
        ? [key, Object.fromEntries(Object.entries(value).map(([name, item]) => [name, forValidation(item)]))]
        : ["enum", "const", "required"].includes(key)
          ? [key, value]
          : [key, forValidation(value)],
    ),
  );
}

function identifier(name) {
  return `of${`.${name}`.replace(/[.-](\w)/g, (_match, letter) => letter.toUpperCase())}`;
}

/** Runtime helpers that ajv's code would `require`; inlined so that the built program does not need ajv. */
const INLINED = {
  "ajv/dist/runtime/ucs2length": "(text) => [...text].length",
  "ajv/dist/runtime/equal":
    "function equal(a, b) { if (a === b) return true; if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return a !== a && b !== b; const keys = Object.keys(a); return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key])); }",
};

function buildValidators(units) {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    messages: false,
    verbose: false,
    inlineRefs: true,
    code: { source: true, esm: true, lines: true },
  });
  const names = Object.keys(units);
  for (const name of names) ajv.addSchema(forValidation(units[name]), name);
  const code = standalone.default(ajv, Object.fromEntries(names.map((name) => [identifier(name), name])));
  const inlined = code.replace(/require\("([^"]+)"\)\.default/g, (_match, module) => {
    if (INLINED[module] === undefined) throw new Error(`ajv's code needs ${module}: inline it here`);
    return `(${INLINED[module]})`;
  });
  if (/\brequire\(/.test(inlined)) throw new Error("ajv's code still has a require()");
  const table = names.map((name) => `  ${JSON.stringify(name)}: ${identifier(name)},`).join("\n");
  return `${BANNER}${inlined.trim()}\nexport const VALIDATORS = {\n${table}\n};\n`;
}

const VALIDATOR_TYPES = `${BANNER}export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly propertyName?: string;
}
export interface Validator {
  (data: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}
export declare const VALIDATORS: Readonly<Record<string, Validator>>;
`;

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
  description: "description",
};

/** What the loader needs to know of a strict schema, as plain data. */
function buildShape(schema) {
  const types = schema.anyOf ? schema.anyOf.flatMap((item) => item.type ?? []) : [schema.type ?? []].flat();
  const shape = { types };
  for (const [from, to] of Object.entries(COPIED)) {
    if (schema[from] !== undefined && to !== "description") shape[to] = schema[from];
  }
  if (schema.properties !== undefined) {
    shape.fields = Object.fromEntries(
      Object.entries(schema.properties).map(([name, item]) => [name, buildShape(item)]),
    );
  }
  if (typeof schema.additionalProperties === "object") shape.values = buildShape(schema.additionalProperties);
  if (schema.items !== undefined) shape.items = buildShape(schema.items);
  return shape;
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
    "validators.mjs": buildValidators(units),
    "validators.d.mts": VALIDATOR_TYPES,
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
