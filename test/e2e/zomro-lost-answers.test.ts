// Answers of Zomro that are lost, garbled or put off, on the built program: one of everything after repeated applies.
import { describe, expect, it } from "vitest";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { type Bench, closeBenchesAfterEach, expectCode, inParallel, openBench } from "../support/cli.ts";

closeBenchesAfterEach();

const configuration = (policy: string) => `version: 1
stack: shop
providers: { zomro: { pollInterval: 50ms, visibilityGrace: 500ms, requestTimeout: 2s } }
policy: ${policy}
keys:
  ops:
    provider: zomro
    publicKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFAl1xHGd5pCIHZkRNiQ3X6WnQuLwh2+7ERnuO7Ckq5Q ops
    timeouts: { create: 5s }
vms:
  db: { provider: zomro, existing: { id: "5203773" } }
  web:
    provider: zomro
    allowOrder: true
    tariff: Cloud Small
    period: daily
    datacenter: Netherlands-2
    image: Debian 11
    keys: [ops]
    timeouts: { create: 5s }
snapshots: { s: { vm: db, timeouts: { create: 5s } } }
schedules: { n: { vm: db, days: [mon], time: "02:01", timeouts: { create: 5s } } }
`;

const METHODS = [
  "v2.instances.order.param",
  "cartorder.create.confirm",
  "instances.snapshots.edit",
  "instances.fleio_bckps.schedule.edit",
  "sshkeys.edit",
];
const FAULTS: Record<string, Partial<FaultRule>> = {
  "lost before the effect": { effect: "lost-before" },
  "lost after the effect": { effect: "lost-after" },
  "garbled after the effect": { effect: "garbled", when: "after" },
  "put off, and then done": { effect: "long-task", when: "after", ms: 300 },
  "put off, and never done": { effect: "long-task", when: "before" },
  "a 502 after the effect": { effect: "http-5xx", when: "after" },
};
const SAMPLE = ["lost after the effect", "put off, and never done"];
const titles = process.env["TRUEUP_THOROUGH"] === undefined ? SAMPLE : Object.keys(FAULTS);

/** The order's form is read twice before it is submitted. */
const nthOf = (method: string) => (method === "v2.instances.order.param" ? 3 : 1);

type Rows = readonly Readonly<Record<string, { readonly $: string } | undefined>>[];

function census(bench: Bench) {
  const state = bench.sim.state("zomro") as unknown as {
    instances: Rows;
    sshkeys: Rows;
    snapshots: Record<string, Rows>;
    schedules: Rows;
  };
  const names = (rows: Rows = [], field = "name") => rows.map((row) => row[field]?.$);
  return {
    vms: names(state.instances, "servername"),
    keys: names(state.sshkeys, "comment"),
    snapshots: names(state.snapshots["5203773"]),
    schedules: names(state.schedules),
  };
}

describe("an answer is", () => {
  it.each(titles)(
    "%s: one of each after at most three applies",
    async (title) => {
      await inParallel(METHODS, 2, async (method) => {
        const fault = { ...FAULTS[title], match: { method, nth: nthOf(method) } } as FaultRule;
        const bench = await openBench({
          speed: 500,
          files: { "trueup.yaml": configuration("{ assumeAbsentAfter: 60s }") },
          faults: [fault],
        });
        let code: number | undefined;
        for (let round = 0; round < 3 && code !== 0; round++) {
          const ended = await bench.run(["apply", "-y"], { laterMs: round * 45 * 60_000 });
          code = ended.code;
          if (code !== 0) expectCode(ended, 3);
        }
        expect([method, code]).toEqual([method, 0]);
        expect(census(bench)).toEqual({
          vms: ["MyServer", "web"],
          keys: ["ops-laptop", "ops"],
          snapshots: ["MySnapshot", "s"],
          schedules: ["MySchedule", "n"],
        });
        expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
        expect((await bench.state()).pending).toEqual([]);
        await bench.close();
      });
    },
    120_000,
  );

  it("lost before a payment, and nothing allows to pay again: blocked, told how to go on, never paid twice", async () => {
    const fault = { effect: "lost-before", match: { method: "cartorder.create.confirm", nth: 1 } } as FaultRule;
    const bench = await openBench({ speed: 500, files: { "trueup.yaml": configuration("{}") }, faults: [fault] });
    for (const laterMs of [0, 86_400_000]) {
      const ended = await bench.run(["apply", "-y"], { laterMs });
      expectCode(ended, 3);
      expect(ended.all).toContain("--assume-absent vms.web");
    }
    expect(bench.sent("cartorder.create.confirm")).toHaveLength(1);
    expectCode(await bench.run(["apply", "-y", "--assume-absent", "vms.web"], { laterMs: 86_400_000 }), 0);
    expect(census(bench).vms).toEqual(["MyServer", "web"]);
  }, 60_000);
});
