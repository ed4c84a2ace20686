// Machines: list and read, update, power, rescue and ISO mode, rebuild, password, plan, deletion; statuses over time.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/simulators/engine/json.ts";
import { instanceRow, OK, OWN, openBench, testAccount, UBUNTU, VM } from "./zomro-bench.ts";

const STOPPED = "7100002";
const inStatus = (instance_status: string, more: Record<string, string> = {}) =>
  testAccount({ instances: [instanceRow({ id: VM, instance_status, ...more })] });
const quirks = (set: JsonObject) => ({ seed: testAccount({ quirks: set }) });

describe("zomro: reading machines", () => {
  it("lists the columns of the panel", async () => {
    const { ok } = await openBench();
    const [row] = (await ok("instances"))["elem"] as JsonObject[];
    expect(row).toEqual({
      ...instanceRow({ id: VM }),
      fotbo_id: undefined,
      item_status: { $: "Active" },
    });
  });

  it("reads one without sok, with the password where it is known", async () => {
    const { ok, settle } = await openBench();
    const before = await ok("instances.edit", { elid: VM });
    expect(before).toMatchObject({ id: { $: VM }, fotbo_id: { $: "cloud-side" }, backup_rotation: { $: "5" } });
    expect(before["slist"]).toMatchObject([{ $name: "stored_method" }]);
    expect(before).not.toHaveProperty("password");
    await settle("instances.fleio.changepassword", { elid: VM, password: "Secret123", ...OK });
    expect(await ok("instances.edit", { elid: VM })).toMatchObject({ password: { $: "Secret123" } });
  });

  it("hides the password with the quirk, and never has it in state or log", async () => {
    const { ok, settle, sim } = await openBench(quirks({ showPassword: false }));
    await settle("instances.fleio.changepassword", { elid: VM, password: "Secret123", ...OK });
    expect(await ok("instances.edit", { elid: VM })).not.toHaveProperty("password");
    expect(JSON.stringify([sim.state("zomro"), sim.log.entries()])).not.toContain("Secret123");
  });

  it.each([
    [{ billingStatus: "status" }, { item_status: { $: "Active" }, status: { $: "2" } }, ["item_real_status"]],
    [{ billingStatus: "orig" }, { item_status: { $orig: "2", $: "Active" } }, ["status", "item_real_status"]],
    [{ billingStatus: "real" }, { item_real_status: { $: "2" } }, ["status", "item_status"]],
    [{ panel: "old" }, { fotbo_status: { $: "active" } }, ["instance_status"]],
  ])("shows the status with %j as %j", async (set, expected, absent) => {
    const { ok } = await openBench(quirks(set));
    const [row = {}] = (await ok("instances"))["elem"] as JsonObject[];
    expect(row).toMatchObject(expected);
    for (const name of absent) expect(row).not.toHaveProperty(name);
  });

  it.each(["instances.edit", "service.start", "instances.fleio.vnc", "instances.snapshots", "instances.delete"])(
    "%s of a machine that is not there, or without an id",
    async (func) => {
      const { refusal } = await openBench();
      expect(await refusal(func, { elid: 999 })).toBe("missed item");
      expect(await refusal(func)).toBe("missed elid");
      expect(await refusal(func, { elid: "" })).toBe("missed elid");
    },
  );
});

describe("zomro: updating machines", () => {
  it("changes what is sent and keeps the rest", async () => {
    const { ok, instance } = await openBench();
    await ok("instances.edit", { elid: VM, backup_rotation: 7, ...OK });
    await ok("instances.edit", { elid: VM, servername: "renamed", ...OK });
    expect(await instance()).toMatchObject({ servername: "renamed" });
    expect(await ok("instances.edit", { elid: VM })).toMatchObject({ backup_rotation: { $: "7" } });
  });

  it("does nothing without sok", async () => {
    const { ok, instance, sim } = await openBench();
    await ok("instances.edit", { elid: VM, servername: "renamed" });
    expect(await instance()).toMatchObject({ servername: `web-${VM}` });
    expect(sim.log.entries()[0]).toMatchObject({ method: "instances.edit", mutating: false });
  });

  it.each([
    [{ backup_rotation: 0 }, "value backup_rotation"],
    [{ backup_rotation: 11 }, "value backup_rotation"],
    [{ servername: "x".repeat(101) }, "value servername"],
  ])("refuses %j", async (fields, code) => {
    const { refusal } = await openBench();
    expect(await refusal("instances.edit", { elid: VM, ...fields, ...OK })).toBe(code);
  });
});

describe("zomro: power", () => {
  it("stops: the billing side calls it suspended", async () => {
    const { ok, instance, clock } = await openBench();
    await ok("service.stop", { elid: VM });
    expect(await instance()).toMatchObject({ instance_status: "stopping", status: "2" });
    clock.advance(9_999);
    expect(await instance()).toMatchObject({ instance_status: "stopping" });
    clock.advance(1);
    expect(await instance()).toMatchObject({
      instance_status: "stopped",
      status: "3",
      item_status: "Temporary suspended",
    });
  });

  it.each([
    ["service.start", STOPPED, "starting", "active", 5000],
    ["instances.start", STOPPED, "starting", "active", 5000],
    ["instances.stop", VM, "stopping", "stopped", 10_000],
    ["service.reboot", VM, "rebooting", "active", 15_000],
    ["service.hardreboot", VM, "rebooting", "active", 10_000],
  ])("%s of %s: %s, then %s after %i ms", async (func, elid, meanwhile, end, ms) => {
    const { ok, instance, clock } = await openBench();
    await ok(func, { elid });
    expect(await instance(elid)).toMatchObject({ instance_status: meanwhile });
    clock.advance(ms - 1);
    expect(await instance(elid)).toMatchObject({ instance_status: meanwhile });
    clock.advance(1);
    expect(await instance(elid)).toMatchObject({ instance_status: end });
  });

  it("restarts once", async () => {
    const { settle, inside } = await openBench();
    await settle("service.reboot", { elid: VM });
    expect(inside()).toMatchObject({ restarts: 1 });
  });

  it.each([
    ["service.start", VM],
    ["service.stop", STOPPED],
    ["service.reboot", STOPPED],
  ])("%s is refused in the wrong status", async (func, elid) => {
    expect(await (await openBench()).refusal(func, { elid })).toBe("value status");
  });

  it("does not start what the provider has suspended", async () => {
    const { refusal } = await openBench({ seed: inStatus("suspended", { status: "3" }) });
    expect(await refusal("service.start", { elid: VM })).toBe("value status");
  });

  it.each(["instances.start", "instances.stop", "service.delete"])(
    "%s is unknown to the curl reading",
    async (func) => {
      const { refusal } = await openBench(quirks({ reading: "curl" }));
      expect(await refusal(func, { elid: VM })).toBe("missed func");
    },
  );

  it("refuses everything while it is busy, except reads and settings", async () => {
    const { ok, refusal } = await openBench();
    await ok("service.reboot", { elid: VM });
    for (const func of ["service.stop", "instances.delete", "service.hardreboot"]) {
      expect(await refusal(func, { elid: VM })).toBe("busy instance");
    }
    expect(await refusal("instances.snapshots.edit", { plid: VM, name: "s", ...OK })).toBe("busy instance");
    await ok("instances.edit", { elid: VM, servername: "x", ...OK });
    await ok("service.start", { elid: STOPPED });
  });

  it.each(["service.stop", "instances.fleio.unrescue", "instances.delete"])(
    "%s only previews without sok, where everything needs it",
    async (func) => {
      const seed = testAccount({ ...inStatus("rescued").zomro, quirks: { sokFor: "all" } });
      const { ok, instance } = await openBench({ seed });
      await ok(func, { elid: VM });
      expect(await instance()).toMatchObject({ instance_status: "rescued", status: "2" });
      await ok(func, { elid: VM, ...OK });
      expect(await instance()).not.toMatchObject({ instance_status: "rescued", status: "2" });
    },
  );
});

describe("zomro: rescue and ISO mode", () => {
  const RESCUE = { elid: VM, zone: "pub", select_boot: UBUNTU };

  it.each([
    ["instances.fleio.rescue", "select_boot"],
    ["instances.fleio.boot_from_iso", "select_boot_from_iso"],
  ])("%s previews the images by zone", async (func, field) => {
    const { ok, instance } = await openBench();
    const { slist } = await ok(func, { elid: VM, zone: "pub", [field]: UBUNTU });
    const [zones, images] = slist as { $name: string; val: JsonObject[] }[];
    expect(zones).toEqual({
      $name: "zone",
      val: [
        { $key: "pub", $: "pub" },
        { $key: "own", $: "own" },
      ],
    });
    expect(images).toMatchObject({ $name: field });
    expect(images?.val).toHaveLength(15);
    expect(images?.val[0]).toEqual({ $depend: "pub", $key: UBUNTU, $: "Ubuntu 22.04" });
    expect(images?.val[14]).toEqual({ $depend: "own", $name: "mine", $key: OWN, $: "Centos 9 x64" });
    expect(await instance()).toMatchObject({ instance_status: "active" });
  });

  it("goes into rescue mode and back, without sok on the way back", async () => {
    const { ok, instance, clock, inside } = await openBench();
    await ok("instances.fleio.rescue", { ...RESCUE, password: "MyPassword1", ...OK });
    expect(await instance()).toMatchObject({ instance_status: "rescuing" });
    clock.advance(20_000);
    expect(await instance()).toMatchObject({ instance_status: "rescued" });
    expect(inside()).toMatchObject({ bootedFrom: UBUNTU });
    await ok("instances.fleio.unrescue", { elid: VM });
    expect(await instance()).toMatchObject({ instance_status: "unrescuing" });
    clock.advance(20_000);
    expect(await instance()).toMatchObject({ instance_status: "active" });
    expect(inside()).toMatchObject({ bootedFrom: null });
  });

  it.each([
    ["both", "select_boot", undefined],
    ["both", "select_boot_from_iso", undefined],
    ["curl", "select_boot", undefined],
    ["curl", "select_boot_from_iso", "missed select_boot"],
    ["table", "select_boot", "missed select_boot_from_iso"],
    ["table", "select_boot_from_iso", undefined],
  ])("in the reading %s takes %s", async (reading, field, code) => {
    const { doc } = await openBench(quirks({ reading }));
    const answer = await doc("instances.fleio.rescue", { elid: VM, zone: "pub", [field]: UBUNTU, ...OK });
    const error = answer["error"] as JsonObject | undefined;
    expect(error && `${String(error["$type"])} ${String(error["$object"])}`).toBe(code);
  });

  it.each([
    [{ zone: "own" }, "value select_boot"],
    [{ select_boot: OWN }, "value select_boot"],
    [{ zone: "image" }, "value zone"],
    [{ zone: "" }, "missed zone"],
    [{ select_boot: "" }, "missed select_boot"],
    [{ password: "weak" }, "value password"],
    [{ elid: 5 }, "missed item"],
  ])("refuses %j", async (fields, code) => {
    const { refusal } = await openBench();
    expect(await refusal("instances.fleio.rescue", { ...RESCUE, ...fields, ...OK })).toBe(code);
  });

  it("refuses to leave what it is not in, and to enter twice", async () => {
    const { refusal, settle } = await openBench();
    expect(await refusal("instances.fleio.unrescue", { elid: VM })).toBe("value status");
    await settle("instances.fleio.rescue", { ...RESCUE, ...OK });
    expect(await refusal("instances.fleio.rescue", { ...RESCUE, ...OK })).toBe("value status");
  });

  it("boots from an own image as ISO; a restart leaves the mode", async () => {
    const { ok, settle, instance, clock } = await openBench();
    await ok("instances.fleio.boot_from_iso", { elid: VM, zone: "own", select_boot_from_iso: OWN, ...OK });
    expect(await instance()).toMatchObject({ instance_status: "booting_from_iso" });
    clock.advance(20_000);
    expect(await instance()).toMatchObject({ instance_status: "booted_from_iso" });
    await settle("service.hardreboot", { elid: VM });
    expect(await instance()).toMatchObject({ instance_status: "active" });
  });
});

describe("zomro: rebuild and password", () => {
  const REBUILD = { elid: VM, zone: "pub", select_rebuild: UBUNTU, enablessh: "off", password: "Secret123", ...OK };

  it("shows the old system until the new one is there", async () => {
    const { ok, instance, inside, clock } = await openBench();
    await ok("instances.fleio.rebuild", REBUILD);
    expect(await instance()).toMatchObject({ instance_status: "rebuilding", instances_os: "Debian 12" });
    expect(inside()).toMatchObject({ diskGeneration: 0 });
    clock.advance(60_000);
    expect(await instance()).toMatchObject({ instance_status: "active", instances_os: "Ubuntu 22.04" });
  });

  it("puts a key in instead of a password", async () => {
    const { settle, instance, inside } = await openBench();
    await settle("instances.fleio.rebuild", { ...REBUILD, password: "", enablessh: "on", ssh_keys: 512 });
    expect(await instance()).toMatchObject({ instance_status: "active", instances_os: "Ubuntu 22.04" });
    expect(inside()).toMatchObject({ diskGeneration: 1, keyId: "512" });
  });

  it("previews zones, images and keys without sok", async () => {
    const { ok, instance } = await openBench();
    const { slist } = await ok("instances.fleio.rebuild", { ...REBUILD, sok: "" });
    expect(slist).toMatchObject([{ $name: "zone" }, { $name: "select_rebuild" }, { $name: "ssh_keys" }]);
    expect(await instance()).toMatchObject({ instance_status: "active" });
  });

  it("restores a snapshot by its UUID in the own zone, but not by its id or while it is saved", async () => {
    const { ok, settle, refusal, rows, instance } = await openBench();
    await settle("instances.snapshots.edit", { plid: VM, name: "s", ...OK });
    const [snapshot] = await rows("instances.snapshots", { elid: VM });
    const restore = { ...REBUILD, zone: "own" };
    expect(await refusal("instances.fleio.rebuild", { ...restore, select_rebuild: snapshot?.["id"] ?? "" })).toBe(
      "value select_rebuild",
    );
    await settle("instances.fleio.rebuild", { ...restore, select_rebuild: snapshot?.["fleio_id"] ?? "" });
    expect(await instance()).toMatchObject({ instances_os: "Debian 12" });
    await ok("instances.snapshots.edit", { plid: VM, name: "t", ...OK });
    const saving = (await rows("instances.snapshots", { elid: VM })).find(({ name }) => name === "t");
    const elid = STOPPED;
    expect(
      await refusal("instances.fleio.rebuild", { ...restore, elid, select_rebuild: saving?.["fleio_id"] ?? "" }),
    ).toBe("value select_rebuild");
  });

  it.each<[JsonObject, JsonObject, string | undefined]>([
    [{}, { zone: "image" }, undefined],
    [{}, { enablessh: "", use_ssh_key: "off" }, undefined],
    [{ reading: "curl" }, { zone: "image" }, "value zone"],
    [{ reading: "curl", rebuildZone: "image" }, { zone: "image" }, undefined],
    [{ reading: "curl" }, { enablessh: "", use_ssh_key: "off" }, "missed enablessh"],
    [{}, { enablessh: "" }, "missed enablessh"],
    [{}, { enablessh: "on" }, "missed ssh_keys"],
    [{}, { enablessh: "on", ssh_keys: "88" }, "value ssh_keys"],
    [{}, { password: "" }, "missed password"],
  ])("with %j, %j: %s", async (set, fields, code) => {
    const { doc } = await openBench(quirks(set));
    const answer = await doc("instances.fleio.rebuild", { ...REBUILD, ...(fields as Record<string, string>) });
    const error = answer["error"] as JsonObject | undefined;
    expect(error && `${String(error["$type"])} ${String(error["$object"])}`).toBe(code);
  });

  it.each([
    "short1A",
    "nouppercase1",
    "NoDigitsHere",
    "With Space1",
    "With#Hash1",
    `A1${"x".repeat(47)}`,
    "Пароль123A",
  ])("refuses the password %s", async (password) => {
    const { refusal } = await openBench();
    expect(await refusal("instances.fleio.changepassword", { elid: VM, password, ...OK })).toBe("value password");
  });

  it("changes the password of a machine that runs", async () => {
    const { ok, settle, refusal, inside } = await openBench();
    const password = "Secret123";
    await ok("instances.fleio.changepassword", { elid: VM, password });
    await settle("instances.fleio.changepassword", { elid: VM, password, ...OK });
    expect(inside()).toMatchObject({ passwordChanges: 1 });
    expect(await refusal("instances.fleio.changepassword", { elid: STOPPED, password, ...OK })).toBe("value status");
  });

  it("shows the console with its cookie, and measures", async () => {
    const { ok, refusal } = await openBench();
    expect(await ok("instances.fleio.vnc", { elid: VM })).toMatchObject({
      ok: { $: expect.stringMatching(/^https:/) },
      cookies: { cookie: { $name: "token", $: "cloud-side" } },
    });
    expect(await refusal("instances.fleio.vnc", { elid: STOPPED })).toBe("value status");
    expect(await ok("instances.fleio.measures", { elid: VM, hours: 24, metric: "interface_traffic" })).toHaveProperty(
      "measures",
    );
  });
});

describe("zomro: change of plan", () => {
  const change = { elid: VM, pricelist: 9003, snext: "ok", clicked_button: "finish", ...OK };

  it.each([
    ["confirm", "Cloud Large", "0.45 EUR / Day"],
    ["revert", "Cloud Demo", "0.20 EUR / Day"],
  ])("waits for %s: then %s", async (select_resize, pricelist, cost) => {
    const { ok, settle, instance, clock } = await openBench();
    const { slist } = await ok("service.changepricelist", { elid: VM });
    expect(slist).toMatchObject([{ $name: "pricelist", val: [{ $key: "9002" }, { $key: "9003" }] }]);
    await ok("service.changepricelist.getmoney", change);
    expect(await instance()).toMatchObject({ instance_status: "resizing", pricelist: "Cloud Demo" });
    clock.advance(30_000);
    expect(await instance()).toMatchObject({ instance_status: "resized", pricelist: "Cloud Large" });
    expect((await ok("instances.confirm.resize", { elid: VM }))["slist"]).toMatchObject([{ $name: "select_resize" }]);
    await settle("instances.confirm.resize", { elid: VM, select_resize, ...OK });
    expect(await instance()).toMatchObject({ instance_status: "active", pricelist, cost });
  });

  it("costs money, which there must be", async () => {
    const rich = await openBench({ seed: testAccount({ limits: { money: 1 } }) });
    await rich.ok("service.changepricelist.getmoney", change);
    expect(rich.sim.state("zomro")["limits"]).toMatchObject({ money: 0.55 });
    const exact = await openBench({ seed: testAccount({ limits: { money: 0.45 } }) });
    await exact.ok("service.changepricelist.getmoney", change);
    const poor = await openBench({ seed: testAccount({ limits: { money: 0.44 } }) });
    expect(await poor.refusal("service.changepricelist.getmoney", change)).toBe("limit balance");
  });

  it("refuses the same plan, an unknown one, and a confirmation of nothing", async () => {
    const { refusal } = await openBench();
    for (const pricelist of [9001, 1]) {
      expect(await refusal("service.changepricelist.getmoney", { ...change, pricelist })).toBe("value pricelist");
    }
    const nothing = { elid: VM, select_resize: "confirm", ...OK };
    expect(await refusal("instances.confirm.resize", nothing)).toBe("value status");
  });
});

describe("zomro: deletion", () => {
  it("takes its time, and leaves a row with status 4 that nothing can be done with", async () => {
    const { ok, instance, clock, refusal } = await openBench();
    await ok("instances.delete", { elid: VM });
    expect(await instance()).toMatchObject({ status: "5", item_status: "Deletion in progress" });
    clock.advance(20_000);
    expect(await instance()).toMatchObject({ status: "4", item_status: "Deleted", ip: "" });
    expect(await ok("instances.edit", { elid: VM })).toMatchObject({ status: { $: "4" } });
    expect(await refusal("instances.delete", { elid: VM })).toBe("missed item");
    expect(await refusal("instances.edit", { elid: VM, servername: "x", ...OK })).toBe("missed item");
  });

  it("leaves no row with the quirk", async () => {
    const { settle, rows, refusal } = await openBench(quirks({ deletedRows: "vanish" }));
    await settle("service.delete", { elid: VM, ...OK });
    expect((await rows("instances")).map(({ id }) => id)).toEqual([STOPPED]);
    expect(await refusal("instances.edit", { elid: VM })).toBe("missed item");
  });

  it.each(["7100001, 7100002", "7100001,7100002"])("takes several ids: %s", async (elid) => {
    const { settle, rows } = await openBench();
    await settle("instances.delete", { elid });
    expect((await rows("instances")).map(({ status }) => status)).toEqual(["4", "4"]);
  });

  it("deletes none of several when one is not there", async () => {
    const { refusal, rows } = await openBench();
    expect(await refusal("instances.delete", { elid: "7100001, 999" })).toBe("missed item");
    expect((await rows("instances")).map(({ status }) => status)).toEqual(["2", "3"]);
  });

  it.each([
    [true, 0, 0],
    [false, 1, 1],
  ])("with deleteCascades %s keeps %i copies and %i schedules", async (deleteCascades, copies, left) => {
    const { settle, rows } = await openBench(quirks({ deleteCascades }));
    await settle("instances.snapshots.edit", { plid: VM, name: "s", ...OK });
    const schedule = { plid: VM, name: "n", rotation_days: "1", rotation_time: "02:01" };
    await settle("instances.fleio_bckps.schedule.edit", { ...schedule, ...OK });
    await settle("instances.delete", { elid: VM });
    expect(await rows("instances.snapshots", { elid: VM })).toHaveLength(copies);
    expect(await rows("instances.fleio_bckps.schedule", { elid: VM })).toHaveLength(left);
  });
});
