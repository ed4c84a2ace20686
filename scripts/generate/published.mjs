// The files of schemas/: the standard schema in one document, each vendor's part of it, and the form for editors.
import { tsImport } from "tsx/esm/api";
import { vendors } from "./units.mjs";

const { buildStandardSchema } = await tsImport("../../src/config/published/standard-schema.ts", import.meta.url);
const { buildEditorSchema } = await tsImport("../../src/config/published/editor-schema.ts", import.meta.url);

/** Name -> text. Each stands for itself: no reference leads to another file, so nothing is looked for in a network. */
export function buildPublished(bundle) {
  const { $schema, ...standard } = buildStandardSchema(bundle);
  const files = {
    "trueup.schema.json": { $schema, ...standard },
    "trueup.editor.json": buildEditorSchema(bundle),
  };
  for (const file of vendors) {
    const vendor = file.replace(/\.json$/, "");
    const $defs = choose(standard.$defs, vendor);
    files[file] = { $schema, $id: file, title: vendor, $defs };
  }
  return Object.fromEntries(
    Object.entries(files).map(([name, schema]) => [name, `${JSON.stringify(schema, null, 1)}\n`]),
  );
}

/** A vendor's definitions under their own names (`vm`), and all that they lead to. */
function choose(definitions, vendor) {
  const prefix = `${vendor}-`;
  const chosen = {};
  const add = (name) => {
    if (chosen[nameOf(name)] !== undefined) return;
    chosen[nameOf(name)] = {};
    chosen[nameOf(name)] = JSON.parse(JSON.stringify(definitions[name]), (key, value) =>
      key === "$ref" ? follow(value) : value,
    );
  };
  const nameOf = (name) => (name.startsWith(prefix) ? name.slice(prefix.length) : `common-${name}`);
  const follow = (reference) => {
    const [, , name, ...below] = reference.split("/");
    add(name);
    return ["#/$defs", nameOf(name), ...below].join("/");
  };
  for (const name of Object.keys(definitions).filter((one) => one.startsWith(prefix))) add(name);
  return chosen;
}
