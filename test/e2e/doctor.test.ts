// `trueup doctor` on the built program: what it says of each thing that can be wrong, that it hides nothing behind what fails
// or hangs, shows no secret, and changes nothing.
import { chmod, readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Bench, closeBenchesAfterEach, expectCode, openBench, readTree, until } from "../support/cli.ts";
import { EMPTY, ONE_VM, SHOP } from "../support/shop.ts";

closeBenchesAfterEach();

interface Found {
  readonly subject: string;
  readonly name: string | null;
  readonly code: string;
  readonly verdict: string;
  readonly summary: string;
  readonly details: readonly string[];
  readonly fixes: readonly string[];
}

type Options = Parameters<Bench["run"]>[1];

/** By code; only what is wrong with `wrong`. */
async function examine(bench: Bench, args: readonly string[] = [], options: Options = {}) {
  const ended = await bench.run(["doctor", "--json", ...args], options);
  const document = JSON.parse(ended.out) as { healthy: boolean; findings: readonly Found[] };
  expect(document.healthy, ended.all).toBe(ended.code === 0);
  const wrong = document.findings.filter(({ verdict }) => verdict === "problem" || verdict === "warning");
  return {
    ended,
    find: (code: string) => document.findings.find((one) => one.code === `doctor.${code}`),
    wrong: wrong.map(({ verdict, code }) => `${verdict} ${code}`),
  };
}

const open = (yaml = ONE_VM, more: Parameters<typeof openBench>[0] = {}) =>
  openBench({ seed: EMPTY, files: { "trueup.yaml": yaml }, ...more });

async function openApplied(yaml?: string): Promise<Bench> {
  const bench = await open(yaml);
  expectCode(await bench.run(["apply", "-y"]), 0);
  return bench;
}

describe("a stack with nothing wrong", () => {
  it("is healthy, in a fixed order, and nothing is sent or written", async () => {
    const bench = await openApplied(SHOP);
    const [tree, sent] = [await readTree(bench.dir), bench.sent()];
    const { ended, wrong, find } = await examine(bench);
    expectCode(ended, 0);
    expect(wrong).toEqual([]);
    expect(find("lists")?.summary).toBe("all answer: machines (2), keys (1), snapshots (1)");
    expect(find("state")?.summary).toMatch(/shop\.json: 4 resources, serial \d+, [\d.]+ KiB$/);
    expect(find("files")?.summary).toBe("for its owner alone; can be written; hard links work");
    const text = await bench.run(["doctor"]);
    expectCode(text, 0);
    const names = text.out.split("\n").flatMap((line) => /^ {2}\w+ +(\S+)/.exec(line)?.[1] ?? []);
    const order = "program certificates configuration values credentials lists catalogue quotas clock answers way";
    expect(names.join(" ")).toBe(`${order} state history files encryption lock pending recovery`);
    expect(text.out).toMatch(/\n18 checks: no problems, no warnings, 17 ok, 1 skipped\.\n$/);
    expect(await readTree(bench.dir)).toEqual(tree);
    expect(bench.sent()).toEqual(sent);
  });

  it("a state that is gone while what it held runs is a problem, with the two ways back", async () => {
    const bench = await openApplied();
    await bench.shell("rm -rf .trueup");
    const { ended, wrong, find } = await examine(bench);
    expectCode(ended, 1);
    expect(wrong).toEqual(["problem doctor.lost"]);
    expect(find("lost")?.summary).toBe("the state is empty, but 2 declared objects run: it seems lost");
    expect(find("lost")?.details).toEqual(expect.arrayContaining([expect.stringMatching(/^vms\.web: web \(\d+\)$/)]));
    expect(find("lost")?.fixes.join()).toContain("trueup state rebuild");
    // Nothing was made yet: an empty state is as it should be.
    expect((await examine(await open())).wrong).toEqual([]);
  });

  it("--offline asks no provider, and still looks at the files", async () => {
    const bench = await openApplied();
    const before = bench.sim.log.entries({}).length;
    const { ended, find } = await examine(bench, ["--offline"]);
    expectCode(ended, 0);
    expect(find("credentials")).toMatchObject({ verdict: "skipped" });
    expect(find("state")).toMatchObject({ verdict: "ok" });
    expect(bench.sim.log.entries({})).toHaveLength(before);
  });
});

describe("a provider", () => {
  it("with a bad key: told with what to do, and the state is looked at all the same", async () => {
    const bench = await openApplied();
    const secret = "not-the-right-key-4711";
    const { ended, wrong, find } = await examine(bench, [], { env: { SERVEROID_API_KEY: secret } });
    expectCode(ended, 1);
    expect(wrong).toEqual(["problem doctor.credentials"]);
    expect(find("credentials")?.fixes).toEqual([
      "check the credentials, and project: Serveroid answers a wrong one of each in the same way",
    ]);
    expect(find("lists")).toMatchObject({ verdict: "skipped" });
    expect(find("clock")).toMatchObject({ verdict: "ok" });
    expect(find("state")).toMatchObject({ verdict: "ok" });
    expect(ended.all).not.toContain(secret);
  });

  it("without a key: named, and nothing is asked", async () => {
    const bench = await open();
    const { ended, find } = await examine(bench, [], { env: { SERVEROID_API_KEY: undefined } });
    expectCode(ended, 1);
    expect(find("credentials")?.fixes.join()).toContain("SERVEROID_API_KEY");
    expect(bench.sim.log.entries({})).toEqual([]);
  });

  it("that refuses one list: which, and that a plan fails without it", async () => {
    const bench = await openApplied();
    bench.sim.faults.set([{ effect: "unauthorised", match: { method: "pubkeys" } }]);
    const { ended, wrong, find } = await examine(bench);
    expectCode(ended, 1);
    expect(wrong).toEqual(["problem doctor.lists"]);
    expect(find("lists")?.summary).toBe("1 list of 3 cannot be read");
    expect(find("lists")?.details[0]).toMatch(/^keys: /);
    expect(find("lists")?.fixes.join()).toContain("let it read keys: every plan fails without");
  });

  it("that refuses what new machines are chosen from: a warning", async () => {
    const bench = await openApplied();
    bench.sim.faults.set([{ effect: "unauthorised", match: { method: "software" } }]);
    const { ended, wrong, find } = await examine(bench);
    expectCode(ended, 0);
    expect(wrong).toEqual(["warning doctor.catalogue"]);
    expect(find("catalogue")?.details.join()).toMatch(/^software: /);
  });

  it.each([
    [60_000, "warning", 0],
    [600_000, "problem", 1],
    [-600_000, "problem", 1],
  ])("whose clock is %i ms behind ours: %s", async (laterMs, verdict, code) => {
    const bench = await openApplied();
    const { ended, wrong, find } = await examine(bench, [], { laterMs });
    expectCode(ended, code);
    expect(wrong).toEqual([`${verdict} doctor.clock`]);
    expect(find("clock")?.summary).toMatch(laterMs > 0 ? /ahead of the provider's/ : /behind the provider's/);
  });

  it("that hangs in one list is cut, and the rest is told", async () => {
    const bench = await openApplied(SHOP);
    bench.sim.faults.set([{ effect: "hang", match: { method: "vm_list" } }]);
    const { ended, wrong, find } = await examine(bench, ["--timeout", "2s"]);
    expectCode(ended, 1);
    expect(wrong).toEqual(["problem doctor.lists"]);
    expect(find("lists")?.details[0]).toBe("machines: no result within 0.9 s");
    expect(find("catalogue")).toMatchObject({ verdict: "ok" });
    expect(find("lock")).toMatchObject({ verdict: "ok" });
  });

  it("that cannot be reached: told, and the rest goes on", async () => {
    const bench = await openApplied();
    const { ended, wrong, find } = await examine(bench, ["--timeout", "10s"], {
      env: { SERVEROID_ENDPOINT: "http://127.0.0.1:9" },
    });
    expectCode(ended, 1);
    expect(wrong).toEqual(["problem doctor.credentials"]);
    expect(find("credentials")?.summary).toContain("connection refused");
    expect(find("clock")).toMatchObject({ verdict: "skipped", summary: "no answer came" });
    expect(find("state")).toMatchObject({ verdict: "ok" });
  });

  it("behind a proxy: which, by which variable, never its password", async () => {
    const bench = await openApplied();
    const env = { SERVEROID_ENDPOINT: undefined, HTTPS_PROXY: "http://ana:pass-of-the-proxy@127.0.0.1:9" };
    const { ended, find } = await examine(bench, ["--timeout", "10s"], { env });
    expectCode(ended, 1);
    expect(find("way")?.summary).toContain("https://api.flops.ru by the proxy 127.0.0.1:9 (HTTPS_PROXY)");
    expect(find("credentials")?.summary).toContain("127.0.0.1:9");
    const bad = await examine(bench, [], {
      env: { ...env, HTTPS_PROXY: "socks5://ana:pass-of-the-proxy@127.0.0.1:9" },
    });
    expectCode(bad.ended, 1);
    expect(bad.find("proxy")?.fixes).toEqual(["HTTPS_PROXY=http://HOST:PORT"]);
    expect(bad.find("state")).toMatchObject({ verdict: "ok" });
    for (const { all } of [ended, bad.ended]) expect(all).not.toMatch(/pass-of-the-proxy|ana:/);
  });

  it("that leads to another project than the state records", async () => {
    const seed = { serveroid: { ...EMPTY.serveroid, tenants: [{ id: 111 }, { id: 222 }] } };
    const bench = await open(undefined, { seed });
    expectCode(await bench.run(["apply", "-y"]), 0);
    await bench.write("trueup.yaml", ONE_VM.replace('project: "111"', 'project: "222"'));
    const { ended, wrong, find } = await examine(bench);
    expectCode(ended, 1);
    expect(wrong).toEqual(["problem doctor.account"]);
    expect(find("account")?.fixes.join()).toContain("--accept-account serveroid");
    expect((await bench.run(["plan"])).all).toContain("provider.moved");
  });

  it("is chosen by --provider; an unknown one is an error", async () => {
    const bench = await open();
    const unknown = await bench.run(["doctor", "--provider", "gcore"]);
    expectCode(unknown, 1);
    expect(unknown.err).toContain("one of: serveroid");
    expectCode(await bench.run(["doctor", "--provider", "serveroid"]), 0);
  });
});

describe("the environment", () => {
  it("certificates that cannot be read, or are not checked", async () => {
    const bench = await open();
    const lost = await examine(bench, ["--offline"], { env: { NODE_EXTRA_CA_CERTS: "/nowhere/ca.pem" } });
    expect(lost.wrong).toEqual(["problem doctor.certificates"]);
    const off = await examine(bench, ["--offline"], { env: { NODE_TLS_REJECT_UNAUTHORIZED: "0" } });
    expect(off.wrong).toEqual(["problem doctor.certificates"]);
  });

  it("CI with a local state, unless all is loopback", async () => {
    const bench = await open(undefined, { env: { CI: "true" } });
    expect((await examine(bench, ["--offline"])).wrong).toEqual([]);
    const env = { SERVEROID_ENDPOINT: undefined };
    expect((await examine(bench, ["--offline"], { env })).wrong).toEqual(["problem doctor.ci"]);
  });
});

describe("the configuration", () => {
  it("with a value that is not at hand: its place, and the rest goes on", async () => {
    const bench = await open(ONE_VM.replace("    ips: 1\n", '    ips: 1\n    password: "${env:SHOP_PASSWORD}"\n'));
    const { ended, wrong, find } = await examine(bench);
    expectCode(ended, 1);
    expect(wrong).toEqual(["problem doctor.values"]);
    expect(find("values")?.details[0]).toMatch(/trueup\.yaml:\d+:\d+: .*SHOP_PASSWORD/);
    expect(find("credentials")).toMatchObject({ verdict: "ok" });
  });

  it("that is broken, or not there: what validate says, and no stack trace", async () => {
    const bench = await open("version: 1\nstack: shop\nvms: [\n");
    for (const file of ["trueup.yaml", "other.yaml"]) {
      const { ended, wrong } = await examine(bench, ["-f", file]);
      expectCode(ended, 1);
      expect(wrong).toEqual(["problem doctor.configuration"]);
      expect(ended.all).not.toMatch(/ at .*\.(cjs|ts):/);
    }
  });
});

describe("the state", () => {
  it("locked by a run that is at work, then by one that is gone", async () => {
    const bench = await open(ONE_VM, { speed: 5, env: { CI_JOB_URL: "https://ci.example/jobs/17" } });
    const run = bench.start(["apply", "-y"]);
    await until(async () =>
      expect((await bench.state()).pending).toMatchObject([{ address: "vms.web", phase: "accepted" }]),
    );
    const busy = await examine(bench);
    expectCode(busy.ended, 0);
    expect(busy.wrong).toEqual(["warning doctor.lock", "warning doctor.pending"]);
    expect(busy.find("lock")?.details).toContain("job https://ci.example/jobs/17");
    expect(busy.find("lock")?.fixes.join()).toMatch(/trueup unlock [0-9a-f-]{36}/);
    expect(busy.find("pending")?.fixes[0]).toMatch(/a run holds the lock/);
    run.kill("SIGKILL");
    await run.ended;
    const dead = await examine(bench);
    expect(dead.find("lock")?.fixes).toEqual(["nothing to do: the next apply takes the lock over"]);
    expect(dead.find("pending")?.details[0]).toMatch(/^vms\.web: .*accepted by the provider, [\d.]+ s ago$/);
    expect(dead.find("pending")?.fixes[0]).toMatch(/^trueup apply: /);
    expectCode(await bench.run(["apply", "-y"]), 0);
    expect((await examine(bench)).wrong).toEqual([]);
  });

  it("that cannot be read: named, with the way back, and providers are looked at", async () => {
    const bench = await openApplied();
    const folder = join(bench.dir, ".trueup/shop.json.d");
    for (const name of await readdir(folder))
      if (name.startsWith("serial-")) await bench.write(`.trueup/shop.json.d/${name}`, "{");
    await bench.write(".trueup/shop.json", "{");
    const { ended, wrong, find } = await examine(bench);
    expectCode(ended, 1);
    expect(wrong).toContain("problem doctor.state");
    expect(find("state")?.fixes[0]).toMatch(/nothing was changed/);
    expect(find("credentials")).toMatchObject({ verdict: "ok" });
    expect(find("lock")).toMatchObject({ verdict: "ok" });
  });

  it("that others may read, or of another stack", async () => {
    const bench = await openApplied();
    await chmod(join(bench.dir, ".trueup/shop.json"), 0o644);
    const open = await examine(bench);
    expectCode(open.ended, 0);
    expect(open.wrong).toEqual(["warning doctor.files"]);
    expect(open.find("files")?.fixes[0]).toMatch(/^chmod -R go= /);
    await bench.write(
      "trueup.yaml",
      `${ONE_VM.replace("stack: shop", "stack: other")}state: { path: .trueup/shop.json }\n`,
    );
    expect((await examine(bench)).wrong).toContain("problem doctor.state");
  });

  it("with a recovery file: taken up by the next apply; damaged; of another state; without a state", async () => {
    const bench = await openApplied();
    const state = await bench.read(".trueup/shop.json");
    const { lineage } = JSON.parse(state) as { lineage: string };
    const file = `.trueup/recovery-${lineage}.json`;
    await bench.write(file, state);
    const left = await examine(bench);
    expectCode(left.ended, 0);
    expect(left.wrong).toEqual(["warning doctor.recovery"]);
    expect(left.find("recovery")?.details).toEqual([join(bench.dir, file)]);
    await bench.write(file, state.slice(0, 100));
    expect((await examine(bench)).wrong).toEqual(["problem doctor.recovery"]);
    await bench.shell(`mv ${file} .trueup/recovery-another.json`);
    expect((await examine(bench)).find("recovery")?.fixes.join()).toMatch(/never taken up/);
    await bench.write(file, state);
    await bench.shell("rm -r .trueup/shop.json*");
    expect((await examine(bench)).wrong).toEqual(["problem doctor.recovery"]);
  });
});

it("no password of an address is shown, whatever fails", async () => {
  for (const state of [
    '{ backend: postgres, url: "postgres://ops:pass-in-an-url@127.0.0.1:9/x" }',
    '{ backend: http, address: "http://ops:pass-in-an-url@127.0.0.1:9/x", lockAddress: "http://ops:pass-in-an-url@127.0.0.1:9/l" }',
  ]) {
    const bench = await open(`${ONE_VM}state: ${state}\n`);
    const ended = await bench.run(["doctor", "--timeout", "2s"]);
    expectCode(ended, 1);
    expect(ended.out).toMatch(/problem {2}state/);
    expect(ended.all).not.toContain("pass-in-an-url");
  }
});

it("Ctrl-C ends it at once", async () => {
  const bench = await open();
  bench.sim.faults.set([{ effect: "hang", match: { method: "vm_list" } }]);
  const run = bench.start(["doctor"]);
  await until(() => expect(run.all()).toContain("Looking at serveroid lists"));
  const from = Date.now();
  run.kill("SIGINT");
  expectCode(await run.ended, 130);
  expect(Date.now() - from).toBeLessThan(2000);
});
