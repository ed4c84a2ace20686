// `npm run chaos`: the fault matrix as a table; `--write` puts it into docs/reliability.md. `--runs N` plays N random runs
// instead (from `--seed`), `--planted` looks for the planted bugs, each in at most N runs.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { counts, formatMatrix, holds } from "./format-matrix.ts";
import { runPlanted, runRandom } from "./random-main.ts";
import { runMatrix, runShard } from "./run-matrix.ts";
import { VENDORS, type Vendor } from "./scenarios.ts";

const PAGE = join(import.meta.dirname, "../../docs/reliability.md");
const { values } = parseArgs({
  options: {
    vendor: { type: "string", multiple: true },
    jobs: { type: "string", default: "2" },
    shard: { type: "string" },
    write: { type: "boolean", default: false },
    runs: { type: "string" },
    seed: { type: "string", default: "1" },
    planted: { type: "boolean", default: false },
  },
});
const vendors = VENDORS.filter((vendor) => values.vendor === undefined || values.vendor.includes(vendor));

if (values.shard !== undefined) {
  const [index = 0, of = 1] = values.shard.split("/").map(Number);
  await runShard(vendors, { index, of });
} else if (values.planted) {
  const found = await runPlanted({ runs: Number(values.runs ?? 500) });
  if (found.some((bug) => bug.run === undefined)) process.exitCode = 1;
} else if (values.runs !== undefined) {
  const failed = await runRandom({ runs: Number(values.runs), seed: Number(values.seed), jobs: Number(values.jobs) });
  if (failed.length > 0) process.exitCode = 1;
} else await printMatrix(vendors);

async function printMatrix(chosen: readonly Vendor[]): Promise<void> {
  const began = performance.now();
  const outcomes = await runMatrix(chosen, Number(values.jobs));
  const table = formatMatrix(outcomes, chosen);
  const real = outcomes.filter(counts);
  const held = real.filter(holds).length;
  const seconds = Math.round((performance.now() - began) / 1000);
  process.stdout.write(`${table}\n\n${held} of ${real.length} cells hold (${seconds} s)\n`);
  if (values.write) await writePage(table);
  if (held < real.length) process.exitCode = 1;
}

/** The page keeps its words; what stands between the marks is the table. */
async function writePage(table: string): Promise<void> {
  const text = await readFile(PAGE, "utf8");
  const marked = /(<!-- matrix -->\n)[\s\S]*?(\n<!-- end of matrix -->)/;
  if (!marked.test(text)) throw new Error(`${PAGE} has no marks for the matrix`);
  await writeFile(
    PAGE,
    text.replace(marked, (_all, begin: string, end: string) => `${begin}${table}${end}`),
  );
}
