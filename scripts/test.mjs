// `npm test`: installs and builds what is missing or stale, then runs all tests; arguments go to vitest
// (`npm test -- test/unit/planner`). The tests end to end run the built dist/cli.cjs.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureBuilt, ensureInstalled, root } from "./set-up.mjs";

ensureInstalled();
ensureBuilt();
const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
const reporters = ["--reporter=default", `--reporter=${join(root, "scripts", "summary-reporter.mjs")}`];
const { status } = spawnSync(process.execPath, [vitest, "run", ...reporters, ...process.argv.slice(2)], {
  cwd: root,
  stdio: ["ignore", "inherit", "inherit"],
});
process.exitCode = status ?? 1;
