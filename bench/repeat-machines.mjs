// A fleet of any size in a moment: one machine is made by the program, and its rows at the simulator and its records in the
// state are repeated under other ids, names and addresses.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startSimulators } from "../scripts/start-simulators.mjs";
import { FLEETS, GROUP } from "./fleets.mjs";
import { runProgram } from "./run-program.mjs";

/** Writes trueup.yaml, the state and `seed.json` into the folder; resolves with the path of the latter. */
export async function repeatMachines({ vendor, size, folder }) {
  const { yaml, made } = FLEETS[vendor];
  const state = join(folder, ".trueup", "bench.json");
  writeFileSync(join(folder, "trueup.yaml"), yaml(1, 1));
  const simulators = await startSimulators(["--speed", "1000"]);
  try {
    const before = await askState(simulators, vendor);
    await runProgram(["apply", "-y"], { folder, env: simulators.env });
    const account = await askState(simulators, vendor);
    const document = JSON.parse(readFileSync(state, "utf8"));
    const machines = Object.entries(document.resources).filter(([address]) => address.startsWith("vms."));
    const parts = Object.fromEntries(made.map((kind) => [kind, listMade(before[kind], account[kind])]));
    const ids = Object.values(parts).flatMap((rows) => rows.map(([id]) => id));
    const template = JSON.stringify({ parts, machines });
    for (let index = 1; index < size; index++) {
      const copy = JSON.parse(renumber(template, ids, index));
      for (const [address, resource] of copy.machines) document.resources[address] = resource;
      for (const kind of made)
        if (Array.isArray(account[kind])) account[kind].push(...copy.parts[kind].map(([, row]) => row));
        else Object.assign(account[kind], Object.fromEntries(copy.parts[kind]));
    }
    writeFileSync(state, JSON.stringify({ ...document, serial: document.serial + 1 }));
    writeFileSync(join(folder, "trueup.yaml"), yaml(size, 1));
    const { tasks: _tasks, operations: _operations, ...kept } = account;
    writeFileSync(join(folder, "seed.json"), JSON.stringify({ [vendor]: kept }));
    return join(folder, "seed.json");
  } finally {
    simulators.stop();
  }
}

async function askState({ env }, vendor) {
  const base = { gcore: env.GCORE_BASE_URL, serveroid: env.SERVEROID_ENDPOINT, zomro: env.ZOMRO_ENDPOINT }[vendor];
  return (await fetch(`${base}/_sim/state`)).json();
}

/** New rows with their ids. */
function listMade(before, after) {
  if (!Array.isArray(after)) return Object.entries(after).filter(([id]) => before[id] === undefined);
  const known = new Set(before.map(idOf));
  return after.filter((row) => !known.has(idOf(row))).map((row) => [idOf(row), row]);
}

function idOf({ id }) {
  return String(id?.$ ?? id);
}

function renumber(text, ids, index) {
  let copy = text
    .replaceAll("web0-0", `web${Math.floor(index / GROUP)}-${index % GROUP}`)
    .replaceAll("vms.web0[0]", `vms.web${Math.floor(index / GROUP)}[${index % GROUP}]`)
    .replaceAll(/\b198\.18\.\d+\.\d+\b/g, `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`);
  for (const id of ids) {
    const other = id.includes("-") ? index.toString(16).padStart(8, "0") + id.slice(8) : String(Number(id) + index);
    copy = copy.replaceAll(id, other);
  }
  return copy;
}
