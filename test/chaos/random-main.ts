// The random runs and the planted bugs from the command line: child processes, progress, figures, and for a seed that
// fails the command that plays it again.
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PLANTED_BUGS } from "./planted-bugs.ts";
import type { RunReport } from "./random-run.ts";

type Report = Omit<RunReport, "trace">;

const CHILD = join(import.meta.dirname, "random-child.ts");
const MOST_JOBS = 2;
const print = (text: string): void => void process.stdout.write(`${text}\n`);

export interface RandomOptions {
  readonly runs: number;
  /** Of the first run; the others follow. */
  readonly seed?: number;
  readonly jobs?: number;
}

/** Returns the runs that found something. */
export async function runRandom({ runs, seed = 1, jobs = jobsHere() }: RandomOptions): Promise<readonly Report[]> {
  const began = performance.now();
  const failed: Report[] = [];
  let done = 0;
  let applies = 0;
  const shares = Array.from({ length: jobs }, (_, job) => Math.ceil((runs - job) / jobs));
  await Promise.all(
    shares.map((count, job) =>
      play([seed + job, count, jobs], (report) => {
        done += 1;
        applies += report.applies;
        if (done % 500 === 0) print(`${done} of ${runs} runs, ${failed.length} failed, ${seconds(began)} s`);
        if (report.problems.length === 0) return;
        failed.push(report);
        print(
          `seed ${report.seed} (${report.vendor}):\n  ${report.problems.join("\n  ")}\n  again: ${replay(report.seed)}`,
        );
      }),
    ),
  );
  const rate = (done / Math.max(1, Number(seconds(began)))).toFixed(1);
  print(`${done} runs with ${applies} applies in ${seconds(began)} s (${rate} a second): ${failed.length} failed`);
  if (done < runs) throw new Error(`only ${done} of ${runs} runs came to an end`);
  return failed;
}

export interface FoundBug {
  readonly name: string;
  /** Undefined where no run found it. */
  readonly run: number | undefined;
  readonly problem: string;
  readonly seconds: string;
}

export interface PlantedOptions {
  /** For each bug. */
  readonly runs: number;
  readonly jobs?: number;
  /** Only these. */
  readonly names?: readonly string[];
}

/** Plants each bug in turn and plays runs until one finds it. */
export async function runPlanted({ runs, jobs = jobsHere(), names }: PlantedOptions): Promise<readonly FoundBug[]> {
  const began = performance.now();
  const waiting = PLANTED_BUGS.filter(({ name }) => names === undefined || names.includes(name));
  const found: FoundBug[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const result = await findBug(next.name, runs);
      found.push(result);
      print(describe(result, runs));
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  const hits = found.filter((item) => item.run !== undefined).length;
  print(`${hits} of ${found.length} planted bugs were found within ${runs} runs (${seconds(began)} s)`);
  return found;
}

async function findBug(name: string, runs: number): Promise<FoundBug> {
  const began = performance.now();
  let played = 0;
  let problem: string | undefined;
  await play([1, runs, 1, name], ({ problems }) => {
    played += 1;
    problem ??= problems[0];
  });
  if (problem === undefined && played < runs) throw new Error(`planted bug "${name}": its runs ended early`);
  return { name, run: problem === undefined ? undefined : played, problem: problem ?? "", seconds: seconds(began) };
}

function describe({ name, run, problem, seconds: took }: FoundBug, runs: number): string {
  if (run === undefined) return `${name}: NOT FOUND in ${runs} runs (${took} s)`;
  return `${name}: found at run ${run} (seed ${run}) by "${problem.split(":")[0]}", ${took} s`;
}

function play(words: readonly (number | string)[], onReport: (report: Report) => void): Promise<void> {
  const child = spawn(process.execPath, ["--import", "tsx", CHILD, ...words.map(String)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => onReport(JSON.parse(line) as Report));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`a child ended with code ${String(code)}`)),
    );
  });
}

const jobsHere = (): number => Math.min(MOST_JOBS, availableParallelism());
const seconds = (began: number): string => ((performance.now() - began) / 1000).toFixed(1);
const replay = (seed: number): string => `npm run chaos -- --runs 1 --seed ${seed}`;
