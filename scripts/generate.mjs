// Writes src/generated from schemas/*.json: types, shapes (what the loader checks and reads) and the bundled schema.
// Deterministic; `--check` exits 1 when a file is out of step. Reads no network.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";
import { buildShapes } from "./generate/shapes.mjs";
import { documents, listUnits, ROOT_FILE, vendors } from "./generate/units.mjs";

const target = join(dirname(fileURLToPath(import.meta.url)), "..", "src", "generated");
const BANNER =
  "// Generated from schemas/ by scripts/generate.mjs. Do not edit: change the schema and run `npm run generate`.\n";

function identifier(name) {
  return `of${`.${name}`.replace(/[.-](\w)/g, (_match, letter) => letter.toUpperCase())}`;
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
    "shapes.ts": buildShapes(units, BANNER),
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
