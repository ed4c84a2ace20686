// A real cache that tells of itself, between the built program and a provider that changes by GET: a warning, or a refusal.
import { expect, it } from "vitest";
import { closeBenchesAfterEach, expectCode, openBench } from "../support/cli.ts";
import { EMPTY, head, key } from "../support/shop.ts";
import { startVarnish, stopIntermediariesAfterEach } from "./intermediary.ts";

closeBenchesAfterEach();
stopIntermediariesAfterEach();

const ONE_KEY = (policy: string) => `${head("", policy)}keys:\n${key("ops")}`;

it("Varnish is told of once in each run; policy.intermediaries: refuse sends nothing through it", async (context) => {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE_KEY("{ intermediaries: refuse }") } });
  bench.env["SERVEROID_ENDPOINT"] = (
    await startVarnish(context, Number(new URL(bench.sim.endpoints.serveroid ?? "").port))
  ).url;
  const plan = await bench.run(["plan"]);
  expectCode(plan, 0);
  expect(plan.all.match(/http\.intermediary/g)).toHaveLength(1);
  expect(plan.all).toMatch(/Via: 1\.1 \S+ \(Varnish/);
  const refused = await bench.run(["apply", "-y"]);
  expectCode(refused, 1);
  expect(refused.all).toContain("guard.intermediaries");
  expect(bench.sent()).toEqual([]);

  await bench.write("trueup.yaml", ONE_KEY("{ intermediaries: warn }"));
  await bench.write("limits.yaml", "intermediaries: refuse\n");
  expectCode(await bench.run(["apply", "-y", "--policy", "limits.yaml"]), 1);
  expect(bench.sent()).toEqual([]);
  const warned = await bench.run(["apply", "-y"]);
  expectCode(warned, 0);
  expect(warned.all.match(/http\.intermediary/g)).toHaveLength(1);

  // Where nothing would be sent, there is nothing to refuse.
  expectCode(await bench.run(["apply", "-y", "--policy", "limits.yaml"]), 0);
});
