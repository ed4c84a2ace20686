// moto's server, in memory: a third S3 server, by other people.
import { findFreePort, runProgram, untilListening } from "./run-server.ts";
import type { S3Server } from "./s3-server.ts";

export const MOTO_PROGRAMS = ["moto_server"];

export async function startMoto(): Promise<S3Server> {
  const port = await findFreePort();
  const running = runProgram("moto_server", ["-H", "127.0.0.1", "-p", String(port)]);
  await untilListening(port, running);
  return { name: "moto", endpoint: `http://127.0.0.1:${port}`, port, stop: () => running.stop() };
}
