// Runs `trueup sim` beside a script: gives the environment that the program needs, and the simulators' own endpoint.
import { spawn } from "node:child_process";
import { program } from "./set-up.mjs";

export async function startSimulators(args) {
  const child = spawn(process.execPath, [program, "sim", ...args, "--env"], { stdio: ["ignore", "pipe", "inherit"] });
  const env = await readEnvironment(child);
  const ask = (method, path, body) => request(`${env["SERVEROID_ENDPOINT"]}/_sim${path}`, method, body);
  return {
    env: { ...process.env, ...env },
    ask,
    countRequests: async (query = "") => (await ask("GET", `/log${query}`)).entries.length,
    stop: () => child.kill(),
  };
}

/** The simulators say where they are and what credentials they take. */
async function readEnvironment(child) {
  const found = {};
  let text = "";
  for await (const chunk of child.stdout) {
    text += chunk;
    for (const [, name, value] of text.matchAll(/^export (\w+)=(.*)\n/gm)) found[name] = value.replaceAll("'", "");
    if (found["SERVEROID_ENDPOINT"] !== undefined && text.endsWith("\n")) return found;
  }
  throw new Error("the simulators did not start");
}

async function request(url, method, body) {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`the simulator refused ${method} ${url}: ${await response.text()}`);
  return response.json();
}
