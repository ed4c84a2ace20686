// What happens around Gcore objects that others made, lost or changed: adoption, vanishing, failures, foreign things, size.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration, Desired } from "../../src/core/desired.ts";
import type { Plan } from "../../src/core/plan.ts";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import type { JsonObject } from "../../src/simulators/engine/json.ts";
import { Crash, type Fleet, startFleet } from "../support/fleet.ts";
import { findRow as find, type Row, rows } from "../support/gcore-rows.ts";
import { RANGE, sampleConfiguration } from "../support/sample-desired.ts";
import { EDGE, edge, edgeKey, edgeSchedule, edgeSnapshot, gcoreDesired } from "../support/sample-gcore.ts";

const fleets: Fleet[] = [];
afterEach(async () => {
  await Promise.all(fleets.splice(0).map((fleet) => fleet.stop()));
});

async function start(options: Parameters<typeof startFleet>[0] = {}): Promise<Fleet> {
  const fleet = await startFleet({ vendor: "gcore", ...options });
  fleets.push(fleet);
  return fleet;
}

const config = (resources: readonly Desired[], more: Partial<Configuration> = {}) =>
  sampleConfiguration(resources, more);
const all = () => [edgeKey(), edge(), edgeSnapshot(), edgeSchedule()];
const actions = (plan: Plan) =>
  plan.entries.filter((entry) => entry.action !== "no-op").map((entry) => `${entry.action} ${entry.address}`);
const errors = (plan: Plan) => plan.diagnostics.filter((item) => item.severity === "error").map((item) => item.code);

const count = (fleet: Fleet) =>
  ["instances", "volumes", "snapshots", "ssh_keys", "floatingips"].map((kind) => rows(fleet, kind).length);

describe("a lost state", () => {
  it("finds VM, disks and snapshot again by their marks, the rest by name; nothing is made twice", async () => {
    const fleet = await start();
    await fleet.apply(config(all()));
    const before = count(fleet);
    const other = await start({ seed: { gcore: fleet.sim.state("gcore") } });
    const plan = await other.plan(config(all()));
    expect(errors(plan)).toEqual([]);
    const by = Object.fromEntries(plan.entries.map((entry) => [entry.address, entry.importing?.by]));
    expect(by).toMatchObject({
      "vms.edge": "marker",
      "vms.edge.volumes.boot": "marker",
      "vms.edge.volumes.data": "marker",
      "vms.edge.interfaces.public": "parent",
      "snapshots.edge-data": "marker",
      "keys.edge-ops": "name",
    });
    await other.apply(config(all()), { allow: { adopt: 2 } });
    expect(count(other)).toEqual(before);
    expect(actions(await other.plan(config(all())))).toEqual([]);
  });

  it("another stack's VM of that name is refused", async () => {
    const fleet = await start();
    await fleet.apply(config(all(), { stack: "other" }));
    const own = await start({ seed: { gcore: fleet.sim.state("gcore") } });
    expect(errors(await own.plan(config([edge({ keys: [] })])))).toContain("adopt.other-stack");
  });
});

describe("things of others", () => {
  it("a k8s worker and foreign machines are neither planned nor touched", async () => {
    const fleet = await start();
    const worker = JSON.stringify(find(fleet, "instances", "k8s-pool-1-node-1"));
    const legacy = JSON.stringify(find(fleet, "instances", "legacy-web"));
    await fleet.apply(config(all()));
    await fleet.apply(config(all()), { mode: "destroy" });
    expect(JSON.stringify(find(fleet, "instances", "k8s-pool-1-node-1"))).toBe(worker);
    expect(JSON.stringify(find(fleet, "instances", "legacy-web"))).toBe(legacy);
  });

  it("tags that others set stay; ours are mended", async () => {
    const fleet = await start();
    await fleet.apply(config(all()));
    const vm = find(fleet, "instances", "edge");
    const tags = ((vm?.["tags"] ?? []) as Row[]).filter((tag) => tag["key"] !== "team");
    const others = [...tags, { key: "cost-center", value: "4711", read_only: false }];
    fleet.sim.change("gcore", {
      kind: "instances",
      action: "patch",
      id: String(vm?.["id"]),
      set: { tags: others as never },
    });
    const plan = await fleet.plan(config(all()));
    expect(actions(plan)).toEqual(["update vms.edge"]);
    await fleet.apply(config(all()));
    const now = find(fleet, "instances", "edge")?.["tags"] as Row[];
    expect(now).toEqual(expect.arrayContaining([expect.objectContaining({ key: "cost-center", value: "4711" })]));
    expect(now).toEqual(expect.arrayContaining([expect.objectContaining({ key: "team", value: "shop" })]));
  });

  it("an existing VM is looked up, changed, never deleted; dropping the block forgets", async () => {
    const fleet = await start();
    const existing = gcoreDesired("vms.old", { tags: { owner: "us" } }, { existing: { name: "legacy-web" } });
    await fleet.apply(config([existing]));
    expect(actions(await fleet.plan(config([existing])))).toEqual([]);
    const before = count(fleet);
    expect(actions(await fleet.plan(config([edgeKey()])))).toEqual(["create keys.edge-ops", "forget vms.old"]);
    await fleet.apply(config([edgeKey()]));
    expect(rows(fleet, "instances").length).toBe(before[0]);
  });
});

describe("what vanishes", () => {
  it("a VM deleted in the panel whose disks stayed is made again of the same disks", async () => {
    const fleet = await start();
    await fleet.apply(config(all()));
    const old = (await fleet.state())?.resources ?? {};
    fleet.sim.change("gcore", { kind: "instances", action: "delete", id: old["vms.edge"]?.remoteId ?? "" });
    const plan = await fleet.plan(config(all()));
    expect(plan.vanished).toContain("vms.edge");
    expect(plan.refusals.length).toBeGreaterThan(0);
    await fleet.apply(config(all()), { allow: { recreate: 5 } });
    const now = (await fleet.state())?.resources ?? {};
    expect(now["vms.edge"]?.remoteId).not.toBe(old["vms.edge"]?.remoteId);
    expect(now["vms.edge.volumes.boot"]?.remoteId).toBe(old["vms.edge.volumes.boot"]?.remoteId);
    expect(actions(await fleet.plan(config(all())))).toEqual([]);
  });

  it("a run that ends right after it made the VM again loses nothing: the next one takes the new interface over", async () => {
    const fleet = await start();
    const declared = config([edgeKey(), edge()]);
    await fleet.apply(declared);
    const id = (await fleet.state())?.resources["vms.edge"]?.remoteId ?? "";
    fleet.sim.change("gcore", { kind: "instances", action: "delete", id });
    const interrupted = fleet.apply(declared, { allow: { recreate: 5 } }, { crashAt: 9 });
    await expect(interrupted).rejects.toBeInstanceOf(Crash);
    await fleet.apply(declared, { allow: { recreate: 5 } });
    expect(actions(await fleet.plan(declared))).toEqual([]);
    expect((await fleet.state())?.resources["vms.edge.interfaces.public"]?.parentId).not.toBe(id);
  });

  it("a disk that was taken off its VM before is not named in the VM's deletion, and goes all the same", async () => {
    const fleet = await start();
    await fleet.apply(config([edgeKey(), edge()]));
    const id = (await fleet.state())?.resources["vms.edge.volumes.data"]?.remoteId ?? "";
    fleet.sim.change("gcore", { kind: "volumes", action: "patch", id, set: { attachments: [], status: "available" } });
    const before = rows(fleet, "volumes").length;
    const { results } = await fleet.apply(config([edgeKey()]));
    expect(results.filter((result) => result.outcome !== "done")).toEqual([]);
    expect(rows(fleet, "volumes").length).toBe(before - 2);
  });

  it("a data volume that is gone is told, and is made again only when allowed", async () => {
    const fleet = await start();
    const bare = [edgeKey(), edge()];
    await fleet.apply(config(bare));
    const id = (await fleet.state())?.resources["vms.edge.volumes.data"]?.remoteId ?? "";
    fleet.sim.change("gcore", { kind: "volumes", action: "delete", id });
    const plan = await fleet.plan(config(bare));
    expect(plan.vanished).toEqual(["vms.edge.volumes.data"]);
    expect(actions(plan)).toEqual(["create vms.edge.volumes.data"]);
  });
});

describe("what fails", () => {
  const cases = [
    ["nothing", "instances.create"],
    ["object", "instances.create"],
    ["nothing", "volumes.create"],
    ["object", "volumes.create"],
    ["object", "snapshots.create"],
    ["nothing", "floatingips.create"],
  ] as const;
  for (const [leaves, method] of cases) {
    it(`${method} fails and leaves ${leaves}: no disk, no address and no VM is forgotten or doubled`, async () => {
      const interfaces = { inner: { type: "anySubnet", network: "internal", floatingIp: "new" } };
      const wanted = config([edgeKey(), edge({ interfaces }), edgeSnapshot()]);
      const clean = await start();
      await clean.apply(wanted);
      const expected = count(clean);
      const fault = { effect: "operation-fails", leaves, match: { method, nth: 1 } } as FaultRule;
      const fleet = await start({ faults: [fault] });
      const first = await fleet.apply(wanted);
      expect(first.results.some((result) => result.outcome === "failed")).toBe(true);
      for (let round = 0; round < 2; round++) await fleet.apply(wanted);
      expect(actions(await fleet.plan(wanted))).toEqual([]);
      expect(count(fleet)).toEqual(expected);
      expect((await fleet.state())?.pending).toEqual([]);
    });
  }

  it("a quota that would be exceeded and a disk too small for its image are told by the plan", async () => {
    const fleet = await start();
    const tiny = { boot: { image: "ubuntu-24.04-x64", size: 1024, boot: true } };
    expect(errors(await fleet.plan(config([edge({ volumes: tiny, keys: [] })])))).toEqual(["provider.too-small"]);
    const account = fleet.sim.state("gcore");
    const tight = { ...account, quotas: { ...(account["quotas"] as object), volume_size: 100 } };
    const poor = await start({ seed: { gcore: tight } });
    const plan = await poor.plan(config([edge({ keys: [] })]));
    expect(errors(plan)).toContain("provider.quota");
    expect(plan.diagnostics.map((item) => item.summary).join()).toMatch(/volume_size: \d+ of 100 used/);
  });
});

describe("prices", () => {
  it("tells what the bill grows by, and what the provider does not tell", async () => {
    const fleet = await start();
    const interfaces = { inner: { type: "anySubnet", network: "internal", floatingIp: "new" } };
    const { prices } = await fleet.plan(config([edge({ keys: [], interfaces })]));
    expect(prices?.currency).toBe("EUR");
    expect(prices?.changes.map((item) => item.address)).toEqual([
      "vms.edge",
      "vms.edge.volumes.boot",
      "vms.edge.volumes.data",
    ]);
    const sum = prices?.changes.reduce((total, item) => total + item.after - item.before, 0) ?? 0;
    expect(prices?.perMonth).toBeCloseTo(sum, 2);
    expect(sum).toBeGreaterThan(0);
    expect(prices?.unknown).toEqual(["vms.edge.floatingIps.inner"]);
  });

  it("a larger disk costs the difference, a destroyed fleet gives back all that was told; nothing changed: nothing said", async () => {
    const fleet = await start();
    const bare = [edge({ keys: [] })];
    await fleet.apply(config(bare));
    expect((await fleet.plan(config(bare))).prices).toBeUndefined();
    const volumes = { ...(EDGE["volumes"] as object), data: { size: 200 * 1024 } } as never;
    const grown = (await fleet.plan(config([edge({ keys: [], volumes })]))).prices;
    expect(grown?.changes.map((item) => item.address)).toEqual(["vms.edge.volumes.data"]);
    const [change] = grown?.changes ?? [];
    expect(change?.after).toBeCloseTo(2 * (change?.before ?? 0), 2);
    const gone = (await fleet.plan(config(bare), { mode: "destroy" })).prices;
    expect(gone?.perMonth).toBeLessThan(0);
  });

  it("policy.maxMonthlyIncrease refuses what is dearer, and on request what is not told", async () => {
    const fleet = await start();
    const limited = (amount: number, unknown: "warn" | "refuse") =>
      config([edge({ keys: [] }), edgeSnapshot()], {
        policy: { publicEnv: [], maxMonthlyIncrease: { amount, currency: "EUR", unknown } },
      });
    const codes = async (amount: number, unknown: "warn" | "refuse") =>
      (await fleet.plan(limited(amount, unknown))).refusals.map((refusal) => refusal.code);
    expect(await codes(1, "warn")).toEqual(["guard.max-monthly-increase"]);
    expect(await codes(100_000, "warn")).toEqual([]);
    expect(await codes(100_000, "refuse")).toEqual(["guard.max-monthly-increase"]);
  });
});

it("a second machine with the marks of an address that holds one is told, and never touched", async () => {
  const fleet = await start();
  await fleet.apply(config(all()));
  const { name, flavor, tags } = find(fleet, "instances", "edge") ?? {};
  const copy = { name, flavor, tags, status: "ACTIVE", vm_state: "active" } as JsonObject;
  fleet.sim.change("gcore", { kind: "instances", action: "add", set: copy });
  const before = count(fleet);
  const { plan } = await fleet.apply(config(all()));
  expect(actions(plan)).toEqual([]);
  expect(plan.diagnostics).toMatchObject([
    { severity: "warning", code: "adopt.stray", address: "vms.edge", fix: expect.stringContaining("panel") },
  ]);
  expect(count(fleet)).toEqual(before);
  // What was let go on purpose is nobody's any more.
  const letGo = config([edgeKey()], { removed: [{ from: "vms.edge", destroy: false, range: RANGE }] });
  await fleet.apply(letGo);
  expect((await fleet.plan(letGo)).diagnostics.map(({ code }) => code)).not.toContain("adopt.stray");
});

describe("a large account", () => {
  it("2,500 instances and 25 keys: everything is seen, in pages, with no request per instance", async () => {
    const seed = { gcore: { ...(await largeAccount()) } };
    const fleet = await start({ seed });
    const plan = await fleet.plan(
      config([gcoreDesired("vms.last", { tags: { a: "bcd" } }, { existing: { name: "node-2499" } })]),
    );
    expect(errors(plan)).toEqual([]);
    expect(plan.entries[0]?.importing?.by).toBe("existing");
    const requests = fleet.sim.log.entries().length;
    const key = gcoreDesired(
      "keys.last",
      { publicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEtleTI0 key-24" },
      { name: "key-24" },
    );
    expect((await fleet.plan(config([key]))).entries[0]?.importing?.by).toBe("name");
    expect(requests).toBeLessThan(40);
  });
});

async function largeAccount(): Promise<Record<string, unknown>> {
  const fleet = await startFleet({ vendor: "gcore" });
  const account = fleet.sim.state("gcore") as Record<string, unknown>;
  await fleet.stop();
  const [instance] = (account["instances"] as Row[]).filter((row) => row["name"] === "legacy-web");
  const instances = Array.from({ length: 2500 }, (_, index) => ({
    ...instance,
    id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    name: `node-${index}`,
    volumes: [],
    addresses: {},
    fixed_ip_assignments: [],
  }));
  const keys = Array.from({ length: 25 }, (_, index) => ({
    id: `10000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    name: `key-${index}`,
    public_key: `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEtleTI0 key-${index}`,
  }));
  return { ...account, instances: [...(account["instances"] as Row[]), ...instances], ssh_keys: keys };
}
