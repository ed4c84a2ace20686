// Writes src/generated from schemas/source: types, shapes (what the loader checks and reads) and the bundled schema; and
// the schemas that are published, schemas/*.json.
// Deterministic; `--check` exits 1 when a file is out of step. Reads no network.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";
import { buildBundle } from "./generate/bundle.mjs";
import { buildPublished } from "./generate/published.mjs";
import { buildShapes } from "./generate/shapes.mjs";
import { listUnits, SECTION_OF } from "./generate/units.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const BANNER =
  "// Generated from schemas/source by scripts/generate.mjs. Do not edit: change the schema and run `npm run generate`.\n";

/** `vms.gcore` is GcoreVm, `state.s3` StateS3Block. */
function nameType(name) {
  const [section, kind] = name.split(".");
  const capital = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  if (kind === undefined || section === "state") return `${name.split(".").map(capital).join("")}Block`;
  const type = Object.entries(SECTION_OF).find(([, plural]) => plural === section)?.[0] ?? "provider";
  return `${capital(kind)}${capital(type)}`;
}

async function buildTypes(units) {
  const parts = [];
  for (const [name, schema] of Object.entries(units)) {
    const title = nameType(name);
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

async function main() {
  const units = listUnits();
  const bundle = buildBundle();
  const files = {
    "src/generated/configuration.d.ts": await buildTypes(units),
    "src/generated/shapes.ts": buildShapes(units, BANNER),
    "src/generated/schema.ts": `${BANNER}export const SCHEMA: object = ${JSON.stringify(bundle, null, 1)};\n`,
  };
  for (const [name, text] of Object.entries(buildPublished(bundle))) files[`schemas/${name}`] = text;
  const stale = Object.entries(files).filter(
    ([name, text]) => !existsSync(join(root, name)) || readFileSync(join(root, name), "utf8") !== text,
  );
  if (process.argv.includes("--check")) {
    for (const [name] of stale) console.error(`${name} is out of step: run \`npm run generate\``);
    process.exitCode = stale.length === 0 ? 0 : 1;
    return;
  }
  mkdirSync(join(root, "src/generated"), { recursive: true });
  for (const [name, text] of stale) writeFileSync(join(root, name), text);
  const isInStep = stale.length === 0;
  console.log(isInStep ? "generated files are in step" : `wrote ${stale.map(([name]) => name).join(", ")}`);
}
await main();
