// `trueup watch` as a service: what it tells, what it answers, what it puts right, and how it ends.

import { describe, expect, it } from "vitest";
import { SIMULATORS_FORGET } from "../../src/core/place.ts";
import { closeBenchesAfterEach, expectCode, openBench, until } from "../support/cli.ts";
import { OPS_KEY } from "../support/sample-desired.ts";

closeBenchesAfterEach();

const stack = (name: string) => `version: 1
stack: ${name}-prod
providers: { serveroid: { project: Проект 1 } }
keys: { ${name}: { provider: serveroid, publicKey: "${OPS_KEY}" } }
vms:
  web:
    provider: serveroid
    name: ${name}-web
    image: { name: UBUNTU, bitness: 64, description: Ubuntu 14.04 }
    tariff: Облачный 1024
    keys: [${name}]
    power: "on"
`;

describe("watch", () => {
  it("starts a stopped machine again, leaves a vanished one to people, answers, and stops in order", async () => {
    const bench = await openBench({
      files: { "shop/trueup.yaml": stack("shop"), "blog/trueup.yaml": stack("blog") },
      speed: 1000,
    });
    for (const name of ["shop", "blog"]) expectCode(await bench.run(["apply", "-y", "-C", name]), 0);
    const idOf = (name: string) => {
      const vms = bench.sim.state("serveroid")["vms"] as { id: number; name: string; state: string }[];
      return vms.find((one) => one.name === name) ?? { id: 0, state: "gone" };
    };
    const kind = "vms";
    bench.sim.change("serveroid", {
      ...{ kind, action: "patch", id: idOf("shop-web").id, set: { state: "VIR_DOMAIN_SHUTOFF" } },
    });
    bench.sim.change("serveroid", { kind, action: "delete", id: idOf("blog-web").id });
    const before = bench.sent().length;

    const running = bench.start(["watch", "--stacks", ".", "--apply", "--json", "--listen", "0"]);
    const told = () =>
      running
        .all()
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => JSON.parse(line) as { type: string; stack?: string; url?: string; "@message": string });
    await until(() => expect(told().map(({ type }) => type)).toContain("apply_ended"));
    await until(async () => {
      const health = await fetch(`${told()[0]?.url ?? ""}/healthz`);
      expect([health.status, ((await health.json()) as { condition: string }).condition]).toEqual([200, "watching"]);
    });
    const metrics = await (await fetch(`${told()[0]?.url ?? ""}/metrics`)).text();
    expect(metrics).toContain("trueup_watch_cycles_total 1\n");
    expect(metrics).toContain('trueup_drift_resources{stack="blog-prod",class="vanished"} 1\n');
    expect(bench.sent().slice(before)).toEqual(["start"]);
    expect(idOf("shop-web").state).toBe("VIR_DOMAIN_RUNNING");

    running.kill("SIGTERM");
    const ended = await running.ended;
    expectCode(ended, 143);
    const messages = told().map((one) => one["@message"].replace(/ \([\d.]+ s\)$/, ""));
    expect(messages.slice(1).sort()).toEqual([
      `blog-prod: drift vms.web: vanished: ${SIMULATORS_FORGET}`,
      "blog-prod: left to you create vms.web: it has vanished, and a new one is never made by watch (trueup apply --allow-recreate 1, after a look at the account)",
      "ended after 1 cycle",
      "shop-prod: applied update vms.web",
      "shop-prod: applying update vms.web",
      'shop-prod: drift vms.web: conflict: power "on" -> "off"',
      "stopping",
    ]);
    expectCode(await bench.run(["watch", "shop", "--once"]), 0);
    expectCode(await bench.run(["watch", "--stacks", ".", "--once", "--apply=create,delete"]), 2);
    expect(bench.sent().slice(before)).toEqual(["start"]);
  }, 60_000);
});
