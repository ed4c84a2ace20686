// A nightly drift job tells of a machine that one request has made twice, as long as both run.
import { expect, it } from "vitest";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { closeBenchesAfterEach, expectCode, openBench } from "../support/cli.ts";
import { EMPTY, ONE_VM, OPS_KEY } from "../support/shop.ts";

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

const DOUBLED: readonly FaultRule[] = [{ effect: "doubled", match: { method: "install", nth: 1 } }];
const ZOMRO_KEY = `version: 1
stack: shop
providers:
  zomro: { pollInterval: 50ms, visibilityGrace: 300ms, requestTimeout: 2s }
keys:
  ops: { provider: zomro, publicKey: "${OPS_KEY}" }
`;
const plain = (text: string): string => text.replaceAll(/\s+/g, " ");

it("the one on record is gone: the other is no longer doubled, but nobody has it on record; the plan that takes it says so", async () => {
  const bench = await openBench({ seed: EMPTY, faults: DOUBLED, files: { "trueup.yaml": ONE_VM } });
  expectCode(await bench.run(["apply", "-y"]), 3);
  const [one] = JSON.parse((await bench.run(["drift", "--format", "json"])).out).surplus as [
    { id: string; kept_id: string },
  ];
  bench.sim.change("serveroid", { kind: "vms", action: "delete", id: Number(one.kept_id) });
  const drift = await bench.run(["drift"]);
  expectCode(drift, 2);
  expect(plain(drift.out)).toContain(
    `vm ${one.id}, named web, is on nobody's record: one request has made it beside vm ${one.kept_id}, which is gone`,
  );
  expect(drift.out).not.toMatch(/Made twice|both cost money/);
  expect(drift.out).toContain("Drift: 1 left over, 1 replaced.");
  expect(JSON.parse((await bench.run(["drift", "--format", "json"])).out)).toMatchObject({
    drifted: true,
    surplus: [{ id: one.id, kept_id: null }],
  });
  expect(plain((await bench.run(["plan"])).out)).toContain(
    `the request for vms.web has made it beside vm ${one.kept_id}, which is gone`,
  );
  expectCode(await bench.run(["apply", "-y", "--allow-adopt", "1"]), 0);
  expectCode(await bench.run(["drift"]), 0);
});

it("tells of several objects of one request while none of them is on record", async () => {
  const files = { "trueup.yaml": ZOMRO_KEY };
  const faults: FaultRule[] = [{ effect: "doubled", match: { method: "sshkeys.edit", nth: 1 } }];
  const bench = await openBench({ faults, files });
  expectCode(await bench.run(["apply", "-y"]), 3);
  const drift = await bench.run(["drift"]);
  expectCode(drift, 2);
  const named = /--delete-surplus (keys\.ops=\d+) or --delete-surplus (keys\.ops=\d+) deletes one/.exec(
    plain(drift.out),
  );
  expect(named, drift.out).not.toBeNull();
  expect(drift.out).toContain("Drift: 1 made twice.");
  const json = await bench.run(["drift", "--format", "json"]);
  expectCode(json, 2);
  const { drifted, surplus } = JSON.parse(json.out) as { drifted: boolean; surplus: { id: string; kept_id: null }[] };
  expect([drifted, surplus.map(({ id }) => `keys.ops=${id}`)]).toEqual([true, [named?.[1], named?.[2]]]);
  expectCode(await bench.run(["apply", "-y", "--delete-surplus", named?.[1] ?? "", "--allow-deletes", "1"]), 3);
  expectCode(await bench.run(["apply", "-y"]), 0);
  expectCode(await bench.run(["drift"]), 0);
});
