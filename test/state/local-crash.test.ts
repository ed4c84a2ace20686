import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { createLocalBackend } from "../../src/state/local-backend.ts";
import { linuxWitness } from "../../src/state/process-identity.ts";
import { realClock } from "../support/real-clock.ts";

const CHILD = join(import.meta.dirname, "..", "support", "commit-until-killed.ts");
const LANES = 3;
const KILLS_PER_LANE = 10;

/** Runs the child on the state, kills it so long after its first commit, and returns what it had said. */
function runAndKill(path: string, afterMs: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", "tsx", CHILD, path], { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    let isArmed = false;
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (isArmed || !output.includes("token")) return;
      isArmed = true;
      setTimeout(() => child.kill("SIGKILL"), afterMs);
    });
    child.once("error", reject);
    child.once("close", (code) => {
      if (code !== null) reject(new Error(`the child ended by itself with ${code}: ${output}`));
      else resolve(output.split("\n").slice(0, -1));
    });
  });
}

describe.concurrent("a process that is killed at any moment", () => {
  it.each(Array.from({ length: LANES }, (_, lane) => lane))(
    "loses nothing that it was told is durable, and blocks nobody (%i)",
    async (lane) => {
      if ((await linuxWitness.self()) === undefined) return;
      const folder = await mkdtemp(join(tmpdir(), "crash-"));
      const path = join(folder, "state.json");
      try {
        for (let kill = 0; kill < KILLS_PER_LANE; kill += 1) {
          const said = await runAndKill(path, (kill * 7 + lane * 3) % 40);
          expect(said[0]).toBe(`token ${kill + 1}`);
          const [, serial = "0", id] = said.findLast((line) => line.startsWith("durable"))?.split(" ") ?? [];
          const backend = createLocalBackend({
            path,
            clock: realClock,
            identity: { who: "parent", host: "other", pid: process.pid },
            randomId: randomUUID,
          });
          const document = await backend.read();
          if (id === undefined) continue;
          expect(document?.serial).toBeGreaterThanOrEqual(Number(serial));
          expect(document?.serial).toBeLessThanOrEqual(Number(serial) + 1);
          expect(document?.pending.map((intent) => intent.id)).toContain(id);
          // Both changes of the last write or neither.
          expect(document?.files).toEqual([document?.pending.at(-1)?.id]);
          expect(await backend.holder()).toMatchObject({ who: "child" });
        }
        const left = (await readdir(`${path}.d`)).filter((name) => name.startsWith("."));
        expect(left.length).toBeLessThanOrEqual(KILLS_PER_LANE);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    60_000,
  );
});
