// The built program on each Node that it is for, and what it says on one that is too old. The binaries come from the package
// registry, into a temporary folder. `node scripts/node-versions.mjs [VERSION…]`
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuilt, ensureInstalled, program, root } from "./set-up.mjs";

const SUPPORTED = ["20.19.0", "22.23.5", "24.22.3", "26.12.1"];
const TOO_OLD = "18.20.8";
const EXAMPLES = ["serveroid", "zomro", "gcore"];

ensureInstalled();
ensureBuilt();
const wanted = process.argv.slice(2);
const problems = [];
for (const version of wanted.length > 0 ? wanted : [TOO_OLD, ...SUPPORTED]) {
  const folder = mkdtempSync(join(tmpdir(), "trueup-node-"));
  try {
    const node = install(folder, version);
    const found = version === TOO_OLD ? checkRefusal(node) : checkExamples(node, folder);
    process.stdout.write(`Node ${version}: ${found.length === 0 ? "ok" : "FAILED"}\n`);
    for (const problem of found) process.stdout.write(`  ${problem.replaceAll("\n", "\n  ")}\n`);
    problems.push(...found);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
if (problems.length > 0) process.exitCode = 1;

function install(folder, version) {
  const name = `node-${process.platform}-${process.arch}`;
  writeFileSync(join(folder, "package.json"), "{}");
  const args = ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", `${name}@${version}`];
  const { status, stderr } = spawnSync("npm", args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`${name}@${version} cannot be installed\n${stderr}`);
  return join(folder, "node_modules", name, "bin", "node");
}

function checkExamples(node, folder) {
  return EXAMPLES.flatMap((example) => {
    const cwd = join(folder, example);
    cpSync(join(root, "examples", example), cwd, { recursive: true });
    const apply = [program, "sim", "--speed", "500", "--", node, program, "apply", "--auto-approve"];
    const { status, stdout, stderr } = spawnSync(node, apply, { cwd, encoding: "utf8", timeout: 120_000 });
    const isDone = status === 0 && /Apply complete!/.test(stdout + stderr) && !/Warning/.test(stderr);
    return isDone ? [] : [`${example} ended with ${status}\n${stdout.slice(-1000)}${stderr.slice(-1000)}`];
  });
}

/** One line, for people; never a stack. */
function checkRefusal(node) {
  const { status, stdout, stderr } = spawnSync(node, [program, "--help"], { encoding: "utf8" });
  const isPlain =
    status === 1 && stdout === "" && /^trueup needs Node 20\.19 or newer; this is Node 18\.\S+\n$/.test(stderr);
  return isPlain ? [] : [`--help ended with ${status}\n${stdout}${stderr}`];
}
