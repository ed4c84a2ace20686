// Faults that the vendor itself carries out, and those of the transport on a POST: what is answered, what has happened.
import { describe, expect, it } from "vitest";
import type { FaultRule } from "../../../../src/simulators/engine/fault-rule.ts";
import type { JsonObject } from "../../../../src/simulators/engine/json.ts";
import { type Bench, type Fields, OK, openBench, testAccount, VM } from "./zomro-bench.ts";

const SNAPSHOT: Fields = { plid: VM, name: "s", ...OK };
const MAKE = "instances.snapshots.edit";
const match = { method: MAKE };
const made = async ({ rows }: Bench) => (await rows("instances.snapshots", { elid: VM })).length;
const ORDER: Fields = {
  order_period: -50,
  licence_agreement: "on",
  pricelist: 9001,
  order_count: 1,
  force_use_new_cart: "on",
  instances_os: "f8f2573f-56c4-44c5-8469-84eee4aa64e7",
  password: "Secret123",
  servername: "new-1",
  skipbasket: "on",
  ...OK,
};

describe("zomro faults: the transport", () => {
  it.each<[FaultRule, number, number]>([
    [{ effect: "lost-before" }, 0, 0],
    [{ effect: "lost-after" }, 0, 1],
    [{ effect: "reset-mid-answer" }, 0, 1],
    [{ effect: "http-5xx" }, 502, 0],
    [{ effect: "http-5xx", when: "after", status: 503 }, 503, 1],
    [{ effect: "garbled" }, 200, 1],
    [{ effect: "garbled", when: "before", body: "truncated" }, 200, 0],
    [{ effect: "429", retryAfter: 3 }, 429, 0],
  ])("%o: status %i, %i made", async (fault, status, count) => {
    const bench = await openBench({ faults: [{ ...fault, match }] });
    const answer = await bench.post({ func: MAKE, out: "json", auth: "sim", ...SNAPSHOT }).catch(() => undefined);
    const text = await answer?.text().catch(() => undefined);
    if (status !== 0) expect(answer?.status).toBe(status);
    expect(() => JSON.parse(text ?? "")).toThrow();
    expect(bench.sim.log.entries()[0]).toMatchObject({ method: MAKE, mutating: true, faults: [fault.effect] });
    expect(await made(bench)).toBe(count);
  });

  it("hang and slow-list answer late", async () => {
    const faults: FaultRule[] = [
      { effect: "hang", ms: 5000, match },
      { effect: "slow-list", ms: 3000, match: { method: "sshkeys" } },
    ];
    const bench = await openBench({ faults });
    const late = bench.ok(MAKE, SNAPSHOT);
    await bench.clock.someoneSleeps();
    bench.clock.advance(5000);
    await late;
    const slow = bench.rows("sshkeys");
    await bench.clock.someoneSleeps();
    bench.clock.advance(3000);
    expect(await slow).toHaveLength(1);
  });
});

describe("zomro faults: refusals", () => {
  it.each<[FaultRule, string]>([
    [{ effect: "unauthorised" }, "auth expired"],
    [{ effect: "busy" }, "busy instance"],
    [{ effect: "busy", code: "lock" }, "lock instance"],
    [{ effect: "vendor-error" }, "unknown "],
    [{ effect: "vendor-error", code: "value", message: "no" }, "value "],
  ])("%o", async (fault, code) => {
    const bench = await openBench({ faults: [{ ...fault, match }] });
    expect(await bench.refusal(MAKE, SNAPSHOT)).toBe(code);
    expect(bench.sim.log.entries()[0]).toMatchObject({ status: 200, outcome: code });
    expect(await made(bench)).toBe(0);
  });

  it("busy hits no reads and no previews; vendor-error says what it is told to", async () => {
    const bench = await openBench({ faults: [{ effect: "busy" }] });
    await bench.ok(MAKE, { plid: VM, name: "s" });
    await bench.ok("instances");
    bench.sim.faults.set([{ effect: "vendor-error", message: "Увы" }]);
    expect(await bench.doc("instances")).toMatchObject({ error: { msg: { $: "Увы" } } });
  });

  it("unauthorised refuses one call, session-expired ends the session", async () => {
    const bench = await openBench({ faults: [{ effect: "unauthorised", match: { nth: 1 } }] });
    expect(await bench.refusal("instances", { auth: "sim" })).toBe("auth expired");
    await bench.ok("instances", { auth: "sim" });
    bench.sim.faults.set([{ effect: "session-expired", match: { nth: 1 } }]);
    expect(await bench.refusal(MAKE, { auth: "sim", ...SNAPSHOT })).toBe("auth expired");
    expect(await bench.refusal("instances", { auth: "sim" })).toBe("auth expired");
    expect(await made(bench)).toBe(0);
    const { auth } = await bench.ok("auth", { username: "sim", password: "sim" });
    await bench.ok("instances", { auth: String((auth as JsonObject)["$id"]) });
  });

  it("session-expired does not hit a call without a session", async () => {
    const { ok } = await openBench({ faults: [{ effect: "session-expired" }] });
    expect(await ok("instances")).toHaveProperty("elem");
  });
});

describe("zomro faults: long tasks", () => {
  async function send(bench: Bench, func = MAKE, fields: Fields = SNAPSHOT): Promise<string> {
    const answer = await bench.post({ func, out: "json", authinfo: "sim:sim", ...fields });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    const [path = ""] = /long[^"]*billmgr/.exec(await answer.text()) ?? [];
    expect(path).not.toBe("");
    return bench.base + path;
  }
  const look = async (url: string): Promise<unknown> => {
    const text = await (await fetch(url)).text();
    return text.startsWith("{") ? JSON.parse(text) : "page";
  };

  it("after: it has happened, and the answer is at the page's link", async () => {
    const bench = await openBench({ faults: [{ effect: "long-task", match }] });
    const url = await send(bench);
    expect(await made(bench)).toBe(1);
    expect(await look(url)).toEqual({ doc: { $lang: "en", $func: MAKE } });
    expect(bench.sim.log.entries()).toMatchObject([
      { method: MAKE, outcome: "OK", faults: ["long-task"] },
      {},
      { method: "longtask", mutating: false },
    ]);
  });

  it("after, with ms: the link shows the page until then", async () => {
    const bench = await openBench({ faults: [{ effect: "long-task", ms: 4000, match }] });
    const url = await send(bench);
    expect(await made(bench)).toBe(1);
    bench.clock.advance(3999);
    expect(await look(url)).toBe("page");
    bench.clock.advance(1);
    expect(await look(url)).toHaveProperty("doc");
  });

  it("before, with ms: it happens only then", async () => {
    const bench = await openBench({ faults: [{ effect: "long-task", when: "before", ms: 4000, match }] });
    const url = await send(bench);
    bench.clock.advance(3999);
    expect([await look(url), await made(bench)]).toEqual(["page", 0]);
    bench.clock.advance(1);
    expect(await made(bench)).toBe(1);
    expect(await look(url)).toHaveProperty("doc");
  });

  it("before, without ms: it never happens", async () => {
    const bench = await openBench({ faults: [{ effect: "long-task", when: "before", match }] });
    const url = await send(bench);
    bench.clock.advance(30 * 86_400_000);
    expect([await look(url), await made(bench)]).toEqual(["page", 0]);
  });

  it("a refusal may be at the link, too; a wrong session is refused at once", async () => {
    const fault: FaultRule = { effect: "long-task", match: { method: "sshkeys.edit" } };
    const bench = await openBench({ faults: [fault] });
    const key = { comment: "k", publicKey: "nonsense", processingmodulegroup: 1, ...OK };
    const url = await send(bench, "sshkeys.edit", key);
    expect(await look(url)).toMatchObject({ doc: { error: { msg: { $: "Key is invalid." } } } });
    expect(await bench.refusal("sshkeys.edit", { ...key, auth: "wrong" })).toBe("auth expired");
  });
});

describe("zomro faults: work that takes time", () => {
  it.each<[FaultRule, number]>([
    [{ effect: "operation-slow" }, 300_000],
    [{ effect: "operation-slow", factor: 2 }, 60_000],
    [{ effect: "operation-slow", ms: 500 }, 30_500],
  ])("%o makes a snapshot take %i ms", async (fault, ms) => {
    const { ok, rows, clock } = await openBench({ faults: [fault] });
    await ok(MAKE, SNAPSHOT);
    clock.advance(ms - 1);
    expect(await rows("instances.snapshots", { elid: VM })).toMatchObject([{ fleio_status: "Saving" }]);
    clock.advance(1);
    expect(await rows("instances.snapshots", { elid: VM })).toMatchObject([{ fleio_status: "Active" }]);
  });

  it.each([
    [undefined, []],
    ["nothing", []],
    ["object", ["error"]],
  ] as const)("operation-fails leaves %s of an order", async (leaves, expected) => {
    const { settle, rows } = await openBench({ faults: [{ effect: "operation-fails", ...(leaves && { leaves }) }] });
    await settle("v2.instances.order.param", ORDER);
    const found = (await rows("instances")).filter(({ servername }) => servername === "new-1");
    expect(found.map((row) => row["instance_status"])).toEqual(expected);
  });

  it.each([
    ["nothing", []],
    ["object", ["Error"]],
  ] as const)("operation-fails leaves %s of a snapshot, and the machine as it was", async (leaves, expected) => {
    const { settle, rows, instance } = await openBench({ faults: [{ effect: "operation-fails", leaves }] });
    await settle(MAKE, SNAPSHOT);
    const found = await rows("instances.snapshots", { elid: VM });
    expect(found.map((row) => row["fleio_status"])).toEqual(expected);
    expect(await instance()).toMatchObject({ instance_status: "active" });
  });

  it.each([
    ["service.stop", {}],
    ["instances.delete", {}],
    ["instances.fleio.rescue", { zone: "pub", select_boot: String(ORDER["instances_os"]), ...OK }],
  ])("operation-fails: %s changes nothing in the end", async (func, fields) => {
    const { ok, instance, clock } = await openBench({ faults: [{ effect: "operation-fails", afterMs: 1000 }] });
    const before = await instance();
    await ok(func, { elid: VM, ...fields });
    expect(await instance()).not.toEqual(before);
    clock.advance(1000);
    expect(await instance()).toEqual(before);
  });

  it("operation-fails may leave a machine in error", async () => {
    const { settle, instance } = await openBench({ faults: [{ effect: "operation-fails", leaves: "object" }] });
    await settle("service.reboot", { elid: VM });
    expect(await instance()).toMatchObject({ instance_status: "error" });
  });
});

describe("zomro faults: what is seen", () => {
  it("invisible keeps everything new out of sight for a while", async () => {
    const { ok, rows, clock, refusal } = await openBench({ faults: [{ effect: "invisible", ms: 90_000 }] });
    const key = { comment: "k", publicKey: "ssh-rsa AAAA", processingmodulegroup: 1, ...OK };
    const schedule = { plid: VM, name: "n", rotation_days: "1", rotation_time: "02:01", ...OK };
    const lists: [string, Fields][] = [
      ["instances", {}],
      ["sshkeys", {}],
      ["instances.snapshots", { elid: VM }],
      ["instances.fleio_bckps.schedule", { elid: VM }],
    ];
    const counts = async () => Promise.all(lists.map(async ([func, fields]) => (await rows(func, fields)).length));
    const before = await counts();
    await ok("v2.instances.order.param", ORDER);
    await ok("sshkeys.edit", key);
    await ok(MAKE, SNAPSHOT);
    await ok("instances.fleio_bckps.schedule.edit", schedule);
    clock.advance(89_999);
    expect(await counts()).toEqual(before);
    expect(await refusal("instances.edit", { elid: 7_300_002 })).toBe("missed item");
    clock.advance(1);
    expect(await counts()).toEqual(before.map((count) => count + 1));
  });

  it.each<[FaultRule, JsonObject]>([
    [{ effect: "partial-list" }, { p_elems: { $: "2" }, elem: [{ id: { $: VM } }] }],
    [{ effect: "partial-list", rows: 0 }, { p_elems: { $: "2" } }],
    [{ effect: "empty-list" }, { p_elems: { $: "0" }, elem: [] }],
    [
      { effect: "empty-list", shape: "null" },
      { p_elems: { $: "0" }, elem: null },
    ],
    [{ effect: "empty-list", shape: "missing" }, {}],
  ])("%o", async (fault, expected) => {
    const { ok } = await openBench({ faults: [fault] });
    const { $lang: _lang, $func: _func, p_num: _num, p_cnt: _cnt, ...members } = await ok("instances");
    expect(Object.keys(members).sort()).toEqual(Object.keys(expected).sort());
    expect(members).toMatchObject(expected);
    if (Array.isArray(expected["elem"])) expect(members["elem"]).toHaveLength(expected["elem"].length);
    expect(await ok("instances.edit", { elid: VM })).toMatchObject({ id: { $: VM } });
  });

  it.each<[FaultRule, string[]]>([
    [{ effect: "filtered-list" }, []],
    [{ effect: "filtered-list", value: "db" }, ["7100002"]],
    [{ effect: "filtered-list", field: "instance_status", value: "active" }, [VM]],
  ])("%o sets a filter that stays until it is cleared", async (fault, ids) => {
    const { ok, rows } = await openBench({ faults: [{ ...fault, match: { nth: 1, method: "instances" } }] });
    const shown = async () => (await rows("instances")).map(({ id }) => id);
    expect(await shown()).toEqual(ids);
    expect(await shown()).toEqual(ids);
    expect(await ok("instances.filter")).toMatchObject({ [fault.field ?? "servername"]: { $: expect.any(String) } });
    await ok("instances.filter", OK);
    expect(await shown()).toHaveLength(2);
  });

  it("hits by machine or by name, also where a call names only a copy", async () => {
    const seed = testAccount({ snapshots: { [VM]: [{ id: "7200001", name: "s" }] } });
    const bench = await openBench({ seed, faults: [{ effect: "busy", match: { vmId: VM } }] });
    expect(await bench.refusal("image.delete", { elid: 7_200_001 })).toBe("busy instance");
    expect(await bench.refusal(MAKE, SNAPSHOT)).toBe("busy instance");
    await bench.ok("service.start", { elid: 7_100_002 });
    bench.sim.faults.set([{ effect: "busy", match: { name: "new-1" } }]);
    expect(await bench.refusal("v2.instances.order.param", ORDER)).toBe("busy instance");
    await bench.ok("v2.instances.order.param", { ...ORDER, servername: "new-2" });
  });
});
