// Pages, order, filters kept on the server, and `elem` in all its shapes.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/simulators/engine/json.ts";
import { type Fields, instanceRow, OK, openBench, testAccount, VM } from "./zomro-bench.ts";

const five = (more: JsonObject = {}) =>
  testAccount({
    instances: [1, 2, 3, 4, 5].map((id) => instanceRow({ id: String(id), servername: `s${6 - id}` })),
    ...more,
  });

describe("zomro: pages", () => {
  const idsOf = async (bench: Awaited<ReturnType<typeof openBench>>, fields: Fields) =>
    (await bench.rows("instances", fields)).map(({ id }) => id).join("");

  it.each<[Fields, string]>([
    [{ p_cnt: 2 }, "12"],
    [{ p_cnt: 2, p_num: 2 }, "34"],
    [{ p_cnt: 2, p_num: 3 }, "5"],
    [{ p_cnt: 2, p_num: 4 }, ""],
    [{ p_cnt: 0 }, "12345"],
    [{ p_cnt: "x", p_num: "y" }, "12345"],
    [{ p_col: "servername" }, "54321"],
    [{ p_col: "-id" }, "54321"],
    [{ p_col: "+id" }, "12345"],
    [{ p_col: "-servername", p_cnt: 2, p_num: 2 }, "34"],
    [{ p_col: "nothing" }, "12345"],
  ])("%j shows %s of five", async (fields, ids) => {
    const bench = await openBench({ seed: five() });
    expect(await idsOf(bench, fields)).toBe(ids);
    expect(await bench.ok("instances", fields)).toMatchObject({ p_elems: { $: "5" } });
  });

  it("sorts numbers as numbers", async () => {
    const instances = ["9", "10", "100"].map((id) => instanceRow({ id }));
    const bench = await openBench({ seed: testAccount({ instances }) });
    expect(await idsOf(bench, { p_col: "-id" })).toBe("100109");
  });

  it("remembers a size per list, and has one of its own before that", async () => {
    const bench = await openBench({ seed: five({ pageSizes: { "*": 3 } }) });
    expect(await idsOf(bench, {})).toBe("123");
    expect(await idsOf(bench, { p_cnt: 1 })).toBe("1");
    expect(await idsOf(bench, { p_num: 2 })).toBe("2");
    expect(await bench.ok("sshkeys")).toMatchObject({ p_cnt: { $: "3" } });
  });

  it("holds fifty rows without any word", async () => {
    const instances = Array.from({ length: 51 }, (_, index) => instanceRow({ id: String(index + 1) }));
    const { rows } = await openBench({ seed: testAccount({ instances }) });
    expect(await rows("instances")).toHaveLength(50);
    expect(await rows("instances", { p_num: 2 })).toHaveLength(1);
  });
});

describe("zomro: elem", () => {
  const row = { elid: { $: "88" }, comment: { $: "ops-laptop" }, fotbokeyid: { $: "512" } };
  const ABSENT = Symbol("absent");

  it.each<[JsonObject, JsonObject[], unknown]>([
    [{}, [row, { ...row, elid: "89" }], [row, { ...row, elid: { $: "89" } }]],
    [{}, [row], [row]],
    [{}, [], ABSENT],
    [{ elemOfOne: "object" }, [row], row],
    [{ elemOfOne: "object" }, [row, { ...row, elid: "89" }], [row, { ...row, elid: { $: "89" } }]],
    [{ elemOfOne: "object" }, [], ABSENT],
    [{ elemOfNone: "empty" }, [], []],
  ])("with %j and %j", async (quirks, sshkeys, expected) => {
    const { ok } = await openBench({ seed: testAccount({ quirks, sshkeys }) });
    const doc = await ok("sshkeys");
    if (expected === ABSENT) expect(doc).not.toHaveProperty("elem");
    else expect(doc["elem"]).toEqual(expected);
    expect(doc["p_elems"]).toEqual({ $: String(sshkeys.length) });
  });

  it.each<[string, JsonObject]>([
    ["list.elem", { list: { elem: [row] } }],
    ["list[0].elem", { list: [{ elem: [row] }] }],
  ])("lies at %s by the quirk", async (listAt, expected) => {
    const { ok } = await openBench({ seed: testAccount({ quirks: { listAt } }) });
    const doc = await ok("sshkeys");
    expect(doc).toMatchObject(expected);
    expect(doc).not.toHaveProperty("elem");
  });

  it.each<[JsonObject, string, unknown]>([
    [{}, "", []],
    [{ success: "ok" }, "", ["ok"]],
    [{ success: "id" }, "1", ["ok", "id"]],
  ])("and a mutation answers with %j: %j", async (quirks, id, names) => {
    const { ok } = await openBench({ seed: testAccount({ quirks }) });
    const make = { plid: VM, name: "n", rotation_days: "1", rotation_time: "02:01", ...OK };
    const { $lang: _lang, $func: _func, ...members } = await ok("instances.fleio_bckps.schedule.edit", make);
    expect(Object.keys(members)).toEqual(names);
    if (id !== "") expect(members).toMatchObject({ id: { $: id } });
  });
});

describe("zomro: filters", () => {
  it("are kept on the server, obeyed by later lists, read and cleared", async () => {
    const { ok, rows, sim } = await openBench();
    expect(await ok("instances.filter")).toMatchObject({ servername: {}, id: {} });
    await ok("instances.filter", { servername: "db", ...OK });
    expect(await ok("instances.filter")).toMatchObject({ servername: { $: "db" } });
    expect(await rows("instances")).toMatchObject([{ id: "7100002" }]);
    expect(await ok("instances")).toMatchObject({ p_elems: { $: "1" } });
    expect(await ok("instances.edit", { elid: VM })).toMatchObject({ id: { $: VM } });
    await ok("instances.filter", { id: "", servername: "", ...OK });
    expect(await rows("instances")).toHaveLength(2);
    expect(sim.log.entries({ mutating: true })).toEqual([]);
  });

  it("hold for every session of the user", async () => {
    const { ok, post, rows } = await openBench();
    await ok("instances.filter", { instance_status: "active", auth: "sim", ...OK });
    expect(await rows("instances")).toHaveLength(1);
    const answer = await post({ func: "instances", out: "json", auth: "sim" });
    expect(await answer.json()).toMatchObject({ doc: { p_elems: { $: "1" } } });
  });

  it("replace one another whole, and only show without sok", async () => {
    const { ok, rows } = await openBench();
    await ok("instances.filter", { servername: "db", ...OK });
    await ok("instances.filter", { instance_status: "active", ...OK });
    await ok("instances.filter", { servername: "nothing" });
    expect(await rows("instances")).toMatchObject([{ id: VM }]);
  });

  it.each([
    ["instances.snapshots", { elid: VM }],
    ["instances.fleio_bckps", { elid: VM }],
  ])("%s has its own", async (func, fields) => {
    const { settle, ok, rows } = await openBench();
    await settle(`${func}.edit`, { plid: VM, name: "one", ...OK });
    await ok(`${func}.filter`, { name: "two", ...OK });
    expect(await rows(func, fields)).toEqual([]);
    expect(await rows("instances")).toHaveLength(2);
    expect(await rows("image")).toHaveLength(1);
  });

  it("may be in the seed", async () => {
    const { rows } = await openBench({ seed: testAccount({ filters: { image: { name: "other" } } }) });
    expect(await rows("image")).toEqual([]);
  });
});
