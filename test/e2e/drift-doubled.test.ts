// A nightly drift job tells of a machine that one request has made twice, as long as both run.
import { expect, it } from "vitest";
import type { FaultRule } from "../../src/simulators/fault-rule.ts";
import { closeBenchesAfterEach, expectCode, openBench } from "../support/cli.ts";
import { EMPTY, ONE_VM } from "../support/shop.ts";

closeBenchesAfterEach();

it("ends 2 and names both, with the command that settles it", async () => {
  const faults = [{ effect: "doubled", match: { method: "install", nth: 1 } } as FaultRule];
  const bench = await openBench({ seed: EMPTY, faults, files: { "trueup.yaml": ONE_VM } });
  expectCode(await bench.run(["apply", "-y"]), 3);
  const drift = await bench.run(["drift"]);
  expectCode(drift, 2);
  const said = /has made two of it: vm \d+, .*vm \d+.*--delete-surplus (vms\.web=\d+),/.exec(
    drift.out.replaceAll(/\s+/g, " "),
  );
  expect(said, drift.out).not.toBeNull();
  expect(drift.out).toContain("Drift: 1 made twice.");
  const json = await bench.run(["drift", "--format", "json"]);
  expectCode(json, 2);
  const { drifted, surplus } = JSON.parse(json.out) as { drifted: boolean; surplus: { id: string }[] };
  expect([drifted, surplus.map(({ id }) => `vms.web=${id}`)]).toEqual([true, [said?.[1]]]);
  expectCode(await bench.run(["apply", "-y", "--delete-surplus", said?.[1] ?? "", "--allow-deletes", "1"]), 0);
  expectCode(await bench.run(["drift"]), 0);
});
