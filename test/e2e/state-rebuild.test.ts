// `state rebuild` on the built program: the state of any example is deleted and made anew, the next plan is empty, and not one
// request that changes anything has reached a provider.
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Bench, closeBenchesAfterEach, expectCode, mutate, openBench, readTree } from "../support/cli.ts";
import { EMPTY, head, key, SHOP, vm } from "../support/shop.ts";

closeBenchesAfterEach();

const dropState = (bench: Bench) => rm(join(bench.dir, ".trueup"), { recursive: true, force: true });

async function openLost(yaml = SHOP): Promise<Bench> {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": yaml } });
  expectCode(await bench.run(["apply", "-y"]), 0);
  await dropState(bench);
  bench.sim.log.clear();
  return bench;
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, " ");

describe.each([
  { vendor: "serveroid", byName: 5, bound: 5, stack: "shop" },
  { vendor: "zomro", byName: 3, bound: 4, stack: "shop" },
  { vendor: "gcore", byName: 2, bound: 9, stack: "edge" },
])("the example of $vendor", ({ vendor, byName, bound, stack }) => {
  it("is on record again, and nothing is left to do or was sent", async () => {
    const bench = await openBench({ speed: 500 });
    await cp(join(import.meta.dirname, "../../examples", vendor), bench.dir, { recursive: true });
    expectCode(await bench.run(["apply", "-y"]), 0);
    const path = `.trueup/${stack}.json`;
    const before = JSON.parse(await bench.read(path)) as Saved;
    await dropState(bench);
    const sent = bench.sent().length;

    const shown = await bench.run(["state", "rebuild", "--dry-run"]);
    expectCode(shown, 0);
    // Tables are cut on a terminal, never in a pipe.
    const prose = shown.out.slice(shown.out.indexOf("What cannot be found again"));
    for (const line of `${prose}\n${shown.err}`.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
    expect(await readTree(join(bench.dir, ".trueup"))).toEqual({});
    const ended = await bench.run(["state", "rebuild", "-y", "--allow-adopt", `${byName}`]);
    expectCode(ended, 0);
    expect(ended.err).toContain(`${bound} on record`);
    expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
    expect(bench.sent()).toHaveLength(sent);

    const after = JSON.parse(await bench.read(path)) as Saved;
    expect(Object.keys(after.resources)).toEqual(Object.keys(before.resources));
    for (const [address, { remoteId, lifecycle, parent }] of Object.entries(before.resources))
      expect(after.resources[address], address).toMatchObject({ remoteId, lifecycle, ...(parent ? { parent } : {}) });
    expect(after.outputs).toEqual(before.outputs);
    expect(after.files).toEqual(before.files);
    expect(after.lineage).not.toBe(before.lineage);
  }, 60_000);
});

interface Saved {
  readonly lineage: string;
  readonly outputs: object;
  readonly files: readonly string[];
  readonly resources: Record<string, { remoteId: string; lifecycle: object; parent?: string }>;
}

describe("state rebuild", { timeout: 60_000 }, () => {
  it("the plan over a lost state names it", async () => {
    const bench = await openLost();
    const plan = await bench.run(["plan"]);
    expect(oneLine(plan.all)).toContain("the state seems lost");
    expect(oneLine(plan.all)).toContain("trueup state rebuild");
  });

  it("unattended without -y shows what it would do, ends 1, and takes no lock", async () => {
    const bench = await openLost();
    const ended = await bench.run(["state", "rebuild"]);
    expectCode(ended, 1);
    expect(ended.out).toMatch(/^vms\.web +\d+ +web +its name$/m);
    expect(ended.err).toContain("trueup state rebuild -y --allow-adopt 4");
    expect(await readTree(join(bench.dir, ".trueup"))).toEqual({});
    const fewer = await bench.run(["state", "rebuild", "-y", "--allow-adopt", "3"]);
    expectCode(fewer, 1);
    expect(fewer.err).toContain("guard.adopt");
    expect(Object.keys(await readTree(join(bench.dir, ".trueup"))).filter((name) => name.includes("serial"))).toEqual(
      [],
    );
  });

  it("says what it cannot find again, as text and as JSON", async () => {
    const password = `password: "\${env:VM_PASSWORD}"`;
    const yaml = `${head()}keys:\n${key("ops")}vms:\n${vm("web", password)}`;
    const bench = await openBench({
      seed: EMPTY,
      files: { "trueup.yaml": yaml },
      env: { VM_PASSWORD: "Hunter2-Hunter2" },
    });
    expectCode(await bench.run(["apply", "-y"]), 0);
    await dropState(bench);
    const shown = await bench.run(["state", "rebuild", "--dry-run"]);
    for (const words of [
      "password (vms.web)",
      "requests that were under way",
      "lineage and older serials",
      "left behind",
    ])
      expect(oneLine(shown.out)).toContain(words);
    const json = await bench.run(["state", "rebuild", "-y", "--allow-adopt", "2", "--json"]);
    expectCode(json, 0);
    expect(json.all).not.toContain("Hunter2");
    expect(JSON.parse(json.out)).toMatchObject({
      ...{ stack: "shop", written: true, refused: [], absent: [], lost: [] },
      bound: [
        { address: "keys.ops", type: "serveroid_key", found_by: "name" },
        { address: "vms.web", type: "serveroid_vm", name: "web" },
      ],
      not_verifiable: [{ address: "vms.web", fields: expect.arrayContaining(["password"]) as string[] }],
    });
    // A later change of the password is seen, since its digest was recorded.
    expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
    expectCode(await bench.run(["plan", "--detailed-exitcode"], { env: { VM_PASSWORD: "Another-One-Now2" } }), 2);
  });

  it("what is declared and not there is told, and left to the next apply", async () => {
    const bench = await openLost(`${head()}keys:\n${key("ops")}vms:\n${vm("web")}`);
    await bench.write("trueup.yaml", SHOP);
    const ended = await bench.run(["state", "rebuild", "-y", "--allow-adopt", "2"]);
    expectCode(ended, 0);
    expect(oneLine(ended.out)).toContain("Not found: the next apply would make them vms.db, snapshots.golden");
    expect(Object.keys((await bench.state()).resources)).toEqual(["keys.ops", "vms.web"]);
    const plan = await bench.run(["plan", "--detailed-exitcode"]);
    expect(plan.out).toContain("Plan: 2 to add, 0 to change, 0 to destroy.");
  });

  it("two that may be meant are named and left to import; the rest is taken, and it ends 3", async () => {
    const bench = await openLost();
    const machines = bench.sim.state("serveroid")["vms"] as { name: string; id: number }[];
    const db = machines.find(({ name }) => name === "db");
    await mutate(bench, { kind: "vms", action: "add", set: { ...db, id: 4711 } });
    const ended = await bench.run(["state", "rebuild", "-y", "--allow-adopt", "9"]);
    expectCode(ended, 3);
    expect(ended.err).toContain("adopt.ambiguous");
    expect(ended.err).toContain("4711");
    expect(ended.err).toContain("import:");
    expect(Object.keys((await bench.state()).resources)).not.toContain("vms.db");
    expect(Object.keys((await bench.state()).resources)).toContain("vms.web");
    await bench.write("trueup.yaml", `import: [{ to: vms.db, id: "${db?.id}" }]\n${SHOP}`);
    const plan = await bench.run(["plan"]);
    expect(plan.out).toContain("Plan: 1 to import, 0 to add, 0 to change, 0 to destroy.");
    expect(bench.sent()).toEqual([]);
  });

  it("is refused where there is a state; with --force it loses nothing without its number", async () => {
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": SHOP } });
    expectCode(await bench.run(["apply", "-y"]), 0);
    const state = await bench.state();
    const refused = await bench.run(["state", "rebuild", "-y", "--allow-adopt", "9"]);
    expectCode(refused, 1);
    expect(refused.err).toContain("state.exists");
    await bench.write("trueup.yaml", `${head()}keys:\n${key("ops")}vms:\n${vm("web")}`);
    const forced = ["state", "rebuild", "-y", "--allow-adopt", "9", "--force"];
    const lossy = await bench.run(forced);
    expectCode(lossy, 1);
    expect(lossy.err).toContain("state.would-lose");
    expect(lossy.err).toContain("vms.db");
    expect(await bench.state()).toEqual(state);
    expectCode(await bench.run([...forced, "--allow-lost", "2"]), 0);
    const after = await bench.state();
    expect(Object.keys(after.resources)).toEqual(["keys.ops", "vms.web"]);
    expect(after.serial).toBeGreaterThan(state.serial);
    expect(after).toMatchObject({ lineage: (state as unknown as Saved).lineage });
  });

  it("over a state that cannot be read needs --force, and goes on above its serials", async () => {
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": SHOP } });
    expectCode(await bench.run(["apply", "-y"]), 0);
    const { serial } = await bench.state();
    await bench.shell("for file in .trueup/shop.json .trueup/shop.json.d/serial-*; do echo '{' > $file; done");
    const refused = await bench.run(["state", "rebuild", "-y", "--allow-adopt", "9"]);
    expectCode(refused, 1);
    expect(refused.err).toContain("state.corrupt");
    expectCode(await bench.run(["state", "rebuild", "-y", "--allow-adopt", "9", "--force"]), 0);
    expect((await bench.state()).serial).toBeGreaterThan(serial);
    expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
  });

  it("moved blocks that were carried out are not carried out again", async () => {
    const swap = `moved: [{ from: vms.web, to: vms.db }, { from: vms.db, to: vms.web }]\n`;
    const bench = await openLost();
    await bench.write("trueup.yaml", `${SHOP}${swap}`);
    expectCode(await bench.run(["state", "rebuild", "-y", "--allow-adopt", "4"]), 0);
    const plan = await bench.run(["plan", "--detailed-exitcode"]);
    expectCode(plan, 0);
  });

  it("CI without a state needs to be told that a local one is meant, where the provider is a real one", async () => {
    const bench = await openLost();
    const env = { CI: "true" };
    // Loopback is no provider that could be paid.
    expectCode(await bench.run(["state", "rebuild", "-y", "--allow-adopt", "4"], { env }), 0);
  });

  it("where nothing of it is there, nothing is written, and it ends 0", async () => {
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": SHOP } });
    for (const args of [
      ["state", "rebuild"],
      ["state", "rebuild", "-y"],
    ]) {
      const ended = await bench.run(args);
      expectCode(ended, 0);
      expect(ended.err).toContain("Nothing was found, and nothing was written.");
    }
    expect(Object.keys(await readTree(join(bench.dir, ".trueup"))).filter((name) => name.includes("serial"))).toEqual(
      [],
    );
  });

  it("what carries our marks and is bound to nothing is told", async () => {
    const bench = await openBench({ speed: 500 });
    await cp(join(import.meta.dirname, "../../examples/gcore"), bench.dir, { recursive: true });
    expectCode(await bench.run(["apply", "-y"]), 0);
    await dropState(bench);
    const yaml = await bench.read("trueup.yaml");
    await bench.write("trueup.yaml", yaml.replace(/^snapshots:[\s\S]*?(?=^schedules:)/m, ""));
    const shown = await bench.run(["state", "rebuild", "--dry-run"]);
    expectCode(shown, 0);
    expect(oneLine(shown.out)).toMatch(
      /bound to nothing in YAML snapshot edge-data \([0-9a-f-]+\), made for snapshots\.edge-data/,
    );
  }, 60_000);
});
