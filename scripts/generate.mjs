// Writes src/generated from schemas/source: types, shapes (what the loader checks and reads) and the bundled schema; and
// the schemas that are published, schemas/*.json; and docs/reference, of the program itself.
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

function listOutputs(units, types) {
  const bundle = buildBundle();
  const files = {
    "src/generated/configuration.d.ts": types,
    "src/generated/shapes.ts": buildShapes(units, BANNER),
    "src/generated/schema.ts": `${BANNER}export const SCHEMA: object = ${JSON.stringify(bundle, null, 1)};\n`,
  };
  for (const [name, text] of Object.entries(buildPublished(bundle))) files[`schemas/${name}`] = text;
  return files;
}

function listStale(files) {
  return Object.keys(files).filter(
    (name) => !existsSync(join(root, name)) || readFileSync(join(root, name), "utf8") !== files[name],
  );
}

function write(files) {
  const stale = listStale(files);
  for (const name of stale) {
    mkdirSync(join(root, dirname(name)), { recursive: true });
    writeFileSync(join(root, name), files[name]);
  }
  return stale;
}

/** What the program says of itself is asked once its own generated files are there: it loads them. */
async function main() {
  const units = listUnits();
  const own = listOutputs(units, await buildTypes(units));
  const isCheck = process.argv.includes("--check");
  const stale = isCheck ? listStale(own) : write(own);
  const isLoadable = !isCheck || stale.length === 0;
  const { pages, problems, counts } = isLoadable
    ? await (await import("./generate/reference/build-reference.mjs")).buildReference()
    : NOTHING;
  const reference = Object.fromEntries(Object.entries(pages).map(([name, text]) => [`docs/reference/${name}`, text]));
  stale.push(...(isCheck ? listStale(reference) : write(reference)));
  for (const problem of problems) console.error(problem);
  if (isCheck) for (const name of stale) console.error(`${name} is out of step: run \`npm run generate\``);
  if (problems.length > 0 || (isCheck && stale.length > 0)) process.exitCode = 1;
  else {
    const told = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
    console.log(
      `${stale.length === 0 ? "generated files are in step" : `wrote ${stale.join(", ")}`} (${told.join(", ")})`,
    );
  }
}

const NOTHING = { pages: {}, problems: [], counts: {} };
await main();
