// M3 install, M4 clone, M5 reinstall, M13 delete.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/simulators/engine/json.ts";
import { openBench, T, testAccount } from "../support/serveroid-bench.ts";

const FIXED = { ...T, name: "web", distributionId: 230, tariffId: 4, password: "Secret1" };
const FREE = { ...FIXED, tariffId: 1, memory: 1024, disk: 65536, cpu: 3, ipCount: 2 };

describe("serveroid: install", () => {
  it("gives the new id at once, the machine in the list, and a running machine in the end", async () => {
    const { get, result, vm, clock } = await openBench();
    const answer = await get("vm/install/", { ...FIXED, publicKeyIds: [77, 78], softwareIds: [1] });
    expect(answer).toEqual({ status: "OK", result: 22, operationId: 1 });
    expect(await vm(22)).toMatchObject({ name: "web", state: "VIR_DOMAIN_NOSTATE", ipAddresses: [] });
    clock.advance(44_000);
    expect(await result("operation/1/")).toMatchObject({ status: "PENDING", vmId: 22, percentage: 97 });
    clock.advance(1000);
    expect(await result("operation/1/")).toEqual({
      id: 1,
      vmId: 22,
      tenantId: 501,
      status: "DONE",
      operationType: "VM_INSTALL",
      percentage: 100,
      errorMessage: null,
      errorCode: null,
    });
    expect(await vm(22)).toMatchObject({
      internalId: "vm22",
      tenantId: 501,
      state: "VIR_DOMAIN_RUNNING",
      memory: 1024,
      disk: 32768,
      cpu: 1,
      tariffId: 4,
      currentSnapshot: null,
      backupPolicy: { quantity: 1, frequency: 72 },
      distribution: { id: 230, name: "UBUNTU", description: "Ubuntu 14.04.1 x64", bitness: 64 },
      ownerUser: null,
    });
    expect((await vm(22))["ipAddresses"]).toHaveLength(1);
    expect((await result<JsonObject[]>("vm/"))[0]).toMatchObject({ id: 22 });
  });

  it("buys a second machine of the same name when it is repeated", async () => {
    const { get, result } = await openBench();
    await get("vm/install/", FIXED);
    await get("vm/install/", FIXED);
    const names = (await result<JsonObject[]>("vm/")).map(({ name }) => name);
    expect(names.filter((name) => name === "web")).toHaveLength(2);
  });

  it("takes free sizes on an on-demand tariff", async () => {
    const { settle, vm } = await openBench();
    await settle("vm/install/", FREE);
    expect(await vm(22)).toMatchObject({ memory: 1024, disk: 65536, cpu: 3, tariffId: 1 });
    expect((await vm(22))["ipAddresses"]).toHaveLength(2);
  });

  it("ignores sizes on a fixed tariff, even impossible ones", async () => {
    const { settle, vm } = await openBench();
    await settle("vm/install/", { ...FIXED, memory: 1, disk: 9_999_999, cpu: 99, ipCount: 7 });
    expect(await vm(22)).toMatchObject({ memory: 1024, disk: 32768, cpu: 1 });
  });

  it("ignores `keyIds`, which is another method's word", async () => {
    const { settle, sim, vm } = await openBench();
    await settle("vm/install/", { ...FIXED, keyIds: [77] });
    expect(sim.log.entries({ method: "install" })[0]?.unknown).toEqual(["keyIds"]);
    expect((await vm(22))["publicKeys"]).toMatchObject([{ installed: false }, { installed: false }]);
  });

  it("takes the first project when none is named", async () => {
    const { get, vm } = await openBench();
    const { tenantId: _left, ...rest } = FIXED;
    await get("vm/install/", rest);
    expect(await vm(22)).toMatchObject({ tenantId: 501 });
  });

  it.each([
    ["no image", { distributionId: "" }, ["distributionId"]],
    ["a stale image", { distributionId: 1 }, "error.object.not.found"],
    ["an unknown tariff", { tariffId: 20 }, "error.object.not.found"],
    ["an unknown key", { publicKeyIds: [77, 5] }, "error.object.not.found"],
    ["unknown software", { softwareIds: [99] }, "error.object.not.found"],
    ["a foreign project", { tenantId: 999 }, "error.not.owner"],
    ["a password without capitals", { password: "secret1" }, ["password"]],
    ["a password of letters", { password: "Secret" }, ["password"]],
    ["a password with a space", { password: "Secret 1" }, ["password"]],
    ["too little memory", { memory: 511 }, ["memory"]],
    ["too much of all", { memory: 16385, disk: 524289, cpu: 13, ipCount: 3 }, ["memory", "disk", "cpu", "ipCount"]],
    ["a disk over 64 times the memory", { memory: 512, disk: 32769 }, ["disk"]],
  ])("refuses %s", async (_what, change, refused) => {
    const { refusal, sim } = await openBench();
    expect(await refusal("vm/install/", { ...FREE, ...change })).toEqual(refused);
    expect(sim.state("serveroid")["vms"]).toHaveLength(4);
  });

  it("refuses an on-demand tariff without sizes, and a machine nobody could log in to", async () => {
    const { refusal } = await openBench();
    expect(await refusal("vm/install/", { ...FIXED, tariffId: 1 })).toEqual(["memory", "disk", "cpu"]);
    const { password: _left, ...rest } = FIXED;
    expect(await refusal("vm/install/", { ...rest, sendPassword: false })).toEqual(["password"]);
  });

  it.each([{ publicKeyIds: [77] }, { sendPassword: true }])("needs no password with %o", async (access) => {
    const { get } = await openBench();
    const { password: _left, ...rest } = FIXED;
    expect(await get("vm/install/", { ...rest, ...access })).toMatchObject({ status: "OK" });
  });

  it("stops at the account's limits", async () => {
    const full = await openBench({ seed: testAccount({ limits: { vms: 3 } }) });
    expect(await full.get("vm/install/", FIXED)).toMatchObject({ status: "OK" });
    expect(await full.refusal("vm/install/", FIXED)).toBe("vm.limit.exceed");
    const poor = await openBench({ seed: testAccount({ limits: { money: 1 } }) });
    expect(await poor.get("vm/install/", FIXED)).toMatchObject({ status: "OK" });
    expect(await poor.refusal("vm/install/", FIXED)).toBe("error.not.enough.money");
    expect(await poor.refusal("vm/10/clone/", { name: "c" })).toBe("error.not.enough.money");
  });
});

describe("serveroid: clone", () => {
  it("carries sizes, policy and keys over, and gets addresses of its own", async () => {
    const { get, vm, clock } = await openBench();
    expect(await get("vm/10/clone/", { ...T, name: "copy" })).toMatchObject({ status: "OK", result: 22 });
    clock.advance(90_000);
    const [source, copy] = [await vm(10), await vm(22)];
    const own = ["id", "name", "internalId", "timeAdded", "ipAddresses", "privateIpAddress"];
    const rest = (row: JsonObject) => Object.entries(row).filter(([name]) => !own.includes(name));
    expect(Object.fromEntries(rest(copy))).toEqual(Object.fromEntries(rest(source)));
    expect(copy).toMatchObject({ name: "copy", internalId: "vm22" });
    expect(copy["ipAddresses"]).toHaveLength(1);
    expect(copy["ipAddresses"]).not.toEqual(source["ipAddresses"]);
  });

  it("takes the sizes that a snapshot had", async () => {
    const { settle, vm } = await openBench();
    await settle("vm/10/snapshot_create/", { ...T, name: "small" });
    await settle("vm/10/memory_change/", { ...T, memory: 4096 });
    await settle("vm/10/clone/", { ...T, name: "copy", snapshotId: 1 });
    expect(await vm(22)).toMatchObject({ memory: 1024 });
  });

  it("keeps the source's volume busy", async () => {
    const { get, refusal } = await openBench();
    await get("vm/10/clone/", { ...T, name: "copy" });
    expect(await refusal("vm/10/rename/", { ...T, name: "x" })).toBe("error.vm.volume.under.operation");
  });

  it.each([
    ["vm/20/clone/", {}, "error.not.owner"],
    ["vm/12/clone/", {}, "error.object.not.found"],
    ["vm/10/clone/", { tenantId: 999 }, "error.not.owner"],
    ["vm/10/clone/", { snapshotId: 5 }, "error.object.not.found"],
  ])("refuses %s %o", async (path, parameters, code) => {
    const { refusal } = await openBench();
    expect(await refusal(path, { name: "copy", ...parameters })).toBe(code);
  });

  it("refuses a distribution that cannot be cloned", async () => {
    const { refusal } = await openBench({ seed: testAccount({ quirks: { noClone: ["UBUNTU"] } }) });
    expect(await refusal("vm/10/clone/", { ...T, name: "copy" })).toBe("error.distribution.clone");
  });
});

describe("serveroid: reinstall", () => {
  it("keeps id and addresses, changes the rest, drops the snapshots", async () => {
    const { settle, vm, result, sim } = await openBench();
    await settle("vm/10/snapshot_create/", { ...T, name: "before" });
    const { ipAddresses } = await vm(10);
    const answer = await settle("vm/10/reinstall/", { ...FIXED, distributionId: 233, publicKeyIds: [78] });
    expect(answer).toMatchObject({ status: "DONE", operationType: "VM_REINSTALL", vmId: 10 });
    expect(await vm(10)).toMatchObject({
      id: 10,
      name: "web",
      ipAddresses,
      tariffId: 4,
      cpu: 1,
      currentSnapshot: null,
      distribution: { id: 233, name: "DEBIAN" },
    });
    expect(await result("vm/10/snapshots/")).toEqual([]);
    expect(sim.state("serveroid")["inside"]).toMatchObject({ 10: { diskGeneration: 1, passwordChanges: 1 } });
  });

  it("answers without a result, and leaves as it was what is not named", async () => {
    const { get, vm, clock } = await openBench();
    expect(await get("vm/10/reinstall/", { ...T, password: "Secret1" })).toEqual({ status: "OK", operationId: 1 });
    clock.advance(60_000);
    expect(await vm(10)).toMatchObject({ name: "vm-10", memory: 1024, tariffId: 1, distribution: { id: 216 } });
  });

  it("may make the disk smaller, but knows no ipCount", async () => {
    const { settle, vm, sim } = await openBench();
    await settle("vm/10/reinstall/", { ...FREE, disk: 8192 });
    expect(await vm(10)).toMatchObject({ disk: 8192 });
    expect(sim.log.entries({ method: "reinstall" })[0]?.unknown).toEqual(["ipCount"]);
  });

  it.each([
    ["vm/10/reinstall/", { tenantId: 502 }, "error.not.owner"],
    ["vm/20/reinstall/", {}, "error.not.owner"],
    ["vm/10/reinstall/", { distributionId: 1 }, "error.object.not.found"],
    ["vm/10/reinstall/", { tariffId: 99 }, "error.object.not.found"],
  ])("refuses %s %o", async (path, change, code) => {
    const { refusal } = await openBench();
    expect(await refusal(path, { ...FIXED, ...change })).toBe(code);
  });

  it("needs the project, and no debts", async () => {
    const { refusal } = await openBench({ seed: testAccount({ limits: { money: -1 } }) });
    expect(await refusal("vm/10/reinstall/", { password: "Secret1" })).toEqual(["tenantId"]);
    expect(await refusal("vm/10/reinstall/", { ...T, password: "Secret1" })).toBe("error.not.enough.money");
  });
});

describe("serveroid: delete", () => {
  it("takes a running machine away when the operation is done", async () => {
    const { get, vm, refusal, result, clock } = await openBench();
    const answer = await get("vm/10/delete/", T);
    expect(await vm(10)).toMatchObject({ state: "VIR_DOMAIN_RUNNING" });
    clock.advance(10_000);
    expect(await result(`operation/${String(answer["operationId"])}/`)).toMatchObject({ status: "DONE", vmId: 10 });
    expect(await refusal("vm/10/")).toBe("error.object.not.found");
    expect(await refusal("vm/10/delete/", T)).toBe("error.object.not.found");
  });

  it.each([
    ["vm/20/delete/", T, "error.not.owner"],
    ["vm/21/delete/", { tenantId: 999 }, "error.not.owner"],
    ["vm/10/delete/", { tenantId: 502 }, "error.not.owner"],
    ["vm/10/delete/", {}, ["tenantId"]],
  ])("refuses %s %o", async (path, parameters, refused) => {
    const { refusal } = await openBench();
    expect(await refusal(path, parameters)).toEqual(refused);
  });
});
