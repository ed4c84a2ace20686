// Seeds and recordings: what is taken, kept, and refused with a place.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/simulators/engine/json.ts";
import { SimInputError } from "../../../../src/simulators/engine/sim-input-error.ts";
import { startSimulators } from "../../../../src/simulators/start-simulators.ts";
import { KEY_TEXT, openBench, T, testAccount, vmRow } from "../support/serveroid-bench.ts";

async function problemsOf(seed: unknown): Promise<readonly string[]> {
  const error = await startSimulators({ seed, vendors: ["serveroid"] }).then(
    (sim) => sim.stop(),
    (reason: unknown) => reason,
  );
  if (!(error instanceof SimInputError)) throw new Error(`no input error, but ${String(error)}`);
  return error.problems;
}

describe("serveroid: seeds", () => {
  it("take the credentials that they name, and no others", async () => {
    const { sim, base, refusal } = await openBench({
      seed: { serveroid: { credentials: [{ clientId: 17, apiKey: "long-secret-key" }] } },
    });
    expect(await refusal("vm/")).toBe("error.not.owner");
    const own = await fetch(`${base}vm/?clientId=17&apiKey=long-secret-key&note=long-secret-key`);
    expect(await own.json()).toEqual({ status: "OK", result: [] });
    expect(sim.env).toMatchObject({ SERVEROID_CLIENT_ID: "17", SERVEROID_API_KEY: "long-secret-key" });
    expect(JSON.stringify([sim.log.entries(), sim.state("serveroid")])).not.toContain("long-secret-key");
  });

  it("keep members that nothing here knows", async () => {
    const seed = testAccount({
      vms: [vmRow({ id: 10, rack: "B7", backupPolicy: { quantity: 1, frequency: 3, kind: "diff" } })],
      snapshots: { 10: [{ id: 4, name: "s", colour: "red" }] },
    });
    const { vm, result, settle } = await openBench({ seed });
    await settle("vm/10/rename/", { ...T, name: "other" });
    expect(await vm(10)).toMatchObject({ name: "other", rack: "B7", backupPolicy: { kind: "diff" } });
    expect(await result("vm/10/snapshots/")).toMatchObject([{ colour: "red", parentSnapshotId: null }]);
  });

  it("are not changed by what happens to the account", async () => {
    for (const seed of [undefined, testAccount({ vms: [vmRow({ id: 10, publicKeys: [{ id: 77, name: "1" }] })] })]) {
      const before = JSON.stringify(seed);
      const first = await openBench({ seed });
      const [keyId, tenantId, vmId] = seed ? [77, 501, 10] : [2, 111, 85561];
      await first.result(`pubkeys/${keyId}/edit/`, { tenantId, name: "edited" });
      expect(JSON.stringify(seed)).toBe(before);
      const second = await openBench({ seed });
      expect((await second.vm(vmId))["publicKeys"]).toContainEqual(expect.objectContaining({ id: keyId, name: "1" }));
    }
  });

  it("count ids on from those that they have", async () => {
    const { get } = await openBench({
      seed: testAccount({ operations: [{ id: 900, vmId: 10, status: "DONE", operationType: "VM_START" }] }),
    });
    expect(await get("vm/10/start/", T)).toEqual({ status: "OK", operationId: 901 });
  });

  it("may hold an operation that is under way", async () => {
    const pending = { id: 5, vmId: 10, tenantId: 501, status: "PENDING", operationType: "VM_START", percentage: 50 };
    const { result, refusal, clock } = await openBench({ seed: testAccount({ operations: [pending] }) });
    expect(await result("operation/5/")).toMatchObject({ status: "PENDING", percentage: 50 });
    expect(await refusal("vm/10/start/", T)).toBe("error.operation.already.started");
    clock.advance(30_000);
    expect(await result("operation/5/")).toMatchObject({ status: "DONE", percentage: 100 });
  });

  it("may set how long operations take", async () => {
    const { get, result, clock } = await openBench({ seed: testAccount({ durations: { rename: 100 } }), speed: 10 });
    await get("vm/10/rename/", { ...T, name: "x" });
    clock.advance(9_999);
    expect(await result("operation/1/")).toMatchObject({ status: "PENDING" });
    clock.advance(1);
    expect(await result("operation/1/")).toMatchObject({ status: "DONE" });
  });

  it("can be a state that was saved", async () => {
    const first = await openBench();
    await first.settle("vm/10/snapshot_create/", { ...T, name: "s" });
    await first.settle("vm/11/ip_add/", T);
    const second = await openBench({ seed: { serveroid: first.sim.state("serveroid") } });
    expect(await second.vm(10)).toEqual(await first.vm(10));
    expect(await second.result("vm/10/snapshots/")).toEqual(await first.result("vm/10/snapshots/"));
    expect(await second.result("pubkeys/")).toEqual(await first.result("pubkeys/"));
    await second.settle("vm/10/ip_add/", T);
    const addresses = (await second.result<JsonObject[]>("vm/")).flatMap((vm) => vm["ipAddresses"] as string[]);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it.each<[unknown, string]>([
    ["text", 'seed: expected a map, got "text"'],
    [{ serverroid: {} }, 'seed: unknown key "serverroid", did you mean "serveroid"?'],
    [{ serveroid: [] }, "serveroid: expected a map, got a list"],
    [{ serveroid: { vm: [] } }, 'serveroid: unknown key "vm", did you mean "vms"?'],
    [{ serveroid: { vms: {} } }, "serveroid.vms: expected a list, got a map"],
    [
      { serveroid: { credentials: [{ clientId: "a" }] } },
      "serveroid.credentials[0].apiKey: expected text, got nothing",
    ],
    [{ serveroid: { snapshots: { 3: [] } } }, "serveroid.snapshots: there is no VM 3 in serveroid.vms"],
    [{ serveroid: { limits: { vm: 3 } } }, 'serveroid.limits: unknown key "vm", did you mean "vms"?'],
    [
      { serveroid: { quirks: { omitNull: true } } },
      'serveroid.quirks: unknown key "omitNull", did you mean "omitNulls"?',
    ],
    [{ serveroid: { quirks: { omitNulls: 1 } } }, "serveroid.quirks.omitNulls: expected true or false, got 1"],
    [{ serveroid: { durations: { instal: 1 } } }, 'serveroid.durations: unknown key "instal", did you mean "install"?'],
    [{ serveroid: { durations: { install: -1 } } }, "serveroid.durations.install: expected a number from 0, got -1"],
  ])("are refused: %j", async (seed, problem) => {
    expect(await problemsOf(seed)).toEqual([problem]);
  });

  it("are refused with all wrong rows at once", async () => {
    const { name: _left, ...nameless } = vmRow({ id: 1 });
    const vms = [
      nameless,
      vmRow({ id: 2 }),
      vmRow({ id: 3, memory: "1024" }),
      vmRow({ id: 4, backupPolicy: { quantity: 1, frequency: 0 } }),
    ];
    expect(await problemsOf({ serveroid: { vms } })).toEqual([
      "serveroid.vms[0].name: expected text, got nothing",
      'serveroid.vms[2].memory: expected a whole number, got "1024"',
      "serveroid.vms[3].backupPolicy.frequency: expected a number above 0, got 0",
    ]);
  });

  it("are refused when an id is there twice", async () => {
    expect(await problemsOf({ serveroid: { vms: [vmRow({ id: 1 }), vmRow({ id: 1 })] } })).toEqual([
      "serveroid.vms: the id 1 is there twice",
    ]);
  });
});

const read = (path: string, result: unknown): JsonObject => ({
  request: { method: "GET", path },
  answer: JSON.stringify({ status: "OK", result }),
});

describe("serveroid: recordings", () => {
  const recording = [
    read("/api/v1/tenant", [{ id: 7, description: "P" }]),
    read("/api/v1/vm/", [{ ...vmRow({ id: 10, tenantId: 7 }), ownerUser: undefined, extra: 1 }]),
    read(
      "https://api.flops.ru/api/v1/vm/10/?x=1",
      vmRow({ id: 10, tenantId: 7, name: "later", timeAdded: "2018-06-08T19:52:44.665+0000" }),
    ),
    read("/api/v1/vm/10/snapshots/", [{ id: 3, name: "s", timeAdded: "2018-06-08T19:52:44.665+0000" }]),
    read("/api/v1/vm/10/backups/", [{ id: "b", size: 1, timeAdded: 1 }]),
    read("/api/v1/pubkeys/", [{ id: 9, name: "k", type: "RSA", publicKey: KEY_TEXT }]),
    read("/api/v1/operation/55/", { id: 55, vmId: 10, status: "DONE", operationType: "VM_START" }),
    read("/api/v1/distribution/", [{ id: 1, name: "DEBIAN", description: "D", bitness: 64 }]),
    { request: { method: "GET", path: "/api/v1/software/" }, answer: { status: "ERROR", errorCode: "x" } },
    read("/api/v1/vm/install/", 4711),
  ];

  it.each([
    ["the vendor's part", { serveroid: { recording } }],
    ["the top, with the vendor's name", { recording: recording.map((one) => ({ ...one, provider: "serveroid" })) }],
    ["the top, with only one vendor", { recording }],
  ])("become an account, at %s", async (_where, seed) => {
    const { result, vm, settle } = await openBench({ seed });
    expect(await result("tenant")).toEqual([{ id: 7, description: "P" }]);
    expect(await vm(10)).toMatchObject({ name: "later", timeAdded: "2018-06-08T19:52:44.665+0000" });
    expect(await result("vm/10/snapshots/")).toMatchObject([{ id: 3 }]);
    expect(await result("vm/10/backups/")).toMatchObject([{ id: "b" }]);
    expect(await result("pubkeys/")).toMatchObject([{ id: 9 }]);
    expect(await result("operation/55/")).toMatchObject({ status: "DONE" });
    expect(await result<JsonObject[]>("distribution/")).toHaveLength(1);
    expect(await result<JsonObject[]>("software/")).toHaveLength(5);
    expect(await result<JsonObject[]>("vm/")).toHaveLength(1);
    expect(await settle("vm/10/rename/", { tenantId: 7, name: "n" })).toMatchObject({ status: "DONE" });
  });

  it("may name a current snapshot that they do not list: its id is not given out again", async () => {
    const vms = [vmRow({ id: 10, currentSnapshot: 1357 })];
    const { settle, result } = await openBench({ seed: testAccount({ vms }) });
    await settle("vm/10/snapshot_create/", { ...T, name: "s" });
    expect(await result("vm/10/snapshots/")).toMatchObject([{ id: 1358, parentSnapshotId: 1357 }]);
  });

  it.each([
    [{ answer: {} }, "serveroid.recording[0].request: expected a map, got nothing"],
    [
      { request: { path: "/api/v2/vm" }, answer: {} },
      'serveroid.recording[0].request.path: no method of this vendor has the path "/api/v2/vm"',
    ],
    [
      { request: { path: "/api/v1/vm/" }, answer: "<html>" },
      "serveroid.recording[0].answer: the recorded body is not JSON",
    ],
    [{ request: { path: "/api/v1/vm/" } }, "serveroid.recording[0].answer: expected a map, got nothing"],
  ])("are refused: %j", async (broken, problem) => {
    expect(await problemsOf({ serveroid: { recording: [broken] } })).toEqual([problem]);
  });
});
