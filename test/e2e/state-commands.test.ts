// The state by hand, on the built program: pull, push, history, restore, migrate, rekey, and what each refuses.
import { describe, expect, it } from "vitest";
import { type Bench, closeBenchesAfterEach, type Ended, expectCode, openBench, readTree } from "../support/cli.ts";
import { EMPTY, head, key, SHOP, vm } from "../support/shop.ts";

closeBenchesAfterEach();

async function openApplied(yaml = SHOP, env: Record<string, string> = {}): Promise<Bench> {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": yaml }, env });
  expectCode(await bench.run(["apply", "-y"]), 0);
  bench.sim.log.clear();
  return bench;
}

/** Nothing but the lock's own files may differ. */
async function stateFiles(bench: Bench): Promise<Record<string, string>> {
  const tree = await readTree(bench.dir);
  return Object.fromEntries(Object.entries(tree).filter(([name]) => !name.includes("/lease-")));
}

async function expectRefused(bench: Bench, args: readonly string[], code: string): Promise<Ended> {
  const before = await stateFiles(bench);
  const ended = await bench.run(args);
  expectCode(ended, 1);
  expect(ended.err).toContain(`[${code}]`);
  expect(ended.err).toContain("fix: ");
  expect(ended.err).not.toMatch(/\n\s+at /);
  expect(await stateFiles(bench)).toEqual(before);
  return ended;
}

const ENCRYPTED = 'state: { encryption: { passphrase: "${env:PASS}" } }\n';
const ROTATED = 'state: { encryption: { passphrase: "${env:PASS}", previous: ["${env:FORMER}"] } }\n';
const PASS = { PASS: "correct horse battery" };

describe("pull, push, history and restore", { timeout: 60_000 }, () => {
  it("a state that was pulled, changed and pushed is the next serial; nothing reaches the provider", async () => {
    const bench = await openApplied();
    const pulled = await bench.run(["state", "pull"]);
    expectCode(pulled, 0);
    expect(pulled.err).toBe("");
    const document = JSON.parse(pulled.out) as { serial: number; resources: Record<string, object> };
    const { "vms.db": db, ...others } = document.resources;
    await bench.write("edited.json", JSON.stringify({ ...document, resources: { ...others, "vms.base": db } }));
    const asked = await expectRefused(bench, ["state", "push", "edited.json"], "cli.approval");
    expect(asked.err).toContain("trueup state push edited.json -y");
    const pushed = await bench.run(["state", "push", "edited.json", "-y"]);
    expectCode(pushed, 0);
    expect(pushed.err).toContain(`Written as serial ${document.serial + 1}.`);
    expect(Object.keys((await bench.state()).resources)).toContain("vms.base");
    await expectRefused(bench, ["state", "push", "edited.json", "-y"], "state.older-serial");
    expect(bench.sim.log.entries()).toEqual([]);
  });

  it("by standard input, needs -y, and refuses what is no state", async () => {
    const bench = await openApplied();
    const { out } = await bench.run(["state", "pull"]);
    expectCode(await bench.run(["state", "push", "-"], { input: out }), 1);
    const same = await bench.run(["state", "push", "-", "-y"], { input: out });
    expectCode(same, 0);
    expect(same.err).toContain("nothing was written");
    const cut = await bench.run(["state", "push", "-", "-y"], { input: out.slice(0, 200) });
    expectCode(cut, 1);
    expect(cut.err).toContain("standard input is no state");
    await expectRefused(bench, ["state", "push", "-y"], "cli.flags");
  });

  it("an empty document that is pushed is refused with every object that it would lose", async () => {
    const bench = await openApplied();
    const document = JSON.parse((await bench.run(["state", "pull"])).out) as object;
    await bench.write("empty.json", JSON.stringify({ ...document, resources: {} }));
    const refused = await expectRefused(bench, ["state", "push", "empty.json", "-y", "--force"], "state.would-lose");
    for (const word of ["vms.web", "vms.db", "keys.ops", "snapshots.golden", "--allow-lost 4"])
      expect(refused.err).toContain(word);
    expectCode(await bench.run(["state", "push", "empty.json", "-y", "--allow-lost", "4"]), 0);
    const plan = await bench.run(["plan"]);
    expect(plan.all.replaceAll(/\s+/g, " ")).toContain("trueup state rebuild");
  });

  it("history lists what is kept, restore goes back, and loses no machine that was made since", async () => {
    const bench = await openApplied(`${head()}keys:\n${key("ops")}vms:\n${vm("web")}`);
    const { serial } = await bench.state();
    await bench.write("trueup.yaml", `${head()}keys:\n${key("ops")}vms:\n${vm("web")}${vm("db")}`);
    expectCode(await bench.run(["apply", "-y"]), 0);
    const history = await bench.run(["state", "history"]);
    expectCode(history, 0);
    expect(history.out).toMatch(/^SERIAL +WRITTEN +RESOURCES +PENDING +TRUEUP\n/);
    const { serials } = JSON.parse((await bench.run(["state", "history", "--json"])).out) as {
      serials: { serial: number; resources: number }[];
    };
    expect(serials[0]).toMatchObject({ serial: (await bench.state()).serial, resources: 3 });
    expect(serials.find((each) => each.serial === serial)).toMatchObject({ resources: 2 });
    const refused = await expectRefused(bench, ["state", "restore", `${serial}`, "-y"], "state.would-lose");
    expect(refused.err).toContain("vms.db");
    await expectRefused(bench, ["state", "restore", "9999", "-y"], "state.no-serial");
    for (const word of ["0", "newest"]) await expectRefused(bench, ["state", "restore", word, "-y"], "cli.serial");
    for (const path of ["absent.json", "."])
      await expectRefused(bench, ["state", "push", path, "-y"], "state.unreadable");
    const restored = await bench.run(["state", "restore", `${serial}`, "-y", "--allow-lost", "1"]);
    expectCode(restored, 0);
    expect(restored.err).toContain("go on running");
    // The machine is there still, and is taken over, not bought again.
    const plan = await bench.run(["plan", "--detailed-exitcode"]);
    expectCode(plan, 2);
    expect(plan.out).toContain("Plan: 1 to import, 0 to add, 0 to change, 0 to destroy.");
  });

  it("rm of most of the fleet needs its number; --dry-run does nothing", async () => {
    const bench = await openApplied();
    const all = ["vms.web", "vms.db", "keys.ops"];
    const refused = await expectRefused(bench, ["state", "rm", ...all], "state.would-lose");
    expect(refused.err).toContain("--allow-lost ");
    const before = await stateFiles(bench);
    const tried = await bench.run(["state", "rm", "vms.db", "--dry-run"]);
    expectCode(tried, 0);
    expect(tried.err).toContain("Would forget vms.db");
    expectCode(await bench.run(["state", "mv", "vms.db", "vms.base", "--dry-run"]), 0);
    expect(await stateFiles(bench)).toEqual(before);
    expectCode(await bench.run(["state", "rm", ...all, "--allow-lost", "4"]), 0);
  });

  it("list finds an object by its id", async () => {
    const bench = await openApplied();
    const id = (await bench.state()).resources["vms.web"]?.remoteId ?? "";
    const found = await bench.run(["state", "list", "--id", id]);
    expect(found.out.trimEnd().split("\n")).toHaveLength(2);
    expect(found.out).toContain("vms.web");
    expect((await bench.run(["state", "list", "--id", "nothing"])).err).toContain("Nothing that is tracked fits");
  });

  it("each shows its help, and an unknown one says what is meant", async () => {
    const bench = await openBench();
    const group = await bench.run(["state", "--help"]);
    expectCode(group, 0);
    for (const name of "list show mv rm pull push history restore rebuild migrate rekey".split(" ")) {
      expect(group.out).toMatch(new RegExp(`^  ${name} `, "m"));
      const help = await bench.run(["help", "state", name]);
      expectCode(help, 0);
      expect(help.out).toContain(`Usage: trueup state ${name} `);
      expect((await bench.run(["state", name, "--help"])).out).toBe(help.out);
    }
    expect((await bench.run(["state", "psuh"])).err).toContain("push");
    for (const line of group.out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });
});

describe("encryption", { timeout: 60_000 }, () => {
  it("nothing that is written shows an address; plan, drift and list work as before", async () => {
    const bench = await openApplied(`${ENCRYPTED}${SHOP}`, PASS);
    const tree = await readTree(`${bench.dir}/.trueup`);
    for (const [name, text] of Object.entries(tree)) {
      expect(text, name).not.toContain("vms.web");
      expect(text, name).not.toContain(PASS.PASS);
    }
    expect(Object.keys(tree).filter((name) => name.includes("serial-")).length).toBeGreaterThan(2);
    expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
    expectCode(await bench.run(["drift"]), 0);
    expect((await bench.run(["state", "list"])).out).toContain("vms.web");
  });

  it("a wrong, missing or unset passphrase ends every command before any lock or write", async () => {
    const bench = await openApplied(`${ENCRYPTED}${SHOP}`, PASS);
    const before = await readTree(bench.dir);
    const commands = [
      ...[["plan"], ["apply", "-y"], ["destroy", "-y", "--allow-deletes", "9"], ["drift"], ["state", "list"]],
      ...[
        ["state", "rm", "vms.db"],
        ["state", "rekey", "-y"],
        ["state", "restore", "1", "-y"],
        ["state", "pull"],
      ],
      ...[
        ["state", "push", "--recovery", "-y"],
        ["state", "rebuild", "-y", "--force", "--allow-lost", "9"],
      ],
    ];
    for (const args of commands) {
      const ended = await bench.run(args, { env: { PASS: "incorrect horse" } });
      expectCode(ended, 1);
      expect(ended.err, args.join(" ")).toMatch(/state\.(wrong-passphrase|no-serial)|another passphrase/);
      expect(ended.all).not.toContain("incorrect horse");
    }
    expectCode(await bench.run(["apply", "-y"], { env: { PASS: undefined } }), 1);
    const unset = await bench.run(["state", "list"], { env: { PASS: undefined } });
    expectCode(unset, 1);
    expect(unset.err).toContain("the passphrase is not set");
    expect(await readTree(bench.dir)).toEqual(before);
    await bench.write("trueup.yaml", SHOP);
    const inClear = await bench.run(["apply", "-y"]);
    expectCode(inClear, 1);
    expect(inClear.err).toContain("state.encrypted");
    expect(await readTree(`${bench.dir}/.trueup`)).toEqual(
      Object.fromEntries(
        Object.entries(before)
          .filter(([name]) => name.startsWith(".trueup/"))
          .map(([name, text]) => [name.slice(".trueup/".length), text]),
      ),
    );
    expect(bench.sent()).toEqual([]);
  });

  it("takes the passphrase from a command, too, where that is allowed", async () => {
    const yaml = `state: { encryption: { passphrase: "\${exec:cat secret.txt}" } }\n${SHOP}`;
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": yaml, "secret.txt": "from the vault\n" } });
    expectCode(await bench.run(["apply", "-y", "--allow-exec"]), 0);
    const env = { SERVEROID_API_KEY: undefined, SERVEROID_CLIENT_ID: undefined };
    expect((await bench.run(["state", "list", "--allow-exec"], { env })).out).toContain("vms.web");
    const refused = await bench.run(["state", "list"]);
    expectCode(refused, 1);
    expect(refused.err).toContain("--allow-exec");
  });

  it("in and out again by rekey, with every older serial; each step is refused until it is taken", async () => {
    const bench = await openApplied(SHOP, PASS);
    await bench.write("trueup.yaml", `${ENCRYPTED}${SHOP}`);
    const plan = await bench.run(["plan"]);
    expectCode(plan, 1);
    expect(plan.err).toContain("state.not-encrypted");
    await expectRefused(bench, ["state", "rekey"], "cli.approval");
    expectCode(await bench.run(["state", "rekey", "-y"]), 0);
    expect(Object.values(await readTree(`${bench.dir}/.trueup`)).join("")).not.toContain("vms.web");
    expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
    const backup = await bench.run(["state", "pull", "--encrypted"]);
    expect(backup.out).not.toContain("vms.web");
    await bench.write("backup.json", backup.out);
    expectCode(await bench.run(["state", "rm", "vms.db"]), 0);
    expectCode(await bench.run(["state", "push", "backup.json", "-y", "--force"]), 0);
    expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
    expectCode(await bench.run(["state", "rekey", "--decrypt", "-y"]), 0);
    expectCode(await bench.run(["plan"]), 1);
    await bench.write("trueup.yaml", SHOP);
    expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
    await expectRefused(bench, ["state", "rekey", "-y"], "state.no-encryption");
    await expectRefused(bench, ["state", "pull", "--encrypted"], "state.no-encryption");
  });

  it("a new passphrase reads with the former one and writes with the new one, without rekey, too", async () => {
    const bench = await openApplied(`${ENCRYPTED}${SHOP}`, PASS);
    const env = { PASS: "new passphrase", FORMER: PASS.PASS };
    await bench.write("trueup.yaml", `${ROTATED}${SHOP}`);
    expectCode(await bench.run(["plan", "--detailed-exitcode"], { env }), 0);
    expectCode(await bench.run(["state", "mv", "vms.db", "vms.base"], { env }), 0);
    await bench.write("trueup.yaml", `${ENCRYPTED}${SHOP}`);
    expect((await bench.run(["state", "list"], { env })).out).toContain("vms.base");
    expectCode(await bench.run(["state", "list"]), 1);
    const history = await bench.run(["state", "history"], { env });
    expect(history.out).toContain("wrong-passphrase");
    await bench.write("trueup.yaml", `${ROTATED}${SHOP}`);
    expectCode(await bench.run(["state", "rekey", "-y"], { env }), 0);
    await bench.write("trueup.yaml", `${ENCRYPTED}${SHOP}`);
    expect((await bench.run(["state", "history"], { env })).out).not.toContain("wrong-passphrase");
  });
});

describe("migrate", { timeout: 60_000 }, () => {
  const there = 'state: { path: other/shop.json, encryption: { passphrase: "${env:PASS}" } }\n';

  it("moves the state; the old place refuses every command and names the new one", async () => {
    const bench = await openApplied(SHOP, PASS);
    await bench.write("there.yaml", `version: 1\nstack: shop\n${there}`);
    await expectRefused(bench, ["state", "migrate", "-y"], "cli.flags");
    await expectRefused(bench, ["state", "migrate", "--to", "there.yaml"], "cli.approval");
    const ended = await bench.run(["state", "migrate", "--to", "there.yaml", "-y"]);
    expectCode(ended, 0);
    for (const line of ended.err.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    const before = await readTree(bench.dir);
    const rebuild = ["state", "rebuild", "-y", "--force", "--allow-adopt", "9", "--allow-lost", "9"];
    for (const args of [["plan"], ["apply", "-y"], ["state", "list"], ["state", "rm", "vms.db"], rebuild]) {
      const refused = await bench.run(args);
      expectCode(refused, 1);
      expect(refused.err.replaceAll(/\s+/g, " ")).toContain("was migrated to");
    }
    expect(await readTree(bench.dir)).toEqual(before);
    await bench.write("trueup.yaml", `${there}${SHOP}`);
    expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
    expect(JSON.stringify(await readTree(`${bench.dir}/other`))).not.toContain("vms.web");
    expect(bench.sent()).toEqual([]);
  });

  it("from the old place, where the configuration names the new one already", async () => {
    const bench = await openApplied(SHOP, PASS);
    await bench.write("old.yaml", "version: 1\nstack: shop\n");
    await bench.write("trueup.yaml", `${there}${SHOP}`);
    expectCode(await bench.run(["state", "migrate", "--from", "old.yaml", "-y"]), 0);
    expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
  });

  it("is refused while an apply holds the lock: exit 5, and the holder is shown", async () => {
    const bench = await openApplied(SHOP, PASS);
    await bench.write("there.yaml", `version: 1\nstack: shop\n${there}`);
    await bench.write(
      "hold.mjs",
      `import { readdirSync, readFileSync, writeFileSync } from "node:fs";
const folder = ".trueup/shop.json.d";
const name = readdirSync(folder).filter((each) => each.startsWith("lease-")).sort().at(-1);
const lease = JSON.parse(readFileSync(folder + "/" + name, "utf8"));
lease.released = false; lease.holder.host = "elsewhere"; delete lease.process;
writeFileSync(folder + "/" + name, JSON.stringify(lease));`,
    );
    expectCode(await bench.shell(`"${process.execPath}" hold.mjs`), 0);
    for (const args of [
      ["state", "migrate", "--to", "there.yaml", "-y"],
      ["state", "push", "--recovery", "-y"],
      ["state", "restore", "1", "-y", "--allow-lost", "9"],
    ]) {
      const ended = await bench.run(args);
      expectCode(ended, 5);
      expect(ended.err).toContain("elsewhere");
    }
    expect(await readTree(`${bench.dir}/other`)).toEqual({});
  });
});
