// `npm run bench`: what the built program costs, by part, provider and size, each beside a floor measured in the same run, and
// how it grows from size to size. --help tells the options. Medians of `--runs`, of each figure by itself.
import { spawnSync } from "node:child_process";
import { writeSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ensureBuilt, ensureInstalled, root } from "../scripts/set-up.mjs";
import { FLEETS } from "./fleets.mjs";
import { formatTable } from "./format-table.mjs";
import { listBroken } from "./limits.mjs";
import { PARTS } from "./measures.mjs";
import { openRemoteState } from "./remote-state.mjs";

const HELP = `npm run bench -- [options]
  --only LIST       of ${Object.keys(PARTS).join(", ")}, planner, watch (default: all)
  --vendors LIST    of ${Object.keys(FLEETS).join(", ")} (default: all)
  --sizes LIST      machines (default: 1,100,1000,10000; for apply up to 1000)
  --steps LIST      of create, change, destroy: what an apply does (default: all)
  --speed N         how fast operations are at the simulators (default: 1000, near 0;
                    1 is as long as usual)
  --latency MS      before each answer (default: 30)
  --state NAME      where an apply keeps its state: local, postgres, s3, http
  --state-latency MS  on the way to that server (default: 20)
  --runs N          medians of so many (default: 1; of --help and the like 21)
  --against DIR     another checkout, built, in turn with this one
  --check           exit 1 beyond a limit (bench/limits.mjs)
  --check-counts    the same, but for limits of time
  --json            rows as JSON
`;
const { values } = readFlags({
  options: {
    only: { type: "string" },
    vendors: { type: "string" },
    sizes: { type: "string" },
    steps: { type: "string", default: "create,change,destroy" },
    speed: { type: "string", default: "1000" },
    latency: { type: "string", default: "30" },
    state: { type: "string", default: "local" },
    "state-latency": { type: "string", default: "20" },
    runs: { type: "string" },
    against: { type: "string" },
    check: { type: "boolean", default: false },
    "check-counts": { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const PART_NAMES = [...Object.keys(PARTS), "planner", "watch"];
const unknownPart = split(values.only)?.find((name) => !PART_NAMES.includes(name));
if (unknownPart !== undefined) refuse(`--only ${unknownPart}: there is no such part`);
const START_RUNS = 21;
const MOST_APPLIED = 1000;

if (values.help) {
  process.stdout.write(HELP);
  process.exit();
}
ensureInstalled();
ensureBuilt();
const builds = { here: root, ...(values.against && { against: resolve(values.against) }) };
const sizes = split(values.sizes) ?? ["1", "100", "1000", "10000"];
const remote = await openRemoteState(values.state, Number(values["state-latency"]));
const rows = [];
for (const part of split(values.only) ?? PART_NAMES) {
  if (part === "planner") measurePlanner();
  else if (part === "watch") measureWatch();
  else if (PARTS[part].isForAll) await measure(part, {}, Number(values.runs ?? START_RUNS));
  else
    for (const vendor of split(values.vendors) ?? Object.keys(FLEETS))
      for (const size of sizes.map(Number))
        if (part !== "apply" || values.sizes || size <= MOST_APPLIED)
          await measure(part, { vendor, size }, Number(values.runs ?? 1));
}
await remote?.stop();
if (values.json) process.stdout.write(`${JSON.stringify(rows, null, 1)}\n`);
else process.stdout.write(formatTable(rows, { isCompared: values.against !== undefined }));
const isChecked = values.check || values["check-counts"];
const broken = isChecked
  ? listBroken(
      rows.filter(({ build }) => build === "here"),
      !values.check,
    )
  : [];
for (const line of broken) process.stdout.write(`beyond its limit: ${line}\n`);
if (broken.length > 0) process.exitCode = 1;

/** The builds take turns within each run. */
async function measure(part, about, runs) {
  const found = [];
  const [latencyMs, speed] = [Number(values.latency), Number(values.speed)];
  for (let run = 0; run < runs; run++)
    for (const [name, build] of Object.entries(builds))
      for (const row of await PARTS[part].measure({
        build,
        ...about,
        latencyMs,
        speed,
        steps: split(values.steps),
        remote,
      }))
        found.push({ part, build: name, ...about, ...row });
  const kinds = [...new Set(found.map(kindOf))];
  for (const kind of kinds) rows.push(medianRow(found.filter((row) => kindOf(row) === kind)));
  writeSync(2, `${part} ${about.vendor ?? ""} ${about.size ?? ""}\n`);
}

/** The planner alone, without a network: how much longer ten times as many machines take. */
function measurePlanner() {
  const args = ["--import", "tsx", join(root, "bench", "planning.ts"), "--json", "1000", "10000"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`bench/planning.ts ended with ${status}\n${stderr}`);
  for (const { name, milliseconds, turn } of JSON.parse(stdout))
    for (const [index, size] of [1000, 10_000].entries())
      rows.push({
        part: "planner",
        build: "here",
        size,
        name: `planner: ${name}`,
        seconds: milliseconds[index] / 1000,
        ...(index === 1 && { longestTurnMs: turn, growth: milliseconds[1] / milliseconds[0] }),
      });
}

/** A thousand cycles in one process: how much the heap has grown since the first two hundred. */
function measureWatch() {
  const args = ["--expose-gc", "--import", "tsx", join(root, "bench", "watch-memory.ts")];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`bench/watch-memory.ts ended with ${status}\n${stderr}`);
  const { cycles, seconds, heapsMiB, grownMiB } = JSON.parse(stdout);
  const name = `watch: ${cycles} cycles`;
  rows.push({
    part: "watch",
    build: "here",
    name,
    size: 1,
    seconds,
    peakMiB: Math.round(Math.max(...heapsMiB)),
    grownMiB,
  });
}

function kindOf({ build, name }) {
  return `${build} ${name}`;
}

function medianRow(some) {
  return Object.fromEntries(
    Object.keys(some[0]).map((key) => [
      key,
      typeof some[0][key] === "number" ? median(some.map((row) => row[key])) : some[0][key],
    ]),
  );
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function split(list) {
  return list?.split(",").filter(Boolean);
}

function readFlags(config) {
  try {
    return parseArgs(config);
  } catch (error) {
    return refuse(error.message);
  }
}

function refuse(why) {
  process.stderr.write(`${why}\n(npm run bench -- --help lists the options)\n`);
  return process.exit(1);
}
