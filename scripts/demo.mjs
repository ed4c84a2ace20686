// `npm run demo`: the whole life of a small fleet with the built program against the simulators on this machine; no account
// and no network are needed. Ends with exit code 1 as soon as a step does not end as it should.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { configuration, drainedConfiguration, grownConfiguration, publicKey } from "./demo-configuration.mjs";
import { ensureBuilt, ensureInstalled, program } from "./set-up.mjs";
import { startSimulators } from "./start-simulators.mjs";

const SIMULATED_SPEED = 40;

ensureInstalled();
ensureBuilt();
const isColoured = process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined;
const folder = mkdtempSync(join(tmpdir(), "trueup-demo-"));
const simulators = await startSimulators(["--speed", String(SIMULATED_SPEED)]);
const env = { ...simulators.env, PATH: makePath() };
try {
  await demonstrate();
  say("\nThat was the demo. Everything ran on this machine; nothing is left behind.");
} catch (error) {
  process.stderr.write(`\ndemo: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  simulators.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function demonstrate() {
  writeFileSync(join(folder, "ops.pub"), `${publicKey}\n`);

  heading("A fleet in YAML: a key, three machines, backups, a snapshot");
  writeConfiguration(configuration);
  say(configuration);
  trueup(["validate"]);

  heading("A typing error is found before anything is asked of the provider");
  writeConfiguration(configuration.replace("tariff: Облачный 1024", "tarif: Облачный 1024"));
  trueup(["validate"], 1);
  writeConfiguration(configuration);

  heading("What would be done");
  trueup(["plan", "--detailed-exitcode"], 2);

  heading("Apply, while the provider loses one answer: the second machine is bought, and nobody is told");
  await simulators.ask("PUT", "/faults", {
    faults: [{ effect: "lost-after", match: { method: "install", nth: 2, times: 1 } }],
  });
  trueup(["apply", "--auto-approve"]);
  const sent = await simulators.countRequests("?method=install");
  say(`\nOrders that reached the provider: ${sent}, for three machines. The lost one was looked for, not sent again.`);
  if (sent !== 3) throw new Error(`expected 3 orders, the provider saw ${sent}`);

  heading("The second plan is empty");
  trueup(["plan", "--detailed-exitcode"]);
  trueup(["state", "list"]);

  heading("Somebody works in the provider's panel: a machine is renamed, another loses its backup policy");
  const tracked = readTracked();
  await change(tracked["vms.web[0]"], { name: "web-0-old" });
  await change(tracked["vms.db"], { backupPolicy: { quantity: 1, frequency: 72 } });
  trueup(["drift"], 2);

  heading("Apply puts it right");
  trueup(["apply", "--auto-approve"]);
  trueup(["drift"]);

  heading("The database grows: memory before disk, in place");
  writeConfiguration(grownConfiguration);
  trueup(["apply", "--auto-approve"]);

  heading("All machines disappear from the YAML: apply refuses until it is told that this is meant");
  writeConfiguration(drainedConfiguration);
  trueup(["apply", "--auto-approve"], 1);
  writeConfiguration(grownConfiguration);

  heading("The end of it");
  trueup(["destroy", "--auto-approve", "--allow-deletes", "10"]);
  trueup(["state", "list"]);
}

function writeConfiguration(text) {
  writeFileSync(join(folder, "trueup.yaml"), text);
}

/** Shows the command as a user would type it, and its own output. */
function trueup(args, expected = 0) {
  say(`${bold("$")} ${bold(["trueup", ...args].join(" "))}`);
  const { status, signal } = spawnSync("trueup", args, { cwd: folder, env, stdio: ["ignore", 1, 1] });
  const code = status ?? `by ${signal}`;
  if (code !== expected) throw new Error(`trueup ${args.join(" ")} ended with ${code}, expected ${expected}`);
  say(dim(`(exit code ${code})`));
}

function readTracked() {
  const { stdout } = spawnSync("trueup", ["state", "list", "--json"], { cwd: folder, env, encoding: "utf8" });
  return Object.fromEntries(JSON.parse(stdout).resources.map(({ address, id }) => [address, id]));
}

/** A change behind trueup's back, as if made in the provider's panel. */
function change(id, set) {
  return simulators.ask("POST", "/mutate", { kind: "vms", action: "patch", id: Number(id), set });
}

/** A PATH that has `trueup` in it. */
function makePath() {
  const bin = join(folder, "bin");
  const wrapper = join(bin, "trueup");
  mkdirSync(bin);
  writeFileSync(wrapper, `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
  chmodSync(wrapper, 0o755);
  return [bin, process.env["PATH"]].join(delimiter);
}

function heading(text) {
  say(`\n${bold(`== ${text} ==`)}\n`);
}

function say(text) {
  process.stdout.write(`${text.replace(/\n$/, "")}\n`);
}

function bold(text) {
  return isColoured ? `\x1b[1m${text}\x1b[22m` : text;
}

function dim(text) {
  return isColoured ? `\x1b[2m${text}\x1b[22m` : text;
}
