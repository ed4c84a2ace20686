// Faults that the vendor itself carries out: refusals, failing and slow operations, lists that lie.
import { describe, expect, it } from "vitest";
import type { FaultRule } from "../../../../src/simulators/engine/fault-rule.ts";
import type { JsonObject } from "../../../../src/simulators/engine/json.ts";
import { openBench, T } from "../support/serveroid-bench.ts";

const INSTALL = { ...T, name: "web", distributionId: 230, tariffId: 4, password: "Secret1" };
const bench = (...faults: FaultRule[]) => openBench({ faults });

describe("serveroid faults: refusals at the call", () => {
  it.each<[FaultRule, string]>([
    [{ effect: "unauthorised" }, "error.not.owner"],
    [{ effect: "vendor-error" }, "unexpected.exception"],
    [{ effect: "vendor-error", code: "vm.limit.exceed" }, "vm.limit.exceed"],
    [{ effect: "busy" }, "error.operation.already.started"],
    [{ effect: "busy", code: "error.vm.volume.under.operation" }, "error.vm.volume.under.operation"],
  ])("%o", async (fault, code) => {
    const { refusal, sim } = await bench({ ...fault, match: { method: "install" } });
    expect(await refusal("vm/install/", INSTALL)).toBe(code);
    expect(sim.state("serveroid")["vms"]).toHaveLength(4);
    expect(sim.log.entries()[0]).toMatchObject({ status: 200, outcome: code, faults: [fault.effect] });
  });

  it("vendor-error says what it is told to", async () => {
    const { get } = await bench({ effect: "vendor-error", code: "x", message: "Нет" });
    expect(await get("vm/")).toEqual({ status: "ERROR", errorCode: "x", errorMessage: "Нет" });
  });

  it("busy has another word for the volume, and none for reads", async () => {
    const { refusal, get } = await bench({ effect: "busy" });
    expect(await refusal("vm/10/snapshot_create/", { ...T, name: "s" })).toBe("error.vm.volume.under.operation");
    expect(await get("vm/")).toMatchObject({ status: "OK" });
  });

  it("wrong credentials come before any of them", async () => {
    const { base } = await bench({ effect: "vendor-error" });
    expect(await (await fetch(`${base}vm/`)).json()).toMatchObject({ errorCode: "error.not.owner" });
  });
});

describe("serveroid faults: operations", () => {
  it.each([
    ["nothing", [11, 10]],
    [undefined, [11, 10]],
    ["object", [22, 11, 10]],
  ] as const)("operation-fails leaves %s of a new machine", async (leaves, ids) => {
    const { settle, result } = await bench({ effect: "operation-fails", ...(leaves && { leaves }), code: "disk.full" });
    const answer = await settle("vm/install/", INSTALL);
    expect(answer).toMatchObject({ status: "ERROR", errorCode: "disk.full", vmId: 22 });
    const own = (await result<JsonObject[]>("vm/")).filter(({ id }) => id !== 20 && id !== 21);
    expect(own.map(({ id }) => id)).toEqual(ids);
    if (leaves === "object") expect(own[0]).toMatchObject({ state: "VIR_DOMAIN_NOSTATE", ipAddresses: [] });
  });

  it("operation-fails changes nothing elsewhere, and may take its time", async () => {
    const { get, result, vm, clock } = await bench({ effect: "operation-fails", afterMs: 180_000, message: "Увы" });
    await get("vm/10/shutdown/", T);
    clock.advance(179_999);
    expect(await result("operation/1/")).toMatchObject({ status: "PENDING", percentage: 99 });
    clock.advance(1);
    expect(await result("operation/1/")).toMatchObject({
      status: "ERROR",
      errorCode: "unexpected.exception",
      errorMessage: "Увы",
    });
    expect(await vm(10)).toMatchObject({ state: "VIR_DOMAIN_RUNNING" });
  });

  it.each<[FaultRule, number]>([
    [{ effect: "operation-slow", factor: 3 }, 6000],
    [{ effect: "operation-slow", ms: 500 }, 2500],
    [{ effect: "operation-slow", factor: 2, ms: 500 }, 4500],
    [{ effect: "operation-slow" }, 20_000],
  ])("%o makes a rename take %i ms", async (fault, ms) => {
    const { get, result, clock } = await bench(fault);
    await get("vm/10/rename/", { ...T, name: "x" });
    clock.advance(ms - 1);
    expect(await result("operation/1/")).toMatchObject({ status: "PENDING" });
    clock.advance(1);
    expect(await result("operation/1/")).toMatchObject({ status: "DONE" });
  });

  const moved = { toVmId: 11, ip: "203.0.113.10" };
  it.each([
    ["ip_add", {}, "error.inet.ip.guest.add", 2],
    ["ip_delete", { ip: "203.0.113.10" }, "error.inet.ip.guest.remove", 0],
    ["ip_move", moved, "error.inet.ip.guest.add", 0],
  ])("operation-guest-error: %s happens all the same", async (method, parameters, code, count) => {
    const late = await bench({ effect: "operation-guest-error" });
    const answer = await late.settle(`vm/10/${method}/`, { ...T, ...parameters });
    expect(answer).toMatchObject({ status: "ERROR", errorCode: code });
    expect((await late.vm(10))["ipAddresses"]).toHaveLength(count);

    const early = await bench({ effect: "operation-guest-error", when: "call" });
    expect(await early.refusal(`vm/10/${method}/`, { ...T, ...parameters })).toBe(code);
    expect((await early.vm(10))["ipAddresses"]).toHaveLength(count);
  });

  it("operation-guest-error may name the other side, and is about addresses only", async () => {
    const { settle } = await bench({ effect: "operation-guest-error", code: "error.inet.ip.guest.remove" });
    expect(await settle("vm/10/rename/", { ...T, name: "x" })).toMatchObject({ status: "DONE" });
    expect(await settle("vm/10/ip_move/", { ...T, ...moved })).toMatchObject({
      errorCode: "error.inet.ip.guest.remove",
    });
  });
});

describe("serveroid faults: what is seen", () => {
  it("invisible keeps a new machine out of list and get, while it grows", async () => {
    const { get, result, refusal, clock, vm } = await bench({ effect: "invisible", ms: 60_000 });
    expect(await get("vm/install/", INSTALL)).toMatchObject({ result: 22 });
    clock.advance(59_999);
    expect(await result("operation/1/")).toMatchObject({ status: "DONE" });
    expect(await refusal("vm/22/")).toBe("error.object.not.found");
    expect(await result<JsonObject[]>("vm/")).toHaveLength(4);
    clock.advance(1);
    expect(await vm(22)).toMatchObject({ state: "VIR_DOMAIN_RUNNING" });
    expect(await result<JsonObject[]>("vm/")).toHaveLength(5);
  });

  it("invisible hides new keys and snapshots, too", async () => {
    const { get, settle, result, clock } = await bench({ effect: "invisible", ms: 7_200_000 });
    await get("pubkeys/add/", { ...T, name: "k", publicKey: "ssh-rsa AAAA" });
    await settle("vm/10/snapshot_create/", { ...T, name: "s" });
    expect(await result<JsonObject[]>("pubkeys/")).toHaveLength(2);
    expect(await result("vm/10/snapshots/")).toEqual([]);
    clock.advance(7_200_000);
    expect(await result<JsonObject[]>("pubkeys/")).toHaveLength(3);
    expect(await result("vm/10/snapshots/")).toHaveLength(1);
  });

  it.each<[FaultRule, unknown]>([
    [{ effect: "partial-list" }, { status: "OK", result: [{ id: 21 }, { id: 20 }] }],
    [
      { effect: "partial-list", rows: 1 },
      { status: "OK", result: [{ id: 21 }] },
    ],
    [{ effect: "empty-list" }, { status: "OK", result: [] }],
    [
      { effect: "empty-list", shape: "null" },
      { status: "OK", result: null },
    ],
    [{ effect: "empty-list", shape: "missing" }, { status: "OK" }],
  ])("%o", async (fault, expected) => {
    const { get } = await bench(fault);
    const answer = await get("vm/");
    expect(answer).toMatchObject(expected as JsonObject);
    const rows = (expected as JsonObject)["result"];
    if (Array.isArray(rows)) expect(answer["result"]).toHaveLength(rows.length);
    expect("result" in answer).toBe("result" in (expected as JsonObject));
    expect(await get("vm/10/")).toMatchObject({ result: { id: 10 } });
  });

  it("several faults may hit one request", async () => {
    const { base, sim, clock, result } = await bench(
      { effect: "operation-slow", factor: 2 },
      { effect: "lost-after", match: { method: "start" } },
    );
    await expect(fetch(`${base}vm/10/start/?tenantId=501&clientId=sim&apiKey=sim`)).rejects.toThrow();
    expect(sim.log.entries()[0]?.faults).toEqual(["operation-slow", "lost-after"]);
    clock.advance(9_999);
    expect(await result("operation/1/")).toMatchObject({ status: "PENDING" });
  });
});
