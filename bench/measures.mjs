// What is measured, a function for each part: gives rows with seconds, CPU, memory and the longest turn of the loop, requests,
// polls and writes of the state where there are any, and the floor in seconds.
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../scripts/set-up.mjs";
import { startSimulators } from "../scripts/start-simulators.mjs";
import { FLEETS } from "./fleets.mjs";
import { criticalPath, timeBareReads, timeEmptyNode } from "./floors.mjs";
import { repeatMachines } from "./repeat-machines.mjs";
import { runProgram } from "./run-program.mjs";

const POLLS = /\/tasks(\/|\?|$)|\/operation\//;
const EXAMPLE = join(root, "examples", "serveroid", "trueup.yaml");

export const PARTS = {
  start: { measure: measureStart, isForAll: true },
  validate: { measure: measureValidate },
  plan: { measure: measurePlan },
  drift: { measure: measureDrift },
  state: { measure: measureState },
  render: { measure: measureRender },
  apply: { measure: measureApply },
};

/** An empty Node before each one, so that what else the machine does hits both. */
async function measureStart({ build }) {
  const rows = [];
  const folder = makeFolder();
  const simulators = await startSimulators(["--speed", "1000"]);
  try {
    const commands = {
      "--help": ["--help"],
      validate: ["validate", "--file", EXAMPLE],
      plan: ["plan", "--file", EXAMPLE],
    };
    for (const [name, args] of Object.entries(commands)) {
      // The first run of a build compiles it.
      await runProgram(args, { folder, env: simulators.env, build, isObserved: false });
      const floor = await timeEmptyNode();
      rows.push({
        name,
        ...(await runProgram(args, { folder, env: simulators.env, build, isObserved: false })),
        floor,
      });
    }
  } finally {
    simulators.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}

async function measureValidate({ build, vendor, size }) {
  const folder = makeFolder();
  try {
    writeFileSync(join(folder, "trueup.yaml"), FLEETS[vendor].yaml(size, 1));
    const floor = await timeEmptyNode();
    return [{ name: "validate", ...(await runProgram(["validate"], { folder, env: process.env, build })), floor }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A plan that changes nothing. */
function measurePlan(setting) {
  return measureReads(setting, "plan", ["plan", "--detailed-exitcode"]);
}

/** A look for drift that finds none. */
function measureDrift(setting) {
  return measureReads(setting, "drift", ["drift"]);
}

async function measureReads(setting, name, args) {
  return await withFleet(setting, async ({ folder, simulators, build, vendor }) => {
    const before = await simulators.countRequests();
    const used = await runProgram(args, { folder, env: simulators.env, build });
    const { entries } = await simulators.ask("GET", "/log");
    const sent = entries.slice(before);
    const floor = await timeBareReads(vendor, sent, simulators.env);
    return [{ name, ...used, requests: sent.length, floor }];
  });
}

async function measureState(setting) {
  return await withFleet(setting, async ({ folder, simulators, build }) => {
    const floor = await timeEmptyNode(join(folder, ".trueup", "bench.json"));
    const used = await runProgram(["state", "list"], { folder, env: simulators.env, build });
    return [{ name: "state list", ...used, floor }];
  });
}

/** The plan that makes them all, as text and as JSON, beside the reads of the empty account. */
async function measureRender({ build, vendor, size, latencyMs }) {
  const folder = makeFolder();
  const simulators = await startSimulators(["--latency", String(latencyMs)]);
  try {
    writeFileSync(join(folder, "trueup.yaml"), FLEETS[vendor].yaml(size, 1));
    const rows = [];
    for (const [name, args] of Object.entries({ "plan, all new": ["plan"], "the same, JSON": ["plan", "--json"] })) {
      const before = await simulators.countRequests();
      const used = await runProgram(args, { folder, env: simulators.env, build });
      const sent = (await simulators.ask("GET", "/log")).entries.slice(before);
      const floor = await timeBareReads(vendor, sent, simulators.env);
      rows.push({ name, ...used, requests: sent.length, floor });
    }
    return rows;
  } finally {
    simulators.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes them all, changes one field of each, and destroys them. `remote`: a server that keeps the state (remote-state.mjs). */
async function measureApply({ build, vendor, size, latencyMs, speed, steps, remote }) {
  const folder = makeFolder();
  const stateBlock = remote?.nextBlock() ?? "";
  const fleet = FLEETS[vendor];
  const simulators = await startSimulators(["--speed", String(speed), "--latency", String(latencyMs)]);
  const rows = [];
  try {
    const commands = {
      create: [1, ["apply", "-y"]],
      change: [2, ["apply", "-y"]],
      destroy: [2, ["destroy", "-y", "--allow-deletes", "999999"]],
    };
    const env = { ...simulators.env, ...remote?.env };
    if (remote !== undefined) {
      // The first use of a state makes its tables or tries its store; that is not what an apply costs.
      writeFileSync(join(folder, "trueup.yaml"), `${fleet.yaml(1, 1).replace(/^vms:[\s\S]*/m, "")}${stateBlock}`);
      await runProgram(["apply", "-y", "--allow-empty"], { folder, env, build });
    }
    for (const [name, [version, args]] of Object.entries(commands)) {
      if (!steps.includes(name)) continue;
      writeFileSync(join(folder, "trueup.yaml"), `${fleet.yaml(size, version)}${stateBlock}`);
      const before = await simulators.countRequests();
      const serial = await readSerial({ folder, env, build, remote });
      const used = await runProgram(args, { folder, env, build });
      const sent = (await simulators.ask("GET", "/log")).entries
        .slice(before)
        .map(({ verb, path }) => `${verb} ${path}`);
      const polls = sent.filter((path) => POLLS.test(path)).length;
      const durations = fleet.steps[name].map((seconds) => seconds / speed);
      const floor = criticalPath({ size, steps: durations, lanes: fleet.lanes[1], latencyMs });
      rows.push({
        name,
        ...used,
        requests: sent.length - polls,
        polls,
        writes: (await readSerial({ folder, env, build, remote })) - serial,
        floor,
      });
    }
  } finally {
    simulators.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}

async function withFleet(setting, measure) {
  const folder = makeFolder();
  let simulators;
  try {
    const seed = await repeatMachines({ ...setting, folder });
    simulators = await startSimulators(["--seed", seed, "--latency", String(setting.latencyMs)]);
    return await measure({ ...setting, folder, simulators });
  } finally {
    simulators?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeFolder() {
  return mkdtempSync(join(tmpdir(), "trueup-bench-"));
}

/** 0 where there is no state yet. */
async function readSerial({ folder, env, build, remote }) {
  const local = join(folder, ".trueup", "bench.json");
  if (remote === undefined) return existsSync(local) ? JSON.parse(readFileSync(local, "utf8")).serial : 0;
  const program = [join(build, "dist", "cli.cjs"), "state", "list", "--json"];
  const { stdout } = await promisify(execFile)(process.execPath, program, { cwd: folder, env, maxBuffer: 1e9 });
  return JSON.parse(stdout).serial;
}
