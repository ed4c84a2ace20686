// `npm run chaos`: the fault matrix, printed as a table.
import { type CellOutcome, listCells, runCells } from "./matrix.ts";
import type { Vendor } from "./scenarios.ts";

const vendors = process.argv.slice(2).filter((word) => !word.startsWith("-")) as Vendor[];
const cells = await listCells(vendors.length > 0 ? vendors : ["serveroid", "zomro", "gcore"]);
process.stdout.write(`${cells.length} cells\n`);
const failed: CellOutcome[] = [];
const outcomes = await runCells(cells, (outcome) => {
  if (outcome.result === "not-applicable" || outcome.result.length === 0) return;
  failed.push(outcome);
  process.stdout.write(
    `${outcome.vendor} ${outcome.method} ${outcome.fault}: ${outcome.result.join("; ").slice(0, 400)}\n`,
  );
});
const real = outcomes.filter((outcome) => outcome.result !== "not-applicable");
process.stdout.write(`${real.length - failed.length} of ${real.length} hold\n`);
