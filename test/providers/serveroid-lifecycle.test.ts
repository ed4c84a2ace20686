// What a plan does with objects that exist, are gone, are shared, protected or nobody's: Serveroid, end to end in process.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration } from "../../src/core/desired.ts";
import type { Plan } from "../../src/core/plan.ts";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { OPS_KEY, RANGE, sampleConfiguration, sampleKey, sampleSnapshot, sampleVm } from "../support/sample-desired.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const seed = { serveroid: { tenants: [{ id: 111, description: "Default" }], vms: [], pubkeys: [] } };
const web = (attributes = {}, more = {}) => sampleVm("vms.web", attributes, more);
const shop = (...more: Configuration["resources"]) => sampleConfiguration([sampleKey("ops"), ...more]);

const ROW = {
  id: 500,
  tenantId: 111,
  name: "web",
  memory: 1024,
  disk: 32_768,
  cpu: 2,
  tariffId: 1,
  ipAddresses: ["203.0.113.9"],
  state: "VIR_DOMAIN_RUNNING",
  distribution: { id: 230, name: "UBUNTU", description: "Ubuntu 14.04.1 x64", bitness: 64 },
  backupPolicy: { quantity: 7, frequency: 24 },
  publicKeys: [],
};

interface Account {
  readonly vms: { id: number; name: string; memory: number; state: string }[];
  readonly pubkeys: { id: number; name: string }[];
}
const account = (current: Fleet) => current.sim.state("serveroid") as unknown as Account;
const idOf = (current: Fleet, name: string) => account(current).vms.find((vm) => vm.name === name)?.id ?? 0;
const actions = (plan: Plan) =>
  plan.entries.filter((entry) => entry.action !== "no-op").map((entry) => `${entry.action} ${entry.address}`);
const codes = (plan: Plan) => plan.diagnostics.map((diagnostic) => diagnostic.code);

async function start(configuration: Configuration): Promise<Fleet> {
  fleet = await startFleet({ seed });
  await fleet.apply(configuration);
  fleet.sim.log.clear();
  return fleet;
}

describe("an object that is not tracked", () => {
  const row = ROW;
  const withRows = (...vms: object[]) => ({
    serveroid: { tenants: [{ id: 111, description: "Default" }], vms, pubkeys: [] },
  });

  it("is adopted by its name, with the full difference, and counts for the guard", async () => {
    fleet = await startFleet({ seed: withRows(row) });
    const plan = await fleet.plan(shop(web()));
    expect(actions(plan)).toEqual(["create keys.ops", "update vms.web"]);
    expect(plan.entries.find((entry) => entry.address === "vms.web")?.importing).toEqual({ id: "500", by: "name" });
    expect(plan.refusals.map((refusal) => [refusal.flag, refusal.unattendedOnly])).toEqual([["--allow-adopt 1", true]]);
    expect(codes(plan)).toContain("state.seems-lost");
    await fleet.apply(shop(web()), { allow: { adopt: 1 } });
    expect(fleet.sim.log.entries({ mutating: true }).map((entry) => entry.method)).toEqual([
      "pubkeys_add",
      "pubkey_change",
    ]);
    expect(actions(await fleet.plan(shop(web())))).toEqual([]);
  });

  it("is refused when a create-only field differs", async () => {
    fleet = await startFleet({
      seed: withRows({ ...row, distribution: { id: 233, name: "DEBIAN", description: "Debian 7.6 x64", bitness: 64 } }),
    });
    expect(codes(await fleet.plan(shop(web())))).toContain("adopt.differs");
  });

  it("is never destroyed to fit: neither rebuilt nor replaced, whatever is allowed", async () => {
    const other = { id: 233, name: "DEBIAN", description: "Debian 7.6 x64", bitness: 64 };
    fleet = await startFleet({ seed: withRows({ ...row, distribution: other }) });
    const rebuilt = await fleet.plan(shop({ ...web(), lifecycle: { ...web().lifecycle, rebuild: "allow" } }));
    expect(codes(rebuilt)).toContain("adopt.differs");
    expect(codes(await fleet.plan(shop(web()), { replace: ["vms.web"] }))).toContain("adopt.differs");
  });

  it("is told from one of ours that is gone: its name alone makes no new one, nor silently another's ours", async () => {
    fleet = await startFleet({ seed: withRows() });
    await fleet.apply(shop(web()));
    const id = (await fleet.state())?.resources["vms.web"]?.remoteId ?? "";
    fleet.sim.change("serveroid", { kind: "vms", action: "delete", id });
    fleet.sim.change("serveroid", { kind: "vms", action: "add", set: row });
    const plan = await fleet.plan(shop(web()));
    expect(plan.entries.find((entry) => entry.address === "vms.web")?.importing).toEqual({ id: "500", by: "name" });
    expect(plan.refusals.map((refusal) => refusal.flag)).toEqual(["--allow-adopt 1"]);
  });

  it("is never guessed: two with the name are an error that lists them", async () => {
    fleet = await startFleet({ seed: withRows(row, { ...row, id: 501 }) });
    const plan = await fleet.plan(shop(web()));
    const error = plan.diagnostics.find((diagnostic) => diagnostic.code === "adopt.ambiguous");
    expect(error?.detail).toContain("500");
    expect(error?.detail).toContain("501");
    expect(plan.operations.filter((operation) => operation.type === "vm")).toEqual([]);
  });

  it("is left alone when it is shared with us or in another project, whatever its name", async () => {
    const others = [
      { ...row, ownerUser: "someone@example.org" },
      { ...row, id: 501, tenantId: 999 },
    ];
    fleet = await startFleet({ seed: withRows(...others) });
    expect(actions(await fleet.plan(shop(web())))).toEqual(["create keys.ops", "create vms.web"]);
    await fleet.apply(shop(web()));
    await fleet.apply(shop(web()), { mode: "destroy", allow: { deletes: 2 } });
    expect(account(fleet).vms.map((vm) => vm.id)).toEqual([500, 501]);
  });

  it("is taken by an import block with its id; a wrong id is an error", async () => {
    fleet = await startFleet({ seed: withRows(row, { ...row, id: 501 }) });
    const importing = (id: string) => ({ ...shop(web()), imports: [{ to: "vms.web", id, range: RANGE }] });
    expect(codes(await fleet.plan(importing("7")))).toContain("import.not-found");
    const { plan } = await fleet.apply(importing("501"));
    expect(plan.refusals).toEqual([]);
    expect((await fleet.state())?.resources["vms.web"]?.remoteId).toBe("501");
  });

  it("says that it is taken over also where it is replaced at once", async () => {
    fleet = await startFleet({ seed: withRows(row) });
    const importing = { ...shop(web()), imports: [{ to: "vms.web", id: "500", range: RANGE }] };
    const plan = await fleet.plan(importing, { replace: ["vms.web"] });
    expect(plan.entries.find((entry) => entry.address === "vms.web")).toMatchObject({
      action: "replace",
      remoteId: "500",
      importing: { id: "500", by: "import" },
    });
    expect(plan.counts).toMatchObject({ import: 1, destroy: 1 });
  });

  it("under existing: is looked up, changed, never deleted", async () => {
    fleet = await startFleet({ seed: withRows(row) });
    const existing = sampleVm("vms.web", {}, { existing: { name: "web" } });
    const kept = { ...existing, attributes: { memory: 2048 } };
    await fleet.apply(sampleConfiguration([kept]));
    expect(account(fleet).vms[0]?.memory).toBe(2048);
    expect(actions(await fleet.plan(sampleConfiguration([kept])))).toEqual([]);
    const gone = await fleet.plan(sampleConfiguration([]), { allow: { empty: true } });
    expect(actions(gone)).toEqual(["forget vms.web"]);
    await fleet.apply(sampleConfiguration([kept]), { mode: "destroy" });
    expect(account(fleet).vms.length).toBe(1);
  });
});

describe("a change behind our back", () => {
  it("of a declared field is drift (conflict) and is mended", async () => {
    const current = await start(shop(web()));
    current.sim.change("serveroid", { kind: "vms", action: "patch", id: idOf(current, "web"), set: { memory: 4096 } });
    const declared = shop(web({ allowRestart: true }));
    const plan = await current.plan(declared);
    expect(plan.drift.map((entry) => [entry.address, entry.class, entry.fields.map((field) => field.path)])).toEqual([
      ["vms.web", "conflict", ["memory"]],
    ]);
    expect(
      plan.entries.find((entry) => entry.address === "vms.web")?.fields.map((field) => [field.path, field.cause]),
    ).toEqual([["memory", "outside"]]);
    await current.apply(declared);
    expect((await current.plan(declared)).drift).toEqual([]);
    expect(account(current).vms[0]?.memory).toBe(1024);
  });

  it("of a field that YAML does not set is drift (unset), is left alone and is recorded by the next apply", async () => {
    const { cpu: _cpu, ...rest } = web().attributes;
    const declared = shop({ ...web(), attributes: { ...rest, tariff: "Облачный 1024", memory: 1024, disk: 32_768 } });
    const current = await start(declared);
    current.sim.change("serveroid", { kind: "vms", action: "patch", id: idOf(current, "web"), set: { cpu: 7 } });
    expect((await current.plan(declared)).drift.map((entry) => entry.class)).toEqual(["unset"]);
    await current.apply(declared);
    expect((await current.plan(declared)).drift).toEqual([]);
    expect(current.sim.log.entries({ mutating: true })).toEqual([]);
  });

  it("a vanished VM is made again only with an allowance; more than a few are more likely a wrong account", async () => {
    const declared = shop(...[0, 1, 2, 3].map((index) => sampleVm(`vms.web[${index}]`)));
    const current = await start(declared);
    for (const index of [0, 1, 2])
      current.sim.change("serveroid", { kind: "vms", action: "delete", id: idOf(current, `web-${index}`) });
    const plan = await current.plan(declared);
    expect(plan.vanished).toEqual(["vms.web[0]", "vms.web[1]", "vms.web[2]"]);
    expect(plan.refusals.map((refusal) => [refusal.code, refusal.flag, refusal.unattendedOnly])).toEqual([
      ["guard.mass-vanished", "--allow-recreate 3", false],
    ]);
    await current.apply(declared, { allow: { recreate: 3 } });
    expect(account(current).vms.length).toBe(4);
    expect(actions(await current.plan(declared))).toEqual([]);
  });

  it("a vanished snapshot is not made again: its content is gone; --replace takes a new one", async () => {
    const declared = shop(web(), sampleSnapshot("golden", "vms.web"));
    const current = await start(declared);
    const vm = idOf(current, "web");
    const [snapshot] =
      (current.sim.state("serveroid") as unknown as { snapshots: Record<string, { id: number }[]> }).snapshots[
        String(vm)
      ] ?? [];
    current.sim.change("serveroid", { kind: "snapshots", action: "delete", id: snapshot?.id ?? 0, parent: vm });
    const plan = await current.plan(declared);
    expect(plan.operations).toEqual([]);
    expect(plan.blocked.map((entry) => [entry.address, entry.fix?.includes("--replace snapshots.golden")])).toEqual([
      ["snapshots.golden", true],
    ]);
    await current.apply(declared, { replace: ["snapshots.golden"] });
    expect(actions(await current.plan(declared))).toEqual([]);
  });
});

describe("a read that cannot be trusted", () => {
  const faults: readonly [string, object][] = [
    ["an empty list without a result", { effect: "empty-list", shape: "missing" }],
    ["a list that is null", { effect: "empty-list", shape: "null" }],
    ["a garbled list", { effect: "garbled" }],
    ["a refused list", { effect: "unauthorised" }],
  ];
  for (const [title, fault] of faults) {
    it(`${title} fails the plan and never means "create"`, async () => {
      const current = await start(shop(web()));
      current.sim.faults.set([{ ...fault, match: { method: "vm_list" } } as FaultRule]);
      await expect(current.plan(shop(web()))).rejects.toThrow();
    });
  }

  it("a list that lacks a tracked VM does not matter where the VM can still be read by id", async () => {
    const current = await start(shop(web(), sampleVm("vms.more")));
    current.sim.faults.set([{ effect: "partial-list", rows: 1, match: { method: "vm_list" } } as FaultRule]);
    const plan = await current.plan(shop(web(), sampleVm("vms.more")));
    expect(codes(plan)).toEqual([]);
    expect(actions(plan)).toEqual([]);
  });
});

describe("protection and refactoring", () => {
  it("a protected VM outlives its block; a removed block deletes it, or forgets it", async () => {
    const current = await start(shop(web({}, { lifecycle: { protect: true } })));
    const plan = await current.plan(shop());
    expect(actions(plan)).toEqual([]);
    expect(plan.protected.map((entry) => entry.address)).toEqual(["vms.web"]);
    const forgotten = { ...shop(), removed: [{ from: "vms.web", destroy: false, range: RANGE }] };
    expect(actions(await current.plan(forgotten))).toEqual(["forget vms.web"]);
    const removed = { ...shop(), removed: [{ from: "vms.web", destroy: true, range: RANGE }] };
    const deletion = await current.plan(removed);
    expect(actions(deletion)).toEqual(["delete vms.web"]);
    expect(deletion.refusals).toEqual([]);
    await current.apply(removed);
    expect(account(current).vms).toEqual([]);
  });

  it("protection is recorded by an apply that changes nothing else", async () => {
    const current = await start(shop(web()));
    await current.apply(shop(web({}, { lifecycle: { protect: true } })));
    expect(current.sim.log.entries({ mutating: true })).toEqual([]);
    expect((await current.plan(shop())).protected.length).toBe(1);
  });

  it("--replace of a protected VM is refused", async () => {
    const declared = shop(web({}, { lifecycle: { protect: true } }));
    const current = await start(declared);
    expect(codes(await current.plan(declared, { replace: ["vms.web"] }))).toContain("lifecycle.protected");
  });

  it("destructive fields of a protected VM are held back, the rest is done", async () => {
    const declared = shop(web({}, { lifecycle: { protect: true } }));
    const current = await start(declared);
    await current.apply(shop(web({ keys: [], cpu: 3 }, { lifecycle: { protect: true } })));
    expect(current.sim.log.entries({ mutating: true }).map((entry) => entry.method)).toEqual(["cpu_change"]);
  });

  it("what a protected VM still needs is kept by a destroy, and what would kill a protected snapshot is held back", async () => {
    const kept = { lifecycle: { protect: true } };
    const declared = shop(web({}, kept), sampleVm("vms.more"), sampleSnapshot("precious", "vms.more", {}, kept));
    const current = await start(declared);
    const { plan } = await current.apply(declared, { mode: "destroy" });
    expect(plan.protected.map((entry) => entry.address)).toEqual(["vms.web", "snapshots.precious"]);
    expect(plan.blocked.map((entry) => entry.address).sort()).toEqual(["keys.ops", "vms.more"]);
    expect(current.sim.log.entries({ mutating: true })).toEqual([]);
    expect((await current.plan(declared, { rebuild: ["vms.more"] })).blocked.map((entry) => entry.address)).toEqual([
      "vms.more",
    ]);
  });

  it("moved: renames without touching; a swap works; X and X[0] are the same", async () => {
    const two = shop(sampleVm("vms.a"), sampleVm("vms.b"));
    const current = await start(two);
    const swap = {
      ...shop(sampleVm("vms.a", {}, { name: "b" }), sampleVm("vms.b", {}, { name: "a" })),
      moved: [
        { from: "vms.a", to: "vms.b", range: RANGE },
        { from: "vms.b", to: "vms.a", range: RANGE },
      ],
    };
    const plan = await current.plan(swap);
    expect(actions(plan)).toEqual(["move vms.a", "move vms.b"]);
    await current.apply(swap);
    expect(current.sim.log.entries({ mutating: true })).toEqual([]);
    const counted = shop(sampleVm("vms.a[0]", {}, { name: "b" }), sampleVm("vms.b", {}, { name: "a" }));
    expect(actions(await current.plan(counted))).toEqual(["move vms.a[0]"]);
  });

  it("moved: a block that stays in YAML is carried out once, and again where it was taken out and put back", async () => {
    const moved = (...pairs: (readonly [string, string])[]) => pairs.map(([from, to]) => ({ from, to, range: RANGE }));
    const current = await start(shop(sampleVm("vms.a"), sampleVm("vms.b")));
    const [a, b] = [idOf(current, "a"), idOf(current, "b")];
    const chain = {
      ...shop(sampleVm("vms.a", {}, { name: "b" })),
      moved: moved(["vms.b", "vms.a"], ["vms.a", "vms.c"]),
    };
    await current.apply(chain);
    expect([idOf(current, "a"), idOf(current, "b")]).toEqual([0, b]);
    expect((await current.plan(chain)).edits).toEqual([]);
    expect(actions(await current.plan(chain))).toEqual([]);
    await current.apply(chain);
    expect(idOf(current, "b")).toBe(b);
    expect((await current.state())?.moved).toEqual([
      { from: "vms.b", to: "vms.a" },
      { from: "vms.a", to: "vms.c" },
    ]);
    const back = { ...shop(sampleVm("vms.b")), moved: moved(["vms.a", "vms.b"]) };
    await current.apply(back);
    await current.apply(back);
    await current.apply({ ...shop(sampleVm("vms.a", {}, { name: "b" })), moved: moved(["vms.b", "vms.a"]) });
    expect([idOf(current, "b"), Object.keys((await current.state())?.resources ?? {})]).toEqual([
      b,
      ["keys.ops", "vms.a"],
    ]);
    expect(a).not.toBe(b);
  });

  it("moved: a new object under the old address is not the one that has moved", async () => {
    const current = await start(shop(sampleVm("vms.web")));
    const renamed = {
      ...shop(sampleVm("vms.old", {}, { name: "web-old" }), sampleVm("vms.web")),
      moved: [{ from: "vms.web", to: "vms.old", range: RANGE }],
    };
    await current.apply(renamed);
    expect(actions(await current.plan(renamed))).toEqual([]);
    // The old one may go; the block that is left says nothing of the new one.
    const later = { ...shop(sampleVm("vms.web")), moved: renamed.moved };
    await current.apply(later);
    expect([idOf(current, "web-old"), actions(await current.plan(later))]).toEqual([0, []]);
    expect(idOf(current, "web")).not.toBe(0);
  });

  it("moved: a cycle of undeclared addresses, and two objects for one, are errors", async () => {
    const current = await start(shop(sampleVm("vms.a"), sampleVm("vms.b")));
    const cycle = [
      { from: "vms.a", to: "vms.x", range: RANGE },
      { from: "vms.x", to: "vms.a", range: RANGE },
    ];
    expect(codes(await current.plan({ ...shop(sampleVm("vms.b")), moved: cycle }))).toContain("moved.cycle");
    const both = [
      { from: "vms.a", to: "vms.c", range: RANGE },
      { from: "vms.b", to: "vms.c", range: RANGE },
    ];
    expect(codes(await current.plan({ ...shop(sampleVm("vms.c")), moved: both }))).toContain("moved.two-for-one");
  });

  it("create-first: the new one first, the old one after; both never matched by name", async () => {
    const declared = shop(web({}, { lifecycle: { replace: "create-first" } }));
    const current = await start(declared);
    const old = idOf(current, "web");
    await current.apply(declared, { replace: ["vms.web"] });
    expect(current.sim.log.entries({ mutating: true }).map((entry) => entry.method)).toEqual([
      "install",
      "backup_policy_change",
      "delete",
    ]);
    expect(account(current).vms.map((vm) => vm.id)).not.toContain(old);
    expect((await current.state())?.resources["vms.web"]?.deposed).toBeUndefined();
    expect(actions(await current.plan(declared))).toEqual([]);
  });

  it("ignored fields are used at creation and left alone afterwards", async () => {
    const ignoring = { lifecycle: { ignore: ["memory", "backupPolicy.*"] } };
    const current = await start(shop(web({}, ignoring)));
    expect(
      actions(await current.plan(shop(web({ memory: 2048, backupPolicy: { keep: 1, every: 10_800_000 } }, ignoring)))),
    ).toEqual([]);
  });
});

describe("removal", () => {
  it("a key leaves the VMs before it is deleted, and is kept while a VM that is not ours to change has it", async () => {
    const dev = sampleKey("dev", OPS_KEY.replace("ops@", "dev@"));
    const current = await start(shop(dev, web({ keys: ["keys.ops", "keys.dev"] })));
    await current.apply(shop(web()));
    expect(current.sim.log.entries({ mutating: true }).map((entry) => entry.method)).toEqual([
      "pubkey_change",
      "pubkeys_delete",
    ]);
    const key = account(current).pubkeys.find((item) => item.name === "ops");
    current.sim.change("serveroid", {
      kind: "vms",
      action: "add",
      set: { ...ROW, id: 900, name: "foreign", publicKeys: [{ id: key?.id ?? 0, installed: true }] },
    });
    const { plan } = await current.apply(shop(web()), { mode: "destroy" });
    expect(plan.blocked.map((entry) => entry.address)).toEqual(["keys.ops"]);
    expect(account(current).vms.map((vm) => vm.name)).toEqual(["foreign"]);
    expect(account(current).pubkeys.map((item) => item.name)).toEqual(["ops"]);
  });

  it("snapshots go before their VM, younger ones before those they were built on", async () => {
    const declared = shop(
      web(),
      sampleSnapshot("one", "vms.web"),
      sampleSnapshot("two", "vms.web", {}, { dependsOn: ["snapshots.one"] }),
    );
    const current = await start(declared);
    await current.apply(declared, { mode: "destroy" });
    expect(current.sim.log.entries({ mutating: true }).map((entry) => entry.method)).toEqual([
      "snapshot_delete",
      "snapshot_delete",
      "delete",
      "pubkeys_delete",
    ]);
    expect((await current.state())?.resources).toEqual({});
  });

  it("what dies with a VM is listed under it, declared or not", async () => {
    const current = await start(shop(web(), sampleSnapshot("golden", "vms.web")));
    const vm = idOf(current, "web");
    current.sim.change("serveroid", { kind: "snapshots", action: "add", parent: vm, set: { id: 77, name: "by-hand" } });
    const plan = await current.plan(shop(web(), sampleSnapshot("golden", "vms.web")), { mode: "destroy" });
    const lost = plan.destructive.find((step) => step.address === "vms.web")?.lost.map((item) => item.label) ?? [];
    expect(lost).toContain("by-hand");
    expect(lost).toContain("golden");
  });

  it("guards: an empty configuration, too many deletions, and the exact flags that let them through", async () => {
    const fleetOf = (count: number) =>
      shop(...Array.from({ length: count }, (_item, index) => sampleVm(`vms.web[${index}]`)));
    const current = await start(fleetOf(4));
    const flags = async (configuration: Configuration, allow = {}) =>
      (await current.plan(configuration, { allow })).refusals.map((refusal) => refusal.flag);
    expect(await flags(sampleConfiguration([]))).toEqual(["--allow-deletes 5", "--allow-empty"]);
    expect(await flags(fleetOf(1))).toEqual(["--allow-deletes 3"]);
    expect(await flags(fleetOf(1), { deletes: 3 })).toEqual([]);
    expect(await flags({ ...fleetOf(3), policy: { publicEnv: [], maxDeletes: 0 } })).toEqual(["--allow-deletes 1"]);
    expect(await flags(fleetOf(3))).toEqual([]);
  });
});

describe("targets and excludes", () => {
  it("--target takes what it needs along; --exclude takes what needs it away", async () => {
    fleet = await startFleet({ seed });
    const declared = shop(web(), sampleVm("vms.more"), sampleSnapshot("golden", "vms.web"));
    const targeted = await fleet.plan(declared, { targets: ["snapshots.golden"] });
    expect(actions(targeted)).toEqual(["create keys.ops", "create vms.web", "create snapshots.golden"]);
    expect(targeted.complete).toBe(false);
    expect(actions(await fleet.plan(declared, { excludes: ["vms.web"] }))).toEqual([
      "create keys.ops",
      "create vms.more",
    ]);
  });
});

describe("busy and failing providers", () => {
  it("a busy answer is waited for", async () => {
    fleet = await startFleet({
      seed,
      faults: [{ effect: "busy", match: { method: "backup_policy_change", times: 3 } } as FaultRule],
    });
    const { results } = await fleet.apply(shop(web()));
    expect(results.every((result) => result.outcome === "done")).toBe(true);
  });

  it("an operation that fails and leaves an object: kept as half-made, then replaced; never lost, never doubled", async () => {
    fleet = await startFleet({
      seed,
      faults: [{ effect: "operation-fails", leaves: "object", match: { method: "install", nth: 1 } } as FaultRule],
    });
    const { results } = await fleet.apply(shop(web()));
    expect(results.find((result) => result.address === "vms.web")?.outcome).toBe("failed");
    expect(account(fleet).vms.length).toBe(1);
    expect((await fleet.state())?.resources["vms.web"]?.halfMade).toBeDefined();
    for (let round = 0; round < 2; round++) await fleet.apply(shop(web()));
    expect(account(fleet).vms.length).toBe(1);
    expect(actions(await fleet.plan(shop(web())))).toEqual([]);
  });

  it("an operation that fails and leaves nothing is made again by the next apply", async () => {
    fleet = await startFleet({
      seed,
      faults: [{ effect: "operation-fails", leaves: "nothing", match: { method: "install", nth: 1 } } as FaultRule],
    });
    await fleet.apply(shop(web()));
    expect((await fleet.state())?.pending).toEqual([]);
    await fleet.apply(shop(web()));
    expect(account(fleet).vms.length).toBe(1);
  });

  it("error.inet.ip.guest.*: success with a warning, at the call and from the operation", async () => {
    for (const when of ["call", "operation"]) {
      fleet = await startFleet({
        seed,
        faults: [
          {
            effect: "operation-guest-error",
            ...(when === "call" ? { when } : {}),
            match: { method: "ip_add", nth: 1 },
          } as FaultRule,
        ],
      });
      const { results } = await fleet.apply(shop(web({ ips: 3 })));
      expect(results.every((result) => result.outcome === "done")).toBe(true);
      expect(fleet.events.flatMap((event) => (event.type === "completed" ? event.warnings : [])).join()).toContain(
        "guest",
      );
      expect(actions(await fleet.plan(shop(web({ ips: 3 }))))).toEqual([]);
      await fleet.stop();
    }
    fleet = undefined;
  });

  it("a soft shutdown that the guest ignores fails and never becomes a power cut", async () => {
    const current = await start(shop(web()));
    const deaf = { serveroid: { ...(current.sim.state("serveroid") as object), quirks: { deafVms: ["web"] } } };
    await current.stop();
    fleet = await startFleet({ seed: deaf });
    const { results } = await fleet.apply(shop(web({ power: "off" })), { allow: { adopt: 2 } });
    expect(results.find((result) => result.address === "vms.web")?.outcome).toBe("failed");
    expect(fleet.sim.log.entries({ mutating: true }).map((entry) => entry.method)).not.toContain("poweroff");
  });

  it("a VM in a state that is not known is not touched", async () => {
    const current = await start(shop(web()));
    current.sim.change("serveroid", {
      kind: "vms",
      action: "patch",
      id: idOf(current, "web"),
      set: { state: "VIR_DOMAIN_PAUSED" },
    });
    const { plan } = await current.apply(shop(web({ cpu: 4 })));
    expect(plan.blocked.map((entry) => entry.reason).join()).toContain("VIR_DOMAIN_PAUSED");
    expect(current.sim.log.entries({ mutating: true })).toEqual([]);
  });
});

describe("reading", () => {
  it("a plan of many VMs costs the same few requests; snapshots cost one for each VM that has one declared", async () => {
    const many = (count: number) =>
      shop(...Array.from({ length: count }, (_item, index) => sampleVm(`vms.web[${index}]`)));
    const reads: number[] = [];
    for (const count of [2, 40]) {
      const current = await start(many(count));
      await current.plan(many(count));
      reads.push(current.sim.log.entries().length);
      await current.stop();
    }
    fleet = undefined;
    expect(reads[0]).toBe(reads[1]);
    expect(reads[0]).toBeLessThanOrEqual(6);
  });
});
