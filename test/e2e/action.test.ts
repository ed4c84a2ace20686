// `trueup action` as it is typed: what nobody is asked about, exit codes, documents, secrets, a download, a kill.
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { type Bench, closeBenchesAfterEach, expectCode, openBench } from "../support/cli.ts";
import { EMPTY, head, key, SHOP, vm } from "../support/shop.ts";

closeBenchesAfterEach();

async function openShop(files = SHOP): Promise<Bench> {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": files } });
  expectCode(await bench.run(["apply", "-y"]), 0);
  bench.sim.log.clear();
  return bench;
}

const CONFIRM = ["-y", "--confirm", "vms.web"];
const rollback = (...more: string[]) => ["action", "vms.web", "rollback-snapshot", "--snapshot", "golden", ...more];

describe("trueup action", () => {
  it("asks for -y, and for --confirm of that very object where something is lost; then does it", async () => {
    const bench = await openShop();
    expectCode(await bench.run(["action", "vms.web", "reboot"]), 1);
    const unconfirmed = await bench.run(rollback("-y"));
    expectCode(unconfirmed, 1);
    expect(unconfirmed.err).toContain("--confirm vms.web");
    expect(bench.sent()).toEqual([]);
    const done = await bench.run(rollback(...CONFIRM));
    expectCode(done, 0);
    expect(done.out).toMatch(/✗ vms\.web: rollback-snapshot\n[\s\S]*destroys what was written[\s\S]*Action complete/);
    expect(bench.sent().length).toBe(1);
    bench.sim.faults.set([{ effect: "unauthorised", match: { method: "vm_get", nth: 4, times: 9 } } as FaultRule]);
    const { vms } = bench.sim.state("serveroid") as unknown as { vms: { name: string; ipAddresses: string[] }[] };
    const ip = vms.find(({ name }) => name === "web")?.ipAddresses[0] ?? "";
    const unseen = await bench.run(["action", "vms.web", "move-ip", "--ip", ip, "--to", "vms.db", ...CONFIRM]);
    expectCode(unseen, 3);
    expect(unseen.err).toContain("error[act.unseen]: vms.web: move-ip is done");
  });

  it("a lost answer ends 3, holds the machine, and is settled by a person's word", async () => {
    const bench = await openShop();
    bench.sim.faults.set([{ effect: "lost-after", match: { method: "reboot", nth: 1 } } as FaultRule]);
    const lost = await bench.run(["action", "vms.web", "reboot", "-y", "--json"]);
    expectCode(lost, 3);
    expect(JSON.parse(lost.out)).toMatchObject({
      action: "reboot",
      outcome: "unknown",
      fix: expect.stringContaining("--assume-done"),
    });
    expectCode(await bench.run(["action", "vms.web", "reset", ...CONFIRM]), 3);
    const settled = await bench.run(["action", "vms.web", "reboot", "-y", "--assume-done", "vms.web"]);
    expectCode(settled, 0);
    expect(bench.sent("reboot").length).toBe(2);
    expect((await bench.state()).pending).toEqual([]);
  });

  it("sets a password that nobody gets to see, from a variable or standard input", async () => {
    const bench = await openShop();
    const log = { TRUEUP_LOG: "trace", NEW: "Secr3tWord" };
    const set = await bench.run(["action", "vms.web", "set-password", "--password-env", "NEW", "-y", "--verbose"], {
      env: log,
    });
    expectCode(set, 0);
    expectCode(
      await bench.run(["action", "vms.web", "set-password", "--password-file", "-", "-y"], { input: "Secr3tWord\n" }),
      0,
    );
    expect(set.all).not.toContain("Secr3tWord");
    expect(bench.sent("password_change").length).toBe(2);
  });

  it("rebuilds by the plan of that one machine, and nothing else that YAML asks for", async () => {
    const bench = await openShop();
    const done = await bench.run(["action", "vms.web", "rebuild", ...CONFIRM]);
    expectCode(done, 0);
    expect(done.out).toContain("reinstall");
    expect(bench.sent("reinstall").length).toBe(1);
    await bench.write("trueup.yaml", `${head()}keys:\n${key("other")}vms:\n${vm("web").replace("[ops]", "[other]")}`);
    const more = await bench.run(["action", "vms.web", "rebuild", ...CONFIRM]);
    expectCode(more, 1);
    expect(more.err).toContain("YAML asks for more than this");
    expect(bench.sent("reinstall").length).toBe(1);
  });

  it("downloads a backup to a file of its own, never over another; without --out prints the link", async () => {
    const bench = await openShop();
    const backup = { id: "diff-a-b.lz4", size: 32_768, timeAdded: 1_413_000_000_000 };
    const id = Number((await bench.state()).resources["vms.web"]?.remoteId);
    bench.sim.change("serveroid", { kind: "backups", action: "add", parent: id, set: backup });
    const listed = await bench.run(["action", "vms.web", "list-backups", "--json"]);
    expect(JSON.parse(listed.out)).toMatchObject([{ id: backup.id }]);
    const get = ["action", "vms.web", "download-backup", "--backup", backup.id, "-y"];
    const done = await bench.run([...get, "--out", "web.lz4"]);
    expectCode(done, 0);
    expect(await bench.read("web.lz4")).toMatch(/^backup diff-a-b\.lz4 of web\n/);
    expect((await stat(join(bench.dir, "web.lz4"))).mode & 0o777).toBe(0o600);
    expect(done.all).not.toMatch(/[?&]p=[0-9a-f]{32}/);
    expectCode(await bench.run([...get, "--out", "web.lz4"]), 1);
    expect(bench.sent("backup_download").length).toBe(1);
    const link = /^http:\/\/127\.0\.0\.1:\d+\/\?p=[0-9a-f]{32}&b=/;
    expect(JSON.parse((await bench.run([...get, "--json"])).out)).toMatchObject({
      outcome: "done",
      download: expect.stringMatching(link),
    });
    expect((await bench.run(get)).out).toMatch(new RegExp(link.source, "m"));
  });

  it("killed in the middle, it is on record, and the next apply settles it", async () => {
    const bench = await openShop();
    const gate = await bench.gate();
    const run = bench.start(["action", "vms.web", "reboot", "-y"]);
    gate.rules = {
      answered: ({ isMutating }) => {
        if (!isMutating) return "pass";
        run.kill("SIGKILL");
        return "lose";
      },
    };
    await run.ended;
    gate.rules = {};
    expect((await bench.state()).pending).toMatchObject([{ address: "vms.web" }]);
    const next = await bench.run(["apply", "-y"]);
    expectCode(next, 3);
    expect(next.all).toContain("reboot");
    expect(bench.sent("reboot").length).toBe(1);
  });

  it("--list needs neither credentials nor a state", async () => {
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": SHOP } });
    const env = Object.fromEntries(Object.keys(bench.env).map((name) => [name, undefined]));
    const all = await bench.run(["action", "--list"], { env });
    expectCode(all, 0);
    expect(all.out).toContain("revert-volume");
    const own = await bench.run(["action", "--list", "vms.web", "--json"], { env });
    const names = (JSON.parse(own.out) as { provider: string; action: string }[]).map(
      ({ provider, action }) => `${provider} ${action}`,
    );
    expect(names).toContain("serveroid move-ip");
    expect(names.filter((name) => !name.startsWith("serveroid"))).toEqual([]);
    expectCode(await bench.run(["action", "vms.web"], { env }), 1);
  });
});
