// Lists of Zomro that cannot be trusted, on the built program: a plan over them ends 1 and never says "create".
import { describe, expect, it } from "vitest";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { SAMPLE_ACCOUNT } from "../../src/simulators/zomro/seed/sample-account.ts";
import { closeBenchesAfterEach, expectCode, openBench } from "../support/cli.ts";

closeBenchesAfterEach();

const CONFIGURATION = `version: 1
stack: shop
providers: { zomro: { pollInterval: 250ms } }
keys: { ops: { provider: zomro, publicKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFAl1xHGd5pCIHZkRNiQ3X6WnQuLwh2+7ERnuO7Ckq5Q ops } }
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
snapshots: { s: { vm: db } }
schedules: { n: { vm: db, days: [mon], time: "02:01" } }
`;

const LISTS = ["instances", "sshkeys", "instances.snapshots", "instances.fleio_bckps.schedule"];
const FAULTS: readonly object[] = [
  { effect: "partial-list", rows: 0 },
  { effect: "garbled", when: "after", body: "html" },
  { effect: "garbled", when: "after", body: "truncated" },
  { effect: "unauthorised" },
  { effect: "vendor-error", code: "access", message: "Insufficient privileges" },
  { effect: "long-task", when: "before" },
];

async function openApplied() {
  const bench = await openBench({ speed: 500, files: { "trueup.yaml": CONFIGURATION } });
  expectCode(await bench.run(["apply", "-y"]), 0);
  bench.sim.log.clear();
  return bench;
}

describe("a plan over a list that cannot be trusted", () => {
  it("ends 1 and creates nothing, whichever list and whatever is wrong with it", async () => {
    const bench = await openApplied();
    const expectRefused = async (title: string, method: string, fault: object) => {
      bench.sim.faults.set([{ ...fault, match: { method } } as FaultRule]);
      const plan = await bench.run(["plan", "--detailed-exitcode"]);
      expect([title, plan.code]).toEqual([title, 1]);
      expect(plan.out).not.toMatch(/create|vanished/);
    };
    for (const method of LISTS)
      for (const fault of FAULTS) await expectRefused(`${method} ${JSON.stringify(fault)}`, method, fault);
    expect(bench.sent()).toEqual([]);
  }, 120_000);

  it.each([
    ["instances", "machines"],
    ["instances.snapshots", "snapshots"],
  ])(
    "names the filter of %s that was set in the panel",
    async (method, title) => {
      const bench = await openApplied();
      bench.sim.faults.set([{ effect: "filtered-list", match: { method: `${method}.filter` } } as FaultRule]);
      const plan = await bench.run(["plan"]);
      expectCode(plan, 1);
      expect(plan.err).toContain(`the list of ${title} is filtered by`);
      expect(plan.out).not.toContain("create");
      const applied = await bench.run(["apply", "-y"]);
      expectCode(applied, 1);
      expect(bench.sent()).toEqual([]);
    },
    30_000,
  );

  it("a machine that can be read by its id, but is not listed, is not gone", async () => {
    const bench = await openApplied();
    bench.sim.faults.set([{ effect: "empty-list", shape: "empty", match: { method: "instances" } } as FaultRule]);
    const plan = await bench.run(["plan", "--detailed-exitcode"]);
    expectCode(plan, 1);
    expect(plan.all).toContain("a second read did not confirm that it is gone");
    expect(plan.out).not.toMatch(/create|vanished/);
    expectCode(await bench.run(["apply", "-y", "--allow-recreate", "9"]), 1);
    expect(bench.sent()).toEqual([]);
  }, 30_000);

  it("an expired session logs in again, once, on a read and on a request that changes something", async () => {
    const bench = await openBench({ speed: 500, files: { "trueup.yaml": CONFIGURATION } });
    const expired = (method: string) => ({ effect: "session-expired", match: { method, nth: 1 } }) as FaultRule;
    bench.sim.faults.set([expired("instances"), expired("instances.snapshots.edit")]);
    expectCode(await bench.run(["apply", "-y"]), 0);
    expect(bench.sim.log.entries({ method: "auth" })).toHaveLength(3);
    expect(bench.sim.state("zomro")["snapshots"]).toMatchObject({ "5203773": [{}, { name: { $: "s" } }] });
  }, 30_000);
});

describe("a bare session", () => {
  const openSession = async (endpoint = ""): Promise<Record<string, string | undefined>> => {
    const form = new URLSearchParams({ func: "auth", username: "sim", password: "sim", out: "json" });
    const { doc } = (await (await fetch(endpoint, { method: "POST", body: form })).json()) as {
      doc: { auth: { $id: string } };
    };
    return { ZOMRO_SESSION: doc.auth.$id, ZOMRO_USERNAME: undefined, ZOMRO_PASSWORD: undefined };
  };

  it("is the recorded account if its lists hold something tracked, and another one if they hold nothing", async () => {
    const bench = await openApplied();
    const env = await openSession(bench.sim.endpoints.zomro);
    const plan = await bench.run(["plan", "--detailed-exitcode"], { env });
    expectCode(plan, 0);
    expect(plan.all).not.toContain(env["ZOMRO_SESSION"]);

    const other = await openBench({ seed: { zomro: { instances: [{ id: 777, servername: "db" }] } } });
    const elsewhere = { ...(await openSession(other.sim.endpoints.zomro)), ZOMRO_ENDPOINT: other.sim.endpoints.zomro };
    const moved = await bench.run(["plan", "--detailed-exitcode"], { env: elsewhere });
    expectCode(moved, 1);
    expect(moved.all).toContain("error[provider.moved]");
    expect(moved.out).not.toMatch(/create|vanished/);
  }, 30_000);
});

it("a wrong password is tried once", async () => {
  const bench = await openBench({
    files: { "trueup.yaml": CONFIGURATION },
    seed: { zomro: SAMPLE_ACCOUNT },
    env: { ZOMRO_PASSWORD: "not-the-password" },
  });
  const plan = await bench.run(["plan"]);
  expectCode(plan, 1);
  expect(plan.all).not.toContain("not-the-password");
  expect(bench.sim.log.entries({ method: "auth" })).toHaveLength(1);
});
