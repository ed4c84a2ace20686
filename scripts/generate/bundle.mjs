// The schemas as one document: the vendors' definitions move under `$defs`, and defaults get the fields of what they are
// defaults of. With every annotation that the program reads; src/config/published makes the published forms of it.
import { buildDefaults } from "./defaults.mjs";
import { documents, ROOT_FILE, vendors } from "./units.mjs";

export function buildBundle() {
  const bundle = rewrite(ROOT_FILE, documents[ROOT_FILE]);
  const definitions = {};
  for (const file of vendors) {
    for (const [name, schema] of Object.entries(documents[file].$defs))
      definitions[`${vendorOf(file)}-${name}`] = rewrite(file, schema);
  }
  const { sectionDefaults, ...own } = bundle.$defs;
  bundle.$defs = { ...own, ...definitions };
  Object.assign(bundle.$defs, buildDefaults(bundle.$defs, sectionDefaults, vendors.map(vendorOf)));
  return bundle;
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
