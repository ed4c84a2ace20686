// moto's server, in memory: a third S3 server, by other people. One request at a time: its own threads do not exclude each other,
// so that of many creates at once more than one may win (docs/state.md).
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

/** The Python that the script runs with: the one that has moto. */
function pythonOf(script: string): string {
  const [first = ""] = readFileSync(findProgram(script) ?? script, "utf8").split("\n");
  return first.replace(/^#!\s*/, "");
}

export async function startMoto(): Promise<S3Server> {
  const port = await findFreePort();
  const running = runProgram(pythonOf("moto_server"), ["-c", SERVE, String(port)]);
  await untilListening(port, running);
  return { name: "moto", endpoint: `http://127.0.0.1:${port}`, port, stop: () => running.stop() };
}
