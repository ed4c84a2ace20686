// What a plan without changes of many Gcore machines costs, beside the bare reads of the same pages: `node bench/plan.mjs
// [--size 1000] [--latency 30] [--json]`. One machine is made; its rows at the simulator and in the state are repeated.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureBuilt, ensureInstalled } from "../scripts/set-up.mjs";
import { startSimulators } from "../scripts/start-simulators.mjs";
import { FLEETS } from "./fleets.mjs";
import { runProgram } from "./run-program.mjs";

const { values } = parseArgs({
  options: {
    size: { type: "string", default: "1000" },
    latency: { type: "string", default: "30" },
    json: { type: "boolean", default: false },
  },
});
const size = Number(values.size);
const MADE = ["instances", "volumes", "ports"];
/** Ids that the machine was given, quoted. */
const OWN = new Set();

ensureInstalled();
ensureBuilt();
const folder = mkdtempSync(join(tmpdir(), "trueup-bench-"));
const state = join(folder, ".trueup", "bench.json");
try {
  const seed = join(folder, "seed.json");
  writeFileSync(seed, JSON.stringify({ gcore: await makeOne() }));
  writeFileSync(join(folder, "trueup.yaml"), FLEETS.gcore.yaml(size, 1));
  const row = await measure(await startSimulators(["--seed", seed, "--latency", values.latency]));
  process.stdout.write(values.json ? `${JSON.stringify(row)}\n` : format(row));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The account with the machine and its likes; the state is left as if all had been made. */
async function makeOne() {
  writeFileSync(join(folder, "trueup.yaml"), FLEETS.gcore.yaml(1, 1));
  const simulators = await startSimulators(["--speed", "1000"]);
  try {
    const ask = async () => (await fetch(`${simulators.env.GCORE_BASE_URL}/_sim/state`)).json();
    const before = await ask();
    await runProgram(["apply", "-y"], { folder, env: simulators.env });
    const account = await ask();
    const known = new Set(MADE.flatMap((kind) => before[kind].map(({ id }) => id)));
    const document = JSON.parse(readFileSync(state, "utf8"));
    const own = Object.entries(document.resources);
    const isMade = ({ id }) => !known.has(id);
    for (const kind of MADE) for (const { id } of account[kind].filter(isMade)) OWN.add(JSON.stringify(id));
    for (const kind of MADE) {
      const made = account[kind].filter(isMade);
      for (let index = 1; index < size; index++) account[kind].push(...repeat(made, index));
    }
    for (let index = 1; index < size; index++)
      for (const [address, resource] of repeat(own, index)) document.resources[address] = resource;
    writeFileSync(state, JSON.stringify({ ...document, serial: document.serial + 1 }));
    return { ...account, tasks: [] };
  } finally {
    simulators.stop();
  }
}

/** Rows of the first machine as those of another one: ids, names and addresses differ. */
function repeat(rows, index) {
  const end = index.toString(16).padStart(8, "0");
  return JSON.parse(
    JSON.stringify(rows)
      .replaceAll(/"[0-9a-f]{8}(-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"/g, (text, rest) =>
        OWN.has(text) ? `"${end}${rest}"` : text,
      )
      .replaceAll("web-0", `web-${index}`)
      .replaceAll("vms.web[0]", `vms.web[${index}]`)
      .replaceAll(/\b198\.18\.\d+\.\d+\b/g, `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`),
  );
}

async function measure(simulators) {
  const { env } = simulators;
  try {
    const before = await simulators.countRequests();
    const used = await runProgram(["plan", "--detailed-exitcode"], { folder, env });
    const requests = (await simulators.ask("GET", "/log")).entries.slice(before);
    const headers = { authorization: `APIKey ${env.GCORE_API_KEY}` };
    const started = performance.now();
    for (const { path } of requests) await (await fetch(`${env.GCORE_BASE_URL}${path}`, { headers })).json();
    return { size, ...used, requests: requests.length, floorSeconds: (performance.now() - started) / 1000 };
  } finally {
    simulators.stop();
  }
}

function format({ seconds, floorSeconds, peakMiB, cpuMs, longestTurnMs, requests }) {
  const ratio = (seconds / floorSeconds).toFixed(2);
  return `plan without changes of ${size}: ${seconds.toFixed(2)} s, ${ratio} times the bare reads (${floorSeconds.toFixed(2)} s), ${requests} requests, CPU ${(cpuMs / 1000).toFixed(2)} s, ${peakMiB} MiB, longest turn ${longestTurnMs} ms\n`;
}
