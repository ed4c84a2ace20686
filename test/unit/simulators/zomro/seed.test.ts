// Seeds in the vendor's shapes, recordings, the state as a seed, work under way, and changes behind the client's back.
import { describe, expect, it, onTestFinished } from "vitest";
import type { JsonObject } from "../../../../src/simulators/engine/json.ts";
import { SimInputError } from "../../../../src/simulators/engine/sim-input-error.ts";
import { startSimulators } from "../../../../src/simulators/start-simulators.ts";
import { instanceRow, OK, OWN, openBench, testAccount, UBUNTU, VM } from "./zomro-bench.ts";

async function problemsOf(seed: unknown): Promise<readonly string[]> {
  try {
    const sim = await startSimulators({ seed, vendors: ["zomro"] });
    onTestFinished(() => sim.stop());
    return [];
  } catch (error) {
    if (error instanceof SimInputError) return error.problems;
    throw error;
  }
}

const SCHEDULE = { id: 31, instance_id: VM, name: "n", rotation_days: "Monday Friday ", rotation_time: "02:01" };

describe("zomro: seeds", () => {
  it.each([
    ["bare texts and numbers", { id: 5, servername: "web", status: 2 }],
    ["nodes", { id: { $: "5" }, servername: { $: "web" }, status: { $: "2" } }],
    ["a code in $orig", { id: { $: "5" }, servername: { $: "web" }, item_status: { $orig: "2", $: "Active" } }],
    ["item_real_status", { id: { $: "5" }, servername: { $: "web" }, item_real_status: { $: "2" } }],
    ["an older panel", { id: "5", servername: "web", fotbo_status: { $: "active" } }],
  ])("take rows as %s", async (_how, row) => {
    const { instance } = await openBench({ seed: { zomro: { instances: [row] } } });
    expect(await instance("5")).toMatchObject({ servername: "web", status: "2", instance_status: "active" });
  });

  it("keep members that they do not know, and take elem as one object", async () => {
    const seed = { zomro: { instances: { id: { $: "5" }, addon: { $orig: "1", $: "one" }, deep: [{ $: "x" }] } } };
    const { ok } = await openBench({ seed });
    expect((await ok("instances"))["elem"]).toMatchObject([{ addon: { $orig: "1", $: "one" }, deep: [{ $: "x" }] }]);
  });

  it.each(["Monday Friday ", "1,5", "Понедельник Пятница "])("take days as %s", async (rotation_days) => {
    const { rows } = await openBench({ seed: testAccount({ schedules: [{ ...SCHEDULE, rotation_days }] }) });
    expect(await rows("instances.fleio_bckps.schedule", { elid: VM })).toMatchObject([
      { rotation_days: "Monday Friday " },
    ]);
  });

  it.each<[JsonObject, string]>([
    [{ instance: [] }, 'zomro: unknown key "instance", did you mean "instances"?'],
    [{ instances: [{}] }, "zomro.instances[0].id: expected text, got nothing"],
    [{ instances: [{ id: "x" }] }, 'zomro.instances: the id "x" is not a number'],
    [{ instances: [{ id: 1 }, { id: 1 }] }, "zomro.instances: the id 1 is there twice"],
    [{ snapshots: { 5: [{ id: 1 }] } }, "zomro.snapshots.5[0].name: expected text, got nothing"],
    [{ schedules: [{ ...SCHEDULE, rotation_days: "Mon" }] }, 'zomro.schedules[0].rotation_days: there is no day "Mon"'],
    [{ language: "de" }, 'zomro.language: unknown word "de"'],
    [{ quirks: { elem: "x" } }, 'zomro.quirks: unknown key "elem"'],
    [{ quirks: { elemOfOne: "list" } }, 'zomro.quirks.elemOfOne: unknown word "list"'],
    [
      { durations: { "service.stopp": 1 } },
      'zomro.durations: unknown key "service.stopp", did you mean "service.stop"?',
    ],
    [{ filters: { instances: { colour: "red" } } }, 'zomro.filters.instances: unknown key "colour"'],
    [{ pageSizes: { instances: 0 } }, "zomro.pageSizes.instances: expected a number from 1, got 0"],
    [{ limits: { snapshotsPerDay: -1 } }, "zomro.limits.snapshotsPerDay: expected a number from 0, got -1"],
  ])("are refused: %j", async (seed, problem) => {
    const [first] = await problemsOf({ zomro: seed });
    expect(first).toContain(problem);
  });

  it("have durations, which speed divides", async () => {
    const { ok, instance, clock } = await openBench({
      seed: testAccount({ durations: { "service.stop": 100 } }),
      speed: 10,
    });
    await ok("service.stop", { elid: VM });
    clock.advance(9_999);
    expect(await instance()).toMatchObject({ instance_status: "stopping" });
    clock.advance(1);
    expect(await instance()).toMatchObject({ instance_status: "stopped" });
  });

  it.each([
    ["creating", { status: "5" }, "active", "2"],
    ["stopping", { status: "3" }, "stopped", "3"],
    ["running_image_uploading", { status: "3" }, "stopped", "3"],
    ["running_image_uploading", {}, "active", "2"],
    ["rescuing", {}, "rescued", "2"],
    ["resizing", {}, "resized", "2"],
  ])("go on with a machine that is %s", async (instance_status, more, end, status) => {
    const seed = testAccount({ instances: [instanceRow({ id: VM, instance_status, ...more })] });
    const { instance, refusal, clock } = await openBench({ seed });
    expect(await refusal("service.reboot", { elid: VM })).toBe("busy instance");
    clock.advance(60_000);
    expect(await instance()).toMatchObject({ instance_status: end, status });
  });

  it("go on with a snapshot that is Saving, and count those of today", async () => {
    const copies = [{ id: 7_200_001, name: "s", fleio_status: "Saving", createdate: "2026-01-01" }];
    const { ok, rows, clock } = await openBench({ seed: testAccount({ snapshots: { [VM]: copies } }) });
    expect(await ok("instances.snapshots", { elid: VM })).toMatchObject({ cost: { created_today: { $: "1" } } });
    clock.advance(60_000);
    expect(await rows("instances.snapshots", { elid: VM })).toMatchObject([{ fleio_status: "Active" }]);
  });

  it("are not changed by what happens to the account", async () => {
    const seed = testAccount({ limits: { money: 5 } });
    const before = structuredClone(seed);
    const { settle } = await openBench({ seed });
    await settle("service.stop", { elid: VM });
    await settle("service.changepricelist.getmoney", { elid: "7100002", pricelist: 9003, ...OK });
    expect(seed).toEqual(before);
  });
});

describe("zomro: the state", () => {
  it("is a seed that says the same, without credentials", async () => {
    const first = await openBench();
    await first.settle("instances.snapshots.edit", { plid: VM, name: "s", ...OK });
    const schedule = { plid: VM, name: "n", rotation_days: "5,1", rotation_time: "02:01", ...OK };
    await first.ok("instances.fleio_bckps.schedule.edit", schedule);
    await first.ok("instances.filter", { servername: "web", ...OK });
    const state = first.sim.state("zomro");
    expect(JSON.stringify(state)).not.toMatch(/credentials|password"/);
    const { inside: _was, ...expected } = state;
    const second = await openBench({ seed: { zomro: state } });
    const { inside: _is, ...again } = second.sim.state("zomro");
    expect(again).toEqual(expected);
    await second.ok("instances.fleio_bckps.schedule.edit", schedule);
    const ids = (await second.rows("instances.fleio_bckps.schedule", { elid: VM })).map(({ id }) => id);
    expect(ids).toEqual(["1", "2"]);
    await second.settle("instances.snapshots.edit", { plid: VM, name: "t", ...OK });
    const uuids = (await second.rows("instances.snapshots", { elid: VM })).map((row) => row["fleio_id"]);
    expect(new Set(uuids).size).toBe(2);
  });
});

const read = (form: JsonObject, doc: JsonObject): JsonObject => ({
  request: { method: "POST", path: "/", form },
  answer: JSON.stringify({ doc }),
});

describe("zomro: recordings", () => {
  const select = (name: string, ...val: JsonObject[]): JsonObject => ({ $name: name, val });
  const recording: JsonObject[] = [
    read({ func: "instances", p_num: "1" }, { elem: [{ id: { $: "5" }, servername: { $: "a" }, extra: { $: "x" } }] }),
    read({ func: "instances", p_num: "2" }, { elem: { id: { $: "6" }, servername: { $: "b" } } }),
    read({ func: "instances.edit", elid: "5" }, { $func: "instances.edit", fotbo_id: { $: "cloud" }, slist: [] }),
    read({ func: "instances.snapshots", elid: "5" }, { elem: [{ id: { $: "9" }, name: { $: "s" } }] }),
    read({ func: "instances.fleio_bckps", elid: "6" }, {}),
    read(
      { func: "instances.fleio_bckps.schedule", plid: "5" },
      { list: { elem: [{ ...SCHEDULE, instance_id: "5" }] } },
    ),
    read({ func: "image" }, { list: [{ elem: [{ id: { $: "8" }, fleio_id: { $: OWN }, name: { $: "i" } }] }] }),
    {
      request: { body: "func=sshkeys&out=json" },
      answer: { doc: { elem: { elid: "1", comment: "k", fotbokeyid: "2" } } },
    },
    read({ func: "v2.instances.order.pricelist" }, { list: { elem: [{ id: { $: "70" }, title: { $: "T" } }] } }),
    {
      request: {
        form: [
          ["func", "v2.instances.order.param"],
          ["pricelist", "70"],
        ],
      },
      answer: {
        doc: {
          datacenter: { $: "3" },
          slist: [
            select("datacenter", { $key: "3", $: "Mars" }),
            select("instances_os", { $key: UBUNTU, $: "Ubuntu 22.04" }),
          ],
        },
      },
    },
    read({ func: "service.start", elid: "5" }, { error: { $type: "value" } }),
  ];

  it.each([
    ["the vendor's part", { zomro: { recording } }],
    ["the top", { recording: recording.map((one) => ({ ...one, provider: "zomro" })) }],
  ])("become an account, at %s", async (_where, seed) => {
    const { ok, rows } = await openBench({ seed });
    expect(await rows("instances")).toMatchObject([{ id: "5", servername: "a", extra: "x" }, { id: "6" }]);
    expect(await ok("instances.edit", { elid: 5 })).toMatchObject({ fotbo_id: { $: "cloud" } });
    expect(await rows("instances.snapshots", { elid: 5 })).toMatchObject([{ id: "9" }]);
    expect(await rows("instances.fleio_bckps.schedule", { elid: 5 })).toMatchObject([{ id: "31" }]);
    expect(await rows("image")).toMatchObject([{ id: "8", fleio_id: OWN }]);
    expect(await rows("sshkeys")).toMatchObject([{ elid: "1" }]);
    const { slist } = await ok("v2.instances.order.param", { pricelist: 70, order_period: -50 });
    expect(slist).toMatchObject([{ val: [{ $: "Mars" }] }, { val: [{ $key: UBUNTU }] }, {}, {}]);
  });

  it.each([
    [{ answer: {} }, "zomro.recording[0].request: expected a map, got nothing"],
    [{ request: { form: { func: "vm.list" } }, answer: {} }, 'zomro.recording[0].request: no function "vm.list"'],
    [{ request: { form: { func: "image" } }, answer: "<html>" }, "zomro.recording[0].answer: the recorded body is not"],
  ])("are refused: %j", async (broken, problem) => {
    expect((await problemsOf({ zomro: { recording: [broken] } }))[0]).toContain(problem);
  });
});

describe("zomro: changes behind the client's back", () => {
  it("patch, delete and add a machine; work under way holds on to it", async () => {
    const { ok, sim, instance, rows, clock } = await openBench();
    await ok("service.stop", { elid: VM });
    sim.change("zomro", { kind: "instances", action: "patch", id: VM, set: { servername: "by hand" } });
    await ok("service.start", { elid: "7100002" });
    sim.change("zomro", { kind: "instances", action: "delete", id: "7100002" });
    clock.advance(60_000);
    expect(await instance()).toMatchObject({ servername: "by hand", instance_status: "stopped" });
    expect(await rows("instances")).toHaveLength(1);
    const added = sim.change("zomro", { kind: "instances", action: "add", set: { servername: { $: "new" } } });
    expect(added).toMatchObject({ id: { $: "7300002" }, servername: { $: "new" } });
  });

  it("give copies UUIDs of their own", async () => {
    const { sim, rows } = await openBench();
    for (const name of ["a", "b"]) {
      sim.change("zomro", { kind: "snapshots", action: "add", parent: VM, set: { name } });
    }
    const [a, b] = await rows("instances.snapshots", { elid: VM });
    expect(a?.["fleio_id"]).not.toBe(b?.["fleio_id"]);
  });

  it("patch the billing status, whatever shape it is shown in", async () => {
    for (const billingStatus of ["status", "orig", "real"]) {
      const { sim } = await openBench({ seed: testAccount({ quirks: { billingStatus } }) });
      const patched = sim.change("zomro", { kind: "instances", action: "patch", id: VM, set: { status: { $: "4" } } });
      expect(JSON.stringify(patched)).toMatch(/"(status|item_real_status|item_status)":\{"\$(orig)?":"4"/);
    }
  });

  it.each([
    ["snapshots", "instances.snapshots", { name: "s" }, { name: "t" }, "id"],
    ["backups", "instances.fleio_bckps", { name: "b" }, { protected: "on" }, "id"],
    ["images", "image", { name: "i" }, { name: "j" }, "id"],
    ["schedules", "instances.fleio_bckps.schedule", { ...SCHEDULE, id: "31" }, { rotation_time: "03:00" }, "id"],
    ["sshkeys", "sshkeys", { comment: "k" }, { comment: "l" }, "elid"],
  ])("add, patch and delete in %s", async (kind, func, set, patch, idName) => {
    const { sim, rows } = await openBench();
    const list = () => rows(func, { elid: VM });
    const before = await list();
    const added = sim.change("zomro", { kind, action: "add", parent: VM, set }) as JsonObject;
    const { $: id } = added[idName] as { $: string };
    expect(await list()).toHaveLength(before.length + 1);
    sim.change("zomro", { kind, action: "patch", parent: VM, id, set: patch });
    expect(await list()).toContainEqual(expect.objectContaining(patch));
    sim.change("zomro", { kind, action: "delete", parent: VM, id });
    expect(await list()).toEqual(before);
  });

  it("set a filter in the panel, and take it away", async () => {
    const { sim, rows } = await openBench();
    const filter = { kind: "filters", id: "instances" } as const;
    expect(sim.change("zomro", { ...filter, action: "patch", set: { servername: "db" } })).toEqual({
      servername: "db",
    });
    expect(await rows("instances")).toHaveLength(1);
    expect(sim.change("zomro", { ...filter, action: "delete" })).toBeNull();
    expect(await rows("instances")).toHaveLength(2);
  });

  it.each<[JsonObject, string]>([
    [{ kind: "vms", action: "delete", id: 1 }, 'change.kind: unknown word "vms"'],
    [{ kind: "instances", action: "delete", id: 1 }, "there is no 1 in instances"],
    [{ kind: "instances", action: "add", set: { id: VM } }, `${VM} is in instances already`],
    [{ kind: "snapshots", action: "add", set: { name: "s" } }, "there is no instance (none given)"],
    [{ kind: "filters", action: "patch", id: "vms" }, "change.id"],
    [{ kind: "filters", action: "patch", id: "image", set: { ip: "1" } }, 'unknown key "ip"'],
  ])("over the admin endpoint: %j is a 400 that says why", async (change, problem) => {
    const { base } = await openBench();
    const answer = await fetch(`${base}_sim/mutate`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(change),
    });
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { problems: string[] }).problems.join()).toContain(problem);
  });
});
