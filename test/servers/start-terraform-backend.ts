// nimbolus/terraform-backend, a server for Terraform's HTTP protocol by other people. It is on no package registry: it is used
// where somebody has built it (go build ./cmd in its repository, as terraform-backend in the path or in TRUEUP_SERVERS).
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { findFreePort, runProgram, untilListening } from "./run-server.ts";

export async function startTerraformBackend(): Promise<{ address(name: string): string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "terraform-backend-"));
  const port = await findFreePort();
  const running = runProgram("terraform-backend", [], {
    cwd: folder,
    env: {
      LISTEN_ADDR: `127.0.0.1:${port}`,
      STORAGE_FS_DIR: join(folder, "states"),
      KMS_KEY: Buffer.alloc(32, 7).toString("base64"),
    },
  });
  await untilListening(port, running);
  return {
    address: (name) => `http://127.0.0.1:${port}/state/project1/${name}`,
    async stop() {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
