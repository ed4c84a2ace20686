// What nobody is asked about is refused before the first request, with the flag that lets it through.
import { describe, expect, it } from "vitest";
import { type Bench, closeBenchesAfterEach, type Ended, expectCode, openBench, readTree } from "../support/cli.ts";
import { EMPTY, head, key, ONE_VM, SHOP, vm } from "../support/shop.ts";

closeBenchesAfterEach();

const open = (yaml: string) => openBench({ seed: EMPTY, files: { "trueup.yaml": yaml } });

async function expectRefused(bench: Bench, ended: Ended, flag: string): Promise<void> {
  expectCode(ended, 1);
  expect(bench.sent(), ended.all).toEqual([]);
  expect(ended.err).toContain(flag);
}

/** Applied once, with a clean record of requests. */
async function openApplied(yaml: string): Promise<Bench> {
  const bench = await open(yaml);
  expectCode(await bench.run(["apply", "-y"]), 0);
  bench.sim.log.clear();
  return bench;
}

describe("without -y and without a terminal", () => {
  it.each([["apply"], ["destroy", "--allow-deletes", "9"]])("%s does nothing", async (...args) => {
    const bench = await openApplied(SHOP);
    const before = await readTree(bench.dir);
    await bench.write("trueup.yaml", ONE_VM);
    const ended = await bench.run(args, { input: "yes\nshop\n" });
    await expectRefused(bench, ended, "--auto-approve");
    expect(bench.sim.log.entries()).toEqual([]);
    expect(await readTree(bench.dir)).toEqual({ ...before, "trueup.yaml": ONE_VM });
  });
});

describe("destroy -y", () => {
  it("needs the number of steps", async () => {
    const bench = await openApplied(SHOP);
    await expectRefused(bench, await bench.run(["destroy", "-y"]), "--allow-deletes 4");
    await expectRefused(bench, await bench.run(["destroy", "-y", "--allow-deletes", "3"]), "--allow-deletes 4");
    expectCode(await bench.run(["destroy", "-y", "--allow-deletes", "4"]), 0);
    expect((await bench.state()).resources).toEqual({});
    const again = await bench.run(["destroy", "-y"]);
    expectCode(again, 0);
  });

  it("ends 3 where something protected stays, and names it", async () => {
    const bench = await openApplied(
      `${head()}keys:\n${key("ops")}vms:\n${vm("web")}${vm("db", "lifecycle: { protect: true }")}`,
    );
    const ended = await bench.run(["destroy", "-y", "--allow-deletes", "9"]);
    expectCode(ended, 3);
    expect(ended.out).toContain("vms.db");
    expect(Object.keys((await bench.state()).resources)).toContain("vms.db");
    expect(Object.keys((await bench.state()).resources)).not.toContain("vms.web");
  });
});

describe("apply -y", () => {
  it("adopts what only the name tells of with --allow-adopt alone", async () => {
    const bench = await openApplied(ONE_VM);
    await bench.shell("rm -r .trueup");
    const lost = await bench.run(["apply", "-y"]);
    await expectRefused(bench, lost, "--allow-adopt 2");
    expect(lost.all).toMatch(/state\s+seems\s+lost/);
    expectCode(await bench.run(["plan", "--detailed-exitcode"]), 2);
    expectCode(await bench.run(["apply", "-y", "--allow-adopt", "2"]), 0);
    expect(bench.sent("install")).toEqual([]);
    expect(bench.sent("pubkeys_add")).toEqual([]);
    expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
  });

  it("sends nothing to a machine that it adopts together with its key", async () => {
    const bench = await openApplied(ONE_VM);
    await bench.shell("rm -r .trueup");
    expectCode(await bench.run(["apply", "-y", "--allow-adopt", "2"]), 0);
    expect(bench.sent()).toEqual([]);
  });

  it("does not make again what has vanished without --allow-recreate", async () => {
    const bench = await openApplied(SHOP);
    const { remoteId = "" } = (await bench.state()).resources["vms.db"] ?? {};
    bench.sim.change("serveroid", { kind: "vms", action: "delete", id: remoteId });
    const ended = await bench.run(["apply", "-y"]);
    await expectRefused(bench, ended, "--allow-recreate 1");
    expectCode(await bench.run(["apply", "-y", "--allow-recreate", "1"]), 0);
    expect(bench.sent("install")).toHaveLength(1);
  });

  it("deletes no more than policy.maxDeletes or half of all without --allow-deletes", async () => {
    const yaml = `${head()}keys:\n${key("ops")}vms:\n${vm("web")}${vm("db")}${vm("cache")}`;
    const bench = await openApplied(yaml);
    await bench.write("trueup.yaml", ONE_VM.replace("policy: {", "policy: { maxDeletes: 1,"));
    await expectRefused(bench, await bench.run(["apply", "-y"]), "--allow-deletes 2");
    const plan = await bench.run(["plan", "--detailed-exitcode"]);
    expectCode(plan, 2);
    expect(plan.out).toContain("--allow-deletes 2");
    await bench.write("trueup.yaml", `${head()}keys:\n${key("ops")}`);
    await expectRefused(bench, await bench.run(["apply", "-y"]), "--allow-deletes 3");
    expectCode(await bench.run(["apply", "-y", "--allow-deletes", "3"]), 0);
  });

  it("takes no empty configuration for the wish to delete everything", async () => {
    const bench = await openApplied(ONE_VM);
    await bench.write("trueup.yaml", head());
    await expectRefused(bench, await bench.run(["apply", "-y", "--allow-deletes", "9"]), "--allow-empty");
    expectCode(await bench.run(["apply", "-y", "--allow-deletes", "9", "--allow-empty"]), 0);
  });

  it("asks about files that are there and were not loaded", async () => {
    const bench = await openBench({
      seed: EMPTY,
      files: {
        "trueup/a.yaml": `${head()}keys:\n${key("ops")}vms:\n${vm("web")}`,
        "trueup/b.yaml": `vms:\n${vm("db")}`,
      },
    });
    expectCode(await bench.run(["apply", "-y"]), 0);
    bench.sim.log.clear();
    const ended = await bench.run(["apply", "-y", "--allow-deletes", "9", "-f", "trueup/a.yaml"]);
    await expectRefused(bench, ended, "--files-changed");
  });

  it.each([
    ["--allow-deletes", "1"],
    ["--allow-deletes", "9"],
  ])("a limit from outside the repository holds back all the same, unless %s %s is given", async (flag, count) => {
    const bench = await openApplied(SHOP);
    await bench.write("limits.yaml", "maxDeletes: 1\n");
    await bench.write("trueup.yaml", ONE_VM);
    const ended = await bench.run(["apply", "-y", "--policy", "limits.yaml", flag, count]);
    if (count === "9") expectCode(ended, 0);
    else await expectRefused(bench, ended, "--allow-deletes 2");
  });
});

describe("with CI set", () => {
  const CI = { CI: "true" };
  // A network that nobody has: a request would not end well, and none must be tried.
  const AWAY = { ...CI, SERVEROID_ENDPOINT: "https://192.0.2.1" };

  it("a local state that is not there is refused before any request, unless --allow-local-state", async () => {
    const bench = await open(ONE_VM);
    const started = performance.now();
    const ended = await bench.run(["apply", "-y"], { env: AWAY });
    await expectRefused(bench, ended, "--allow-local-state");
    expect(ended.err).toContain("CI is set");
    expect(ended.err).not.toMatch(/Reading account/);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(Object.keys(await readTree(bench.dir))).toEqual(["trueup.yaml"]);
  });

  it("a stand-in on this machine is let through", async () => {
    const bench = await open(ONE_VM);
    expectCode(await bench.run(["apply", "-y"], { env: CI }), 0);
  });
});

describe("where the keys may be sent", () => {
  it("an endpoint in the configuration may be the vendor's or loopback only", async () => {
    const bench = await open(ONE_VM.replace('project: "111"', 'project: "111"\n    endpoint: https://192.0.2.1'));
    const ended = await bench.run(["plan"], { env: { SERVEROID_ENDPOINT: undefined } });
    expectCode(ended, 1);
    expect(ended.err).toMatch(/TRUEUP_ALLOWED_HOSTS/);
    expect(bench.sim.log.entries()).toEqual([]);
  });

  it("plain http leaves this machine only with insecure: true", async () => {
    const bench = await open(ONE_VM);
    const ended = await bench.run(["plan"], { env: { SERVEROID_ENDPOINT: "http://192.0.2.1" } });
    expectCode(ended, 1);
    expect(ended.err).toMatch(/insecure/);
  });
});
