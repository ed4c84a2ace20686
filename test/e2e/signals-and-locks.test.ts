// Interrupts and locks, on real processes: what is in flight is recorded, nothing more is sent, one apply at a time.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Bench, closeBenchesAfterEach, expectCode, openBench, readTree, until } from "../support/cli.ts";
import { EMPTY, ONE_VM, SHOP } from "../support/shop.ts";

closeBenchesAfterEach();

const open = (yaml: string, speed = 1000) => openBench({ seed: EMPTY, files: { "trueup.yaml": yaml }, speed });
const machines = ({ sim }: Bench) =>
  (sim.state("serveroid")["vms"] as { name: string }[]).map((each) => each.name).sort();
const sentMethod = (bench: Bench, method: string) => until(() => expect(bench.sent()).toContain(method));

async function expectFinished(bench: Bench, names: readonly string[]): Promise<void> {
  expectCode(await bench.run(["apply", "-y"]), 0);
  expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
  expect(machines(bench)).toEqual(names);
  expect((await bench.state()).pending).toEqual([]);
}

describe("one signal", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s: nothing more is sent, what is in flight is awaited, exit %i", async (signal, code) => {
    // An installation takes 45/30 s: long enough to interrupt, short enough to be awaited.
    const bench = await open(SHOP, 30);
    const run = bench.start(["apply", "-y"]);
    await sentMethod(bench, "install");
    await until(() => expect(bench.sent("install")).toHaveLength(2));
    run.kill(signal);
    const ended = await run.ended;
    expectCode(ended, code);
    expect(ended.err).toMatch(/Interrupted: nothing more is sent/);
    expect(ended.all).toMatch(/To go on: trueup apply/);
    expect(bench.sent()).toEqual(["pubkeys_add", "install", "install"]);
    expect((await bench.state()).pending).toEqual([]);
    await expectFinished(bench, ["db", "web"]);
  });

  it("--grace bounds the wait; what still runs is recorded and awaited by the next apply", async () => {
    const bench = await open(ONE_VM, 12);
    const run = bench.start(["apply", "-y", "--grace", "200ms"]);
    await sentMethod(bench, "install");
    run.kill("SIGTERM");
    expectCode(await run.ended, 143);
    expect((await bench.state()).pending.map((intent) => intent.address)).toEqual(["vms.web"]);
    const plan = await bench.run(["plan"]);
    expectCode(plan, 0);
    expect(plan.all).toContain("vms.web");
    await expectFinished(bench, ["web"]);
    expect(bench.sent("install")).toHaveLength(1);
  });

  it("while an answer hangs: the request is recorded, the next apply settles it", async () => {
    const bench = await open(ONE_VM);
    bench.sim.faults.set([{ effect: "hang", when: "after", match: { method: "install", nth: 1 } }]);
    const run = bench.start(["apply", "-y", "--grace", "100ms"]);
    await sentMethod(bench, "install");
    run.kill("SIGINT");
    expectCode(await run.ended, 130);
    const { pending, resources } = await bench.state();
    expect([...pending.map((intent) => intent.address), ...Object.keys(resources)]).toContain("vms.web");
    await expectFinished(bench, ["web"]);
    expect(bench.sent("install")).toHaveLength(1);
  });

  it("during a plan: ends at once, having written nothing", async () => {
    const bench = await open(ONE_VM);
    bench.sim.faults.set([{ effect: "hang", match: { method: "vm_list" } }]);
    const run = bench.start(["plan"]);
    await until(() => expect(bench.sim.log.entries({ method: "vm_list" })).not.toEqual([]));
    run.kill("SIGINT");
    expectCode(await run.ended, 130);
    expect(Object.keys(await readTree(bench.dir))).toEqual(["trueup.yaml"]);
  });

  it("while an apply reads: nothing was sent, nothing is pending, the lock is given back", async () => {
    const bench = await open(ONE_VM);
    bench.sim.faults.set([{ effect: "hang", match: { method: "vm_list", nth: 1 } }]);
    const run = bench.start(["apply", "-y"]);
    await until(() => expect(bench.sim.log.entries({ method: "vm_list" })).not.toEqual([]));
    run.kill("SIGTERM");
    expectCode(await run.ended, 143);
    expect(bench.sent()).toEqual([]);
    await expectFinished(bench, ["web"]);
  });
});

describe("two signals", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s twice stops now; nothing is lost", async (signal, code) => {
    // At this speed the installation would take minutes.
    const bench = await open(ONE_VM, 0.2);
    const run = bench.start(["apply", "-y", "--grace", "10m"]);
    await sentMethod(bench, "install");
    run.kill(signal);
    await until(() => expect(run.all()).toMatch(/Interrupted/));
    run.kill(signal);
    expectCode(await run.ended, code);
    expect((await bench.state()).pending.map((intent) => intent.address)).toEqual(["vms.web"]);
    expect(bench.sent("install")).toHaveLength(1);
    expect(machines(bench)).toEqual(["web"]);
  });
});

describe("the lock", () => {
  /** An apply that hangs in its first request, holding the lock. */
  /** Reads for as long as its request may take; `again`: also each time that it asks once more. */
  async function startHolder(bench: Bench, again: "again" | "once" = "once") {
    const match = again === "again" ? { method: "vm_list" } : { method: "vm_list", nth: 1 };
    bench.sim.faults.set([{ effect: "hang", match }]);
    const holder = bench.start(["apply", "-y"]);
    await until(() => expect(bench.sim.log.entries({ method: "vm_list" })).not.toEqual([]));
    return holder;
  }

  it("a second apply ends 5 and shows the holder and what to do", async () => {
    const bench = await open(ONE_VM);
    const holder = await startHolder(bench, "again");
    for (const args of [
      ["apply", "-y"],
      ["destroy", "-y", "--allow-deletes", "9"],
      ["state", "rm", "vms.web"],
    ]) {
      const ended = await bench.run(args);
      expectCode(ended, 5);
      expect(ended.err).toMatch(new RegExp(`process +${holder.pid}\\b`));
      expect(ended.err).toMatch(/apply/);
      expect(ended.err).toMatch(/--lock-timeout/);
      expect(ended.err).toMatch(/trueup unlock\s+[0-9a-f-]{36}/);
    }
    expect(bench.sent()).toEqual([]);
  });

  it("with --json, a second apply's last words are a diagnostic", async () => {
    const bench = await open(ONE_VM);
    await startHolder(bench);
    const ended = await bench.run(["apply", "-y", "--json"]);
    expectCode(ended, 5);
    const events = ended.out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { type: string });
    expect(events.map((event) => event.type)).toContain("diagnostic");
  });

  it("plan, drift, show and state list work while an apply holds it", async () => {
    const bench = await open(ONE_VM);
    await startHolder(bench);
    const plan = await bench.run(["plan", "--detailed-exitcode", "--out", "saved.json"]);
    expectCode(plan, 2);
    expect(plan.all).toMatch(/warning\[plan\.meanwhile\]: apply of \S+ on \S+ is at\s+work, since/);
    expectCode(await bench.run(["show", "saved.json"]), 0);
    const drift = await bench.run(["drift"]);
    expectCode(drift, 0);
    expect(drift.out).toMatch(/Under way meanwhile\n {2}\* apply of \S+ on/);
    expectCode(await bench.run(["state", "list"]), 0);
  });

  it("--lock-timeout waits for it, and then does its work", async () => {
    const bench = await open(ONE_VM);
    bench.sim.faults.set([{ effect: "hang", ms: 1500, match: { method: "vm_list", nth: 1 } }]);
    const holder = bench.start(["apply", "-y"]);
    await until(() => expect(bench.sim.log.entries({ method: "vm_list" })).not.toEqual([]));
    const second = await bench.run(["apply", "-y", "--lock-timeout", "30s"]);
    expectCode(second, 0);
    expect(second.err).toMatch(/waiting for apply of/);
    expectCode(await holder.ended, 0);
    expect(machines(bench)).toEqual(["web"]);
    expect(second.out).toContain("No changes.");
  });

  it("two applies at once: one does it, the other ends 5; exactly one of each", async () => {
    const bench = await open(SHOP, 60);
    const both = await Promise.all([bench.run(["apply", "-y"]), bench.run(["apply", "-y"])]);
    expect(both.map((ended) => ended.code).sort()).toEqual([0, 5]);
    expect(machines(bench)).toEqual(["db", "web"]);
    await expectFinished(bench, ["db", "web"]);
  });

  it("eight applies at the same instant: one does it, the others end 5 with the holder or find nothing to do", async () => {
    const bench = await open(SHOP, 30);
    const all = await Promise.all(Array.from({ length: 8 }, () => bench.run(["apply", "-y"])));
    const working = all.filter((ended) => ended.out.includes("4 added"));
    expect(working).toHaveLength(1);
    for (const ended of all.filter((each) => !working.includes(each))) {
      if (ended.code === 5) expect(ended.err).toMatch(/locked by .* on .*: apply/);
      else expect([ended.code, ended.out]).toEqual([0, expect.stringContaining("No changes.")]);
    }
    expect(bench.sent().sort()).toEqual(["install", "install", "pubkeys_add", "snapshot_create"]);
    await expectFinished(bench, ["db", "web"]);
  }, 60_000);

  it("eight applies that wait for each other: all end 0, and everything is there once", async () => {
    const bench = await open(SHOP, 60);
    const all = await Promise.all(Array.from({ length: 8 }, () => bench.run(["apply", "-y", "--lock-timeout", "50s"])));
    expect(all.map((ended) => ended.code)).toEqual(Array.from({ length: 8 }, () => 0));
    expect(all.filter((ended) => ended.out.includes("4 added"))).toHaveLength(1);
    expect(bench.sent().sort()).toEqual(["install", "install", "pubkeys_add", "snapshot_create"]);
    expect(machines(bench)).toEqual(["db", "web"]);
  }, 90_000);

  it("of a killed run is taken over at once", async () => {
    const bench = await open(ONE_VM, 60);
    const run = bench.start(["apply", "-y"]);
    await sentMethod(bench, "install");
    run.kill("SIGKILL");
    await run.ended;
    const started = performance.now();
    const next = await bench.run(["apply", "-y"]);
    expectCode(next, 0);
    expect(performance.now() - started).toBeLessThan(15_000);
    await expectFinished(bench, ["web"]);
    expect(bench.sent("install")).toHaveLength(1);
  });

  it("unlock: says that there is none; takes only the id that it showed; a running holder sends nothing more", async () => {
    const bench = await open(ONE_VM);
    const none = await bench.run(["unlock"]);
    expectCode(none, 0);
    expect(none.err).toBe("There is no lock.\n");
    await bench.run(["apply", "-y"]);
    bench.sim.faults.set([{ effect: "hang", ms: 1500, match: { method: "vm_list", nth: 1 } }]);
    await bench.write("trueup.yaml", SHOP);
    const holder = bench.start(["apply", "-y"]);
    await until(() =>
      expect(bench.sim.log.entries({ method: "vm_list" }).filter((entry) => entry.faults.length > 0)).not.toEqual([]),
    );
    bench.sim.log.clear();

    const unattended = await bench.run(["unlock"]);
    expectCode(unattended, 1);
    const id = /trueup unlock\s+([0-9a-f-]{36})/.exec(unattended.err)?.[1] ?? "";
    expect(unattended.err).toContain(String(holder.pid));
    const wrong = await bench.run(["unlock", "00000000-0000-0000-0000-000000000000"]);
    expectCode(wrong, 1);
    expect(wrong.err).toContain(id);
    expectCode(await bench.run(["unlock", id]), 0);

    const ended = await holder.ended;
    expect([1, 3]).toContain(ended.code);
    expect(bench.sent()).toEqual([]);
    expect(ended.all).toMatch(/lock/);
    expectCode(await bench.run(["apply", "-y"]), 0);
  });

  it("leaves no temporary files, and files that only the owner may read", async () => {
    const bench = await open(ONE_VM);
    expectCode(await bench.run(["apply", "-y"]), 0);
    const names = await readdir(join(bench.dir, ".trueup/shop.json.d"));
    expect(names.filter((name) => !/^(serial|lease)-\d{12}\.json$/.test(name))).toEqual([]);
    const modes = await bench.shell("find .trueup -type f -perm /077");
    expect(modes.out).toBe("");
  });
});
