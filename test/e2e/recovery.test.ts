// What a run that lost its lock leaves behind, on the built program: how it ends, and what the next run does with it.
import { readdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type Bench, closeBenchesAfterEach, expectCode, openBench, until } from "../support/cli.ts";
import { EMPTY, SHOP } from "../support/shop.ts";

closeBenchesAfterEach();

const LEASE_MS = 4000;
const bothOrdered = (bench: Bench) => until(() => expect(bench.sent("install")).toHaveLength(2));
const listRecoveries = async ({ dir }: Bench) =>
  (await readdir(join(dir, ".trueup"))).filter((name) => name.startsWith("recovery-"));

it("the state's folder vanishes under an apply: the next one shows what is left of it, and orders nothing again", async () => {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": SHOP }, speed: 20 });
  const run = bench.start(["apply", "-y"]);
  await bothOrdered(bench);
  await rename(join(bench.dir, ".trueup"), join(bench.dir, "gone"));
  const ended = await run.ended;
  expectCode(ended, 3);
  expect(ended.err).toContain("/.trueup/recovery-");
  const [name] = await listRecoveries(bench);

  for (const args of [
    ["apply", "-y", "--allow-adopt", "9"],
    ["destroy", "-y", "--allow-deletes", "9"],
  ]) {
    const refused = await bench.run(args);
    expectCode(refused, 1);
    expect(refused.err).toContain("state.recoverable");
    expect(refused.err).toContain(name);
  }
  await bench.shell(`cp .trueup/${name} .trueup/shop.json`);
  expectCode(await bench.run(["apply", "-y"]), 0);
  expect(bench.sent().sort()).toEqual(["install", "install", "pubkeys_add", "snapshot_create"]);
  expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
  expect(await listRecoveries(bench)).toEqual([]);
});

it("the lock is lost while earlier requests are settled: exit 3, and every line of --json is whole", async () => {
  const yaml = `${SHOP}state: { backend: local, lease: ${LEASE_MS}ms }\n`;
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": yaml }, speed: 8 });
  const first = bench.start(["apply", "-y"]);
  await bothOrdered(bench);
  await until(async () =>
    expect((await bench.state()).pending).toMatchObject([{ phase: "accepted" }, { phase: "accepted" }]),
  );
  first.kill("SIGKILL");
  await first.ended;

  const second = bench.start(["apply", "-y", "--json"]);
  await until(() => expect(second.all()).toMatch(/still.running|settling/));
  second.kill("SIGSTOP");
  await new Promise((resolve) => setTimeout(resolve, LEASE_MS + 500));
  second.kill("SIGCONT");
  const ended = await second.ended;
  expectCode(ended, 3);
  expect(ended.all).toContain("state.lost-lease");
  for (const line of ended.out.trimEnd().split("\n")) JSON.parse(line);
  expect(await listRecoveries(bench)).toHaveLength(1);
  expectCode(await bench.run(["apply", "-y"]), 0);
  expect(bench.sent("install")).toHaveLength(2);
  expect(await listRecoveries(bench)).toEqual([]);
}, 60_000);

it("a recovery file that makes no sense stops the apply and says what to do; without it the apply looks by itself", async () => {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": SHOP } });
  expectCode(await bench.run(["apply", "-y"]), 0);
  const { lineage } = JSON.parse(await bench.read(".trueup/shop.json")) as { lineage: string };
  const file = `.trueup/recovery-${lineage}.json`;
  const state = await bench.read(".trueup/shop.json");
  for (const text of ["", state.slice(0, 200), state.replace(lineage, "another")]) {
    await bench.write(file, text);
    const ended = await bench.run(["apply", "-y"]);
    expectCode(ended, 1);
    expect(ended.err.replace(/\s+/g, " ")).toMatch(
      /recovery-.* is damaged: .* fix: nothing was done\. .* move it away/,
    );
    expect(await bench.read(file)).toBe(text);
  }
  await rename(join(bench.dir, file), join(bench.dir, "kept.json"));
  expectCode(await bench.run(["apply", "-y"]), 0);
});
