// M1, M2, M6, M31..M38: what can be read, and the account's keys.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/simulators/engine/json.ts";
import { KEY_TEXT, openBench, T, testAccount } from "../support/serveroid-bench.ts";

describe("serveroid: keys", () => {
  it("are added with the text as it came, `+` included, and answered without a project", async () => {
    const { result, clock } = await openBench();
    const added = await result("pubkeys/add/", { ...T, name: "deploy", publicKey: KEY_TEXT });
    expect(added).toEqual({ id: 79, name: "deploy", type: "RSA", publicKey: KEY_TEXT, timeAdded: clock.now() });
    const listed = await result<JsonObject[]>("pubkeys/");
    expect(listed.map(({ id }) => id)).toEqual([79, 78, 77]);
    expect(listed[0]).toEqual({ ...added, tenantId: 501 });
    expect(listed[1]).not.toHaveProperty("tenantId");
  });

  it.each([
    [`ssh-dss ${"A".repeat(8)}`, "DSA"],
    ["ssh-ed25519 AAAA comment with words", "ED25519"],
    ["ecdsa-sha2-nistp256 AAAA=", "ECDSA"],
  ])("take %s as %s", async (publicKey, type) => {
    const { result } = await openBench();
    expect(await result("pubkeys/add/", { ...T, name: "k", publicKey })).toMatchObject({ publicKey, type });
  });

  it("keep id and machines when edited", async () => {
    const { result, vm, sim } = await openBench();
    const publicKey = "ssh-dss AAAA other";
    expect(await result("pubkeys/77/edit/", { ...T, publicKey })).toMatchObject({
      id: 77,
      name: "deploy",
      type: "DSA",
    });
    expect(await result("pubkeys/77/edit/", { ...T, name: "renamed" })).toMatchObject({ name: "renamed", publicKey });
    expect((await vm(10))["publicKeys"]).toMatchObject([{ id: 78 }, { id: 77, name: "renamed", installed: true }]);
    expect(sim.state("serveroid")["inside"]).toMatchObject({ 10: { authorizedKeys: [] } });
  });

  it("do not reach into machines when their text changes", async () => {
    const { settle, result, sim } = await openBench();
    await settle("vm/10/pubkey_change/", { ...T, keyIds: [77] });
    await result("pubkeys/77/edit/", { ...T, publicKey: "ssh-dss AAAA other" });
    await result("pubkeys/77/delete/", T);
    expect(sim.state("serveroid")["inside"]).toMatchObject({ 10: { authorizedKeys: [KEY_TEXT] } });
  });

  it("are deleted once", async () => {
    const { get, refusal, vm } = await openBench();
    expect(await get("pubkeys/77/delete/", T)).toEqual({ status: "OK" });
    expect(await refusal("pubkeys/77/delete/", T)).toBe("error.object.not.found");
    expect((await vm(10))["publicKeys"]).toMatchObject([{ id: 78 }]);
  });

  it.each([
    ["add", {}, ["tenantId", "name", "publicKey"]],
    ["add", { ...T, name: "k", publicKey: "rubbish" }, ["publicKey"]],
    ["add", { tenantId: 999, name: "k", publicKey: KEY_TEXT }, "error.not.owner"],
    ["77/edit", {}, ["tenantId"]],
    ["77/edit", { tenantId: 502, name: "k" }, "error.not.owner"],
    ["77/edit", { ...T, publicKey: "rubbish" }, ["publicKey"]],
    ["5/edit", { ...T, name: "k" }, "error.object.not.found"],
    ["77/delete", {}, ["tenantId"]],
    ["77/delete", { tenantId: 502 }, "error.not.owner"],
    ["x/delete", T, ["keyId"]],
  ])("pubkeys/%s refuses %o", async (path, parameters, refused) => {
    const { refusal } = await openBench();
    expect(await refusal(`pubkeys/${path}/`, parameters)).toEqual(refused);
  });
});

describe("serveroid: reads", () => {
  it("shows registered keys in every machine, with a flag", async () => {
    const { vm } = await openBench();
    const hidden = { publicKey: null, timeAdded: null };
    expect((await vm(10))["publicKeys"]).toEqual([
      { id: 78, tenantId: 501, name: "no-tenant", type: "RSA", ownerUser: null, ...hidden, installed: false },
      { id: 77, tenantId: 501, name: "deploy", type: "RSA", ownerUser: null, ...hidden, installed: true },
    ]);
  });

  it("lists shared and foreign machines, too, the newest first", async () => {
    const { result } = await openBench();
    expect((await result<JsonObject[]>("vm/")).map(({ id }) => id)).toEqual([21, 20, 11, 10]);
  });

  it("answers list and get alike", async () => {
    const { result, vm } = await openBench();
    const listed = await result<JsonObject[]>("vm/");
    expect(listed.find(({ id }) => id === 10)).toEqual(await vm(10));
  });

  it.each(["vm/12/", "vm/12/snapshots/", "vm/12/backups/", "operation/12/"])("does not find %s", async (path) => {
    const { refusal } = await openBench();
    expect(await refusal(path)).toBe("error.object.not.found");
  });

  it("lets anyone read any operation", async () => {
    const row = { id: 1, vmId: 4711, tenantId: 9, status: "DONE", operationType: "VM_START", percentage: 100 };
    const { result } = await openBench({ seed: testAccount({ operations: [row] }) });
    expect(await result("operation/1/")).toEqual({ ...row, errorCode: null, errorMessage: null });
  });

  it("has the sample account and catalogues without a seed", async () => {
    const { result, sim } = await openBench({ seed: undefined });
    const vms = await result<JsonObject[]>("vm/");
    expect(vms.map(({ id, name }) => [id, name])).toEqual([
      [88534, "win server"],
      [85662, "debian"],
      [85561, "ubuntu"],
    ]);
    expect(vms[2]).toMatchObject({
      currentSnapshot: 1357,
      accessUsers: ["user@serveroid.com"],
      publicKeys: [
        { id: 254, installed: false },
        { id: 2, name: "1", installed: true },
        { id: 67, name: "key", ownerUser: "user@serveroid.com", installed: false },
      ],
    });
    expect(await result("vm/85662/snapshots/")).toMatchObject([{ id: 2206, name: "my-snapshot" }]);
    expect(await result("vm/85662/backups/")).toMatchObject([
      { id: "diff-backupsnap20141019011721-backupsnap20141022015414.lz4", size: 32768 },
    ]);
    expect(await result("tenant")).toContainEqual({ id: 10082, description: "Проект 1" });
    expect(await result<JsonObject[]>("distribution/")).toHaveLength(11);
    expect(await result<JsonObject[]>("software/")).toHaveLength(5);
    expect(await result<JsonObject[]>("tariffs/")).toHaveLength(13);
    expect((await result<JsonObject[]>("pubkeys/"))[0]?.["publicKey"]).toMatch(
      /^ssh-dss AAAAB3NzaC1kc3MA\S+ user@host$/,
    );
    expect(await result("operation/61626/")).toMatchObject({ operationType: "VM_DESTROY", status: "DONE" });
    expect(sim.env).toEqual({
      SERVEROID_ENDPOINT: sim.endpoints.serveroid,
      SERVEROID_CLIENT_ID: "sim",
      SERVEROID_API_KEY: "sim",
    });
  });
});

describe("serveroid: quirks", () => {
  it("can leave nulls out and write times as text", async () => {
    const seed = testAccount({
      quirks: { omitNulls: true, isoTimes: true },
      backups: { 10: [{ id: "b", timeAdded: 0 }] },
    });
    const { vm, get, result } = await openBench({ seed });
    const shown = await vm(10);
    expect(shown).not.toHaveProperty("ownerUser");
    expect(shown).not.toHaveProperty("currentSnapshot");
    expect(shown["timeAdded"]).toBe("2023-11-14T22:13:20.000+0000");
    expect(JSON.stringify(shown)).not.toContain("null");
    expect(await result("vm/10/backups/")).toMatchObject([{ timeAdded: "1970-01-01T00:00:00.000+0000" }]);
    expect(await get("vm/10/rename/")).not.toHaveProperty("errorCode");
  });

  it("can give images new ids as time goes by, so that old ones are stale", async () => {
    const { result, refusal, get, vm, clock } = await openBench({
      seed: testAccount({ quirks: { rotateDistributionIds: true } }),
    });
    const wanted = { ...T, name: "web", tariffId: 4, password: "Secret1" };
    expect((await result<JsonObject[]>("distribution/"))[0]).toMatchObject({ id: 233 });
    clock.advance(3_600_000);
    expect((await result<JsonObject[]>("distribution/"))[0]).toMatchObject({ id: 1233, name: "DEBIAN" });
    expect(await refusal("vm/install/", { ...wanted, distributionId: 233 })).toBe("error.object.not.found");
    expect(await get("vm/install/", { ...wanted, distributionId: 1233 })).toMatchObject({ status: "OK" });
    clock.advance(3_600_000);
    expect(await vm(22)).toMatchObject({ distribution: { id: 1233 } });
  });

  it("can say that a machine is missing in other words", async () => {
    const { refusal } = await openBench({ seed: testAccount({ quirks: { vmNotFoundCode: "error.vm.not.found" } }) });
    expect(await refusal("vm/12/")).toBe("error.vm.not.found");
  });
});
