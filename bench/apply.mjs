// What an apply costs: `node bench/apply.mjs [--against DIR] [--vendor gcore] [--size 100] [--speed 1000] [--latency 30]
// [--runs 1] [--json] [--state local|postgres|s3|http [--state-latency 20]]`. Creates, changes one tag (or name) on all, and destroys, with the built program against the
// simulators; with --against another build in turn. Prints wall, CPU, memory, requests, polls and writes of the state.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs, promisify } from "node:util";
import { root } from "../scripts/set-up.mjs";
import { startSimulators } from "../scripts/start-simulators.mjs";
import { FLEETS } from "./fleets.mjs";
import { runProgram } from "./run-program.mjs";

const { values } = parseArgs({
  options: {
    against: { type: "string" },
    vendor: { type: "string", default: "gcore" },
    size: { type: "string", default: "100" },
    speed: { type: "string", default: "1000" },
    latency: { type: "string", default: "30" },
    runs: { type: "string", default: "1" },
    only: { type: "string", default: "create,change,destroy" },
    paths: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    args: { type: "string", default: "" },
    "only-against": { type: "boolean", default: false },
    state: { type: "string", default: "local" },
    "state-latency": { type: "string", default: "20" },
  },
});
const POLLS = /\/tasks(\/|\?|$)|\/operation\//;
const builds = values["only-against"]
  ? [resolve(values.against)]
  : [root, ...(values.against === undefined ? [] : [resolve(values.against)])];
let opened = 0;
const remote = await openRemote();
const rows = [];
for (let run = 0; run < Number(values.runs); run++)
  for (const build of builds) for (const row of await measure(build)) rows.push({ build, run, ...row });
await remote?.stop();
if (values.json) process.stdout.write(`${JSON.stringify(rows)}\n`);
else for (const row of rows) process.stdout.write(`${format(row)}\n`);

/** A real server behind a proxy that adds latency; undefined for the local state. */
async function openRemote() {
  if (values.state === "local") return undefined;
  const { register } = await import("tsx/esm/api");
  register();
  const { REMOTE_STATES } = await import("../test/servers/remote-states.ts");
  const { startTcpProxy } = await import("../test/servers/tcp-proxy.ts");
  const server = await REMOTE_STATES.find(({ name }) => name === values.state).open();
  const proxy = await startTcpProxy(server.port, Number(values["state-latency"]));
  return {
    yaml: (name) => server.yaml(name, proxy.port),
    env: server.env(proxy.port),
    stop: async () => {
      await proxy.stop();
      await server.stop();
    },
  };
}

async function measure(build) {
  const stateBlock = remote?.yaml(`bench-${++opened}`) ?? "";
  const folder = mkdtempSync(join(tmpdir(), "trueup-bench-"));
  const { vendor, size, speed, latency } = values;
  const fleet = FLEETS[vendor];
  const seed = join(folder, "seed.json");
  if (fleet.seed !== undefined) writeFileSync(seed, JSON.stringify(fleet.seed(Number(size))));
  const simulators = await startSimulators([
    "--speed",
    speed,
    "--latency",
    latency,
    ...(fleet.seed === undefined ? [] : ["--seed", seed]),
  ]);
  const found = [];
  try {
    const steps = {
      create: [fleet.yaml(Number(size), 1), ["apply", "-y"]],
      change: [fleet.yaml(Number(size), 2), ["apply", "-y"]],
      destroy: [fleet.yaml(Number(size), 2), ["destroy", "-y", "--allow-deletes", "999999"]],
    };
    if (remote !== undefined) {
      // The first use of a state makes its tables or tries its store; that is not what an apply costs.
      writeFileSync(join(folder, "trueup.yaml"), `${fleet.yaml(1, 1).replace(/^vms:[\s\S]*/m, "")}${stateBlock}`);
      const env = { ...simulators.env, ...remote.env };
      await runProgram(["apply", "-y", "--allow-empty"], { folder, env, build });
    }
    for (const [name, [yaml, args]] of Object.entries(steps)) {
      if (!values.only.split(",").includes(name)) continue;
      writeFileSync(join(folder, "trueup.yaml"), `${yaml}${stateBlock}`);
      const before = await listRequests(simulators);
      const env = { ...simulators.env, ...remote?.env };
      const serial = await serialOf(folder, env, build);
      const more = values.args.split(" ").filter(Boolean);
      const used = await runProgram([...args, ...more], { folder, env, build });
      const requests = (await listRequests(simulators)).slice(before.length);
      const polls = requests.filter((path) => POLLS.test(path)).length;
      found.push({
        vendor,
        size: Number(size),
        name,
        ...used,
        requests: requests.length - polls,
        polls,
        writes: (await serialOf(folder, env, build)) - serial,
      });
      if (values.paths) console.log(name, count(requests));
    }
  } finally {
    simulators.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return found;
}

async function serialOf(folder, env, build) {
  if (remote === undefined)
    try {
      return JSON.parse(readFileSync(join(folder, ".trueup", "bench.json"), "utf8")).serial;
    } catch {
      return 0;
    }
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(build, "dist", "cli.cjs"), "state", "list", "--json"],
    { cwd: folder, env },
  );
  return JSON.parse(stdout).serial;
}

async function listRequests(simulators) {
  const { entries } = await simulators.ask("GET", "/log");
  return entries.map(({ verb, path }) => `${verb ?? ""} ${path}`);
}

function count(paths) {
  const counts = {};
  for (const path of paths) {
    const kind = path
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "ID")
      .replace(/\/\d+/g, "/N")
      .replace(/\?.*/, "");
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return Object.fromEntries(Object.entries(counts).sort((a, b) => b[1] - a[1]));
}

function format({ build, name, size, seconds, cpuMs, peakMiB, longestTurnMs, requests, polls, writes: made }) {
  const each = (requests / size).toFixed(2);
  return `${build === root ? "ours   " : "against"} ${values.state} ${name.padEnd(8)} ${size}: ${seconds.toFixed(2)} s, CPU ${(cpuMs / 1000).toFixed(2)} s, ${peakMiB} MiB, turn ${longestTurnMs} ms, ${requests} requests (${each} each), ${polls} polls, ${made} writes`;
}
