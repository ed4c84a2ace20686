// What nothing can be faster than, measured beside it: an empty Node, the bare requests of the same reads one after the other,
// the critical path of operations at the concurrency that the provider is given.
import { spawn } from "node:child_process";
import { once } from "node:events";

/** Seconds of a Node that does nothing; with `file`, of one that parses this JSON. Started as the program is. */
export async function timeEmptyNode(file) {
  const script = file === undefined ? "0" : `JSON.parse(require("fs").readFileSync(${JSON.stringify(file)},"utf8"))`;
  const started = performance.now();
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "pipe"] });
  const [status] = await once(child, "exit");
  if (status !== 0) throw new Error(`an empty Node ended with ${status}`);
  return (performance.now() - started) / 1000;
}

/** Sends what the simulator's log holds once more, parses each answer, and takes the seconds. */
export async function timeBareReads(vendor, entries, env) {
  const started = performance.now();
  let session = "";
  for (const { path, query, parameters } of entries) {
    const answer = await (await fetch(...REQUESTS[vendor](path, query, { parameters, env, session }))).json();
    session = answer?.doc?.auth?.$id ?? answer?.doc?.auth?.$ ?? session;
  }
  return (performance.now() - started) / 1000;
}

const REQUESTS = {
  gcore: (path, query, { env }) => [
    new URL(`${path}?${query}`, env.GCORE_BASE_URL),
    { headers: { authorization: `APIKey ${env.GCORE_API_KEY}` } },
  ],
  serveroid: (path, query, { env }) => [
    new URL(
      `${path}?${query.replace("clientId=***", `clientId=${env.SERVEROID_CLIENT_ID}`).replace("apiKey=***", `apiKey=${env.SERVEROID_API_KEY}`)}`,
      env.SERVEROID_ENDPOINT,
    ),
  ],
  zomro: (_path, _query, { parameters, env, session }) => {
    const secrets = {
      ...(parameters.password && { password: env.ZOMRO_PASSWORD }),
      ...(parameters.auth && { auth: session }),
    };
    return [env.ZOMRO_ENDPOINT, { method: "POST", body: new URLSearchParams({ ...parameters, ...secrets }) }];
  },
};

/**
 * Seconds that `size` chains of operations take at least when `lanes` of them go at a time: each operation is its own seconds
 * and two answers, that to its request and that which tells its end; one that takes no time is an answer, in all.
 */
export function criticalPath({ size, steps, lanes, latencyMs }) {
  const requestsOf = (seconds) => (seconds > 0 ? 2 : 0);
  const chain = steps.reduce(
    (sum, seconds) => sum + seconds + requestsOf(seconds) * (latencyMs / 1000),
    latencyMs / 1000,
  );
  return Math.max(chain, (size * chain) / lanes);
}
