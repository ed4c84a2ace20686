// The three flows of Zomro's pages, written as YAML, on the built program: the forms that leave are the documented ones,
// field by field. The documented calls stand here as the pages print them; what is sent beyond them is listed with them.
import { afterEach, describe, expect, it } from "vitest";
import { SAMPLE_ACCOUNT } from "../../src/simulators/zomro/seed/sample-account.ts";
import { type Bench, closeBenchesAfterEach, expectCode, openBench } from "../support/cli.ts";
import { type Form, type FormDoor, openFormDoor } from "../support/form-door.ts";

closeBenchesAfterEach();
let door: FormDoor | undefined;
afterEach(async () => {
  await door?.close();
  door = undefined;
});

/** The pages' curl calls; sessions differ from page to page. */
const DOCUMENTED: Readonly<Record<string, Form>> = {
  rescue: {
    func: "instances.fleio.rescue",
    auth: "43137b5f35a6ba4ee01f4a4e",
    out: "json",
    elid: "5203773",
    sok: "ok",
    select_boot: "f8f2573f-56c4-44c5-8469-84eee4aa64e7",
    password: "MyPassword1",
    zone: "pub",
  },
  "rescue preview": {
    func: "instances.fleio.rescue",
    auth: "43137b5f35a6ba4ee01f4a4e",
    out: "json",
    elid: "5203773",
  },
  unrescue: {
    func: "instances.fleio.unrescue",
    auth: "0b31d69ab7b7b4839dfd6506",
    out: "json",
    elid: "5203773",
  },
  "snapshot create": {
    func: "instances.snapshots.edit",
    auth: "5acd1215da7a09eaae215987",
    out: "json",
    sok: "ok",
    plid: "5203773",
    name: "MySnapshot",
  },
  "snapshot list": {
    func: "instances.snapshots",
    auth: "9046d78a8fda29dda83d42dd",
    out: "json",
    elid: "5203773",
  },
  "snapshot delete": {
    func: "image.delete",
    auth: "9046d78a8fda29dda83d42dd",
    out: "json",
    sok: "ok",
    plid: "5203773",
    elname: "5204214",
    elid: "5204214",
  },
  "schedule create": {
    func: "instances.fleio_bckps.schedule.edit",
    auth: "7e0cb9825a87e4c1a150dc9b",
    out: "json",
    name: "MySchedule",
    rotation_days: "1,2,3,4,5,6",
    rotation_time: "02:01",
    plid: "5203773",
    sok: "ok",
  },
  "schedule list": {
    func: "instances.fleio_bckps.schedule",
    auth: "7e0cb9825a87e4c1a150dc9b",
    out: "json",
    elid: "5203773",
  },
  "schedule delete": {
    func: "instances.fleio_bckps.schedule.delete",
    auth: "7c70d43c92c610c4c6c42c2c",
    out: "json",
    elid: "14",
  },
};

/** Lists are asked for by pages. */
const PAGE = { p_cnt: "500", p_num: "1" };

/** What is sent besides: the language on every call, and what settles a contradiction of the pages. */
const ADDED: Readonly<Record<string, Form>> = {
  unrescue: { sok: "ok" }, // C14
  "snapshot list": PAGE,
  "schedule list": { plid: "5203773", ...PAGE }, // C1
  "schedule delete": { sok: "ok", plid: "5203773" }, // C12
};

function expectDocumented(name: string, form: Form | undefined, actual: Form = {}): void {
  expect(form?.["auth"]).toMatch(/^[0-9a-f]{24}$/);
  expect({ ...form, auth: "" }).toEqual({ ...DOCUMENTED[name], lang: "en", ...ADDED[name], ...actual, auth: "" });
}

const isMutation = ({ func = "", sok }: Form) => sok !== undefined || /\.delete$|unrescue$/.test(func);

async function open(seed: object): Promise<Bench> {
  const bench = await openBench({ speed: 500, seed: { zomro: seed }, env: { RESCUE_PASSWORD: "MyPassword1" } });
  door = await openFormDoor(bench.sim.endpoints.zomro ?? "");
  bench.env["ZOMRO_ENDPOINT"] = door.endpoint;
  return bench;
}

const EMPTY = { ...SAMPLE_ACCOUNT, snapshots: {}, schedules: [] };
const yaml = (rest: string, db = "") => `version: 1
stack: shop
providers: { zomro: { pollInterval: 250ms } }
vms:
  db: { provider: zomro, existing: { id: "5203773" }${db} }
${rest}`;

/** Applies, expects the next plan to be empty and silent, and returns the mutating forms of the apply. */
async function settle(bench: Bench, text: string, flags: readonly string[] = []): Promise<Form[]> {
  await bench.write("trueup.yaml", text);
  const from = door?.forms.length ?? 0;
  expectCode(await bench.run(["apply", "-y", ...flags]), 0);
  const sent = (door?.forms ?? []).slice(from).filter(isMutation);
  const planned = door?.forms.length ?? 0;
  const plan = await bench.run(["plan", "--detailed-exitcode"]);
  expectCode(plan, 0);
  expect(plan.out).toContain("No changes.");
  expect((door?.forms ?? []).slice(planned).filter(isMutation)).toEqual([]);
  return sent;
}

const find = (func: string, more: (form: Form) => boolean = () => true) =>
  door?.forms.find((form) => form["func"] === func && more(form));

describe("the flows of the pages, as YAML", () => {
  it("rescue: entered, entered with another image, left", async () => {
    const bench = await open(EMPTY);
    const rescue = (image: string) =>
      yaml("", `, rescue: { image: ${image}, zone: pub, password: "\${env:RESCUE_PASSWORD}" }`);
    const [entered, ...others] = await settle(bench, rescue("Ubuntu 22.04"));
    expectDocumented("rescue", entered);
    expect(others).toEqual([]);
    expectDocumented(
      "rescue preview",
      find("instances.fleio.rescue", ({ sok }) => sok === undefined),
    );

    const [left, again, ...more] = await settle(bench, rescue("Debian 12"));
    expectDocumented("unrescue", left);
    expectDocumented("rescue", again, { select_boot: "93878ba5-6b9e-4924-a4be-34edb623f808" });
    expect(more).toEqual([]);

    const [removed, ...rest] = await settle(bench, yaml(""));
    expectDocumented("unrescue", removed);
    expect(rest).toEqual([]);
  }, 60_000);

  it("snapshots: taken, renamed, deleted", async () => {
    const bench = await open(EMPTY);
    const [created, ...others] = await settle(bench, yaml("snapshots: { s: { vm: db, name: MySnapshot } }"));
    expectDocumented("snapshot create", created);
    expect(others).toEqual([]);
    expectDocumented("snapshot list", find("instances.snapshots"));
    const id = (await bench.state()).resources["snapshots.s"]?.remoteId ?? "";

    const renamed = await settle(bench, yaml("snapshots: { s: { vm: db, name: Other } }"));
    // No page describes a change: this is how the panel does it.
    expect(renamed.map(({ func, elid, image_name }) => [func, elid, image_name])).toEqual([
      ["image.edit", id, "Other"],
    ]);

    const [deleted, ...rest] = await settle(bench, yaml(""), ["--allow-deletes", "1"]);
    expectDocumented("snapshot delete", deleted, { elid: id, elname: id });
    expect(rest).toEqual([]);
  }, 60_000);

  it("schedules: made, the same as cron and as days, changed, deleted", async () => {
    const bench = await open(EMPTY);
    const schedule = (text: string) => yaml(`schedules: { n: { vm: db, name: MySchedule, ${text} } }`);
    const [created, ...others] = await settle(bench, schedule('cron: "1 2 * * 1-6"'));
    expectDocumented("schedule create", created);
    expect(others).toEqual([]);
    expectDocumented("schedule list", find("instances.fleio_bckps.schedule"));
    const id = (await bench.state()).resources["schedules.n"]?.remoteId ?? "";

    for (const same of [
      'days: [sat, fri, thu, wed, tue, mon], time: "02:01"',
      'cron: "1 2 * * mon-sat"',
      'cron: "01 02 * * 6,5,4,3,2,1"',
    ])
      expect(await settle(bench, schedule(same))).toEqual([]);

    const [changed, ...more] = await settle(bench, schedule('cron: "30 23 * * 0,7,3"'));
    expectDocumented("schedule create", changed, { elid: id, rotation_days: "0,3", rotation_time: "23:30" });
    expect(more).toEqual([]);
    expect(await settle(bench, schedule('days: [wed, sun], time: "23:30"'))).toEqual([]);

    const [deleted, ...rest] = await settle(bench, yaml(""), ["--allow-deletes", "1"]);
    expectDocumented("schedule delete", deleted, { elid: id });
    expect(rest).toEqual([]);
  }, 60_000);

  it("what the pages made themselves is taken over, and deleted with the pages' own ids", async () => {
    const bench = await open(SAMPLE_ACCOUNT);
    const taken = yaml(`snapshots: { s: { vm: db, name: MySnapshot } }
schedules: { n: { vm: db, name: MySchedule, cron: "1 2 * * 1-6" } }
import: [{ to: snapshots.s, id: "5204214" }, { to: schedules.n, id: "14" }]
`);
    expect(await settle(bench, taken)).toEqual([]);
    const deleted = await settle(bench, yaml(""), ["--allow-deletes", "2"]);
    expectDocumented(
      "snapshot delete",
      deleted.find(({ func }) => func === "image.delete"),
    );
    expectDocumented(
      "schedule delete",
      deleted.find(({ func }) => func !== "image.delete"),
    );
    expect(deleted).toHaveLength(2);
  }, 60_000);
});
