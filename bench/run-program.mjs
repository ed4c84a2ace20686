// Runs the built program and measures it from inside (observe-run.mjs).
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cache, root } from "../scripts/set-up.mjs";

/**
 * Resolves with seconds, CPU and memory (where it is observed: that takes some 30 ms); rejects where it ends with another code
 * than 0.
 */
export function runProgram(args, { folder, env, build = root, isObserved = true }) {
  const used = join(folder, "used.json");
  const observe = pathToFileURL(join(root, "bench", "observe-run.mjs")).href;
  const started = performance.now();
  const observing = isObserved ? ["--import", observe] : [];
  const child = spawn(process.execPath, [...observing, join(build, "dist", "cli.cjs"), ...args], {
    cwd: folder,
    // As a user has it, who is no CI job.
    env: { TRUEUP_COMPILE_CACHE: join(cache, "compiled"), ...env, BENCH_USED: used },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  child.stdout.on("data", (chunk) => (text += chunk));
  child.stderr.on("data", (chunk) => (text += chunk));
  return new Promise((done, fail) =>
    child.once("exit", (code) => {
      const seconds = (performance.now() - started) / 1000;
      if (code === 0) done({ seconds, ...(isObserved ? JSON.parse(readFileSync(used, "utf8")) : {}) });
      else fail(new Error(`trueup ${args.join(" ")} ended with ${code}\n${text.slice(-3000)}`));
    }),
  );
}
