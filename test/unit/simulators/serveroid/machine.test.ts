// M7..M12 name and power, M14..M20 access, sizes and policy.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/simulators/engine/json.ts";
import { openBench, T, testAccount, vmRow } from "../support/serveroid-bench.ts";

const stateOf = (state: string) => testAccount({ vms: [vmRow({ id: 10, state })] });

describe("serveroid: power", () => {
  it.each([
    ["start", "VIR_DOMAIN_SHUTOFF", "VIR_DOMAIN_RUNNING", "VM_START"],
    ["start", "VIR_DOMAIN_PAUSED", "VIR_DOMAIN_RUNNING", "VM_START"],
    ["poweroff", "VIR_DOMAIN_RUNNING", "VIR_DOMAIN_SHUTOFF", "VM_DESTROY"],
    ["shutdown", "VIR_DOMAIN_RUNNING", "VIR_DOMAIN_SHUTOFF", "VM_SHUTDOWN"],
    ["shutdown", "VIR_DOMAIN_SHUTOFF", "VIR_DOMAIN_SHUTOFF", "VM_SHUTDOWN"],
    ["reboot", "VIR_DOMAIN_RUNNING", "VIR_DOMAIN_RUNNING", "VM_REBOOT"],
    ["reset", "VIR_DOMAIN_RUNNING", "VIR_DOMAIN_RUNNING", "VM_RESET"],
  ])("%s of a machine in %s", async (method, before, after, operationType) => {
    const { settle, vm } = await openBench({ seed: stateOf(before) });
    expect(await settle(`vm/10/${method}/`, T)).toMatchObject({ status: "DONE", operationType, vmId: 10 });
    expect(await vm(10)).toMatchObject({ state: after });
  });

  it.each(["reset", "reboot"])("%s restarts once, and not a machine that is off", async (method) => {
    const on = await openBench();
    await on.settle(`vm/10/${method}/`, T);
    expect(on.sim.state("serveroid")["inside"]).toMatchObject({ 10: { restarts: 1 } });
    const off = await openBench({ seed: stateOf("VIR_DOMAIN_SHUTOFF") });
    expect(await off.settle(`vm/10/${method}/`, T)).toMatchObject({ status: "ERROR" });
  });

  it.each(["shutdown", "reboot"])("%s of a deaf guest fails after three minutes", async (method) => {
    const { get, result, vm, clock } = await openBench({ seed: testAccount({ quirks: { deafVms: ["vm-10"] } }) });
    const { operationId } = await get(`vm/10/${method}/`, T);
    clock.advance(179_000);
    expect(await result(`operation/${String(operationId)}/`)).toMatchObject({ status: "PENDING" });
    clock.advance(1000);
    expect(await result(`operation/${String(operationId)}/`)).toMatchObject({
      status: "ERROR",
      errorCode: expect.any(String),
      errorMessage: expect.any(String),
    });
    expect(await vm(10)).toMatchObject({ state: "VIR_DOMAIN_RUNNING" });
  });

  it.each(["start", "reset", "reboot", "poweroff", "shutdown", "rename", "pubkey_change", "ip_add"])(
    "%s needs the project, the right one, and a machine of ours",
    async (method) => {
      const { refusal } = await openBench();
      expect(await refusal(`vm/10/${method}/`)).toEqual(["tenantId"]);
      expect(await refusal(`vm/10/${method}/`, { tenantId: 502 })).toBe("error.not.owner");
      expect(await refusal(`vm/20/${method}/`, T)).toBe("error.not.owner");
      expect(await refusal(`vm/12/${method}/`, T)).toBe("error.object.not.found");
    },
  );
});

describe("serveroid: name, password, keys", () => {
  it("renames, also to a name that is taken", async () => {
    const { get, vm, clock } = await openBench();
    await get("vm/10/rename/", { ...T, name: "vm-11" });
    expect(await vm(10)).toMatchObject({ name: "vm-10" });
    clock.advance(2000);
    expect(await vm(10)).toMatchObject({ name: "vm-11", internalId: "vm10" });
  });

  it("changes the password by the vendor's rule", async () => {
    const { settle, refusal, sim } = await openBench();
    expect(await refusal("vm/10/password_change/", T)).toEqual(["password"]);
    expect(await refusal("vm/10/password_change/", { ...T, password: "weak" })).toEqual(["password"]);
    await settle("vm/10/password_change/", { ...T, password: "aA!()[]-.?~`" });
    expect(sim.state("serveroid")["inside"]).toMatchObject({ 10: { passwordChanges: 1 } });
    expect(JSON.stringify([sim.state("serveroid"), sim.log.entries()])).not.toContain("aA!");
  });

  it("replaces the whole set of keys", async () => {
    const { settle, vm, refusal } = await openBench();
    expect(await refusal("vm/10/pubkey_change/", { ...T, keyIds: [5] })).toBe("error.object.not.found");
    await settle("vm/10/pubkey_change/", { ...T, keyIds: [78] });
    expect((await vm(10))["publicKeys"]).toMatchObject([
      { id: 78, installed: true, publicKey: null, timeAdded: null },
      { id: 77, installed: false, publicKey: null, timeAdded: null },
    ]);
  });

  it.each([[{}], [{ publicKeyIds: [77] }]])("empties the file with %o", async (parameters) => {
    const { settle, vm, sim } = await openBench();
    await settle("vm/10/pubkey_change/", { ...T, ...parameters });
    expect((await vm(10))["publicKeys"]).toMatchObject([{ installed: false }, { installed: false }]);
    const [entry] = sim.log.entries({ method: "pubkey_change" });
    expect(entry?.unknown).toEqual(Object.keys(parameters));
  });

  it("can fail in a guest that does not run", async () => {
    const quirks = { guestMustRun: true };
    const seed = testAccount({ quirks, vms: [vmRow({ id: 10, state: "VIR_DOMAIN_SHUTOFF" })] });
    const { settle } = await openBench({ seed });
    expect(await settle("vm/10/pubkey_change/", T)).toMatchObject({
      status: "ERROR",
      errorCode: "error.vm.not.running",
    });
  });
});

describe("serveroid: sizes", () => {
  it.each([
    ["memory_change", { memory: 2048 }, "VM_MEMORY_CHANGE"],
    ["memory_change", { memory: 512, allowRestart: true }, "VM_MEMORY_CHANGE"],
    ["disk_change", { disk: 65536 }, "VM_VOLUME_CHANGE"],
    ["disk_change", { disk: 32768 }, "VM_VOLUME_CHANGE"],
    ["cpu_change", { cpu: 12 }, "VM_CPU_CORES_QUOTA_CHANGE"],
    ["cpu_change", { cpu: 2 }, "VM_CPU_CORES_QUOTA_CHANGE"],
  ])("%s to %o", async (method, size, operationType) => {
    const { settle, vm } = await openBench();
    expect(await settle(`vm/10/${method}/`, { ...T, ...size })).toMatchObject({ status: "DONE", operationType });
    const { allowRestart: _how, ...expected } = size as JsonObject;
    expect(await vm(10)).toMatchObject(expected);
  });

  it.each([
    ["memory_change", {}, ["memory"]],
    ["memory_change", { memory: 511 }, ["memory"]],
    ["memory_change", { memory: 16385 }, ["memory"]],
    ["memory_change", { memory: 512 }, ["allowRestart"]],
    ["disk_change", { disk: 8191 }, ["disk"]],
    ["disk_change", { disk: 524289 }, ["disk"]],
    ["disk_change", { disk: 32767 }, ["disk"]],
    ["disk_change", { disk: 65537 }, ["disk"]],
    ["cpu_change", { cpu: 0 }, ["cpu"]],
    ["cpu_change", { cpu: 13 }, ["cpu"]],
    ["cpu_change", { cpu: 1 }, ["cpu"]],
  ])("%s refuses %o", async (method, size, fields) => {
    const { refusal } = await openBench();
    expect(await refusal(`vm/10/${method}/`, { ...T, ...size })).toEqual(fields);
  });

  it.each([
    ["memory_change", { memory: 2048 }],
    ["disk_change", { disk: 65536 }],
    ["cpu_change", { cpu: 4 }],
  ])("%s is forbidden on a fixed tariff", async (method, size) => {
    const { refusal } = await openBench();
    expect(await refusal(`vm/11/${method}/`, { ...T, ...size })).toBe("error.tariff.fixed");
  });

  it("shrinks the memory of a stopped machine without a restart, but not below the disk's share", async () => {
    const vms = [vmRow({ id: 10, state: "VIR_DOMAIN_SHUTOFF", memory: 4096, disk: 65536 })];
    const { settle, refusal, sim } = await openBench({ seed: testAccount({ vms }) });
    await settle("vm/10/memory_change/", { ...T, memory: 1024 });
    expect(sim.state("serveroid")["inside"]).toMatchObject({ 10: { restarts: 0 } });
    expect(await refusal("vm/10/memory_change/", { ...T, memory: 1023 })).toEqual(["memory"]);
  });

  it("restarts a running machine to shrink it", async () => {
    const { settle, sim } = await openBench();
    await settle("vm/10/memory_change/", { ...T, memory: 512, allowRestart: true });
    expect(sim.state("serveroid")["inside"]).toMatchObject({ 10: { restarts: 1 } });
  });

  it("raises the memory with the disk when it may", async () => {
    const { settle, vm } = await openBench();
    await settle("vm/10/disk_change/", { ...T, disk: 131_073, allowMemoryChange: true });
    expect(await vm(10)).toMatchObject({ disk: 131_073, memory: 2049 });
  });

  it("has a ratio that an account may set", async () => {
    const { refusal } = await openBench({ seed: testAccount({ limits: { diskPerMemory: 32 } }) });
    expect(await refusal("vm/10/disk_change/", { ...T, disk: 32769 })).toEqual(["disk"]);
  });

  it("changes the tariff: sizes follow a fixed one, stay on a free one", async () => {
    const { settle, vm } = await openBench();
    expect(await settle("vm/11/tariff_change/", { ...T, tariffId: 5 })).toMatchObject({ status: "DONE" });
    expect(await vm(11)).toMatchObject({ tariffId: 5, memory: 2048, disk: 65536, cpu: 2 });
    await settle("vm/11/tariff_change/", { ...T, tariffId: 1 });
    expect(await vm(11)).toMatchObject({ tariffId: 1, memory: 2048, disk: 65536, cpu: 2 });
  });

  it("refuses a tariff with a smaller disk, or none", async () => {
    const { settle, refusal } = await openBench();
    await settle("vm/10/disk_change/", { ...T, disk: 40000 });
    expect(await refusal("vm/10/tariff_change/", { ...T, tariffId: 4 })).toEqual(["tariffId"]);
    expect(await refusal("vm/10/tariff_change/", { ...T, tariffId: 99 })).toBe("error.object.not.found");
    expect(await refusal("vm/10/tariff_change/", T)).toEqual(["tariffId"]);
  });

  it("takes a tariff that is no longer sold for a free one", async () => {
    const { get } = await openBench({ seed: testAccount({ vms: [vmRow({ id: 10, tariffId: 20 })] }) });
    expect(await get("vm/10/cpu_change/", { ...T, cpu: 4 })).toMatchObject({ status: "OK" });
  });
});

describe("serveroid: backup policy", () => {
  it("is done at the first poll", async () => {
    const { get, result, vm } = await openBench();
    const { operationId } = await get("vm/10/backup_policy_change/", { ...T, quantity: 7, frequency: 24 });
    expect(await result(`operation/${String(operationId)}/`)).toMatchObject({ status: "DONE" });
    expect(await vm(10)).toMatchObject({ backupPolicy: { quantity: 7, frequency: 24 } });
  });

  it.each([
    [{ quantity: 0, frequency: 24 }, ["quantity"]],
    [{ quantity: 11, frequency: 24 }, ["quantity"]],
    [{ quantity: 1, frequency: 4 }, ["frequency"]],
    [{}, ["quantity", "frequency"]],
  ])("refuses %o", async (policy, fields) => {
    const { refusal } = await openBench();
    expect(await refusal("vm/10/backup_policy_change/", { ...T, ...policy })).toEqual(fields);
  });
});
