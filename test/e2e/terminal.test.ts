// In a real terminal (util-linux `script` makes one): questions are asked, and only the exact answer counts.
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { type Bench, CLI, closeBenchesAfterEach, openBench, type Running, until } from "../support/cli.ts";
import { EMPTY, head, key, ONE_VM, SHOP } from "../support/shop.ts";

closeBenchesAfterEach();

const SCRIPT: string = "script";
const hasScript = spawnSync(SCRIPT, ["-qec", "true", "/dev/null"], { stdio: "ignore" }).status === 0;
if (!hasScript) process.stderr.write("skipped: terminal tests need `script` of util-linux\n");

/** The terminal echoes and colours: what was said, without escape codes. */
const said = (run: Running) =>
  run
    .all()
    .replaceAll(/\u001b\[[0-9;?]*[A-Za-z]/g, "")
    .replaceAll("\r", "");

async function openTerminal(yaml: string): Promise<Bench> {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": yaml } });
  bench.env["TERM"] = "xterm-256color";
  return bench;
}

async function inTerminal(bench: Bench, args: string): Promise<Running> {
  await bench.write("in-terminal.sh", `stty cols 80 rows 40\nexec "${process.execPath}" "${CLI}" ${args}\n`);
  return bench.startOther(SCRIPT, ["-qec", "sh in-terminal.sh", "/dev/null"]);
}

describe.skipIf(!hasScript)("in a terminal", () => {
  it("apply asks, and does it after yes", async () => {
    const bench = await openTerminal(ONE_VM);
    const run = await inTerminal(bench, "apply");
    await until(() => expect(said(run)).toMatch(/Only "yes" is accepted: /));
    expect(bench.sent()).toEqual([]);
    expect(said(run)).toContain("Plan: 2 to add, 0 to change, 0 to destroy.");
    run.write("yes\n");
    const ended = await run.ended;
    expect(ended.code, said(run)).toBe(0);
    expect(said(run)).toContain("Apply complete! Resources: 2 added, 0 changed, 0 destroyed.");
    expect(bench.sent()).toEqual(["pubkeys_add", "install"]);
  });

  it.each(["no", "y", "YES", ""])("apply leaves everything after %j", async (answer) => {
    const bench = await openTerminal(ONE_VM);
    const run = await inTerminal(bench, "apply");
    await until(() => expect(said(run)).toMatch(/Only "yes" is accepted: /));
    run.write(`${answer}\n`);
    expect((await run.ended).code, said(run)).toBe(1);
    expect(said(run)).toContain("Apply cancelled.");
    expect(bench.sent()).toEqual([]);
    // The lock is free again.
    expect((await bench.run(["apply", "-y"])).code).toBe(0);
  });

  it("who sits there is not told what would be refused where nobody does", async () => {
    const bench = await openTerminal(SHOP);
    expect((await bench.run(["apply", "-y"])).code).toBe(0);
    await bench.write("trueup.yaml", `${head()}keys:\n${key("ops")}`);
    const [attended, piped] = [await inTerminal(bench, "plan"), await bench.run(["plan"])];
    expect((await attended.ended).code, said(attended)).toBe(0);
    expect(piped.out).toContain("An unattended apply refuses this plan");
    expect(said(attended)).toContain("Plan: 0 to add, 0 to change, 3 to destroy.");
    expect(said(attended)).not.toContain("refuses this plan");
  });

  it("what the plan has shown to be wrong is not said a second time", async () => {
    const bench = await openTerminal(ONE_VM.replace("tariff: Облачный без границ", "tariff: Cloudy"));
    const run = await inTerminal(bench, "apply");
    expect((await run.ended).code, said(run)).toBe(1);
    expect(said(run).match(/provider\.name-not-found/g)).toHaveLength(1);
    expect(said(run)).toContain("Planning failed: 1 error.");
    expect((await bench.run(["apply", "-y"])).err).toContain("provider.name-not-found");
    expect(bench.sent()).toEqual([]);
  });

  it("Ctrl-C at the question leaves everything", async () => {
    const bench = await openTerminal(ONE_VM);
    const run = await inTerminal(bench, "apply");
    await until(() => expect(said(run)).toMatch(/Only "yes" is accepted: /));
    run.write("\u0003");
    expect((await run.ended).code, said(run)).toBe(130);
    expect(bench.sent()).toEqual([]);
    expect((await bench.run(["apply", "-y"])).code).toBe(0);
  });

  it("Ctrl-D at the question leaves everything", async () => {
    const bench = await openTerminal(ONE_VM);
    const run = await inTerminal(bench, "apply");
    await until(() => expect(said(run)).toMatch(/Only "yes" is accepted: /));
    run.write("\u0004");
    expect((await run.ended).code, said(run)).toBe(1);
    expect(said(run)).toMatch(/Only "yes" is accepted: \n+[^\n]/);
    expect(bench.sent()).toEqual([]);
  });

  /** Interrupted while an installation of some seconds is under way. */
  async function interrupt(speed = 15): Promise<{ bench: Bench; run: Running }> {
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE_VM }, speed });
    const run = await inTerminal(bench, "apply");
    await until(() => expect(said(run)).toMatch(/Only "yes" is accepted: /));
    run.write("yes\n");
    await until(() => expect(bench.sent("install")).toHaveLength(1));
    run.write("\u0003");
    await until(() => expect(said(run)).toMatch(/Interrupted: nothing more is sent/));
    return { bench, run };
  }

  it("Ctrl-C during an apply waits for what is in flight, without a limit", async () => {
    const { bench, run } = await interrupt();
    expect((await run.ended).code, said(run)).toBe(130);
    const { pending, resources } = await bench.state();
    expect(pending).toEqual([]);
    expect(Object.keys(resources)).toContain("vms.web");
    expect((await bench.run(["plan", "--detailed-exitcode"])).code).toBe(0);
  });

  it("Ctrl-C twice during an apply stops now; what runs on is on record", async () => {
    // At this speed the installation would take minutes.
    const { bench, run } = await interrupt(0.2);
    run.write("\u0003");
    expect((await run.ended).code, said(run)).toBe(130);
    expect((await bench.state()).pending.map((intent) => intent.address)).toEqual(["vms.web"]);
    expect(bench.sent("install")).toHaveLength(1);
  });

  it("Ctrl-C during an apply does not announce a limit that there is not", async () => {
    const { run } = await interrupt();
    await run.ended;
    expect(said(run)).not.toMatch(/at most 0s/);
  });

  it("asks nothing where there is nothing to do", async () => {
    const bench = await openTerminal(ONE_VM);
    expect((await bench.run(["apply", "-y"])).code).toBe(0);
    const run = await inTerminal(bench, "apply");
    expect((await run.ended).code, said(run)).toBe(0);
    expect(said(run)).toContain("No changes.");
  });

  it("destroy asks for the stack's name, and takes no yes", async () => {
    const bench = await openTerminal(SHOP);
    expect((await bench.run(["apply", "-y"])).code).toBe(0);
    bench.sim.log.clear();
    const refused = await inTerminal(bench, "destroy");
    await until(() => expect(said(refused)).toMatch(/Type the stack's name \(shop\)/));
    refused.write("yes\n");
    expect((await refused.ended).code, said(refused)).toBe(1);
    expect(bench.sent()).toEqual([]);
    const run = await inTerminal(bench, "destroy");
    await until(() => expect(said(run)).toMatch(/Type the stack's name \(shop\)/));
    run.write("shop\n");
    expect((await run.ended).code, said(run)).toBe(0);
    expect((await bench.state()).resources).toEqual({});
  });

  it("unlock shows the holder and asks", async () => {
    const bench = await openTerminal(ONE_VM);
    bench.sim.faults.set([{ effect: "hang", match: { method: "vm_list", nth: 1 } }]);
    const holder = bench.start(["apply", "-y"]);
    await until(() => expect(bench.sim.log.entries({ method: "vm_list" })).not.toEqual([]));
    const run = await inTerminal(bench, "unlock");
    await until(() => expect(said(run)).toMatch(/Only\s+"yes"\s+is\s+accepted: /));
    expect(said(run)).toContain(String(holder.pid));
    run.write("no\n");
    expect((await run.ended).code).toBe(1);
    expect((await bench.run(["apply", "-y"])).code).toBe(5);
  });

  it("of 0 columns, as runners have them, is taken for one of 80", async () => {
    const bench = await openTerminal(ONE_VM);
    const plain = "NO_COLOR=1 LC_ALL=C.UTF-8";
    const command = `${plain} exec "${process.execPath}" "${CLI}" plan`;
    const widths = await Promise.all(
      [0, 80].map(async (columns) => {
        await bench.write(`at-${columns}.sh`, `stty cols ${columns} rows 0\n${command}\n`);
        const run = bench.startOther(SCRIPT, ["-qec", `sh at-${columns}.sh`, "/dev/null"]);
        expect((await run.ended).code, said(run)).toBe(0);
        return said(run)
          .replace(/^.*Reading.*$/gm, "")
          .replace(/^.*Read complete.*$/gm, "")
          .trim();
      }),
    );
    expect(widths[0]).toBe(widths[1]);
    expect(widths[0]).toContain("Plan: 2 to add");
  });

  it("has colour, but not with --no-color, NO_COLOR or TERM=dumb", async () => {
    const bench = await openTerminal(ONE_VM);
    const colours = async (args: string, env: Record<string, string> = {}) => {
      Object.assign(bench.env, env);
      const run = await inTerminal(bench, args);
      await run.ended;
      // Colours alone: the live view may move the cursor.
      return /\u001b\[[0-9;]+m/.test(run.all());
    };
    expect(await colours("plan")).toBe(true);
    expect(await colours("plan --no-color")).toBe(false);
    expect(await colours("plan", { TERM: "dumb" })).toBe(false);
    expect(await colours("plan", { TERM: "xterm-256color", NO_COLOR: "1" })).toBe(false);
  });
});
