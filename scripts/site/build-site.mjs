// Builds the site of docs/ into site/dist, unless it was built of exactly these sources.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache, listFiles, root } from "../set-up.mjs";
import { PLACEHOLDER, relocateSite } from "./relocate.mjs";

export const siteFolder = join(root, "site", "dist");

const INPUTS = ["docs", "site/.vitepress", "scripts/site", "package.json", "package-lock.json"];
const STAMP = join(cache, "site-built-from");

/** Gives back whether there was anything to do. Throws what VitePress throws: a dead link, too. */
export async function buildSite() {
  const digest = digestSources();
  if (existsSync(join(siteFolder, "index.html")) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === digest)
    return false;
  rmSync(STAMP, { force: true });
  rmSync(siteFolder, { recursive: true, force: true });
  const { build } = await import("vitepress");
  await build(join(root, "site"), { base: PLACEHOLDER, logLevel: "warn" });
  relocateSite(siteFolder);
  mkdirSync(cache, { recursive: true });
  writeFileSync(STAMP, digest);
  return true;
}

function digestSources() {
  const hash = createHash("sha256");
  for (const input of INPUTS)
    for (const file of listFiles(join(root, input))) hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}
