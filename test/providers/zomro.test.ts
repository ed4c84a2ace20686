// Zomro end to end in process: the flows of the vendor's pages, orders, lost answers, sessions, lists that cannot be trusted.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration, Desired } from "../../src/core/desired.ts";
import type { JsonObject } from "../../src/core/json.ts";
import type { Plan } from "../../src/core/plan.ts";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { SAMPLE_ACCOUNT } from "../../src/simulators/zomro/seed/sample-account.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { OPS_KEY, sampleConfiguration, sampleDesired, ZOMRO_ORDER } from "../support/sample-desired.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const ZOMRO = { provider: "zomro", vendor: "zomro" };
const INSTANCE = "5203773";
type More = Parameters<typeof sampleDesired>[2];
const declare = (address: string, attributes: JsonObject, more: More = {}): Desired =>
  sampleDesired(address, attributes, { ...ZOMRO, ...more });
const db = (attributes: JsonObject = {}, more: More = {}): Desired =>
  declare("vms.db", attributes, { existing: { id: INSTANCE }, ...more });
const ordered = (attributes: JsonObject = {}, more: More = {}): Desired =>
  declare(
    "vms.web",
    {
      ...ZOMRO_ORDER,
      ...attributes,
    },
    more,
  );
const config = (resources: readonly Desired[], assumeAbsentAfterMs?: number): Configuration =>
  sampleConfiguration(resources, {
    policy: { publicEnv: [], ...(assumeAbsentAfterMs === undefined ? {} : { assumeAbsentAfterMs }) },
  });
const actions = (plan: Plan) =>
  plan.entries.filter((entry) => entry.action !== "no-op").map((entry) => `${entry.action} ${entry.address}`);

async function start(faults: readonly object[] = [], seed?: object): Promise<Fleet> {
  fleet = await startFleet({ vendor: "zomro", faults: faults as FaultRule[], ...(seed === undefined ? {} : { seed }) });
  return fleet;
}

/** The mutating calls as sent: function and fields, without what every call carries. */
function sent(current: Fleet): string[] {
  const done = current.sim.log
    .entries({ mutating: true })
    .filter(({ outcome }) => outcome?.startsWith("busy") !== true);
  return done.map(({ method, parameters }) => {
    const own = Object.entries(parameters as Record<string, unknown>).filter(
      ([name]) => !["func", "out", "lang", "auth"].includes(name),
    );
    return [method, ...own.map(([name, value]) => `${name}=${String(value)}`)].join(" ");
  });
}

async function expectSettled(current: Fleet, configuration: Configuration) {
  current.sim.log.clear();
  expect(actions(await current.plan(configuration))).toEqual([]);
  await current.apply(configuration);
  expect(sent(current)).toEqual([]);
}

interface Row {
  readonly [field: string]: { readonly $: string };
}
const account = (current: Fleet) =>
  current.sim.state("zomro") as unknown as {
    instances: Row[];
    snapshots: Record<string, Row[]>;
    schedules: Row[];
    sshkeys: Row[];
  };
const names = (rows: readonly Row[] = [], field = "name") => rows.map((row) => row[field]?.$);

describe("the flows of the vendor's pages", () => {
  it("a snapshot: taken, seen, renamed, deleted with all three ids", async () => {
    const current = await start();
    const declared = config([db(), declare("snapshots.nightly", { vm: "vms.db" })]);
    await current.apply(declared);
    expect(sent(current)).toEqual([`instances.snapshots.edit sok=ok plid=${INSTANCE} name=nightly`]);
    await expectSettled(current, declared);
    const renamed = config([db(), declare("snapshots.nightly", { vm: "vms.db" }, { name: "weekly" })]);
    await current.apply(renamed);
    const id = (await current.state())?.resources["snapshots.nightly"]?.remoteId ?? "";
    expect(sent(current)).toEqual([`image.edit elid=${id} image_name=weekly sok=ok clicked_button=ok`]);
    await expectSettled(current, renamed);
    await current.apply(config([db()]));
    expect(sent(current)).toEqual([`image.delete plid=${INSTANCE} elid=${id} elname=${id} sok=ok`]);
    expect(names(account(current).snapshots[INSTANCE])).toEqual(["MySnapshot"]);
  });

  it("a schedule: made, changed in place, deleted by its own function only", async () => {
    const current = await start();
    const schedule = (attributes: JsonObject) =>
      declare("schedules.nightly", { vm: "vms.db", days: ["mon", "wed", "fri"], time: "02:01", ...attributes });
    await current.apply(config([db(), schedule({})]));
    expect(sent(current)).toEqual([
      `instances.fleio_bckps.schedule.edit sok=ok plid=${INSTANCE} name=nightly rotation_days=1,3,5 rotation_time=02:01`,
    ]);
    await expectSettled(current, config([db(), schedule({ days: ["fri", "mon", "wed"] })]));
    const changed = config([db(), schedule({ days: ["sun", "sat"], time: "03:30" })]);
    await current.apply(changed);
    const id = (await current.state())?.resources["schedules.nightly"]?.remoteId ?? "";
    expect(sent(current)).toEqual([
      `instances.fleio_bckps.schedule.edit elid=${id} sok=ok plid=${INSTANCE} name=nightly rotation_days=0,6 rotation_time=03:30`,
    ]);
    await expectSettled(current, changed);
    await current.apply(config([db()]));
    expect(sent(current)).toEqual([`instances.fleio_bckps.schedule.delete elid=${id} plid=${INSTANCE} sok=ok`]);
  });

  it("a schedule that may not be edited: a new one is made, then the old one goes", async () => {
    const current = await start();
    const schedule = (time: string) =>
      config([db(), declare("schedules.nightly", { vm: "vms.db", days: ["mon"], time })]);
    await current.apply(schedule("01:00"));
    current.sim.log.clear();
    current.sim.faults.set([
      {
        effect: "vendor-error",
        code: "value",
        message: "no",
        match: { method: "instances.fleio_bckps.schedule.edit", nth: 1 },
      } as FaultRule,
    ]);
    const { results } = await current.apply(schedule("05:00"));
    expect(results.map((result) => [result.operation, result.outcome])).toEqual([["update schedules.nightly", "done"]]);
    expect(current.sim.log.entries({ mutating: true }).map((entry) => entry.method)).toEqual([
      "instances.fleio_bckps.schedule.edit",
      "instances.fleio_bckps.schedule.edit",
      "instances.fleio_bckps.schedule.delete",
    ]);
    await expectSettled(current, schedule("05:00"));
  });

  it("rescue: entered with the image of the zone, blocks other changes, left when it is switched off or dropped", async () => {
    const current = await start();
    const rescued = config([db({ rescue: { image: "Debian 11", zone: "pub", password: "Rescue0Word" } })]);
    await current.apply(rescued);
    expect(sent(current)[0]).toMatch(
      new RegExp(
        `^instances.fleio.rescue elid=${INSTANCE} sok=ok select_boot=[0-9a-f-]{36} zone=pub password=\\*\\*\\*$`,
      ),
    );
    await expectSettled(current, rescued);
    const { plan } = await current.apply(
      config([db({ power: "off", rescue: { image: "Debian 11", zone: "pub", password: "Rescue0Word" } })]),
    );
    expect(plan.blocked.map((entry) => entry.reason)).toEqual(["the machine is in rescue mode"]);
    expect(sent(current)).toEqual([]);
    await current.apply(config([db()]));
    expect(sent(current)).toEqual([`instances.fleio.unrescue elid=${INSTANCE} sok=ok`]);
    await expectSettled(current, config([db()]));
  });

  it("rescue of a machine that is ordered in the same apply: its images are looked up once it is there", async () => {
    const current = await start();
    const declared = config([
      ordered({ backupPolicy: { keep: 3 }, rescue: { image: "Debian 12", zone: "pub", password: "Rescue0Word" } }),
    ]);
    const { results } = await current.apply(declared);
    expect(results.map((result) => result.outcome)).toEqual(["done"]);
    await expectSettled(current, declared);
  });

  it("steps that undo each other end: each is sent once", async () => {
    const current = await start();
    const { results } = await current.apply(
      config([db({ power: "off", rescue: { image: "Debian 12", zone: "pub", password: "Rescue0Word" } })]),
    );
    expect(results).toMatchObject([{ outcome: "failed", message: expect.stringContaining("it did not last") }]);
    expect(sent(current).map((call) => call.split(" ")[0])).toEqual(["instances.fleio.rescue", "service.stop"]);
  });

  it("power, name, backups kept and password in place", async () => {
    const current = await start();
    await current.apply(config([db({ backupPolicy: { keep: 5 }, password: "Passw0rdAbc" })]));
    const changed = config([
      db(
        { backupPolicy: { keep: 7 }, password: "Passw0rdXyz", power: "off" },
        { name: "database", ranges: { name: db().range } },
      ),
    ]);
    await current.apply(changed);
    expect(sent(current)).toEqual([
      `instances.edit elid=${INSTANCE} sok=ok clicked_button=ok servername=database`,
      `instances.edit elid=${INSTANCE} sok=ok clicked_button=ok backup_rotation=7`,
      `instances.fleio.changepassword elid=${INSTANCE} password=*** sok=ok clicked_button=ok`,
      `service.stop elid=${INSTANCE} sok=ok`,
    ]);
    await expectSettled(current, changed);
  });

  it("a key: added, renamed; a new text is a new key before the old one goes", async () => {
    const current = await start();
    const key = (publicKey: string, more: More = {}) => config([declare("keys.ops", { publicKey }, more)]);
    await current.apply(key(OPS_KEY));
    await expectSettled(current, key(OPS_KEY));
    await current.apply(key(OPS_KEY, { name: "operators" }));
    await expectSettled(current, key(OPS_KEY, { name: "operators" }));
    const renewed = key(OPS_KEY.replace("AAAAIJ2Z", "AAAAIK3Z"), { name: "operators" });
    await current.apply(renewed);
    expect(current.sim.log.entries({ mutating: true }).map((entry) => entry.method)).toEqual([
      "sshkeys.edit",
      "sshkeys.delete",
    ]);
    expect(names(account(current).sshkeys, "comment")).toEqual(["ops-laptop", "operators"]);
    await expectSettled(current, renewed);
  });
});

describe("a machine that was deleted behind our back", () => {
  it.each(["stay", "vanish"])(
    "with its parts, where rows of deleted ones %s: vanished, said once, made again on request",
    async (deletedRows) => {
      const current = await start([], { zomro: { ...SAMPLE_ACCOUNT, quirks: { deletedRows } } });
      const declared = config([
        ordered(),
        declare("snapshots.s", { vm: "vms.web" }),
        declare("schedules.n", { vm: "vms.web", days: ["mon"], time: "01:00" }),
      ]);
      await current.apply(declared);
      const id = (await current.state())?.resources["vms.web"]?.remoteId ?? "";
      if (deletedRows === "vanish") current.sim.change("zomro", { kind: "instances", action: "delete", id });
      else current.sim.change("zomro", { kind: "instances", action: "patch", id, set: { status: "4" } });
      current.sim.log.clear();
      const plan = await current.plan(declared);
      expect(plan.vanished).toContain("vms.web");
      expect(plan.drift.map((entry) => [entry.address, entry.class])).toContainEqual(["vms.web", "vanished"]);
      expect(plan.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(plan.refusals.length).toBeGreaterThan(0);
      const { results } = await current.apply(declared, { allow: { recreate: 1 }, replace: ["snapshots.s"] });
      expect(results.filter((result) => result.outcome !== "done")).toEqual([]);
      await expectSettled(current, declared);
    },
  );
});

describe("a machine that may not be touched", () => {
  const seed = (row: JsonObject) => ({
    zomro: { instances: [{ id: INSTANCE, servername: "MyServer", status: 2, ...row }] },
  });
  const declared = config([
    db({ power: "off" }),
    declare("snapshots.s", { vm: "vms.db" }),
    declare("schedules.n", { vm: "vms.db", days: ["mon"], time: "01:00" }),
  ]);

  it.each([
    ["rescued", "the machine is in rescue mode"],
    ["suspended", "the provider has suspended the machine"],
    ["booted_from_iso", "the machine is booted from an ISO image"],
    ["migrating", "Zomro reports the status migrating, which trueup does not act on"],
  ])(
    "%s: its changes and its parts are blocked with the reason, taken over in the same plan or before",
    async (status, reason) => {
      const current = await start([], seed({ instance_status: status }));
      for (let round = 0; round < 2; round++) {
        const plan = await current.plan(declared);
        expect(plan.blocked.map((entry) => entry.reason)).toContain(reason);
        expect(plan.blocked.map((entry) => entry.address).sort()).toEqual(["schedules.n", "snapshots.s", "vms.db"]);
        expect(plan).toMatchObject({ operations: [], complete: false, counts: { add: 0, change: 0 } });
        await current.apply(declared);
        expect(sent(current)).toEqual([]);
      }
    },
  );
});

describe("five snapshots a day", () => {
  const many = (count: number) =>
    config([db(), ...Array.from({ length: count }, (_, index) => declare(`snapshots.s${index}`, { vm: "vms.db" }))]);
  const warnings = (plan: Plan) =>
    plan.diagnostics.filter(({ code }) => code === "provider.daily-limit").map(({ summary }) => summary);

  it("more than that is said at the plan, with those of today counted; the sixth is refused, and made tomorrow", async () => {
    const current = await start();
    expect(warnings(await current.plan(many(5)))).toEqual([]);
    expect(warnings(await current.plan(many(6)))).toEqual(["vms.db: 6 snapshots planned, but 5 a day is the limit"]);
    await current.apply(many(3));
    const { plan, results } = await current.apply(many(6));
    expect(warnings(plan)).toEqual([
      "vms.db: 3 snapshots planned, 3 of today are there already, but 5 a day is the limit",
    ]);
    expect(results.map((result) => result.outcome).sort()).toEqual(["done", "done", "failed"]);
    await current.clock.sleep(86_400_000);
    expect((await current.apply(many(6))).results.map((result) => result.outcome)).toEqual(["done"]);
    await expectSettled(current, many(6));
  });
});

describe("an order", () => {
  it("is a cart and its payment; the machine is found by the difference of the lists; then it is settled and can be deleted", async () => {
    const current = await start();
    const declared = config([
      declare("keys.ops", { publicKey: OPS_KEY }),
      ordered({ keys: ["keys.ops"] }),
      declare("snapshots.first", { vm: "vms.web" }),
    ]);
    const { results } = await current.apply(declared);
    expect(results.map((result) => result.outcome)).toEqual(["done", "done", "done"]);
    expect(current.sim.log.entries({ mutating: true }).map((entry) => entry.method)).toEqual([
      "sshkeys.edit",
      "v2.instances.order.param",
      "cartorder.create.confirm",
      "instances.snapshots.edit",
    ]);
    await expectSettled(current, declared);
    await current.apply(declared, { mode: "destroy" });
    expect(actions(await current.plan(declared, { mode: "destroy" }))).toEqual([]);
    expect(
      names(
        account(current).instances.filter((row) => row["status"]?.$ !== "4"),
        "servername",
      ),
    ).toEqual(["MyServer"]);
  });

  it("never more than one at a time in an account", async () => {
    const current = await start();
    const many = config([0, 1, 2].map((index) => ordered({}, { address: `vms.web[${index}]`, name: `web-${index}` })));
    await current.apply(many);
    const methods = current.sim.log.entries({ mutating: true }).map((entry) => entry.method);
    expect(methods).toEqual([0, 1, 2].flatMap(() => ["v2.instances.order.param", "cartorder.create.confirm"]));
    await expectSettled(current, many);
  });
});

describe("a lost answer", () => {
  const everything = (patience?: number) =>
    config(
      [
        declare("keys.ops", { publicKey: OPS_KEY }),
        ordered(),
        declare("snapshots.s", { vm: "vms.web" }),
        declare("schedules.n", { vm: "vms.web", days: ["mon"], time: "01:00" }),
      ],
      patience,
    );
  const methods = [
    "v2.instances.order.param",
    "cartorder.create.confirm",
    "instances.snapshots.edit",
    "instances.fleio_bckps.schedule.edit",
    "sshkeys.edit",
  ];
  const faults: readonly object[] = [
    { effect: "lost-before" },
    { effect: "lost-after" },
    { effect: "garbled", when: "after" },
    { effect: "http-5xx", when: "before" },
    { effect: "long-task", when: "after" },
    { effect: "long-task", when: "before" },
  ];
  for (const method of methods) {
    for (const fault of faults) {
      it(`${Object.values(fault).join(" ")} on ${method}: exactly one each after at most three applies`, async () => {
        // The order's form is read twice, for the plan and for the request, before it is submitted.
        const nth =
          method === "v2.instances.order.param" && !String(Object.values(fault)[0]).startsWith("lost") ? 3 : 1;
        const current = await start([{ ...fault, match: { method, nth } }]);
        for (let round = 0; round < 3; round++) await current.apply(everything(60_000));
        const { instances, sshkeys, snapshots, schedules } = account(current);
        const web = instances.filter((row) => row["servername"]?.$ === "web");
        expect(web.length).toBe(1);
        const id = web[0]?.["id"]?.$ ?? "";
        expect(names(sshkeys, "comment")).toEqual(["ops-laptop", "ops"]);
        expect(names(snapshots[id])).toEqual(["s"]);
        expect(schedules.filter((row) => row["instance_id"]?.$ === id).length).toBe(1);
        expect((await current.state())?.pending).toEqual([]);
        expect(actions(await current.plan(everything(60_000)))).toEqual([]);
      });
    }
  }

  it("to a payment, without assumeAbsentAfter: blocked, and never paid again", async () => {
    const current = await start([{ effect: "lost-before", match: { method: "cartorder.create.confirm" } }]);
    for (let round = 0; round < 3; round++) await current.apply(everything());
    const plan = await current.plan(everything());
    expect(plan.blocked[0]).toMatchObject({
      address: "vms.web",
      fix: expect.stringContaining("--assume-absent vms.web"),
    });
    expect(current.sim.log.entries({ method: "cartorder.create.confirm" }).length).toBe(1);
  });
});

describe("a read that cannot be trusted", () => {
  const existing = config([db(), declare("snapshots.s", { vm: "vms.db" })]);
  const cases: readonly [string, object][] = [
    ["a filtered list", { effect: "filtered-list" }],
    ["a partial list", { effect: "partial-list", rows: 0, match: { method: "instances" } }],
    ["a garbled list", { effect: "garbled", match: { method: "instances" } }],
    ["a refused list", { effect: "unauthorised", match: { method: "instances" } }],
  ];
  for (const [title, fault] of cases) {
    it(`${title} fails the plan and never means "create"`, async () => {
      const current = await start();
      await current.apply(existing);
      current.sim.faults.set([fault as FaultRule]);
      const plan = await current.plan(existing).catch((error: unknown) => error);
      if (plan instanceof Error) return;
      const { diagnostics, operations } = plan as Plan;
      expect(diagnostics.some((diagnostic) => diagnostic.severity === "error")).toBe(true);
      expect(operations.filter((operation) => operation.action === "create")).toEqual([]);
    });
  }

  it("an expired session logs in again once", async () => {
    const current = await start([{ effect: "session-expired", match: { method: "instances.snapshots.edit", nth: 1 } }]);
    const { results } = await current.apply(existing);
    expect(results.map((result) => result.outcome)).toEqual(["done"]);
    expect(current.sim.log.entries({ method: "auth" }).length).toBe(2);
  });
});
