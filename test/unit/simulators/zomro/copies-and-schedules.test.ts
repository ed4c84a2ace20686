// Snapshots, backups, own images and schedules: creation, statuses, days, limits, the vendor's contradictions.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/simulators/engine/json.ts";
import { type Fields, OK, openBench, testAccount, texts, urlencoded, VM } from "./zomro-bench.ts";

const quirks = (set: JsonObject) => ({ seed: testAccount({ quirks: set }) });
const DAY = 86_400_000;

describe.each([
  ["instances.snapshots", 30_000, ""],
  ["instances.fleio_bckps", 60_000, "manual"],
])("zomro: %s", (func, ms, backupType) => {
  const make = { plid: VM, name: "nightly-a", ...OK };

  it("is Saving, later Active with a size; the answer names no id", async () => {
    const { ok, rows, clock, instance } = await openBench();
    expect(Object.keys(await ok(`${func}.edit`, make))).toEqual(["$lang", "$func"]);
    const [saving] = await rows(func, { elid: VM });
    expect(saving).toMatchObject({ name: "nightly-a", fleio_status: "Saving", image_size: "", item_real_status: "2" });
    expect(await instance()).toMatchObject({ instance_status: "running_image_uploading" });
    clock.advance(ms - 1);
    expect((await rows(func, { elid: VM }))[0]).toMatchObject({ fleio_status: "Saving" });
    clock.advance(1);
    const [row] = await rows(func, { elid: VM });
    expect(row).toMatchObject({
      fleio_status: "Active",
      createdate: "2026-01-01",
      min_disk: "40",
      os_distro: "Debian",
      os_version: "12",
      protected: "off",
      region: "Netherlands-2",
      visibility: "private",
    });
    expect(Number(row?.["image_size"])).toBeGreaterThan(0);
    expect(row?.["fleio_id"]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(row?.["backup_type"] ?? "").toBe(backupType);
    expect(row).not.toHaveProperty("instance_id");
    expect(await instance()).toMatchObject({ instance_status: "active" });
  });

  it("leaves a stopped machine stopped", async () => {
    const { settle, instance } = await openBench();
    await settle(`${func}.edit`, { ...make, plid: 7_100_002 });
    expect(await instance("7100002")).toMatchObject({ instance_status: "stopped" });
  });

  it("only previews without sok", async () => {
    const { ok, rows, sim } = await openBench();
    expect(await ok(`${func}.edit`, { plid: VM, name: "x" })).toMatchObject({ name: {} });
    expect(await rows(func, { elid: VM })).toEqual([]);
    expect(sim.log.entries()[0]).toMatchObject({ mutating: false });
  });

  it("allows two of one name, five a day, and five more after midnight in GMT+3", async () => {
    const { ok, settle, refusal, rows, clock } = await openBench();
    for (let made = 0; made < 5; made += 1) await settle(`${func}.edit`, make);
    expect(await refusal(`${func}.edit`, make)).toBe("limit created_today");
    await settle(`${func}.edit`, { ...make, plid: 7_100_002 });
    expect(await ok(func, { elid: VM })).toMatchObject({ cost: { created_today: { $: "5" } } });
    clock.advance(Date.UTC(2026, 0, 1, 20, 59) - clock.now());
    expect(await refusal(`${func}.edit`, make)).toBe("limit created_today");
    clock.advance(60_000);
    await settle(`${func}.edit`, make);
    expect(await rows(func, { elid: VM })).toMatchObject([{}, {}, {}, {}, {}, { createdate: "2026-01-02" }]);
  });

  it.each<[Fields, string]>([
    [{ name: "" }, "missed name"],
    [{ plid: "" }, "missed plid"],
    [{ plid: 999 }, "missed item"],
    [{ name: "x".repeat(101) }, "value name"],
  ])("refuses %j", async (fields, code) => {
    expect(await (await openBench()).refusal(`${func}.edit`, { ...make, ...fields })).toBe(code);
  });

  it("with an empty elid creates, with one renames as an older panel did", async () => {
    const { settle, ok, rows, refusal } = await openBench();
    await settle(`${func}.edit`, { ...make, elid: "" });
    const [{ id } = { id: "" }] = await rows(func, { elid: VM });
    await ok(`${func}.edit`, { ...make, elid: id ?? "", name: "renamed" });
    expect(await rows(func, { elid: VM })).toMatchObject([{ id, name: "renamed" }]);
    expect(await refusal(`${func}.edit`, { ...make, plid: 7_100_002, elid: id ?? "" })).toBe("missed item");
  });

  it("is renamed and protected by image.edit once it is Active, and then not deleted", async () => {
    const { ok, rows, refusal, clock } = await openBench();
    await ok(`${func}.edit`, make);
    const [{ id: elid } = { id: "" }] = await rows(func, { elid: VM });
    const edit = { elid: elid ?? "", image_name: "kept", protected: "on", ...OK };
    expect(await refusal("image.edit", edit)).toBe("busy image");
    expect(await refusal("image.delete", { elid: elid ?? "" })).toBe("busy image");
    clock.advance(60_000);
    await ok("image.edit", edit);
    expect(await rows(func, { elid: VM })).toMatchObject([{ name: "kept", protected: "on" }]);
    expect(await refusal("image.delete", { elid: elid ?? "", ...OK })).toBe("access protected");
    await ok("image.edit", { elid: elid ?? "", protected: "off", ...OK });
    await ok("image.delete", { elid: elid ?? "", ...OK });
  });
});

describe("zomro: image.delete", () => {
  async function withSnapshot(set: JsonObject = {}) {
    const bench = await openBench(quirks(set));
    await bench.settle("instances.snapshots.edit", { plid: VM, name: "s", ...OK });
    const [row] = await bench.rows("instances.snapshots", { elid: VM });
    const count = async () => (await bench.rows("instances.snapshots", { elid: VM })).length;
    return { ...bench, id: row?.["id"] ?? "", count };
  }

  it("takes the fields of the vendor's curl, and a while", async () => {
    const { ok, rows, id, clock, count, refusal } = await withSnapshot();
    await ok("image.delete", { plid: VM, elname: id, elid: id, ...OK });
    expect(await rows("instances.snapshots", { elid: VM })).toMatchObject([{ item_real_status: "5" }]);
    expect(await refusal("image.delete", { elid: id })).toBe("busy image");
    clock.advance(10_000);
    expect(await count()).toBe(0);
    expect(await refusal("image.delete", { elid: id, ...OK })).toBe("missed item");
  });

  it.each([
    ["both", 0],
    ["table", 0],
    ["curl", 1],
  ])("in the reading %s takes the table's two plid: %i left", async (reading, left) => {
    const { base, id, count, clock } = await withSnapshot({ reading });
    const body = `${urlencoded({ func: "image.delete", out: "json", auth: "sim", plid: VM, elname: id, ...OK })}&plid=${id}`;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    await fetch(base, { method: "POST", headers, body });
    clock.advance(60_000);
    expect(await count()).toBe(left);
  });

  it("refuses the snapshot of another machine, and its UUID", async () => {
    const { refusal, rows, id } = await withSnapshot();
    expect(await refusal("image.delete", { plid: 7_100_002, elid: id, ...OK })).toBe("missed item");
    const [row] = await rows("instances.snapshots", { elid: VM });
    expect(await refusal("image.delete", { elid: row?.["fleio_id"] ?? "" })).toBe("value elid");
  });

  it("with the number of a schedule hits an image of that number, never the schedule", async () => {
    const schedules = [{ id: 7_300_001, instance_id: VM, name: "n", rotation_days: "1", rotation_time: "02:01" }];
    const { settle, rows } = await openBench({ seed: testAccount({ schedules }) });
    await settle("image.delete", { elid: 7_300_001, ...OK });
    expect(await rows("instances.fleio_bckps.schedule", { elid: VM })).toHaveLength(1);
    expect(await rows("image")).toEqual([]);
  });

  it("shows flags with $orig by the quirk, in the caller's language", async () => {
    const { ok } = await withSnapshot({ origFlags: true });
    const [row = {}] = (await ok("instances.snapshots", { elid: VM }))["elem"] as JsonObject[];
    expect(row["protected"]).toEqual({ $orig: "off", $: "No" });
    const [other = {}] = (await ok("instances.snapshots", { elid: VM, lang: "ru" }))["elem"] as JsonObject[];
    expect(other["protected"]).toEqual({ $orig: "off", $: "Нет" });
  });
});

describe("zomro: own images", () => {
  const ORDER: Fields = {
    image_type: "image",
    skipbasket: "on",
    image_name: "iso-a",
    region: "Netherlands-2",
    min_disk: 20,
    min_ram: 1,
    disk_format: "iso",
    os_distro: "Debian",
    os_version: "12",
    architecture: "x86_64",
    url: "https://images.example/debian.iso",
    protected: "off",
    pricelist: 6001,
    order_period: -50,
    ...OK,
  };

  it("are ordered, saved, listed, read", async () => {
    const { ok, rows, clock } = await openBench();
    await ok("v2.image.order.param", ORDER);
    expect((await rows("image"))[1]).toMatchObject({ name: "iso-a", fleio_status: "Saving", disk_format: "iso" });
    clock.advance(60_000);
    const [, row] = await rows("image");
    expect(row).toMatchObject({ fleio_status: "Active" });
    expect(await ok("image.edit", { elid: row?.["id"] ?? "" })).toMatchObject({ image_name: { $: "iso-a" } });
  });

  it("are not created with a basket, nor without sok", async () => {
    const { ok, rows } = await openBench();
    await ok("v2.image.order.param", { ...ORDER, skipbasket: "off" });
    const { slist } = await ok("v2.image.order.param", { ...ORDER, sok: "" });
    expect(slist).toMatchObject([{ $name: "region" }, { $name: "disk_format" }, { $name: "architecture" }]);
    expect(await rows("image")).toHaveLength(1);
  });

  it.each([
    ...Object.keys(ORDER)
      .filter((name) => !["sok", "os_version"].includes(name))
      .map((name) => [name, "", `missed ${name}`]),
    ["region", "Mars", "value region"],
    ["disk_format", "zip", "value disk_format"],
    ["pricelist", "9001", "value pricelist"],
    ["url", "not a link", "value url"],
    ["protected", "yes", "value protected"],
    ["order_period", "1", "value order_period"],
  ])("need %s (%j: %s)", async (name = "", value = "", code = "") => {
    expect(await (await openBench()).refusal("v2.image.order.param", { ...ORDER, [name]: value })).toBe(code);
  });
});

const LIST = "instances.fleio_bckps.schedule";
const EDIT = `${LIST}.edit`;

describe("zomro: schedules", () => {
  const make = { plid: VM, name: "nightly", rotation_days: "1,3,5", rotation_time: "02:01", ...OK };

  it("are written with numbers and read with names, each with a space behind it", async () => {
    const { ok } = await openBench();
    await ok(EDIT, make);
    expect((await ok(LIST, { elid: VM }))["elem"]).toEqual([
      {
        id: { $: "1" },
        instance_id: { $: VM },
        name: { $: "nightly" },
        rotation_days: { $: "Monday Wednesday Friday " },
        rotation_time: { $: "02:01" },
        create_date: { $: "2026-01-01" },
        servername: { $: `web-${VM}` },
      },
    ]);
  });

  it.each([
    ["1,2,3,4,5,6,0", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday "],
    ["0", "Sunday "],
    ["5,1,5", "Friday Monday "],
  ])("keep the order of %s", async (rotation_days, shown) => {
    const { ok, rows } = await openBench();
    await ok(EDIT, { ...make, rotation_days });
    expect(await rows(LIST, { elid: VM })).toMatchObject([{ rotation_days: shown }]);
    expect(await rows(LIST, { elid: VM, lang: "en" })).toMatchObject([{ rotation_days: shown }]);
  });

  it("name days in the account's language without lang=en", async () => {
    const { ok, rows } = await openBench({ seed: testAccount({ language: "ru" }) });
    await ok(EDIT, make);
    expect(await rows(LIST, { elid: VM })).toMatchObject([{ rotation_days: "Понедельник Среда Пятница " }]);
    expect(await rows(LIST, { elid: VM, lang: "en" })).toMatchObject([{ rotation_days: "Monday Wednesday Friday " }]);
  });

  it.each([
    ["both", { elid: VM }, undefined],
    ["both", { plid: VM }, undefined],
    ["both", { elid: VM, plid: VM }, undefined],
    ["both", {}, "missed elid"],
    ["curl", { plid: VM }, "missed elid"],
    ["table", { elid: VM }, "missed plid"],
    ["table", { plid: VM }, undefined],
  ])("in the reading %s are listed by %j", async (reading, fields, code) => {
    const { doc } = await openBench(quirks({ reading }));
    const error = (await doc(LIST, fields as Fields))["error"] as JsonObject | undefined;
    expect(error && `${String(error["$type"])} ${String(error["$object"])}`).toBe(code);
  });

  it("are read and updated by elid, all fields at once", async () => {
    const { ok, rows, refusal } = await openBench();
    await ok(EDIT, make);
    expect(await ok(EDIT, { elid: 1, plid: VM })).toMatchObject({
      name: { $: "nightly" },
      rotation_days: { $: "1,3,5" },
      slist: [{ $name: "rotation_days", val: expect.arrayContaining([{ $key: "0", $: "Sunday" }]) }],
    });
    await ok(EDIT, { ...make, elid: 1, name: "other", rotation_days: "0", rotation_time: "23:59" });
    expect(await rows(LIST, { elid: VM })).toMatchObject([
      { id: "1", name: "other", rotation_days: "Sunday ", rotation_time: "23:59" },
    ]);
    expect(await refusal(EDIT, { ...make, elid: 1, plid: 7_100_002 })).toBe("missed item");
    expect(await refusal(EDIT, { ...make, elid: 9 })).toBe("missed item");
  });

  it("with an empty elid an update is one more", async () => {
    const { ok, rows } = await openBench();
    await ok(EDIT, make);
    await ok(EDIT, { ...make, elid: "", name: "meant as an update" });
    expect(await rows(LIST, { elid: VM })).toHaveLength(2);
  });

  it.each<[Fields, string]>([
    [{ rotation_days: "" }, "missed rotation_days"],
    [{ rotation_days: "7" }, "value rotation_days"],
    [{ rotation_days: "1, 2" }, "value rotation_days"],
    [{ rotation_days: "Monday" }, "value rotation_days"],
    [{ rotation_time: "" }, "missed rotation_time"],
    [{ rotation_time: "2:01" }, "value rotation_time"],
    [{ rotation_time: "24:00" }, "value rotation_time"],
    [{ name: "" }, "missed name"],
    [{ plid: "" }, "missed plid"],
  ])("refuse %j", async (fields, code) => {
    expect(await (await openBench()).refusal(EDIT, { ...make, ...fields })).toBe(code);
  });

  it("are deleted by id alone, several at once, not as those of another machine", async () => {
    const { ok, rows, refusal } = await openBench();
    for (let made = 0; made < 3; made += 1) await ok(EDIT, make);
    expect(await refusal(`${LIST}.delete`, { elid: 1, plid: 7_100_002, ...OK })).toBe("missed item");
    await ok(`${LIST}.delete`, { elid: 1 });
    await ok(`${LIST}.delete`, { elid: "2, 3", plid: VM, ...OK });
    expect(await rows(LIST, { elid: VM })).toEqual([]);
    expect(await refusal(`${LIST}.delete`, { elid: 1 })).toBe("missed item");
  });

  it("the function of the example's table makes one backup and no schedule", async () => {
    const { ok, rows } = await openBench();
    await ok("instances.fleio_bckps.edit", make);
    expect(await rows(LIST, { elid: VM })).toEqual([]);
    expect(await rows("instances.fleio_bckps", { elid: VM })).toHaveLength(1);
  });
});

describe("zomro: backups by schedule", () => {
  const make = { plid: VM, name: "nightly", rotation_days: "0,1,2,3,4,5,6", rotation_time: "02:01", ...OK };
  const backups = "instances.fleio_bckps";

  it("are made at the time of GMT+3, and make the machine busy", async () => {
    const { ok, rows, clock, instance } = await openBench();
    await ok(EDIT, make);
    clock.advance(Date.UTC(2026, 0, 1, 23, 1) - clock.now() - 1);
    expect(await rows(backups, { elid: VM })).toEqual([]);
    clock.advance(1);
    expect(await rows(backups, { elid: VM })).toMatchObject([
      { fleio_status: "Saving", backup_type: "schedule", createdate: "2026-01-02", name: "nightly" },
    ]);
    expect(await instance()).toMatchObject({ instance_status: "running_image_uploading" });
    clock.advance(60_000);
    expect(await rows(backups, { elid: VM })).toMatchObject([{ fleio_status: "Active" }]);
  });

  it("are made on the named days only", async () => {
    const { ok, rows, clock } = await openBench();
    // 2026-01-01 is a Thursday.
    await ok(EDIT, { ...make, rotation_days: "0,4" });
    clock.advance(8 * DAY);
    expect((await rows(backups, { elid: VM })).map(({ createdate }) => createdate)).toEqual([
      "2026-01-04",
      "2026-01-08",
    ]);
  });

  it("are kept as backup_rotation says; those made by hand stay", async () => {
    const { ok, settle, rows, clock } = await openBench();
    await ok("instances.edit", { elid: VM, backup_rotation: 2, ...OK });
    await settle(`${backups}.edit`, { plid: VM, name: "by hand", ...OK });
    await ok(EDIT, make);
    clock.advance(10 * DAY);
    expect((await rows(backups, { elid: VM })).map(({ name }) => name)).toEqual(["by hand", "nightly", "nightly"]);
    expect(await ok(LIST, { elid: VM })).toMatchObject({ backup_rotation: { $: "2" } });
  });

  it("pass over a machine that is busy or deleted", async () => {
    const seed = testAccount({ quirks: { deleteCascades: false }, durations: { "service.reboot": 3600 } });
    const { ok, rows, clock } = await openBench({ seed });
    await ok(EDIT, make);
    await ok(EDIT, { ...make, plid: 7_100_002 });
    await ok("instances.delete", { elid: 7_100_002 });
    clock.advance(Date.UTC(2026, 0, 1, 22, 30) - clock.now());
    await ok("service.reboot", { elid: VM });
    clock.advance(3_600_000);
    expect(await rows(backups, { elid: VM })).toEqual([]);
    expect(await rows(backups, { elid: 7_100_002 })).toEqual([]);
  });
});

describe("zomro: the vendor's sample account", () => {
  it("is what the pages show", async () => {
    const { ok } = await openBench({ seed: undefined });
    const rowsOf = async (func: string) => ((await ok(func, { elid: 5_203_773 }))["elem"] as JsonObject[]).map(texts);
    expect(await rowsOf("instances.snapshots")).toMatchObject([
      { id: "5204214", fleio_id: "afd72725-81aa-43ad-984c-a3f3a05b4b84", min_disk: "20", os_version: "22.04 x64" },
    ]);
    expect(await rowsOf(LIST)).toMatchObject([
      {
        id: "14",
        rotation_days: "Monday Tuesday Wednesday Thursday Friday Saturday ",
        create_date: "2024-07-24",
        servername: "MyServer",
      },
    ]);
    const { slist } = await ok("instances.fleio.rescue", { elid: 5_203_773 });
    const [, images] = slist as { val: JsonObject[] }[];
    expect(images?.val).toContainEqual({
      $depend: "own",
      $name: "foo",
      $key: "a9e7c223-5f11-4546-a298-6af546bebde6",
      $: "Centos 9 x64",
    });
  });
});
