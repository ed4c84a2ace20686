import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Clock } from "../../src/core/clock.ts";
import { createLocalBackend } from "../../src/state/local-backend.ts";
import { describeStateBackend } from "../kits/state-backend-kit.ts";
import { createVirtualClock } from "../support/virtual-clock.ts";

describeStateBackend("local", async () => {
  const folder = await mkdtemp(join(tmpdir(), "состояние и пробел-"));
  const path = join(folder, ".trueup", "shop-prod.json");
  const clock = createVirtualClock();
  const leaseMs = 60_000;
  let hosts = 0;
  const originals = new Map<string, Buffer>();
  return {
    leaseMs,
    connect: async (options: { clock?: Clock } = {}) => {
      hosts += 1;
      return createLocalBackend({
        path,
        clock: options.clock ?? clock,
        leaseMs,
        identity: { who: "ops", host: `host-${hosts}`, pid: process.pid },
        randomId: randomUUID,
      });
    },
    elapse: (ms) => clock.advance(ms),
    async cut(bytes, everywhere) {
      if (originals.size === 0) {
        const numbered = (await readdir(`${path}.d`)).filter((name) => name.startsWith("serial-")).sort();
        for (const file of [path, join(`${path}.d`, numbered.at(-1) ?? "")]) originals.set(file, await readFile(file));
      }
      const [copy, ...others] = [...originals];
      if (copy === undefined || copy[1].length <= bytes) return false;
      await writeFile(copy[0], copy[1].subarray(0, bytes));
      for (const [file, whole] of others) await writeFile(file, everywhere ? whole.subarray(0, bytes) : whole);
      return true;
    },
    async harm(change) {
      const numbered = (await readdir(`${path}.d`)).filter((name) => name.startsWith("serial-")).sort();
      const text = change(await readFile(path, "utf8"));
      for (const file of [path, join(`${path}.d`, numbered.at(-1) ?? "")]) await writeFile(file, text);
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
});
