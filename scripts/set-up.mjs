// What the other scripts need first: dependencies as locked, a build of the present source. Imports Node alone, since it
// runs before anything is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");
export const cache = join(root, "node_modules", ".cache", "trueup");
export const program = join(root, "dist", "cli.cjs");

const BUILD_INPUTS = [
  "src",
  "schemas",
  "package.json",
  "package-lock.json",
  "tsdown.config.ts",
  "scripts/build.mjs",
  "scripts/for-program",
];
const STAMP = join(cache, "built-from");

/** Installs what package-lock.json names, if it is missing or older than that file. */
export function ensureInstalled() {
  const installed = join(root, "node_modules", ".package-lock.json");
  const isCurrent =
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs;
  if (isCurrent) return;
  step("npm ci", "installing the locked dependencies");
  runOrExit("npm", ["ci", "--no-audit", "--no-fund"]);
}

/** Builds dist/, unless it was built of exactly this source. */
export function ensureBuilt() {
  if (isBuilt()) return;
  step("npm run build", "dist/ is missing or older than the source");
  runOrExit(process.execPath, [join(root, "scripts", "build.mjs")]);
}

export function isBuilt() {
  return existsSync(program) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === sourceDigest();
}

export function markBuilt(digest) {
  mkdirSync(cache, { recursive: true });
  writeFileSync(STAMP, digest);
}

/** A digest of everything that the build reads. */
export function sourceDigest() {
  const hash = createHash("sha256");
  for (const input of BUILD_INPUTS)
    for (const file of listFiles(join(root, input))) hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

/** All files under a path, sorted; the path itself if it is a file. */
export function listFiles(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => listFiles(join(path, name)));
}

function runOrExit(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

function step(command, why) {
  process.stderr.write(`> ${command}  (${why})\n`);
}
