// The schemas as one document: the vendors' definitions move under `$defs`, and defaults get the fields of what they are
// defaults of. With every annotation that the program reads; src/config/published makes the published forms of it.
import { buildDefaults } from "./defaults.mjs";
import { documents, ROOT_FILE, vendors } from "./units.mjs";

export function buildBundle() {
  const bundle = admitInterpolation(rewrite(ROOT_FILE, documents[ROOT_FILE]));
  const definitions = {};
  for (const file of vendors) {
    for (const [name, schema] of Object.entries(documents[file].$defs))
      definitions[`${vendorOf(file)}-${name}`] = admitInterpolation(rewrite(file, schema));
  }
  const { sectionDefaults, ...own } = bundle.$defs;
  bundle.$defs = { ...own, ...definitions };
  Object.assign(bundle.$defs, buildDefaults(bundle.$defs, sectionDefaults, vendors.map(vendorOf)));
  return bundle;
}

const INTERPOLATION = { $ref: "#/$defs/interpolation" };
const RULES = ["type", "enum", "pattern", "minLength", "maxLength", "minimum", "exclusiveMinimum", "maximum"];
const NAMED = ["properties", "patternProperties", "$defs"];
/** Names and conditions; and fields that decide how the rest is read. */
const LITERAL = ["propertyNames", "if", "not"];
const LITERAL_NAMES = ["version", "backend", "interpolation", "resourceKey"];

/** Any single value may be an interpolation, which the loader replaces before it checks. */
function admitInterpolation(schema) {
  if (Array.isArray(schema)) return schema.map(admitInterpolation);
  if (typeof schema !== "object" || schema === null) return schema;
  if (schema.anyOf?.some(({ $ref }) => $ref === INTERPOLATION.$ref)) return schema;
  const parts = Object.entries(schema).map(([key, value]) => [key, admitIn(key, value)]);
  if (!refusesInterpolation(schema)) return Object.fromEntries(parts);
  const rules = parts.filter(([key]) => RULES.includes(key));
  const annotations = parts.filter(([key]) => !RULES.includes(key));
  return { ...Object.fromEntries(annotations), anyOf: [Object.fromEntries(rules), INTERPOLATION] };
}

function admitIn(key, value) {
  if (LITERAL.includes(key) || key.startsWith("x-")) return value;
  if (!NAMED.includes(key)) return admitInterpolation(value);
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, LITERAL_NAMES.includes(name) ? item : admitInterpolation(item)]),
  );
}

function refusesInterpolation({ type, enum: choices, pattern, minLength = 0 }) {
  const types = [type ?? []].flat();
  if (types.length === 0 || types.includes("object") || types.includes("array")) return false;
  if (!types.includes("string") || choices !== undefined || minLength > 1) return true;
  return pattern !== undefined && !new RegExp(pattern, "u").test("${var:x}");
}

const vendorOf = (file) => file.replace(/\.json$/, "");

function rewrite(file, value) {
  return JSON.parse(JSON.stringify(value, (key, item) => (key === "$ref" ? rename(file, item) : item)));
}

/** Of a vendor's provider entry the defaults are the vendor's own. */
function rename(file, reference) {
  const [name, pointer] = reference.split("#");
  const target = name === "" ? file : name;
  const definition = pointer.split("/").at(-1);
  if (definition === "sectionDefaults") return `#/$defs/${file === ROOT_FILE ? "" : `${vendorOf(file)}-`}defaults`;
  return target === ROOT_FILE ? `#${pointer}` : `#/$defs/${vendorOf(target)}-${definition}`;
}
