// The schemas of schemas/source/*.json, and what is checked by itself: each unit's strict schema, references inlined.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const schemaFolder = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "schemas", "source");
export const ROOT_FILE = "trueup.schema.json";
export const documents = Object.fromEntries(
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
        : key.startsWith("x-") || ["enum", "const", "required", "description", "title", "examples"].includes(key)
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

export const vendors = Object.keys(documents).filter((name) => documents[name]["x-vendor"] !== undefined);
export const SECTION_OF = {
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
export function listUnits() {
  const units = {};
  for (const [name, schema] of Object.entries(ROOT_UNITS)) {
    const { $defs: _defs, $schema: _schema, $id: _id, ...own } = schema;
    units[name] = strict(ROOT_FILE, own, { apart: name === "root" });
  }
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
