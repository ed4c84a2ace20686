// Licences of all production packages, from the installed package.json files; and a lock file that is complete for every
// platform and names no registry host.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../set-up.mjs";

const ALLOWED = new Set(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD"]);

export async function checkLicences() {
  const lock = readJson("package-lock.json");
  const production = Object.entries(lock.packages).filter(
    ([path, entry]) => path !== "" && entry.dev !== true && entry.devOptional !== true,
  );
  const problems = production.flatMap(([path, entry]) => checkPackage(path, entry));
  if (production.length === 0) problems.push("package-lock.json: no production packages were found");
  return { problems, note: `${production.length} packages` };
}

export async function checkLockFile() {
  const lines = readFileSync(join(root, "package-lock.json"), "utf8").split("\n");
  const problems = lines.flatMap((line, index) =>
    /"resolved":|https?:\/\/[^"]*\.tgz/.test(line) ? [`package-lock.json:${index + 1}: names a registry host`] : [],
  );
  return {
    problems: [...problems, ...checkPlatforms(readJson("package-lock.json").packages)],
    note: `${lines.length} lines`,
  };
}

/** A lock file that was written on one platform can lack the packages of the others; `npm ci` then refuses it. */
function checkPlatforms(packages) {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !(`${path}/node_modules/${name}` in packages) && !(`node_modules/${name}` in packages))
      .map((name) => `package-lock.json: ${path} may need ${name}, which has no entry`),
  );
}

function checkPackage(path, entry) {
  if (!existsSync(join(root, path, "package.json")))
    return entry.optional === true ? [] : [`${path}: is not installed; run npm ci`];
  const { license } = readJson(`${path}/package.json`);
  return isAllowed(license) ? [] : [`${path}: licence ${JSON.stringify(license)}`];
}

/** `(MIT OR GPL-2.0)` offers a choice; `MIT AND X` does not. */
function isAllowed(license) {
  if (typeof license !== "string") return false;
  const choices = license.replaceAll(/[()]/g, "").split(/ OR /);
  return choices.some((choice) => choice.split(/ AND /).every((name) => ALLOWED.has(name.trim())));
}

function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), "utf8"));
}
