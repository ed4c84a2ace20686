// The example of Gcore, as its first lines tell to try it: made, settled, changed, destroyed; nothing of it stays.
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { closeBenchesAfterEach, expectCode, openBench } from "../support/cli.ts";

closeBenchesAfterEach();
const EXAMPLE = join(import.meta.dirname, "../../examples/gcore");
const KINDS = ["instances", "volumes", "snapshots", "ssh_keys", "floatingips", "lifecycle_policies", "ports"];

it("is valid, is applied, is then settled, is changed and is destroyed without a trace", async () => {
  const bench = await openBench({ speed: 200 });
  await cp(EXAMPLE, bench.dir, { recursive: true });
  // The simulator is fast, so it is asked more often.
  const quick = (text: string) =>
    text.replace("region: Luxembourg-2", "region: Luxembourg-2\n    pollInterval: 250ms\n    requestsPerSecond: 100");
  await bench.write("trueup.yaml", quick(await bench.read("trueup.yaml")));
  const count = () => {
    const state = bench.sim.state("gcore") as unknown as Record<string, readonly unknown[]>;
    return KINDS.map((kind) => state[kind]?.length ?? 0);
  };
  const before = count();
  expectCode(await bench.run(["validate"]), 0);
  const planned = await bench.run(["plan", "--detailed-exitcode"]);
  expectCode(planned, 2);
  expect(planned.out).toContain("Plan: 9 to add, 0 to change, 0 to destroy.");
  expect(planned.out).toMatch(/\+\d+\.\d\d EUR a month/);
  expect(bench.sent()).toEqual([]);

  const applied = await bench.run(["apply", "-y"]);
  expectCode(applied, 0);
  expect(applied.out).toMatch(/edge_ip = \d+\.\d+\.\d+\.\d+/);
  const sent = bench.sent().length;
  expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
  expect(bench.sent()).toHaveLength(sent);

  const yaml = await bench.read("trueup.yaml");
  await bench.write("trueup.yaml", yaml.replace("size: 100GiB", "size: 120GiB").replace("role: edge", "role: front"));
  expectCode(await bench.run(["apply", "-y"]), 0);
  expect(bench.sent().slice(sent).sort()).toEqual(["instances.update", "volumes.extend"]);

  await bench.write(
    "trueup.yaml",
    (await bench.read("trueup.yaml")).replace(/^ {6}data:.*\n/m, "").replace(/^snapshots:[\s\S]*?(?=^schedules:)/m, ""),
  );
  const dropped = await bench.run(["plan"]);
  expect(dropped.out).toMatch(/✗ {3}- delete {3}vms\.edge\.volumes\.data/);
  const destroyed = await bench.run(["destroy", "-y", "--allow-deletes", "9"]);
  expectCode(destroyed, 0);
  const [, number] = /(\d+) to destroy/.exec(destroyed.out) ?? [];
  expect(destroyed.out).toContain(`Resources: ${number} destroyed.`);
  expect(count()).toEqual(before);
  expectCode(await bench.run(["state", "list"]), 0);
}, 60_000);
