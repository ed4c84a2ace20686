// `npm run chaos`: the fault matrix as a table, and random runs. `--write` puts the table into docs/reliability.md.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { counts, formatMatrix, holds } from "./format-matrix.ts";
import { runMatrix, runShard } from "./run-matrix.ts";
import { VENDORS, type Vendor } from "./scenarios.ts";

const PAGE = join(import.meta.dirname, "../../docs/reliability.md");
const { values } = parseArgs({
  options: {
    vendor: { type: "string", multiple: true },
    jobs: { type: "string", default: "2" },
    shard: { type: "string" },
    write: { type: "boolean", default: false },
  },
});
const vendors = VENDORS.filter((vendor) => values.vendor === undefined || values.vendor.includes(vendor));

if (values.shard !== undefined) {
  const [index = 0, of = 1] = values.shard.split("/").map(Number);
  await runShard(vendors, { index, of });
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
