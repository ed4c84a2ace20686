// The schemas of defaults: every field of a section's resources, none of them required; of one vendor, and of any.
import { SECTION_OF } from "./units.mjs";

/** Said in the resource only; src/config/shape/fit-defaults.ts refuses them. */
const REFUSED = ["count", "instances", "existing"];
const ANY = "any";

/** New definitions: `defaults`, `VENDOR-defaults`, and for each section what they lead to. */
export function buildDefaults(definitions, shell, vendors) {
  const built = {};
  for (const [type, section] of Object.entries(SECTION_OF)) {
    if (shell.properties[section] === undefined) continue;
    const blocks = vendors.filter((vendor) => definitions[`${vendor}-${type}`] !== undefined);
    const fields = blocks.map((vendor) => fieldsOf(definitions, `${vendor}-${type}`));
    for (const [index, vendor] of blocks.entries())
      built[`${vendor}-${type}-defaults`] = blockOf(`${vendor}, defaults: ${section}`, fields[index]);
    built[`${ANY}-${type}-defaults`] = blockOf(`defaults: ${section}`, mergeFields(definitions, fields, section));
  }
  const shellOf = (prefix) => ({ ...shell, properties: sectionsOf(built, shell, prefix) });
  built.defaults = shellOf(ANY);
  for (const vendor of vendors) built[`${vendor}-defaults`] = shellOf(vendor);
  return built;
}

function sectionsOf(built, shell, prefix) {
  const known = Object.entries(SECTION_OF).filter(([type]) => built[`${prefix}-${type}-defaults`] !== undefined);
  return Object.fromEntries(
    known.map(([type, section]) => {
      const { description } = shell.properties[section];
      return [section, { description, $ref: `#/$defs/${prefix}-${type}-defaults` }];
    }),
  );
}

function blockOf(title, properties) {
  return { title, "x-defaults": true, type: ["object", "null"], additionalProperties: false, properties };
}

/** A field that stays as it is leads to where it is told. */
function fieldsOf(definitions, name) {
  const fields = Object.entries(definitions[name].properties).filter(([field]) => !REFUSED.includes(field));
  return Object.fromEntries(
    fields.map(([field, schema]) => {
      const loose = loosen(definitions, schema);
      const isSame = JSON.stringify(loose) === JSON.stringify(schema);
      return [field, isSame && schema.$ref === undefined ? { $ref: `#/$defs/${name}/properties/${field}` } : loose];
    }),
  );
}

/** Maps are merged deeply, so none of their fields must be there; lists are replaced as a whole. */
function loosen(definitions, schema) {
  if (schema.$ref !== undefined) {
    const { $ref: reference, ...own } = schema;
    const target = definitions[reference.split("/").at(-1)];
    const loose = loosen(definitions, target);
    return JSON.stringify(loose) === JSON.stringify(target) ? schema : { ...loose, ...own };
  }
  const { required: _required, minProperties: _minProperties, ...loose } = schema;
  if (schema.properties !== undefined)
    loose.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, field]) => [name, loosen(definitions, field)]),
    );
  if (typeof schema.additionalProperties === "object")
    loose.additionalProperties = loosen(definitions, schema.additionalProperties);
  return loose;
}

/** What several vendors have under one name is one of theirs. */
function mergeFields(definitions, blocks, section) {
  const merged = {};
  for (const name of new Set(blocks.flatMap(Object.keys))) {
    const found = blocks.flatMap((block) => (block[name] === undefined ? [] : [block[name]]));
    const [first, ...others] = [...new Map(found.map((schema) => [JSON.stringify(schema), schema])).values()];
    const maps = [first, ...others].filter(({ properties }) => properties !== undefined);
    if (maps.length > 1) throw new Error(`defaults.${section}.${name}: maps of two vendors must be merged here`);
    const description = describe(definitions, first);
    merged[name] = others.length === 0 ? first : { description, anyOf: [first, ...others] };
  }
  return merged;
}

function describe(definitions, schema) {
  if (schema.description !== undefined || schema.$ref === undefined) return schema.description;
  const [, , ...path] = schema.$ref.split("/");
  return describe(
    definitions,
    path.reduce((at, part) => at[part], definitions),
  );
}
