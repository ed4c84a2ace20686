// M21..M30: addresses, snapshots, backups.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/simulators/engine/json.ts";
import { type Bench, openBench, T, testAccount, vmRow } from "../support/serveroid-bench.ts";

const HOUR = 3_600_000;

describe("serveroid: addresses", () => {
  it("adds one that the service picks, and does not say which", async () => {
    const { settle, vm, get } = await openBench();
    expect(await get("vm/11/ip_add/", T)).toEqual({ status: "OK", operationId: 1 });
    expect(await settle("vm/10/ip_add/", T)).toMatchObject({ status: "DONE", operationType: "VM_IP_ADD" });
    expect((await vm(10))["ipAddresses"]).toEqual(["203.0.113.10", expect.stringMatching(/^198\.18\./)]);
    expect((await vm(11))["ipAddresses"]).not.toEqual((await vm(10))["ipAddresses"]);
  });

  it("never gives an address out twice", async () => {
    const { settle, vm } = await openBench();
    await settle("vm/10/ip_add/", T);
    const [, first] = (await vm(10))["ipAddresses"] as string[];
    expect(await settle("vm/10/ip_delete/", { ...T, ip: first ?? "" })).toMatchObject({
      status: "DONE",
      operationType: "VM_IP_DELETE",
    });
    await settle("vm/10/ip_add/", T);
    expect((await vm(10))["ipAddresses"]).not.toContain(first);
  });

  it("has a limit only if the account has one", async () => {
    const { refusal } = await openBench({ seed: testAccount({ limits: { addressesPerVm: 1 } }) });
    expect(await refusal("vm/10/ip_add/", T)).toBe("error.inet.ip.limit");
  });

  it("moves one, under the type of an addition, with both machines busy", async () => {
    const { get, vm, result, refusal, clock } = await openBench();
    const { operationId } = await get("vm/10/ip_move/", { ...T, toVmId: 11, ip: "203.0.113.10" });
    expect(await refusal("vm/11/start/", T)).toBe("error.operation.already.started");
    clock.advance(HOUR);
    expect(await result(`operation/${String(operationId)}`)).toMatchObject({
      status: "DONE",
      operationType: "VM_IP_ADD",
    });
    expect(await vm(10)).toMatchObject({ ipAddresses: [] });
    expect(await vm(11)).toMatchObject({ ipAddresses: ["203.0.113.11", "203.0.113.10"] });
  });

  it("moves none to a machine that is busy", async () => {
    const { get, refusal } = await openBench();
    await get("vm/11/start/", T);
    const move = { ...T, toVmId: 11, ip: "203.0.113.10" };
    expect(await refusal("vm/10/ip_move/", move)).toBe("error.operation.already.started");
  });

  it.each([
    ["ip_delete", {}, ["ip"]],
    ["ip_delete", { ip: "203.0.113.11" }, "error.object.not.found"],
    ["ip_move", { ip: "203.0.113.10" }, ["toVmId"]],
    ["ip_move", { ip: "203.0.113.10", toVmId: 10 }, ["toVmId"]],
    ["ip_move", { ip: "203.0.113.10", toVmId: 20 }, "error.not.owner"],
    ["ip_move", { ip: "203.0.113.10", toVmId: 12 }, "error.object.not.found"],
    ["ip_move", { ip: "203.0.113.99", toVmId: 11 }, "error.object.not.found"],
  ])("%s refuses %o", async (method, parameters, refused) => {
    const { refusal } = await openBench();
    expect(await refusal(`vm/10/${method}/`, { ...T, ...parameters })).toEqual(refused);
  });
});

async function takeSnapshots(bench: Bench, ...names: string[]): Promise<void> {
  for (const name of names) await bench.settle("vm/10/snapshot_create/", { ...T, name });
}

async function tree(bench: Bench): Promise<string[]> {
  const rows = await bench.result<JsonObject[]>("vm/10/snapshots/");
  return rows.map(({ id, name, parentSnapshotId }) => `${String(id)} ${String(name)} < ${String(parentSnapshotId)}`);
}

describe("serveroid: snapshots", () => {
  it("appear when the operation is done, each the child of the one before", async () => {
    const bench = await openBench();
    const { operationId } = await bench.get("vm/10/snapshot_create/", { ...T, name: "one", description: "first" });
    expect(operationId).toBe(1);
    expect(await tree(bench)).toEqual([]);
    bench.clock.advance(15_000);
    expect(await bench.result("vm/10/snapshots/")).toEqual([
      { id: 1, name: "one", description: "first", parentSnapshotId: null, timeAdded: bench.clock.now() },
    ]);
    await takeSnapshots(bench, "one");
    expect(await tree(bench)).toEqual(["1 one < null", "2 one < 1"]);
    expect(await bench.vm(10)).toMatchObject({ currentSnapshot: 2 });
  });

  it("bring tariff and sizes back, and leave younger ones", async () => {
    const bench = await openBench();
    await takeSnapshots(bench, "a");
    await bench.settle("vm/10/tariff_change/", { ...T, tariffId: 5 });
    await takeSnapshots(bench, "b");
    expect(await bench.settle("vm/10/snapshot_rollback/", { ...T, snapshotId: 1 })).toMatchObject({ status: "DONE" });
    expect(await bench.vm(10)).toMatchObject({ tariffId: 1, memory: 1024, disk: 32768, cpu: 2, currentSnapshot: 1 });
    await takeSnapshots(bench, "c");
    expect(await tree(bench)).toEqual(["1 a < null", "2 b < 1", "3 c < 1"]);
  });

  it("give their children to their parent when deleted alone", async () => {
    const bench = await openBench();
    await takeSnapshots(bench, "a", "b", "c");
    await bench.settle("vm/10/snapshot_delete/", { ...T, snapshotId: 2 });
    expect(await tree(bench)).toEqual(["1 a < null", "3 c < 1"]);
    await bench.settle("vm/10/snapshot_delete/", { ...T, snapshotId: 3, deleteChildren: false });
    expect(await bench.vm(10)).toMatchObject({ currentSnapshot: 1 });
  });

  it("take their children along with deleteChildren", async () => {
    const bench = await openBench();
    await takeSnapshots(bench, "a", "b", "c");
    await bench.settle("vm/10/snapshot_delete/", { ...T, snapshotId: 2, deleteChildren: true });
    expect(await tree(bench)).toEqual(["1 a < null"]);
    expect(await bench.vm(10)).toMatchObject({ currentSnapshot: 1 });
  });

  it.each(["snapshot_rollback", "snapshot_delete"])("%s of a wrong id is accepted, and fails", async (method) => {
    const bench = await openBench();
    await takeSnapshots(bench, "a");
    expect(await bench.settle(`vm/10/${method}/`, { ...T, snapshotId: 99 })).toMatchObject({ status: "ERROR" });
    expect(await tree(bench)).toEqual(["1 a < null"]);
  });

  it.each([
    ["snapshot_create", {}, ["name"]],
    ["snapshot_rollback", {}, ["snapshotId"]],
    ["snapshot_delete", { snapshotId: "x" }, ["snapshotId"]],
  ])("%s refuses %o", async (method, parameters, fields) => {
    const { refusal } = await openBench();
    expect(await refusal(`vm/10/${method}/`, { ...T, ...parameters })).toEqual(fields);
    expect(await refusal(`vm/20/${method}/`, { ...T, name: "x", snapshotId: 1 })).toBe("error.not.owner");
  });
});

const BACKUP = { id: "diff-a-b.lz4", size: 32768, timeAdded: 1 };

describe("serveroid: backups", () => {
  it("are taken as time goes by, and only so many are kept", async () => {
    const { result, clock } = await openBench();
    expect(await result("vm/10/backups/")).toEqual([]);
    clock.advance(24 * HOUR);
    const [first] = await result<JsonObject[]>("vm/10/backups/");
    // 2026-01-02 00:00 UTC is three in the morning in Moscow.
    expect(first).toMatchObject({ size: 32768, timeAdded: Date.UTC(2026, 0, 2) });
    expect(first?.["id"]).toMatch(/^diff-backupsnap\d{14}-backupsnap20260102030000\.lz4$/);
    clock.advance(72 * HOUR);
    const kept = await result<JsonObject[]>("vm/10/backups/");
    expect(kept.map(({ timeAdded }) => timeAdded)).toEqual([Date.UTC(2026, 0, 4), Date.UTC(2026, 0, 5)]);
  });

  it("follow a changed policy, and go when fewer are to be kept", async () => {
    const { settle, result, clock } = await openBench();
    clock.advance(48 * HOUR);
    await settle("vm/10/backup_policy_change/", { ...T, quantity: 1, frequency: 3 });
    expect(await result("vm/10/backups/")).toHaveLength(1);
    clock.advance(2 * HOUR);
    expect(await result("vm/10/backups/")).toMatchObject([{ timeAdded: Date.UTC(2026, 0, 3, 3) }]);
  });

  it("bring the sizes back, and delete all snapshots", async () => {
    const bench = await openBench();
    bench.clock.advance(24 * HOUR);
    await takeSnapshots(bench, "a");
    await bench.settle("vm/10/tariff_change/", { ...T, tariffId: 5 });
    const [backup] = await bench.result<JsonObject[]>("vm/10/backups/");
    const rollback = { ...T, backup: String(backup?.["id"]), createBackup: true };
    expect(await bench.settle("vm/10/backup_rollback/", rollback)).toMatchObject({
      status: "DONE",
      operationType: "VM_REVERT_TO_BACKUP",
    });
    expect(await bench.vm(10)).toMatchObject({ tariffId: 1, memory: 1024, currentSnapshot: null });
    expect(await tree(bench)).toEqual([]);
    expect(await bench.result("vm/10/backups/")).toMatchObject([{ id: backup?.["id"] }, { size: 65536 }]);
  });

  it("are downloaded by a link in the finished operation", async () => {
    const { settle } = await openBench({ seed: testAccount({ backups: { 10: [BACKUP] } }) });
    expect(await settle("vm/10/backup_download/", { ...T, backup: BACKUP.id })).toMatchObject({
      status: "DONE",
      operationType: "DOWNLOAD_BACKUP",
      operationResult: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\?p=[0-9a-f]{32}&b=diff-a-b\.lz4$/),
    });
  });

  it.each(["backup_rollback", "backup_download"])("%s of a wrong id is accepted, and fails as busy", async (method) => {
    const { settle, refusal } = await openBench();
    const done = await settle(`vm/10/${method}/`, { ...T, backup: "nothing" });
    expect(done).toMatchObject({ status: "ERROR", errorCode: "error.vm.volume.under.operation" });
    expect(done).not.toHaveProperty("operationResult");
    expect(await refusal(`vm/10/${method}/`, T)).toEqual(["backup"]);
    expect(await refusal(`vm/20/${method}/`, { ...T, backup: "x" })).toBe("error.not.owner");
  });
});

describe("serveroid: one operation per machine", () => {
  it.each([
    ["rename", { name: "x" }, "error.operation.already.started"],
    ["start", {}, "error.operation.already.started"],
    ["snapshot_create", { name: "x" }, "error.vm.volume.under.operation"],
    ["backup_download", { backup: "x" }, "error.vm.volume.under.operation"],
  ])("while %s runs, everything else is told so", async (method, parameters, code) => {
    const { get, refusal, clock, vm } = await openBench();
    await get(`vm/10/${method}/`, { ...T, ...parameters });
    expect(await refusal("vm/10/delete/", T)).toBe(code);
    expect(await refusal("vm/10/snapshot_create/", { ...T, name: "y" })).toBe(code);
    expect(await get("vm/11/reboot/", T)).toMatchObject({ status: "OK" });
    expect(await vm(10)).toMatchObject({ id: 10 });
    clock.advance(HOUR);
    expect(await get("vm/10/delete/", T)).toMatchObject({ status: "OK" });
  });

  it("lets a shared machine be read, and nothing more", async () => {
    const { vm, result } = await openBench({
      seed: testAccount({ vms: [vmRow({ id: 20, ownerUser: "friend@example.org" })] }),
    });
    expect(await vm(20)).toMatchObject({ ownerUser: "friend@example.org" });
    expect(await result("vm/20/snapshots/")).toEqual([]);
    expect(await result("vm/20/backups/")).toEqual([]);
  });
});
