// Blocks whose key was renamed: what moves sends nothing, and what would be destroyed for a new key is told with the line
// that keeps it.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration, Desired } from "../../src/core/desired.ts";
import type { Plan } from "../../src/core/plan.ts";
import { formatPlanText } from "../../src/render/format-plan-text.ts";
import { PLAIN_STYLE } from "../../src/render/style.ts";
import { type Fleet, startFleet, type Watch } from "../support/fleet.ts";
import { RANGE, sampleConfiguration, sampleKey, sampleSnapshot, sampleVm } from "../support/sample-desired.ts";
import { edge, edgeKey, edgeSchedule, edgeSnapshot, gcoreDesired } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

async function start(vendor: "serveroid" | "gcore", ...resources: Desired[]): Promise<Fleet> {
  fleet = await startFleet({ vendor, project: "111" });
  await fleet.apply(sampleConfiguration(resources));
  return fleet;
}

const advice = (plan: Plan) => plan.diagnostics.filter(({ code }) => code === "moved.missing");
const moved = (from: string, to: string) => ({ from, to, range: RANGE });

describe("a block that has another key and another name", () => {
  it("a machine with its key and its snapshot: each pair is told, with the line that keeps it", async () => {
    const current = await start(
      "serveroid",
      sampleKey("ops"),
      sampleVm("vms.web"),
      sampleSnapshot("golden", "vms.web"),
    );
    const renamed = [
      sampleKey("main"),
      sampleVm("vms.front", { keys: ["keys.main"] }),
      sampleSnapshot("silver", "vms.front"),
    ];
    const plan = await current.plan(sampleConfiguration(renamed));
    expect(plan.counts).toMatchObject({ add: 3, destroy: 3 });
    const lines = advice(plan).map(({ fix }) => fix);
    expect(lines).toEqual([
      'to keep the object: below moved: - {from: "keys.ops", to: "keys.main"}',
      'to keep the object: below moved: - {from: "snapshots.golden", to: "snapshots.silver"}; and name: "golden" in snapshots.silver, since it cannot be renamed',
      'to keep the object: below moved: - {from: "vms.web", to: "vms.front"}',
    ]);
    const blocks = [
      moved("keys.ops", "keys.main"),
      moved("vms.web", "vms.front"),
      moved("snapshots.golden", "snapshots.silver"),
    ];
    const kept = await current.plan({ ...sampleConfiguration(renamed), moved: blocks });
    expect([kept.counts.add, kept.counts.destroy, advice(kept)]).toEqual([0, 0, []]);
  });

  it("a group is one line, which is taken", async () => {
    const group = (key: string) => [0, 1, 2].map((index) => sampleVm(`vms.${key}[${index}]`, { keys: [] }));
    const current = await start("serveroid", ...group("web"));
    const [line, ...more] = advice(await current.plan(sampleConfiguration(group("front"))));
    expect(more).toEqual([]);
    expect(line).toMatchObject({
      detail: "vms.web[0] -> vms.front[0]\nvms.web[1] -> vms.front[1]\nvms.web[2] -> vms.front[2]",
      fix: 'to keep the objects: moved: [{from: "vms.web", to: "vms.front"}]',
    });
    const kept = { ...sampleConfiguration(group("front")), moved: [moved("vms.web", "vms.front")] };
    expect((await current.plan(kept)).counts).toMatchObject({ add: 0, destroy: 0, change: 3 });
  });

  it("a Gcore machine with its disks", async () => {
    const current = await start("gcore", edgeKey(), edge());
    const renamed = { ...edge(), address: "vms.front", name: "front" };
    expect(advice(await current.plan(sampleConfiguration([edgeKey(), renamed]))).map(({ address }) => address)).toEqual(
      ["vms.front"],
    );
    const other = { ...edge({ flavor: "g2-standard-4-8" }), address: "vms.front", name: "front" };
    expect(advice(await current.plan(sampleConfiguration([edgeKey(), other])))).toEqual([]);
  });

  it("a Gcore machine with a snapshot and a schedule of its disks, all in one edit", async () => {
    const current = await start("gcore", edgeKey(), edge(), edgeSnapshot(), edgeSchedule());
    const at = (desired: Desired, address: string, name: string): Desired => ({ ...desired, address, name });
    const renamed = sampleConfiguration([
      edgeKey(),
      at(edge(), "vms.front", "front"),
      at(edgeSnapshot({ vm: "vms.front" }), "snapshots.silver", "silver"),
      at(edgeSchedule({ vms: ["vms.front"] }), "schedules.nightly", "nightly"),
    ]);
    const plan = await current.plan(renamed);
    expect(advice(plan).map(({ summary }) => summary.split(" is destroyed")[0])).toEqual([
      "schedules.edge-daily",
      "snapshots.edge-data",
      "vms.edge",
    ]);
    const blocks = [
      moved("schedules.edge-daily", "schedules.nightly"),
      moved("snapshots.edge-data", "snapshots.silver"),
      moved("vms.edge", "vms.front"),
    ];
    expect((await current.plan({ ...renamed, moved: blocks })).counts).toMatchObject({ add: 0, destroy: 0 });
  });
});

describe("a Gcore key of another name", () => {
  it("is replaced: both names are told, and why", async () => {
    const current = await start("gcore", edgeKey());
    const plan = await current.plan(sampleConfiguration([{ ...edgeKey(), name: "edge" }]));
    expect(plan.entries[0]).toMatchObject({
      action: "replace",
      fields: [{ path: "name", before: "edge-ops", after: "edge" }, { path: "publicKey" }],
      notes: ["a key cannot be renamed: a new one takes its place", "the new one first, then the old one goes"],
    });
    const text = formatPlanText(plan, PLAIN_STYLE);
    expect(text).toContain("name  edge-ops -> edge");
    expect(text).toContain("a key cannot be renamed");
  });
});

describe("a key that cannot be renamed at Gcore", () => {
  const key = (address: string, name: string) => ({ ...edgeKey(), address, name });
  const withKey = (address: string, name: string) =>
    sampleConfiguration([key(address, name), edge({ keys: [address] })]);

  it("is kept by the line and its old name, both of which are told", async () => {
    const current = await start("gcore", key("keys.old", "old"), edge({ keys: ["keys.old"] }));
    const [line] = advice(await current.plan(withKey("keys.main", "main")));
    expect(line?.fix).toBe(
      'to keep the object: moved: [{from: "keys.old", to: "keys.main"}]; and name: "old" in keys.main, since it cannot be renamed',
    );
    const kept = { ...withKey("keys.main", "old"), moved: [moved("keys.old", "keys.main")] };
    const { plan } = await current.apply(kept);
    expect([plan.operations, plan.debt]).toEqual([[], []]);
  });

  it("a machine owes nothing where its key is another resource with the same text, and something where it is not", async () => {
    const current = await start("gcore", key("keys.old", "old"), edge({ keys: ["keys.old"] }));
    await current.apply(withKey("keys.main", "main"));
    const { debt, diagnostics } = await current.plan(withKey("keys.main", "main"));
    expect([debt, diagnostics]).toEqual([[], []]);
    const other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKotherotherotherotherotherotherotherother ops";
    const changed = sampleConfiguration([
      { ...key("keys.main", "main"), attributes: { publicKey: other } },
      edge({ keys: ["keys.main"] }),
    ]);
    expect((await current.plan(changed)).debt).toMatchObject([{ address: "vms.edge", needs: "replace" }]);
  });

  it("is made anew with its new name, and its machine owes nothing for it", async () => {
    const current = await start("gcore", key("keys.old", "old"), edge({ keys: ["keys.old"] }));
    const renamed = { ...withKey("keys.main", "main"), moved: [moved("keys.old", "keys.main")] };
    const { plan } = await current.apply(renamed);
    expect(plan.entries.filter(({ action }) => action !== "no-op").map(({ address }) => address)).toEqual([
      "keys.main",
    ]);
    const { debt, drift, diagnostics, operations } = await current.plan(withKey("keys.main", "main"));
    expect([debt, drift, diagnostics, operations]).toEqual([[], [], [], []]);
  });
});

describe("a moved block", () => {
  it("compares secrets with the record that has moved, whatever others hold", async () => {
    const user = gcoreDesired("vms.aaa", { ...edge().attributes, userData: "#cloud-config" });
    const secret = gcoreDesired("vms.edge", { ...edge().attributes, password: "Passw0rdAbc" });
    const current = await start("gcore", edgeKey(), user, secret);
    const after: Configuration = {
      ...sampleConfiguration([edgeKey(), user, { ...secret, address: "vms.front" }]),
      moved: [moved("vms.edge", "vms.front")],
    };
    const plan = await current.plan(after);
    expect([plan.debt, plan.operations]).toEqual([[], []]);
  });
});

it("a look for namesakes that is under way while the old machine goes finds no new one", async () => {
  const current = await start("serveroid", sampleKey("ops"), sampleVm("vms.web"));
  let isPlanned = false;
  const watch: Watch = {
    backend: (backend) => backend,
    provider: (own) => ({
      ...own,
      // The answer to the look before the order takes as long as the deletion beside it.
      async *observe(scope, call) {
        const objects = [];
        for await (const object of own.observe(scope, call)) objects.push(object);
        const isLook = isPlanned && scope.ids === undefined && scope.types.join() === "vm";
        const isKept = async () => (await current.state())?.resources["vms.web"] !== undefined;
        for (let turn = 0; isLook && turn < 200 && (await isKept()); turn += 1) await current.clock.sleep(100);
        yield* objects;
      },
    }),
    resumed: () => undefined,
    planned() {
      isPlanned = true;
    },
  };
  const declared = sampleConfiguration([sampleKey("ops"), sampleVm("vms.front", {}, { name: "web" })]);
  const { results } = await current.apply(declared, {}, { watch });
  expect(results.map(({ operation, outcome }) => `${operation}: ${outcome}`).sort()).toEqual([
    "create vms.front: done",
    "delete vms.web: done",
  ]);
});
