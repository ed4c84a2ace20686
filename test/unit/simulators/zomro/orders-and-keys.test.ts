// Tariffs, the order form, the cart and its payment, the life of a new machine, and the account's keys.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/simulators/engine/json.ts";
import { type Fields, instanceRow, OK, openBench, testAccount, UBUNTU, VM } from "./zomro-bench.ts";

const ORDER_FUNC = "v2.instances.order.param";
const ORDER: Fields = {
  order_period: -50,
  licence_agreement: "on",
  pricelist: 9001,
  order_count: 1,
  force_use_new_cart: "on",
  use_ssh_key: "off",
  instances_os: UBUNTU,
  password: "Secret123",
  servername: "new-1",
  ...OK,
};
const NOW: Fields = { ...ORDER, skipbasket: "on" };
const select = (doc: JsonObject, name: string) =>
  (doc["slist"] as JsonObject[]).find(({ $name }) => $name === name)?.["val"] as JsonObject[] | undefined;

describe("zomro: tariffs and options", () => {
  it("lists tariffs below list, by data centre", async () => {
    const tariffs = [
      { id: "1", title: "Everywhere", description: {}, detail: [{ name: { $: "CPU count" }, value: { $: "2" } }] },
      { id: "2", title: { main: { $: "There only" } }, datacenter: ["7"] },
    ];
    const { ok, refusal } = await openBench({ seed: testAccount({ tariffs }) });
    const here = await ok("v2.instances.order.pricelist");
    expect(here).toMatchObject({
      datacenter: { $: "2" },
      slist: [{ $name: "datacenter", val: [{ $key: "2", $: "Netherlands-2" }, { $key: "7" }] }],
      list: { elem: [{ id: { $: "1" }, title: { $: "Everywhere" }, description: {}, detail: [{}], buttons: {} }] },
    });
    const there = await ok("v2.instances.order.pricelist", { datacenter: 7 });
    expect(there).toMatchObject({ list: { elem: [{}, { title: { $: "There only" } }] } });
    expect(await refusal("v2.instances.order.pricelist", { datacenter: 9 })).toBe("value datacenter");
  });

  it.each<[JsonObject, JsonObject]>([
    [{ panel: "old" }, { list: { elem: [{ title: { main: { $: "Cloud Demo" } } }, {}, {}] } }],
    [{ listAt: "list[0].elem" }, { list: [{ elem: [{ title: { $: "Cloud Demo" } }, {}, {}] }] }],
  ])("with %j", async (quirks, expected) => {
    const { ok } = await openBench({ seed: testAccount({ quirks }) });
    expect(await ok("v2.instances.order.pricelist")).toMatchObject(expected);
  });

  it("shows the options of one tariff; systems have other ids in another data centre", async () => {
    const { ok, refusal } = await openBench();
    const here = await ok(ORDER_FUNC, { pricelist: 9001, order_period: -50 });
    const there = await ok(ORDER_FUNC, { pricelist: 9001, order_period: -50, datacenter: 7 });
    const idOf = (doc: JsonObject) => select(doc, "instances_os")?.find(({ $ }) => $ === "Ubuntu 22.04")?.["$key"];
    expect(idOf(here)).toBe(UBUNTU);
    expect(idOf(there)).toMatch(/^[0-9a-f-]{36}$/);
    expect(idOf(there)).not.toBe(UBUNTU);
    expect(select(here, "instances_ssh_keys")).toEqual([{ $key: "512", $: "ops-laptop" }]);
    expect(here["register"]).toEqual({ network: { $: "addon_1" } });
    expect(await refusal(ORDER_FUNC)).toBe("missed pricelist");
    expect(await refusal(ORDER_FUNC, { pricelist: 5 })).toBe("value pricelist");
    expect(await refusal(ORDER_FUNC, { pricelist: 9001 })).toBe("missed order_period");
    expect(await refusal(ORDER_FUNC, { pricelist: 9001, order_period: 2 })).toBe("value order_period");
    expect(await ok(ORDER_FUNC, { pricelist: 9001, period_9001: 12 })).toHaveProperty("slist");
  });

  it.each([
    ["array", [{ $key: "none", $: "-- none --" }]],
    ["object", { $key: "none", $: "-- none --" }],
  ])("has the single key none without keys, as %s", async (valOfOne, expected) => {
    const { ok } = await openBench({ seed: testAccount({ sshkeys: [], quirks: { valOfOne } }) });
    expect(select(await ok(ORDER_FUNC, { pricelist: 9001, order_period: -50 }), "instances_ssh_keys")).toEqual(
      expected,
    );
  });
});

describe("zomro: orders", () => {
  it("lie in the cart until it is paid, and name no instance", async () => {
    const { ok, rows, clock, refusal } = await openBench();
    const answer = await ok(ORDER_FUNC, ORDER);
    expect(answer).toEqual({ $lang: "en", $func: ORDER_FUNC, "lineitem.id": { $: "1" } });
    clock.advance(3_600_000);
    expect(await rows("instances")).toHaveLength(2);
    const confirm = { elid: 1, paymethod_id: 0 };
    expect(await ok("cartorder.create.confirm", confirm)).toMatchObject({ elid: { $: "1" } });
    expect(await rows("instances")).toHaveLength(2);
    expect(await ok("cartorder.create.confirm", { ...confirm, ...OK })).not.toHaveProperty("id");
    expect(await rows("instances")).toHaveLength(3);
    expect(await refusal("cartorder.create.confirm", { ...confirm, ...OK })).toBe("missed item");
  });

  it("join the cart that waits, unless it is to be a fresh one", async () => {
    const { ok, rows, sim } = await openBench();
    await ok(ORDER_FUNC, ORDER);
    await ok(ORDER_FUNC, { ...ORDER, force_use_new_cart: "off", servername: "new-2" });
    await ok(ORDER_FUNC, { ...ORDER, servername: "new-3" });
    expect(sim.state("zomro")["cart"]).toMatchObject([{ cart: 1 }, { cart: 1 }, { cart: 2 }]);
    await ok("cartorder.create.confirm", { elid: 2, paymethod_id: 0, ...OK });
    expect((await rows("instances")).slice(2).map(({ servername }) => servername)).toEqual(["new-1", "new-2"]);
    expect(sim.state("zomro")["cart"]).toMatchObject([{ cart: 2 }]);
  });

  it("with skipbasket are paid at once: creating, building, active, then an address", async () => {
    const { ok, instance, clock, inside, refusal } = await openBench();
    expect(Object.keys(await ok(ORDER_FUNC, { ...NOW, remoteid: "r-1" }))).toEqual(["$lang", "$func"]);
    const id = "7300002";
    expect(await instance(id)).toMatchObject({
      name: "Cloud Demo #7300002",
      servername: "new-1",
      instance_status: "creating",
      status: "5",
      item_status: "Activation in progress",
      ip: "",
      datacentername: "Netherlands-2",
      instances_os: "Ubuntu 22.04",
      expiredate: "Daily payment",
      real_expiredate: "2026-01-02",
    });
    expect(await refusal("service.stop", { elid: id })).toBe("busy instance");
    clock.advance(20_000);
    expect(await instance(id)).toMatchObject({ instance_status: "building", status: "5" });
    clock.advance(40_000);
    expect(await instance(id)).toMatchObject({ instance_status: "active", status: "2", item_status: "Active", ip: "" });
    clock.advance(5000);
    expect(await instance(id)).toMatchObject({ ip: "198.18.0.2" });
    expect(inside(id)).toMatchObject({ remoteId: "r-1", keyId: null, diskGeneration: 1 });
  });

  it("have an IPv6 address where the field that register names asks for it", async () => {
    const { ok, clock, refusal } = await openBench();
    const { register } = await ok(ORDER_FUNC, { pricelist: 9001, order_period: -50 });
    const field = String((register as { network: JsonObject }).network["$"]);
    await ok(ORDER_FUNC, { ...NOW, [field]: "ipv6" });
    await ok(ORDER_FUNC, { ...NOW, [field]: "ipv4", servername: "new-2" });
    clock.advance(600_000);
    expect(await ok("instances.edit", { elid: 7300002 })).toMatchObject({
      ip: { $: "198.18.0.2" },
      ip_v6: { $: "2001:db8::2" },
    });
    expect(await ok("instances.edit", { elid: 7300003 })).toMatchObject({ ip_v6: {} });
    expect(await refusal(ORDER_FUNC, { ...NOW, [field]: "ipv5" })).toBe("value addon_1");
  });

  it("may be for several machines, for months, with a key, elsewhere", async () => {
    const { ok, rows, inside } = await openBench();
    const there = select(
      await ok(ORDER_FUNC, { pricelist: 9002, order_period: 3, datacenter: 7 }),
      "instances_os",
    )?.[0];
    const fields = { pricelist: 9002, order_count: 2, order_period: 3, datacenter: 7, servername: "" };
    const key = { use_ssh_key: "on", instances_ssh_keys: 512, password: "" };
    await ok(ORDER_FUNC, { ...NOW, ...fields, ...key, instances_os: String(there?.["$key"]) });
    expect((await rows("instances")).slice(2)).toMatchObject([
      { servername: "server-7300002", datacentername: "Netherlands-9", real_expiredate: "2026-04-01" },
      { servername: "server-7300003" },
    ]);
    expect(inside("7300003")).toMatchObject({ keyId: "512" });
  });

  it("do not mind a name that is taken", async () => {
    const { ok, rows } = await openBench();
    await ok(ORDER_FUNC, NOW);
    await ok(ORDER_FUNC, NOW);
    expect((await rows("instances")).filter(({ servername }) => servername === "new-1")).toHaveLength(2);
  });

  it.each<[Fields, string]>([
    [{ pricelist: "" }, "missed pricelist"],
    [{ pricelist: 1 }, "value pricelist"],
    [{ order_period: "" }, "missed order_period"],
    [{ order_period: 2 }, "value order_period"],
    [{ licence_agreement: "" }, "missed licence_agreement"],
    [{ licence_agreement: "off" }, "value licence_agreement"],
    [{ order_count: "" }, "missed order_count"],
    [{ order_count: 0 }, "value order_count"],
    [{ force_use_new_cart: "" }, "missed force_use_new_cart"],
    [{ instances_os: "" }, "missed instances_os"],
    [{ instances_os: "Ubuntu 22.04" }, "value instances_os"],
    [{ datacenter: 7 }, "value instances_os"],
    [{ datacenter: 9 }, "value datacenter"],
    [{ password: "" }, "missed password"],
    [{ password: "weak" }, "value password"],
    [{ use_ssh_key: "on" }, "missed instances_ssh_keys"],
    [{ use_ssh_key: "on", instances_ssh_keys: 88 }, "value instances_ssh_keys"],
    [{ servername: "x".repeat(101) }, "value servername"],
  ])("refuse %j", async (fields, code) => {
    const { refusal, rows } = await openBench();
    expect(await refusal(ORDER_FUNC, { ...NOW, ...fields })).toBe(code);
    expect(await rows("instances")).toHaveLength(2);
  });

  it.each<[Fields, string]>([
    [{ elid: "" }, "missed elid"],
    [{ elid: 99 }, "missed item"],
    [{ paymethod_id: "" }, "missed paymethod_id"],
    [{ paymethod_id: 5 }, "value paymethod_id"],
  ])("are not paid with %j", async (fields, code) => {
    const { ok, refusal } = await openBench();
    await ok(ORDER_FUNC, ORDER);
    expect(await refusal("cartorder.create.confirm", { elid: 1, paymethod_id: 0, ...OK, ...fields })).toBe(code);
  });

  it("need money for all lines of a cart, or take none", async () => {
    const { ok, refusal, sim, rows } = await openBench({ seed: testAccount({ limits: { money: 0.5 } }) });
    await ok(ORDER_FUNC, { ...ORDER, order_count: 2 });
    await ok(ORDER_FUNC, { ...ORDER, force_use_new_cart: "off" });
    expect(await refusal("cartorder.create.confirm", { elid: 1, paymethod_id: 0, ...OK })).toBe("limit balance");
    expect(sim.state("zomro")["limits"]).toMatchObject({ money: 0.5 });
    expect(await rows("instances")).toHaveLength(2);
    await ok(ORDER_FUNC, { ...NOW, order_count: 2 });
    expect(sim.state("zomro")["limits"]).toMatchObject({ money: 0.1 });
  });

  it("keep to the account's limit of machines; deleted ones do not count", async () => {
    const instances = [instanceRow({ id: VM }), instanceRow({ id: "7100002", status: "4" })];
    const { ok, refusal } = await openBench({ seed: testAccount({ instances, limits: { instances: 2 } }) });
    await ok(ORDER_FUNC, NOW);
    expect(await refusal(ORDER_FUNC, NOW)).toBe("limit instances");
  });
});

const PUBLIC = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB+/ ops@host";
const KEY = { comment: "laptop", publicKey: PUBLIC, processingmodulegroup: 1, clicked_button: "ok", ...OK };

describe("zomro: keys", () => {
  it("are created, listed with two ids, renamed, deleted", async () => {
    const { ok, rows } = await openBench();
    await ok("sshkeys.edit", KEY);
    expect(await rows("sshkeys")).toMatchObject([
      { elid: "88", fotbokeyid: "512" },
      { elid: "89", comment: "laptop", fotbokeyid: "513", publicKey: PUBLIC },
    ]);
    await ok("sshkeys.edit", { elid: 89, comment: "desk", ...OK });
    expect(await ok("sshkeys.edit", { elid: 89 })).toMatchObject({ comment: { $: "desk" } });
    await ok("sshkeys.delete", { elid: "88, 89" });
    expect(await rows("sshkeys")).toEqual([]);
  });

  it("may be there twice under one name, unless the quirk says no", async () => {
    const loose = await openBench();
    await loose.ok("sshkeys.edit", KEY);
    await loose.ok("sshkeys.edit", { ...KEY, elid: "" });
    expect(await loose.rows("sshkeys")).toHaveLength(3);
    const strict = await openBench({ seed: testAccount({ quirks: { duplicateKeys: "refuse" } }) });
    await strict.ok("sshkeys.edit", KEY);
    expect(await strict.refusal("sshkeys.edit", KEY)).toBe("exists comment");
  });

  it.each([
    ["new", { $object: '{"public_key":["Key is invalid."]}', msg: { $: "Key is invalid." } }],
    ["old", { $object: "publicKey", msg: { $: '{"public_key":["Key is invalid."]}' } }],
  ])("with a wrong text are refused in JSON, where a %s panel has it", async (panel, error) => {
    const { doc } = await openBench({ seed: testAccount({ quirks: { panel } }) });
    expect(await doc("sshkeys.edit", { ...KEY, publicKey: "nonsense" })).toMatchObject({ error });
    expect(await doc("sshkeys.edit", { elid: 88, publicKey: "nonsense", ...OK })).toMatchObject({ error });
  });

  it.each<[string, Fields, string]>([
    ["sshkeys.edit", { ...KEY, comment: "" }, "missed comment"],
    ["sshkeys.edit", { ...KEY, publicKey: "" }, "missed publicKey"],
    ["sshkeys.edit", { ...KEY, processingmodulegroup: "" }, "missed processingmodulegroup"],
    ["sshkeys.edit", { ...KEY, elid: 1 }, "missed item"],
    ["sshkeys.delete", {}, "missed elid"],
    ["sshkeys.delete", { elid: 512 }, "missed item"],
  ])("%s refuses %j", async (func, fields, code) => {
    expect(await (await openBench()).refusal(func, fields)).toBe(code);
  });

  it("are generated in the form that they are taken in", async () => {
    const { ok } = await openBench();
    const pair = await ok("sshkeys.generator");
    const { $: publicKey } = pair["public_key"] as { $: string };
    expect(pair["private_key"]).toMatchObject({ $: expect.stringContaining("PRIVATE KEY") });
    await ok("sshkeys.edit", { ...KEY, publicKey });
  });
});
