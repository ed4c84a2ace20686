// `plan --rehearse`: the real executor on stand-ins that hold what was read; not one change at the provider.
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { closeBenchesAfterEach, expectCode, openBench } from "../support/cli.ts";

closeBenchesAfterEach();

const rehearsed = (out: string): string => out.slice(out.indexOf("Rehearsed"), out.indexOf("\n\nExpected"));

describe("a rehearsal", () => {
  it.each([
    ["serveroid", ["pubkeys_add", "install 3 times", "backup_policy_change 3 times", "snapshot_create"]],
    ["zomro", ["sshkeys.edit", "instances.fleio_bckps.schedule.edit", "instances.snapshots.edit"]],
    ["gcore", ["ssh_keys.create", "volumes.create 2 times", "instances.create", "floatingips.create"]],
  ])("of the example at %s goes through, and what is there changes by nothing", async (vendor, calls) => {
    const bench = await openBench();
    await cp(join(import.meta.dirname, "../../examples", vendor), bench.dir, { recursive: true });
    // Zomro keeps how many rows a page of its lists has.
    const world = () => JSON.stringify({ ...bench.sim.state(vendor as "serveroid"), pageSizes: {} });
    const before = world();
    const first = await bench.run(["plan", "--rehearse", "--detailed-exitcode"]);
    expectCode(first, 2);
    expect(rehearsed(first.out)).toMatch(/All\s+of\s+it\s+went\s+through\s+in\s+(\d+m(\d+s)?|\d+s)/);
    for (const call of calls) expect(rehearsed(first.out).replace(/\s+/g, " ")).toContain(call);
    expect(bench.sent()).toEqual([]);
    expect(world()).toBe(before);

    // What runs by then is what is rehearsed with.
    expectCode(await bench.run(["apply", "-y"]), 0);
    const sent = bench.sent().length;
    const destroyed = await bench.run(["plan", "--destroy", "--rehearse", "--format", "json"]);
    expectCode(destroyed, 0);
    const { rehearsal } = (
      JSON.parse(destroyed.out) as { trueup: { rehearsal: { operations: { outcome: string }[] } } }
    ).trueup;
    expect(new Set(rehearsal.operations.map(({ outcome }) => outcome))).toEqual(new Set(["done"]));
    expect(bench.sent()).toHaveLength(sent);
    const nothing = await bench.run(["plan", "--rehearse", "--detailed-exitcode"]);
    expectCode(nothing, 0);
    expect(nothing.err).toContain("Nothing to rehearse.");
  });

  it("that does not go through ends 1 and says what the stand-in refused, and what hung on it", async () => {
    const sample = await openBench();
    const account = sample.sim.state("gcore");
    const bench = await openBench({ seed: { gcore: { ...account, subnets: [] } } });
    await cp(join(import.meta.dirname, "../../examples/gcore"), bench.dir, { recursive: true });
    const ended = await bench.run(["plan", "--rehearse"]);
    expectCode(ended, 1);
    expect(rehearsed(ended.out)).toContain("create vms.edge  failed");
    expect(rehearsed(ended.out)).toMatch(/not begun .*\n(.*\n)*.*skipped\n\s+vms\.edge was not done/);
    expect(ended.err).toContain(
      "error[rehearse.failed]: the rehearsal did not go through: vms.edge (failed),\n  and 5 more",
    );
    expect(bench.sent()).toEqual([]);
  });

  it("of many machines at two entries of one vendor goes through, in silence, and an interrupt ends it", async () => {
    const vm = "sendPassword: true, image: { name: DEBIAN, bitness: 64 }, tariff: Облачный 2048";
    const fleet = (count: number) =>
      [
        "version: 1",
        "stack: two",
        "providers: { serveroid: { project: Проект 1 }, serveroid.backup: { project: Проект 1 } }",
        "vms:",
        `  a: { provider: serveroid, count: ${count}, ${vm} }`,
        `  b: { provider: serveroid.backup, count: ${count}, ${vm} }`,
      ].join("\n");
    const bench = await openBench({ files: { "trueup.yaml": fleet(8) } });
    const ended = await bench.run(["plan", "--rehearse", "--format", "gitlab"]);
    expectCode(ended, 0);
    expect(ended.err).toMatch(/\nrehearsed: all of it went through in \S+\n$/);
    expect(ended.err).not.toContain("MaxListeners");

    await bench.write("trueup.yaml", fleet(30));
    const running = bench.start(["plan", "--rehearse"]);
    await vi.waitFor(() => expect(running.all().match(/Read complete/g)).toHaveLength(2), { timeout: 20_000 });
    // The stand-ins run within this time, the rehearsal is not over.
    await setTimeout(1000);
    running.kill("SIGINT");
    const stopped = await running.ended;
    expectCode(stopped, 130);
    expect(stopped.out).toBe("");
    expect(bench.sent()).toEqual([]);

    // A plan that failed is not one without work.
    await bench.write("trueup.yaml", fleet(1).replaceAll("Облачный 2048", "Nope"));
    const failing = await bench.run(["plan", "--rehearse"]);
    expectCode(failing, 1);
    expect(failing.err).not.toContain("rehearse");
  });
});
