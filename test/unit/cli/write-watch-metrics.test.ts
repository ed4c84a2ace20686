// The metrics file of `watch`: written each time, and complained of once.
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createMetricsWriter } from "../../../src/cli/write-watch-metrics.ts";

it("is written after each cycle; what is wrong with it is told once, and again when it comes back", async () => {
  const cwd = await mkdtemp(join(tmpdir(), "trueup-metrics-"));
  try {
    const told: string[] = [];
    const write = createMetricsWriter({ cwd, file: "later/shop.prom", warn: (text) => told.push(text) });
    const text = (value: number) => async () => `trueup_x ${value}\n`;
    await write(text(1));
    await write(text(2));
    expect(told).toEqual([expect.stringContaining("its folder does not exist")]);
    await mkdir(join(cwd, "later"));
    await write(text(3));
    expect(await readFile(join(cwd, "later/shop.prom"), "utf8")).toBe("trueup_x 3\n");
    await rm(join(cwd, "later"), { recursive: true });
    await write(text(4));
    expect(told).toHaveLength(2);
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
});
