// Runs `trueup sim` beside a script: gives the environment that the program needs, and the simulators' own endpoint.
import { spawn } from "node:child_process";
import { request as send } from "node:http";
import { text } from "node:stream/consumers";
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

/**
 * A connection for each request: one that was kept would have died unnoticed while this process waited for a child, and the
 * next request on it would fail.
 */
function request(url, method, body) {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json" };
    const call = send(url, { method, headers, agent: false }, async (response) => {
      try {
        const answer = await text(response);
        if (response.statusCode === 200) resolve(JSON.parse(answer));
        else reject(new Error(`the simulator refused ${method} ${url}: ${answer}`));
      } catch (error) {
        reject(error);
      }
    });
    call.once("error", (error) => reject(new Error(`${method} ${url}: ${error.message}`, { cause: error })));
    call.end(body && JSON.stringify(body));
  });
}
