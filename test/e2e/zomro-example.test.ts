// The example of Zomro, as its first lines tell to try it: an existing machine, what is made for it, and what stays of it.
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { closeBenchesAfterEach, expectCode, openBench } from "../support/cli.ts";

closeBenchesAfterEach();
const EXAMPLE = join(import.meta.dirname, "../../examples/zomro");

const ids = (rows: unknown) => (rows as { readonly id: { readonly $: string } }[]).map((row) => row.id.$);

async function openExample() {
  const bench = await openBench({ speed: 200 });
  await cp(EXAMPLE, bench.dir, { recursive: true });
  return bench;
}

it("is valid, is applied, is then settled, and is destroyed without its machine", async () => {
  const bench = await openExample();
  expectCode(await bench.run(["validate"]), 0);
  expectCode(await bench.run(["plan", "--detailed-exitcode"]), 2);
  expect(bench.sent()).toEqual([]);

  const applied = await bench.run(["apply", "-y"]);
  expectCode(applied, 0);
  expect(bench.sent()).toEqual(
    expect.arrayContaining(["sshkeys.edit", "instances.snapshots.edit", "instances.fleio_bckps.schedule.edit"]),
  );
  expect(applied.out).toContain("192.0.2.10");

  const before = bench.sent().length;
  expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
  expect(bench.sent()).toHaveLength(before);

  expectCode(await bench.run(["destroy", "-y", "--allow-deletes", "3"]), 0);
  const left = bench.sim.state("zomro") as unknown as Record<string, unknown>;
  expect(ids(left["instances"])).toEqual(["5203773"]);
  expect(ids(left["schedules"])).toEqual(["14"]);
  expect(bench.sent()).not.toContain("instances.delete");
  expect(bench.sent().slice(before).sort()).toEqual([
    "image.delete",
    "instances.fleio_bckps.schedule.delete",
    "sshkeys.delete",
  ]);
}, 60_000);

it("its ordered machine, with the comment signs taken away", async () => {
  const bench = await openExample();
  await bench.write("trueup.yaml", (await bench.read("trueup.yaml")).replace(/^ {2}# (web:| {2}.*)$/gm, "  $1"));
  expectCode(await bench.run(["apply", "-y"]), 0);
  expect(bench.sent().filter((name) => name === "cartorder.create.confirm")).toHaveLength(1);
  expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
}, 60_000);
