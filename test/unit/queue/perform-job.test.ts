import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { realClock } from "../../../src/compose/real-clock.ts";
import { performTry, type StackLook } from "../../../src/queue/perform-job.ts";

let root = "";
afterEach(() => rm(root, { recursive: true, force: true }));

describe("performTry", () => {
  it("starts no child once the worker stops, so that no allowance counts as used", async () => {
    root = await mkdtemp(join(tmpdir(), "trueup-perform-"));
    let isStopping = false;
    const setting = {
      clock: realClock,
      root,
      command: [process.execPath, "-e", "process.exit(0)"],
      env: process.env,
      mayFetch: false,
      mayBeLocal: true,
      jobTimeoutMs: 60_000,
      // The signal comes while it is looked for.
      lookAtStack: async (): Promise<StackLook> => {
        isStopping = true;
        return { backend: "local", leaseMs: 60_000 };
      },
    };
    const stopping = {
      isStopping: () => isStopping,
      onStop: (stop: () => void) => {
        if (isStopping) stop();
        return () => undefined;
      },
    };
    const end = await performTry(setting, { act: "apply", folder: ".", allow: { deletes: 1 } }, stopping);
    expect(end).toMatchObject({ end: "back", exitCode: null, mayHaveChanged: false });
  });
});
