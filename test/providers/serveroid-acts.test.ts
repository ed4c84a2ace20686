// Each of Serveroid's day-2 acts: done, seen in the account, and what YAML says otherwise. Lost answers and a killed process.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration } from "../../src/core/desired.ts";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { killAtEachMoment, LOST, refusalOf, sayFault } from "../support/acts.ts";
import type { Asked, Fleet } from "../support/fleet.ts";
import { sampleSnapshot, sampleVm } from "../support/sample-desired.ts";
import { countSent, faults, pendingOf, startAccount, stopAccounts, withKey, workOf } from "../support/small-account.ts";

afterEach(stopAccounts);

const SHOP = withKey([sampleVm("vms.web[0]", { ips: 2 }), sampleVm("vms.db"), sampleSnapshot("golden", "vms.web[0]")]);
const WITHOUT_SNAPSHOT = withKey([sampleVm("vms.web[0]", { ips: 2 }), sampleVm("vms.db")]);

async function startShop(configuration: Configuration = SHOP): Promise<Fleet> {
  const fleet = await startAccount();
  await fleet.apply(configuration);
  fleet.sim.log.clear();
  return fleet;
}

const asked = (name: string, given: Asked["given"] = {}, address = "vms.web[0]"): Asked => ({
  address,
  name,
  given: given ?? {},
});

interface Machine {
  readonly id: number;
  readonly name: string;
  readonly ipAddresses: readonly string[];
  readonly state: string;
}

function machine(fleet: Fleet, name = "web-0") {
  const { vms, inside, snapshots } = fleet.sim.state("serveroid") as unknown as {
    vms: Machine[];
    inside: Record<string, { restarts: number; diskGeneration: number; passwordChanges: number }>;
    snapshots: Record<string, unknown[]>;
  };
  const row = vms.find((one) => one.name === name) as Machine;
  return { ...row, ...inside[String(row.id)], snapshots: snapshots[String(row.id)]?.length ?? 0 };
}

/** After a day, as the policy has it taken. */
async function backupOf(fleet: Fleet): Promise<string> {
  await fleet.clock.advance(25 * 3_600_000);
  const { json } = await fleet.ask(SHOP, asked("list-backups"));
  return (json as { id: string }[])[0]?.id ?? "";
}

describe("trueup action at Serveroid, each one seen in the account", () => {
  it("reboot and reset restart the machine once each; the plan after them is empty", async () => {
    const fleet = await startShop();
    expect((await fleet.act(SHOP, asked("reboot"))).end.outcome).toBe("done");
    expect(machine(fleet).restarts).toBe(1);
    const { end, shown } = await fleet.act(SHOP, asked("reset"));
    expect(end.outcome).toBe("done");
    expect(shown?.rule.destroys).toContain("not written");
    expect(machine(fleet).restarts).toBe(2);
    expect(workOf(await fleet.plan(SHOP))).toEqual([]);
    expect(await pendingOf(fleet)).toEqual([]);
  });

  it("rollback-snapshot goes back to a snapshot by its name, address or id, and says what is lost", async () => {
    const fleet = await startShop();
    for (const snapshot of ["golden", "snapshots.golden", "1"]) {
      const { end, shown } = await fleet.act(SHOP, asked("rollback-snapshot", { snapshot }));
      expect(end.outcome).toBe("done");
      expect(shown?.lost[0]?.label).toMatch(/^everything written to the disk since golden \(1\) was taken \(2026-/);
    }
    expect(machine(fleet)).toMatchObject({ diskGeneration: 4, snapshots: 1 });
  });

  it("rollback-snapshot takes the tariff back, which YAML then contradicts", async () => {
    const fleet = await startShop();
    const more = { memory: 2048, ips: 2 };
    const grown = withKey([sampleVm("vms.web[0]", more), sampleVm("vms.db"), sampleSnapshot("golden", "vms.web[0]")]);
    await fleet.apply(grown);
    const { end } = await fleet.act(grown, asked("rollback-snapshot", { snapshot: "golden" }));
    expect(end.contradictions.map(({ path, declared, actual }) => [path, declared, actual])).toEqual([
      ["memory", 2048, 1024],
    ]);
    expect(workOf(await fleet.plan(grown))).toEqual(["update vms.web[0]"]);
  });

  it("list-backups asks without the lock; rollback-backup loses the snapshots, on record too", async () => {
    const fleet = await startShop();
    const backup = await backupOf(fleet);
    expect(backup).toMatch(/\.lz4$/);
    const { end, shown } = await fleet.act(SHOP, asked("rollback-backup", { backup, "create-backup": true }));
    expect(end).toMatchObject({ outcome: "done", gone: ["snapshots.golden"] });
    expect(shown?.lost.map(({ label }) => label)).toContain("golden (1)");
    expect(machine(fleet)).toMatchObject({ diskGeneration: 2, snapshots: 0 });
    expect(workOf(await fleet.plan(SHOP))).toEqual(["create snapshots.golden"]);
    expect(workOf(await fleet.plan(WITHOUT_SNAPSHOT))).toEqual([]);
  });

  it("download-backup has it prepared and tells the link to the caller, and to no record", async () => {
    const fleet = await startShop();
    const backup = await backupOf(fleet);
    const { end } = await fleet.act(SHOP, asked("download-backup", { backup }));
    expect(end.outcome).toBe("done");
    expect(end.download).toContain(backup);
    expect(JSON.stringify([await fleet.state(), fleet.events])).not.toContain(end.download);
    expect(countSent(fleet, "backup_download")).toBe(1);
  });

  it("move-ip changes both machines, and both records; YAML's counts are told", async () => {
    const fleet = await startShop();
    const ip = machine(fleet).ipAddresses[1] ?? "";
    const { end } = await fleet.act(SHOP, asked("move-ip", { ip, to: "vms.db" }));
    expect(end.outcome).toBe("done");
    expect(machine(fleet, "db").ipAddresses).toContain(ip);
    const records = (await fleet.state())?.resources ?? {};
    expect(records["vms.db"]?.observed["addresses"]).toContain(ip);
    expect(records["vms.web[0]"]?.observed["addresses"]).not.toContain(ip);
    expect(end.contradictions.map(({ address, path, declared, actual }) => [address, path, declared, actual])).toEqual([
      ["vms.web[0]", "ips", 2, 1],
      ["vms.db", "ips", 1, 2],
    ]);
    const moved = withKey([
      sampleVm("vms.web[0]"),
      sampleVm("vms.db", { ips: 2 }),
      sampleSnapshot("golden", "vms.web[0]"),
    ]);
    expect(workOf(await fleet.plan(moved))).toEqual([]);
  });

  it("move-ip is told as done where the other machine cannot be read after it", async () => {
    const fleet = await startShop();
    const ip = machine(fleet).ipAddresses[1] ?? "";
    // Each machine is read once before, and the one that gives it up after.
    faults(fleet, { effect: "unauthorised", match: { method: "vm_get", nth: 4, times: 50 } } as FaultRule);
    const { end } = await fleet.act(SHOP, asked("move-ip", { ip, to: "vms.db" }));
    expect(end).toMatchObject({ outcome: "done", isStateSaved: true, error: { fault: "unauthorised" } });
    expect(machine(fleet, "db").ipAddresses).toContain(ip);
  });

  it("set-password sends YAML's own again, or another one that YAML then contradicts", async () => {
    const fleet = await startShop();
    expect((await fleet.act(SHOP, asked("set-password"))).end).toMatchObject({ outcome: "done", contradictions: [] });
    expect(machine(fleet).passwordChanges).toBe(2);
    const { end } = await fleet.act(SHOP, { ...asked("set-password"), secrets: { password: "An0therOne" } });
    expect(machine(fleet).passwordChanges).toBe(3);
    expect(end.contradictions).toMatchObject([{ path: "password", isSensitive: true, declared: undefined }]);
    const there = withKey([
      sampleVm("vms.web[0]", { ips: 2, password: "An0therOne" }),
      sampleVm("vms.db"),
      sampleSnapshot("golden", "vms.web[0]"),
    ]);
    expect(workOf(await fleet.plan(SHOP))).toEqual(["update vms.web[0]"]);
    expect(workOf(await fleet.plan(there))).toEqual([]);
    expect(JSON.stringify(await fleet.state())).not.toContain("An0therOne");
  });

  it("works on an existing machine, and waits while the provider is at work on it", async () => {
    const fleet = await startShop();
    const { id } = machine(fleet, "db");
    const existing = withKey([
      sampleVm("vms.web[0]", { ips: 2 }),
      sampleSnapshot("golden", "vms.web[0]"),
      { ...sampleVm("vms.db"), attributes: { power: "on" }, existing: { id: String(id) } },
    ]);
    await fleet.apply(existing);
    faults(fleet, { effect: "busy", match: { method: "reboot", nth: 1 } } as FaultRule);
    expect((await fleet.act(existing, asked("reboot", {}, "vms.db"))).end.outcome).toBe("done");
    expect(machine(fleet, "db").restarts).toBe(1);
  });
});

describe("what is refused before anything is sent", () => {
  it("names, arguments and objects that are wrong, with what is meant", async () => {
    const fleet = await startShop();
    const refuse = (one: Asked, configuration = SHOP) => refusalOf(fleet, fleet.act(configuration, one));
    expect(await refuse(asked("rebot"))).toContain("did you mean reboot?");
    expect(await refuse(asked("suspend"))).toContain("act.unknown: serveroid has no action suspend");
    expect(await refuse(asked("reboot", {}, "vms.web"))).toContain("one of: 'vms.web[0]'");
    expect(await refuse(asked("reboot", {}, "vms.dbb"))).toContain("did you mean vms.db?");
    expect(await refuse(asked("reboot", {}, "keys.ops"))).toContain("act.unknown");
    expect(await refuse(asked("rollback-snapshot"))).toContain("rollback-snapshot needs --snapshot");
    expect(await refuse(asked("rollback-snapshot", { snapshot: "goldn" }))).toContain("did you mean golden?");
    expect(await refuse(asked("rollback-snapshot", { snapsho: "golden" }))).toContain("did you mean --snapshot?");
    expect(await refuse(asked("rollback-backup", { backup: "nope" }))).toContain("has no backup nope");
    expect(await refuse(asked("move-ip", { ip: "203.0.113.9", to: "vms.db" }))).toContain("has no address 203.0.113.9");
    expect(await refuse(asked("move-ip", { ip: "203.0.113.9", to: "vms.web[0]" }))).toContain("no other machine");
    const short = { ...asked("set-password"), secrets: { password: "lowercase" } };
    expect(await refuse(short)).toContain("lacks an upper-case letter");
    const added = withKey([...SHOP.resources.slice(1), sampleVm("vms.new")]);
    expect(await refuse(asked("reboot", {}, "vms.new"), added)).toContain("declared, but not on record yet");
  });

  it("what destroys, of a protected machine; what does not, is done", async () => {
    const isProtected = { lifecycle: { protect: true } };
    const shop = withKey([
      sampleVm("vms.web[0]", { ips: 2 }, isProtected),
      sampleVm("vms.db"),
      sampleSnapshot("golden", "vms.web[0]"),
    ]);
    const fleet = await startShop(shop);
    for (const one of [asked("reset"), asked("rollback-snapshot", { snapshot: "golden" })])
      expect(await refusalOf(fleet, fleet.act(shop, one))).toContain("set lifecycle.protect: false");
    expect((await fleet.act(shop, asked("reboot"))).end.outcome).toBe("done");
  });

  it("a machine on record that `existing` does not name any more, by id or by name, also as the other one", async () => {
    const fleet = await startShop();
    const of = (existing: { id?: string; name?: string }) =>
      withKey([
        sampleVm("vms.web[0]", { ips: 2 }),
        sampleSnapshot("golden", "vms.web[0]"),
        { ...sampleVm("vms.db"), attributes: { power: "on" }, existing },
      ]);
    await fleet.apply(of({ id: String(machine(fleet, "db").id) }));
    expect((await fleet.act(of({ name: "db" }), asked("reboot", {}, "vms.db"))).end.outcome).toBe("done");
    const [ip = ""] = machine(fleet).ipAddresses;
    for (const existing of [{ id: String(machine(fleet).id) }, { name: "web-0" }])
      for (const one of [asked("reset", {}, "vms.db"), asked("move-ip", { ip, to: "vms.db" })])
        expect(await refusalOf(fleet, fleet.act(of(existing), one))).toContain("existing.another: vms.db is db (");
  });

  it("a snapshot whose name is the id of another is not guessed", async () => {
    const fleet = await startShop();
    const set = { id: 77, name: "1", description: "", timeAdded: 1_414_000_000_000 };
    fleet.sim.change("serveroid", { kind: "snapshots", action: "add", parent: machine(fleet).id, set });
    const refused = await refusalOf(fleet, fleet.act(SHOP, asked("rollback-snapshot", { snapshot: "1" })));
    expect(refused).toContain("more than one snapshot with the name or id 1");
    expect(refused).toContain("--snapshot snapshots.golden, or --snapshot 77");
  });

  it("what would take a protected snapshot along, declared or on record only", async () => {
    const kept = {
      ...sampleSnapshot("golden", "vms.web[0]"),
      lifecycle: { ...sampleVm("x").lifecycle, protect: true },
    };
    const shop = withKey([sampleVm("vms.web[0]", { ips: 2 }), sampleVm("vms.db"), kept]);
    const fleet = await startShop(shop);
    const backup = await backupOf(fleet);
    for (const declared of [shop, WITHOUT_SNAPSHOT]) {
      const refused = await refusalOf(fleet, fleet.act(declared, asked("rollback-backup", { backup })));
      expect(refused).toContain("act.protected: snapshots.golden is protected, and would go with it");
    }
    expect(machine(fleet).snapshots).toBe(1);
  });

  it("a reboot of what is switched off", async () => {
    const off = withKey([sampleVm("vms.db", { power: "off" })]);
    const fleet = await startShop(off);
    expect(await refusalOf(fleet, fleet.act(off, asked("reboot", {}, "vms.db")))).toContain("powered off");
  });
});

describe("an answer that is lost", () => {
  const unreadable = [
    { act: asked("reboot"), method: "reboot" },
    { act: asked("rollback-snapshot", { snapshot: "golden" }), method: "snapshot_rollback" },
  ];
  for (const { act, method } of unreadable)
    for (const fault of method === "reboot" ? LOST.slice(0, 2) : LOST.slice(2))
      it(`${act.name}, ${sayFault(fault)}: unknown, holds the machine, and is never repeated by itself`, async () => {
        const fleet = await startShop();
        faults(fleet, { ...fault, match: { method, nth: 1 } } as FaultRule);
        const { end } = await fleet.act(SHOP, act);
        expect(end).toMatchObject({ outcome: "undone", results: [{ outcome: "unknown" }] });
        expect(end.results[0]?.fix).toContain("--assume-done 'vms.web[0]'");
        const again = await fleet.act(SHOP, asked("reboot"));
        expect(again.end).toMatchObject({ outcome: "undone", results: [{ outcome: "blocked" }] });
        expect((await fleet.act(SHOP, asked("reboot", {}, "vms.db"))).end.outcome).toBe("done");
        const grown = withKey([sampleVm("vms.web[0]", { ips: 2, memory: 2048 }), ...SHOP.resources.slice(2)]);
        const { plan } = await fleet.apply(grown);
        expect(plan.blocked.map(({ address }) => address)).toContain("vms.web[0]");
        expect(countSent(fleet, method)).toBe(method === "reboot" ? 2 : 1);
        await fleet.apply(SHOP, {}, { assumeDone: ["vms.web[0]"] });
        expect(await pendingOf(fleet)).toEqual([]);
        expect(workOf(await fleet.plan(SHOP))).toEqual([]);
      });

  for (const fault of LOST.slice(0, 2))
    it(`move-ip, ${sayFault(fault)}: the addresses tell, and it is sent again only where it did not happen`, async () => {
      const fleet = await startShop();
      const ip = machine(fleet).ipAddresses[1] ?? "";
      faults(fleet, { ...fault, match: { method: "ip_move", nth: 1 } } as FaultRule);
      const { end } = await fleet.act(SHOP, asked("move-ip", { ip, to: "vms.db" }));
      expect(end.outcome).toBe("done");
      expect(machine(fleet, "db").ipAddresses).toContain(ip);
      expect(countSent(fleet, "ip_move")).toBe(fault.effect === "lost-before" ? 2 : 1);
      expect(await pendingOf(fleet)).toEqual([]);
    });

  it("an operation that fails ends the act, and leaves nothing pending", async () => {
    const fleet = await startShop();
    faults(fleet, { effect: "operation-fails", match: { method: "reboot", nth: 1 } } as FaultRule);
    const { end } = await fleet.act(SHOP, asked("reboot"));
    expect(end).toMatchObject({ outcome: "undone", results: [{ outcome: "failed" }] });
    expect(await pendingOf(fleet)).toEqual([]);
  });
});

describe("a process that is killed", () => {
  it("in the middle of a reboot: the next apply settles it, or tells of it, and sends nothing again", async () => {
    const small = withKey([sampleVm("vms.db")]);
    const killed = { configuration: small, asked: () => asked("reboot", {}, "vms.db"), method: "reboot" };
    const ends = await killAtEachMoment(await startShop(small), killed);
    expect(ends.length).toBeGreaterThan(4);
    for (const { sent, pending } of ends) {
      expect(sent).toBeLessThanOrEqual(1);
      expect(pending).toEqual(pending.length === 0 ? [] : ["vms.db reboot unknown"]);
    }
    expect(ends.some(({ pending, sent }) => pending.length === 0 && sent === 1)).toBe(true);
    expect(ends.some(({ pending }) => pending.length > 0)).toBe(true);
  });

  it("in the middle of a password: the next plan sends YAML's own, since nobody can read which one it is", async () => {
    const fleet = await startShop();
    const another = { ...asked("set-password"), secrets: { password: "An0therOne" } };
    let isEverSent = false;
    for (let crashAt = 1; ; crashAt++) {
      fleet.sim.log.clear();
      const isDead = await fleet.act(SHOP, another, { crashAt }).then(
        () => false,
        () => true,
      );
      if (!isDead) break;
      const isSent = countSent(fleet, "password_change") > 0;
      isEverSent ||= isSent;
      await fleet.apply(SHOP);
      expect(await pendingOf(fleet)).toEqual([]);
      if (isSent) expect(countSent(fleet, "password_change")).toBe(2);
      expect(workOf(await fleet.plan(SHOP))).toEqual([]);
    }
    expect(isEverSent).toBe(true);
  });

  it("in the middle of a rollback: the same", async () => {
    const shop = withKey([sampleVm("vms.web[0]"), sampleSnapshot("golden", "vms.web[0]")]);
    const act = asked("rollback-snapshot", { snapshot: "golden" });
    const killed = { configuration: shop, asked: () => act, method: "snapshot_rollback", stride: 3 };
    const ends = await killAtEachMoment(await startShop(shop), killed);
    expect(ends.length).toBeGreaterThan(1);
    for (const { sent } of ends) expect(sent).toBeLessThanOrEqual(1);
  });
});
