// `npm run bench`: how soon the program starts, as ratios to an empty Node process (medians of interleaved runs), and what
// a fleet of 1,000 machines costs, the planner alone with up to 10,000, and an apply at Gcore. `-- --check` ends with exit code 1 beyond a limit.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuilt, ensureInstalled, program, root } from "./set-up.mjs";
import { startSimulators } from "./start-simulators.mjs";

const PAIRS = 21;
const FLEET = 1000;
const LIMITS = {
  planningGrowth: 12,
  planningTurnMs: 100,
  help: 1.3,
  validate: 1.6,
  fleetValidateSeconds: 3,
  fleetPlanSeconds: 10,
  fleetPlanRequests: 20,
  createRequests: 6,
  changeRequests: 2.1,
};
/** Of the apply that is measured. */
const MADE = 100;
/** Operations of one Gcore machine (its disk, itself, its interface), one after the other, and how many go at a time. */
const [STEPS, LANES] = [3, 32];

ensureInstalled();
ensureBuilt();
const folder = mkdtempSync(join(tmpdir(), "trueup-bench-"));
const rows = [];
try {
  measureStart();
  await measureFleet();
  measurePlanning();
  measureApply();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const { name, value, unit, limit } of rows) {
  const verdict = value <= limit ? "ok  " : "SLOW";
  process.stdout.write(`${verdict}  ${name.padEnd(64)} ${format(value)}${unit}  (limit ${limit}${unit})\n`);
}
if (process.argv.includes("--check") && rows.some(({ value, limit }) => value > limit)) process.exitCode = 1;

function measureStart() {
  const empty = ["-e", "0"];
  const example = join(root, "examples", "serveroid", "trueup.yaml");
  const help = [program, "--help"];
  const validate = [program, "validate", "--file", example];
  record("trueup --help / node -e 0", ratio(empty, help), "x", LIMITS.help);
  record("trueup validate / node -e 0", ratio(empty, validate), "x", LIMITS.validate);
}

/** The machines are alternately an empty Node and ours, so that what else the computer does hits both. */
function ratio(base, measured) {
  const times = { base: [], measured: [] };
  for (let pair = 0; pair < PAIRS; pair++) {
    times.base.push(timeRun(base));
    times.measured.push(timeRun(measured));
  }
  return median(times.measured) / median(times.base);
}

async function measureFleet() {
  const file = join(folder, "trueup.yaml");
  writeFileSync(file, fleetYaml());
  const validate = timeRun([program, "validate", "--file", file]) / 1000;
  record(`validate of ${FLEET} machines`, validate, " s", LIMITS.fleetValidateSeconds);
  const simulators = await startSimulators(["--speed", "1000"]);
  try {
    const started = performance.now();
    await runProgram(["plan", "--file", file], simulators.env);
    record(`plan of ${FLEET} machines`, (performance.now() - started) / 1000, " s", LIMITS.fleetPlanSeconds);
    const requests = await simulators.countRequests();
    record(`requests of that plan`, requests, "", LIMITS.fleetPlanRequests);
  } finally {
    simulators.stop();
  }
}

/** The planner alone, without a network: how much longer ten times as many machines take. */
function measurePlanning() {
  const args = ["--import", "tsx", join(root, "bench", "planning.ts"), "--json", "1000", "10000"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`bench/planning.ts ended with ${status}\n${stderr}`);
  for (const { name, milliseconds, growth, turn } of JSON.parse(stdout)) {
    const [small, large] = milliseconds.map((ms) => Math.round(ms));
    record(`plan "${name}": ${small} ms of 1,000, ${large} ms of 10,000`, growth, "x", LIMITS.planningGrowth);
    record(`longest turn of the loop, plan "${name}" of 10,000`, turn, " ms", LIMITS.planningTurnMs);
  }
}

/** What making and changing machines at Gcore asks of the provider and of the state; 30 ms from each answer, no time of its own. */
function measureApply() {
  const args = [join(root, "bench", "apply.mjs"), "--json", "--size", String(MADE), "--only", "create,change"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`bench/apply.mjs ended with ${status}\n${stderr}`);
  const limits = {
    create: { requests: LIMITS.createRequests, writes: 3 * (STEPS + (MADE * STEPS) / LANES) },
    change: { requests: LIMITS.changeRequests, writes: 3 * (1 + MADE / LANES) },
  };
  for (const { name, seconds, requests, polls, writes, longestTurnMs } of JSON.parse(stdout)) {
    const what = `${name} ${MADE} in ${seconds.toFixed(1)} s`;
    record(`${what}: requests for each, besides ${polls} polls`, requests / MADE, "", limits[name].requests);
    record(`${what}: writes of the state`, writes, "", Math.ceil(limits[name].writes));
    record(`${what}: longest turn of the loop`, longestTurnMs, " ms", 200);
  }
}

function fleetYaml() {
  return `version: 1
stack: bench
providers: { serveroid: { project: Проект 1 } }
keys: { ops: { provider: serveroid, publicKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJx0sgKU7lCz1bOQZ5QXkpWxFXkXwQ1m3i8h8T1k2YxA bench } }
vms:
  web:
    provider: serveroid
    count: ${FLEET}
    image: { name: UBUNTU, bitness: 64, description: Ubuntu 14.04 }
    tariff: Облачный 1024
    keys: [ops]
`;
}

function timeRun(args) {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: "ignore", cwd: folder });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}`);
  return performance.now() - started;
}

/** Not spawnSync: the simulators may need this process to read what they say. */
function runProgram(args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { cwd: folder, env, stdio: "ignore" });
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`trueup ${args[0]} ended with ${code}`))));
  });
}

function record(name, value, unit, limit) {
  rows.push({ name, value, unit, limit });
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function format(value) {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
