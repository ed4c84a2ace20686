// Runs the matrix on the cores that there are: each child takes every n-th cell and reports one line of JSON per cell.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { formatFailure, holds } from "./format-matrix.ts";
import { type CellOutcome, listCells, runOne } from "./matrix.ts";
import type { Vendor } from "./scenarios.ts";

export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** In this process: the cells of one shard. */
export async function runShard(vendors: readonly Vendor[], { index, of }: Shard): Promise<void> {
  const cells = await listCells(vendors);
  for (const cell of cells.filter((_, at) => at % of === index))
    process.stdout.write(`${JSON.stringify(await runOne(cell))}\n`);
}

/** In child processes: all cells. */
export async function runMatrix(vendors: readonly Vendor[], jobs: number): Promise<CellOutcome[]> {
  const outcomes: CellOutcome[] = [];
  await Promise.all(Array.from({ length: jobs }, (_, index) => runChild(vendors, { index, of: jobs }, outcomes)));
  return outcomes;
}

async function runChild(vendors: readonly Vendor[], { index, of }: Shard, outcomes: CellOutcome[]): Promise<void> {
  const [, script = ""] = process.argv;
  const child = spawn(
    process.execPath,
    [...process.execArgv, script, "--shard", `${index}/${of}`, ...vendors.flatMap((vendor) => ["--vendor", vendor])],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    const outcome = JSON.parse(line) as CellOutcome;
    outcomes.push(outcome);
    if (outcome.result !== "not-applicable" && !holds(outcome)) process.stderr.write(`${formatFailure(outcome)}\n`);
    if (outcomes.length % 100 === 0) process.stderr.write(`${outcomes.length} cells\n`);
  }
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`a shard of the matrix ended with ${String(code)}`);
}
