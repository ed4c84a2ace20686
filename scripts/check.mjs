// `npm run check`: the one command. Parts are named and timed; each runs even if one before it failed, and what failed is
// told again at the end. `--only lint,types` runs some, `--skip tests` leaves some out, `--list` names them.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { run } from "./checks/run.mjs";
import { ensureInstalled, root } from "./set-up.mjs";

const bin = (name) => join(root, "node_modules", ".bin", name);
const tool = (name, args) => () => fromTool(bin(name), args);
const script =
  (name, args = []) =>
  () =>
    fromTool(process.execPath, [join(root, "scripts", name), ...args]);

/** In order of how soon they tell something. A part gives back `{ problems, note }`. */
const PARTS = {
  format: tool("biome", ["ci", "--error-on-warnings", "--colors=off", "."]),
  files: async () => (await import("./checks/file-rules.mjs")).checkFileRules(),
  generated: script("generate.mjs", ["--check"]),
  links: async () => (await import("./checks/links.mjs")).checkLinks(),
  types: tool("tsc", ["--project", "tsconfig.json"]),
  lint: tool("eslint", ["--max-warnings", "0", "src", "test"]),
  imports: async () => (await import("./checks/import-rules.mjs")).checkImportRules(),
  api: tool("typedoc", ["--logLevel", "Warn"]),
  unused: tool("knip", ["--treat-config-hints-as-errors"]),
  licences: async () => (await import("./checks/licences.mjs")).checkLicences(),
  lockfile: async () => (await import("./checks/licences.mjs")).checkLockFile(),
  site: async () => (await import("./checks/site.mjs")).checkSite(),
  build: script("build.mjs"),
  tests: runTests,
  package: async () => (await import("./checks/package.mjs")).checkPackage(),
};

const { values } = parseArgs({
  options: { only: { type: "string" }, skip: { type: "string" }, list: { type: "boolean", default: false } },
});

if (values.list) {
  process.stdout.write(`${Object.keys(PARTS).join("\n")}\n`);
} else {
  ensureInstalled();
  process.chdir(root);
  process.exitCode = await runParts(chooseParts(values));
}

function chooseParts({ only, skip }) {
  const [wanted, unwanted] = [only, skip].map((list) => list?.split(",").map((name) => name.trim()));
  const unknown = [...(wanted ?? []), ...(unwanted ?? [])].filter((name) => !(name in PARTS));
  if (unknown.length > 0) {
    process.stderr.write(`check: there is no part ${unknown.join(", ")}; there are ${Object.keys(PARTS).join(", ")}\n`);
    process.exit(1);
  }
  return Object.keys(PARTS).filter((name) => (wanted?.includes(name) ?? true) && !unwanted?.includes(name));
}

async function runParts(names) {
  const failed = [];
  for (const name of names) {
    const started = performance.now();
    const { problems, note } = await runPart(PARTS[name]);
    const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`.padStart(7);
    const end = problems.length === 0 ? `ok    ${note ?? ""}` : `FAILED (${problems.length})`;
    process.stdout.write(`${name.padEnd(10)} ${seconds}  ${end.trimEnd()}\n`);
    for (const problem of problems) process.stdout.write(`${problem.replaceAll(/^/gm, "    ")}\n`);
    if (problems.length > 0) failed.push(name);
  }
  const last = failed.length === 0 ? "check: all parts passed" : `check: FAILED in ${failed.join(", ")}`;
  process.stdout.write(`\n${last}\n`);
  return failed.length === 0 ? 0 : 1;
}

async function runPart(part) {
  try {
    return await part();
  } catch (error) {
    return { problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
  }
}

function fromTool(command, args) {
  const { code, output } = run(command, args, { cwd: root });
  return { problems: code === 0 ? [] : [output === "" ? `exit ${code}` : output] };
}

/** The tests speak for themselves, as they run. */
function runTests() {
  const { status } = spawnSync(process.execPath, [join(root, "scripts", "test.mjs")], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  return { problems: status === 0 ? [] : [`npm test ended with exit code ${status}`] };
}
