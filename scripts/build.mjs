// Builds dist/ aside and puts it in place at once, so that a program that runs from dist/ meanwhile sees the old one or
// the new one, never half of each.
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cache, ensureInstalled, markBuilt, root, sourceDigest } from "./set-up.mjs";

ensureInstalled();
const staging = join(cache, `dist-${process.pid}`);
const digest = sourceDigest();
process.chdir(root);
process.env["TRUEUP_BUILD_DIR"] = staging;
rmSync(staging, { recursive: true, force: true });
mkdirSync(staging, { recursive: true });
try {
  const { build } = await import("tsdown");
  await build({ logLevel: "error" }); // tsdown warns of every build that is CommonJS
  chmodSync(join(staging, "cli.cjs"), 0o755);
  replaceFolder(join(root, "dist"), staging);
  markBuilt(digest);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\nThe build failed.\n`);
  process.exitCode = 1;
} finally {
  rmSync(staging, { recursive: true, force: true });
}

function replaceFolder(target, source) {
  const old = `${source}-old`;
  if (existsSync(target)) renameSync(target, old);
  renameSync(source, target);
  rmSync(old, { recursive: true, force: true });
}
