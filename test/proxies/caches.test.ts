// A real cache between the built program and the provider: nothing is concluded from what it has kept.
import { describe, expect, it, type TestContext } from "vitest";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { type Bench, closeBenchesAfterEach, expectCode, openBench } from "../support/cli.ts";
import { EMPTY, head, key, vm } from "../support/shop.ts";
import { startNginx, startVarnish, stopIntermediariesAfterEach } from "./intermediary.ts";

closeBenchesAfterEach();
stopIntermediariesAfterEach();

const LOST: FaultRule = { effect: "lost-after", match: { method: "install", nth: 1 } };
const ONE = (policy: string, provider = "") => `${head(provider, policy)}keys:\n${key("ops")}vms:\n${vm("web")}`;

async function openBehindNginx(context: TestContext, yaml: string): Promise<Bench> {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": yaml }, faults: [LOST] });
  const cache = await startNginx(
    context,
    (port, dir) => `
  proxy_cache_path ${dir}/cache keys_zone=all:1m;
  server {
    listen 127.0.0.1:${port};
    location / { proxy_pass ${bench.sim.endpoints.serveroid ?? ""}; proxy_cache all; proxy_cache_valid 10m; }
  }`,
  );
  bench.env["SERVEROID_ENDPOINT"] = cache.url;
  return bench;
}

const machines = (bench: Bench): number => (bench.sim.state("serveroid")["vms"] as unknown[]).length;

describe("nginx keeps every answer for ten minutes, and the answer to an order is lost", () => {
  it("the machine is seen and taken over at once", async (context) => {
    const bench = await openBehindNginx(context, ONE("{}"));
    expectCode(await bench.run(["apply", "-y"]), 0);
    expect(machines(bench)).toBe(1);
    expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
  });

  it("without a parameter of its own no look is fresh: nothing is assumed, by time or by a person", async (context) => {
    const bench = await openBehindNginx(context, ONE("{ assumeAbsentAfter: 1m }", "freshReads: false"));
    expectCode(await bench.run(["apply", "-y"]), 3);
    expectCode(await bench.run(["apply", "-y"], { laterMs: 120_000 }), 3);
    const assumed = await bench.run(["apply", "-y", "--assume-absent", "keys.ops"], { laterMs: 120_000 });
    expectCode(assumed, 3);
    expect(assumed.all).toContain("freshReads is off");
    expect(bench.sent()).toEqual(["pubkeys_add"]);
  });
});

it("Varnish keeps every answer for two minutes: what was made, changed and deleted is seen at once", async (context) => {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE("{}") } });
  const port = Number(new URL(bench.sim.endpoints.serveroid ?? "").port);
  bench.env["SERVEROID_ENDPOINT"] = (await startVarnish(context, port)).url;
  expectCode(await bench.run(["apply", "-y"]), 0);
  expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
  await bench.write("trueup.yaml", ONE("{}").replace("cpu: 2", "cpu: 4"));
  expectCode(await bench.run(["apply", "-y"]), 0);
  expectCode(await bench.run(["destroy", "-y", "--allow-deletes", "9"]), 0);
  expect(machines(bench)).toBe(0);
});
