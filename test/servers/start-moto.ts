// moto's server, in memory: a third S3 server, by other people. One request at a time: its own threads do not exclude each other,
// so that of many creates at once more than one may win (docs/state.md).
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { findFreePort, findProgram, runProgram, untilListening } from "./run-server.ts";
import type { S3Server } from "./s3-server.ts";

export const MOTO_PROGRAMS = ["moto_server"];

const SERVE = `
import sys
from werkzeug.serving import run_simple
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
run_simple("127.0.0.1", int(sys.argv[1]), DomainDispatcherApplication(create_backend_app), threaded=False)
`;

/** A Python that has moto: that of the script, or, where the script is a shim of another kind, the one that is found first. */
function pythonOf(script: string): string {
  const [first = ""] = readFileSync(findProgram(script) ?? script, "utf8").split("\n");
  const own = first.replace(/^#!\s*/, "");
  const hasMoto = (python: string) => spawnSync(python, ["-c", "import moto.moto_server"]).status === 0;
  const found = [own, "python3", "python"].find(hasMoto);
  if (found === undefined) throw new Error(`no Python that has moto: ${script} begins with ${first}`);
  return found;
}

export async function startMoto(): Promise<S3Server> {
  const port = await findFreePort();
  const running = runProgram(pythonOf("moto_server"), ["-c", SERVE, String(port)]);
  await untilListening(port, running);
  return { name: "moto", endpoint: `http://127.0.0.1:${port}`, port, stop: () => running.stop() };
}
