// Plays runs in a process of its own, with or without a planted bug: `random-child.ts FIRST COUNT STEP [BUG]`. Tells each
// run on a line of JSON; with a bug it ends at the first run that finds it.
import { register } from "node:module";
import { PLANTED_BUGS, preparePlant } from "./planted-bugs.ts";

const [first = "1", count = "1", step = "1", planted] = process.argv.slice(2);

if (planted !== undefined) {
  const bug = PLANTED_BUGS.find((item) => item.name === planted);
  if (bug === undefined) throw new Error(`there is no planted bug "${planted}"`);
  register("./plant-hook.mjs", import.meta.url, { data: await preparePlant(bug) });
}

// Only now: what is loaded from here on holds the bug.
const { runSeed } = await import("./random-run.ts");
for (let index = 0; index < Number(count); index += 1) {
  const { trace: _trace, ...report } = await runSeed(Number(first) + index * Number(step));
  process.stdout.write(`${JSON.stringify(report)}\n`);
  if (planted !== undefined && report.problems.length > 0) break;
}
process.exit(0);
