// An answer that is lost, before or after its request had an effect: exactly one of everything, on the built program.
import { describe, expect, it } from "vitest";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { type Bench, closeBenchesAfterEach, expectCode, inParallel, openBench } from "../support/cli.ts";
import { EMPTY, head, key, vm } from "../support/shop.ts";

closeBenchesAfterEach();

/** Every making request once. */
const EVERYTHING = `${head()}keys:
${key("ops")}vms:
${vm("web").replace("ips: 1", "ips: 3")}${vm("copy", "cloneOf: { vm: web }").replace("ips: 1", "ips: 3")}snapshots:
  golden: { vm: web }
`;
const METHODS = ["install", "clone", "ip_add", "snapshot_create", "pubkeys_add"];
const FAULTS: Record<string, Partial<FaultRule>> = {
  "lost before the effect": { effect: "lost-before" },
  "lost after the effect": { effect: "lost-after" },
  "cut in the middle": { effect: "reset-mid-answer" },
  "garbled after the effect": { effect: "garbled", when: "after" },
  "a 502 before the effect": { effect: "http-5xx", when: "before" },
  "hanging after the effect": { effect: "hang", when: "after" },
};
const SAMPLE = ["lost before the effect", "lost after the effect"];
const titles = process.env["TRUEUP_THOROUGH"] === undefined ? SAMPLE : Object.keys(FAULTS);

describe("an answer is", () => {
  it.each(titles)(
    "%s: one of each after at most three applies",
    async (title) => {
      await inParallel(METHODS, 2, async (method) => {
        const fault = { ...FAULTS[title], match: { method, nth: 1 } } as FaultRule;
        const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": EVERYTHING }, faults: [fault] });
        let code: number | undefined;
        for (let round = 0; round < 3 && code !== 0; round++) {
          const ended = await bench.run(["apply", "-y"], { laterMs: round * 120_000 });
          code = ended.code;
          if (code !== 0) expectCode(ended, 3);
        }
        expect(code).toBe(0);
        expect(census(bench)).toEqual({ vms: ["copy 3", "web 3"], keys: ["ops"], snapshots: ["golden"] });
        expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
        expect((await bench.state()).pending).toEqual([]);
        await bench.close();
      });
    },
    90_000,
  );

  it("lost before an order, and nothing allows to order again: blocked, told how to go on, not ordered twice", async () => {
    const yaml = `${head("", "{}")}keys:\n${key("ops")}vms:\n${vm("web")}`;
    const bench = await openBench({
      seed: EMPTY,
      files: { "trueup.yaml": yaml },
      faults: [{ effect: "lost-before", match: { method: "install", nth: 1 } }],
    });
    for (const laterMs of [0, 86_400_000]) {
      const ended = await bench.run(["apply", "-y"], { laterMs });
      expectCode(ended, 3);
      expect(ended.all).toContain("trueup apply --assume-absent vms.web");
    }
    const plan = await bench.run(["plan", "--detailed-exitcode"]);
    expectCode(plan, 2);
    expect(plan.out).toContain("trueup apply --assume-absent vms.web");
    expect(bench.sent("install")).toHaveLength(1);

    expectCode(await bench.run(["apply", "-y", "--assume-absent", "vms.web"]), 0);
    expect(census(bench).vms).toEqual(["web 1"]);
    expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
  });

  it("lost, and the machine appears only later: it is taken over, not ordered again", async () => {
    const bench = await openBench({
      seed: EMPTY,
      files: { "trueup.yaml": `${head("", "{}")}keys:\n${key("ops")}vms:\n${vm("web")}` },
      faults: [
        { effect: "lost-after", match: { method: "install", nth: 1 } },
        { effect: "invisible", ms: 3_000, match: { method: "install", nth: 1 } },
      ],
    });
    const first = await bench.run(["apply", "-y"]);
    expectCode(first, 3);
    const started = performance.now();
    for (;;) {
      const next = await bench.run(["apply", "-y"]);
      if (next.code === 0) break;
      expectCode(next, 3);
      expect(performance.now() - started).toBeLessThan(20_000);
    }
    expect(bench.sent("install")).toHaveLength(1);
    expect(census(bench).vms).toEqual(["web 1"]);
  }, 40_000);
});

function census({ sim }: Bench) {
  const account = sim.state("serveroid") as unknown as {
    vms: { name: string; ipAddresses: string[] }[];
    pubkeys: { name: string }[];
    snapshots: Record<string, { name: string }[]>;
  };
  return {
    vms: account.vms.map((each) => `${each.name} ${each.ipAddresses.length}`).sort(),
    keys: account.pubkeys.map((each) => each.name),
    snapshots: Object.values(account.snapshots)
      .flat()
      .map((each) => each.name),
  };
}
