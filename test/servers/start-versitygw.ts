// versitygw over a folder: a second S3 server, by other people.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { findFreePort, runProgram, untilListening } from "./run-server.ts";
import { type S3Server, TEST_KEYS } from "./s3-server.ts";

export const VERSITY_PROGRAMS = ["versitygw"];

export async function startVersitygw(): Promise<S3Server> {
  const folder = await mkdtemp(join(tmpdir(), "versitygw-"));
  const [objects, versions] = [join(folder, "objects"), join(folder, "versions")];
  await mkdir(objects);
  await mkdir(versions);
  const port = await findFreePort();
  const { accessKeyId, secretAccessKey } = TEST_KEYS;
  const keys = ["--access", accessKeyId, "--secret", secretAccessKey];
  const running = runProgram("versitygw", [
    ...["--port", `127.0.0.1:${port}`, ...keys],
    ...["posix", "--versioning-dir", versions, objects],
  ]);
  await untilListening(port, running);
  return {
    name: "versitygw",
    endpoint: `http://127.0.0.1:${port}`,
    port,
    async stop() {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
