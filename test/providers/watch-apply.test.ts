// `watch --apply`: what is put right while nobody looks on, and what is left to a person, whatever is allowed.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration } from "../../src/core/desired.ts";
import { DiagnosticsError } from "../../src/core/errors.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { createStopControl } from "../../src/executor/stop-control.ts";
import { applyAllowed } from "../../src/run/watch/apply-allowed.ts";
import { foresee } from "../../src/run/watch/foresee.ts";
import type { Allowance } from "../../src/run/watch/list-forbidden.ts";
import type { Fleet } from "../support/fleet.ts";
import { OPS_KEY, sampleConfiguration, sampleKey, sampleVm } from "../support/sample-desired.ts";
import { EDGE, edge, edgeKey } from "../support/sample-gcore.ts";
import {
  faults,
  rowsOf,
  SMALL_ACCOUNT,
  startAccount,
  stopAccounts,
  trackedIds,
  withKey,
} from "../support/small-account.ts";

afterEach(stopAccounts);

const web = () => sampleVm("vms.web");
const db = () => sampleVm("vms.db");

/** As one cycle does it: what is foreseen, then what has become of it. */
async function reconcile(fleet: Fleet, declared: Configuration, ...allowances: readonly Allowance[]) {
  const allowed = new Set(allowances);
  const before = fleet.sim.log.entries({ mutating: true }).length;
  const looking = fleet.open(declared);
  const foreseen = await foresee(looking.stack, allowed, new AbortController().signal);
  await looking.close();
  const opened = fleet.open(declared);
  const end = await applyAllowed(opened.stack, allowed, { outer: createStopControl(), lockWaitMs: 0 });
  await opened.close();
  const sent = fleet.sim.log.entries({ mutating: true }).slice(before);
  return {
    foreseen: [...foreseen.changes, ...foreseen.refusals.map(({ code }) => code)],
    heldBack: foreseen.heldBack.map(({ action, address }) => `${action} ${address}`),
    outcome: end.outcome,
    codes: "error" in end && end.error instanceof DiagnosticsError ? end.error.diagnostics.map(({ code }) => code) : [],
    sent: sent.map(({ method }) => method),
  };
}

async function start(declared: Configuration): Promise<Fleet> {
  const fleet = await startAccount();
  await fleet.apply(declared);
  return fleet;
}

const idOf = async (fleet: Fleet, address: string) => Number((await trackedIds(fleet))[address]);
const change = async (fleet: Fleet, address: string, action: "patch" | "delete", set: Record<string, string> = {}) =>
  fleet.sim.change("serveroid", { kind: "vms", action, id: await idOf(fleet, address), set });
const SHUT_OFF = { state: "VIR_DOMAIN_SHUTOFF" };

describe("without a word more", () => {
  it("a machine that somebody has stopped is started again", async () => {
    const declared = withKey([web(), db()]);
    const fleet = await start(declared);
    await change(fleet, "vms.web", "patch", SHUT_OFF);
    expect(await reconcile(fleet, declared)).toEqual({
      foreseen: ["update vms.web"],
      heldBack: [],
      outcome: "done",
      codes: [],
      sent: ["start"],
    });
    expect((await reconcile(fleet, declared)).sent).toEqual([]);
  });

  it("one that has vanished is not bought again, whatever is allowed; the others are put right", async () => {
    const declared = withKey([web(), db()]);
    const fleet = await start(declared);
    await change(fleet, "vms.web", "patch", SHUT_OFF);
    await change(fleet, "vms.db", "delete");
    for (const allowances of [[], ["create"], ["create", "delete"]] as const) {
      const { heldBack, sent } = await reconcile(fleet, declared, ...allowances);
      expect(heldBack).toEqual(["create vms.db"]);
      expect(sent).toEqual(allowances.length === 0 ? ["start"] : []);
    }
    expect(Object.keys(await trackedIds(fleet)).sort()).toEqual(["keys.ops", "vms.db", "vms.web"]);
  });

  it("nothing is made, deleted, made anew, installed anew or let go", async () => {
    const fleet = await start(withKey([web(), db()]));
    const declared = sampleConfiguration([
      sampleKey("ops"),
      sampleKey("new", OPS_KEY.replace("AAAAI", "BBBBI")),
      sampleVm("vms.web", { image: { name: "CentOS", bitness: 64 } }, { lifecycle: { rebuild: "allow" } }),
    ]);
    const end = await reconcile(fleet, declared);
    expect(end).toMatchObject({ foreseen: [], outcome: "done", sent: [] });
    expect(end.heldBack).toEqual(["create keys.new", "delete vms.db", "rebuild vms.web"]);
    const forgotten = withKey([web()], { removed: [{ from: "vms.db", destroy: false, range: web().range }] });
    expect(await reconcile(fleet, forgotten)).toMatchObject({ heldBack: ["forget vms.db"], sent: [] });
    expect(Object.keys(await trackedIds(fleet))).toContain("vms.db");
  });

  it("what an update would give up stays", async () => {
    const fleet = await start(withKey([sampleVm("vms.web", { backupPolicy: { keep: 7, every: 86_400_000 } }), db()]));
    await change(fleet, "vms.db", "patch", SHUT_OFF);
    const declared = withKey([sampleVm("vms.web", { backupPolicy: { keep: 2, every: 86_400_000 } }), db()]);
    expect(await reconcile(fleet, declared)).toMatchObject({ heldBack: ["update vms.web"], sent: ["start"] });
    expect(await reconcile(fleet, declared, "delete")).toMatchObject({ heldBack: [], outcome: "done" });
  });

  it("an address that somebody has taken away is not bought again, whatever is allowed; a newly declared one is made", async () => {
    const pair = (ips: number) => withKey([sampleVm("vms.web", { ips }), db()]);
    const fleet = await start(pair(1));
    expect(await reconcile(fleet, pair(2))).toMatchObject({ heldBack: ["update vms.web"], sent: [] });
    expect(await reconcile(fleet, pair(2), "create")).toMatchObject({ heldBack: [], sent: ["ip_add"] });
    const vm = rowsOf(fleet, "serveroid", "vms").find(({ name }) => name === "web") ?? {};
    const ipAddresses = (vm["ipAddresses"] as string[]).slice(0, 1);
    fleet.sim.change("serveroid", { kind: "vms", action: "patch", id: Number(vm["id"]), set: { ipAddresses } });
    for (const allowances of [[], ["create", "delete"]] as const)
      expect(await reconcile(fleet, pair(2), ...allowances)).toMatchObject({ heldBack: ["update vms.web"], sent: [] });
  });

  it("a block under another key is no new machine for the old one, whatever is allowed", async () => {
    const fleet = await start(withKey([web(), db()]));
    for (const name of ["web", "front"]) {
      const declared = withKey([sampleVm("vms.front", {}, { name }), db()]);
      for (const allowances of [["create"], ["create", "delete"]] as const) {
        const { heldBack, sent } = await reconcile(fleet, declared, ...allowances);
        expect([heldBack, sent]).toEqual([["create vms.front", "delete vms.web"], []]);
      }
    }
    const moved = [{ from: "vms.web", to: "vms.front", range: web().range }];
    expect(
      await reconcile(fleet, withKey([sampleVm("vms.front", {}, { name: "web" }), db()], { moved })),
    ).toMatchObject({ foreseen: ["move vms.front"], outcome: "done", sent: [] });
  });

  it("a disk under another key is no new one for the old one, whatever is allowed", async () => {
    const fleet = await startAccount({ vendor: "gcore" });
    const { boot, data, ...none } = EDGE["volumes"] as Record<string, JsonObject>;
    expect([boot, none]).toEqual([expect.anything(), {}]);
    const declared = (volumes: JsonObject) => sampleConfiguration([edgeKey(), edge({ volumes })]);
    await fleet.apply(declared({ boot: boot ?? {}, data: data ?? {} }));
    const end = await reconcile(fleet, declared({ boot: boot ?? {}, store: data ?? {} }), "create", "delete");
    expect(end.heldBack).toEqual(["delete vms.edge.volumes.data", "create vms.edge.volumes.store"]);
    expect(rowsOf(fleet, "gcore", "volumes").map(({ name }) => name)).toContain("edge-data");
  });

  it("what stays although it was dropped, and what waits for something else, is told", async () => {
    const kept = sampleVm("vms.kept", {}, { lifecycle: { protect: true } });
    const fleet = await start(withKey([web(), db(), kept]));
    const declared = withKey([db(), sampleVm("vms.other", { memory: 2048, disk: 65536 }, { name: "web" })]);
    fleet.sim.change("serveroid", {
      kind: "vms",
      action: "patch",
      id: await idOf(fleet, "vms.db"),
      set: SHUT_OFF,
    });
    const end = await reconcile(fleet, declared, "create");
    expect(end).toMatchObject({ outcome: "done", sent: ["start"] });
    expect(end.heldBack).toEqual(["create vms.other", "delete vms.web", "change vms.kept"]);
  });

  it("a machine that waits for a word in YAML is left, and the others are put right", async () => {
    const fleet = await start(withKey([web(), db()]));
    for (const set of [{ memory: 2048 }, { memory: 1024, ipAddresses: ["198.51.100.1", "198.51.100.2"] }]) {
      fleet.sim.change("serveroid", { kind: "vms", action: "patch", id: await idOf(fleet, "vms.web"), set });
      await change(fleet, "vms.db", "patch", SHUT_OFF);
      const end = await reconcile(fleet, withKey([web(), db()]), "create", "delete");
      expect(end).toMatchObject({ heldBack: ["update vms.web"], outcome: "done", sent: ["start"] });
    }
  });

  it("more deletions than the guard rails let through are not made fewer by what is left out", async () => {
    const names = ["a", "b", "c", "d", "e"];
    const fleet = await start(
      withKey(names.map((name, index) => sampleVm(`vms.${name}`, { memory: 1024 + 512 * index }))),
    );
    const declared = withKey([
      sampleVm("vms.a"),
      sampleVm("vms.B", { memory: 1536 }),
      sampleVm("vms.C", { memory: 2048 }),
    ]);
    const end = await reconcile(fleet, declared, "create", "delete");
    expect(end).toMatchObject({ codes: ["guard.max-delete-percent"], outcome: "refused", sent: [] });
  });

  it("what is found by its name alone is not taken over", async () => {
    const first = await start(withKey([web(), db()]));
    const seed = { serveroid: { ...SMALL_ACCOUNT.serveroid, ...first.sim.state("serveroid") } };
    const fleet = await startAccount({ seed, project: "111" });
    const end = await reconcile(fleet, withKey([web(), db()]), "create", "delete");
    expect(end.heldBack).toEqual(["adopt keys.ops", "adopt vms.db", "adopt vms.web"]);
    expect([end.sent, await trackedIds(fleet)]).toEqual([[], {}]);
  });

  it("many that have vanished at once stop everything", async () => {
    const declared = withKey([web(), ...[1, 2, 3].map((number) => sampleVm(`vms.n${number}`))]);
    const fleet = await start(declared);
    await change(fleet, "vms.web", "patch", SHUT_OFF);
    for (const number of [1, 2, 3]) await change(fleet, `vms.n${number}`, "delete");
    const end = await reconcile(fleet, declared, "create", "delete");
    expect(end).toMatchObject({ foreseen: ["guard.mass-vanished"], codes: ["guard.mass-vanished"], sent: [] });
  });

  it("neither does a configuration without resources, nor one without a file that the state was made of", async () => {
    const fleet = await start(withKey([web()]));
    expect(await reconcile(fleet, sampleConfiguration([]), "create", "delete")).toMatchObject({
      codes: ["guard.max-delete-percent", "guard.empty"],
      sent: [],
    });
  });
});

describe("with more allowed", () => {
  it("what is new is made, what is dropped is deleted within the guard rails, what is protected stays", async () => {
    const fleet = await start(
      withKey([web(), db(), sampleVm("vms.old"), sampleVm("vms.kept", {}, { lifecycle: { protect: true } })]),
    );
    const declared = withKey([web(), db(), sampleVm("vms.new", { memory: 2048 })]);
    const made = await reconcile(fleet, declared, "create");
    expect(made).toMatchObject({
      foreseen: ["create vms.new"],
      heldBack: ["delete vms.old", "change vms.kept"],
      outcome: "done",
    });
    const deleted = await reconcile(fleet, declared, "create", "delete");
    expect(deleted).toMatchObject({ foreseen: ["delete vms.old"], heldBack: ["change vms.kept"], outcome: "done" });
    expect(Object.keys(await trackedIds(fleet)).sort()).toEqual([
      ...["keys.ops", "vms.db", "vms.kept", "vms.new", "vms.web"],
    ]);
    const most = await reconcile(fleet, withKey([web()], { policy: { publicEnv: [], maxDeletes: 0 } }), "delete");
    expect(most).toMatchObject({ outcome: "refused", codes: ["guard.max-deletes"], sent: [] });
  });

  it("a machine whose making has failed is not made anew by the cycles after it", async () => {
    const fleet = await start(withKey([]));
    faults(fleet, { effect: "operation-fails", leaves: "object", match: { method: "install", nth: 1 } });
    const declared = withKey([web()]);
    expect(await reconcile(fleet, declared, "create", "delete")).toMatchObject({
      outcome: "undone",
      sent: ["install"],
    });
    expect((await fleet.state())?.resources["vms.web"]?.halfMade).toBeDefined();
    expect(await reconcile(fleet, declared, "create", "delete")).toMatchObject({
      heldBack: ["replace vms.web"],
      sent: [],
    });
  });
});

describe("another run", () => {
  it("that holds the lock is not waited for", async () => {
    const declared = withKey([web()]);
    const fleet = await start(declared);
    await change(fleet, "vms.web", "patch", SHUT_OFF);
    const { stack, close } = fleet.open(declared);
    const lease = await stack.backend.acquire({ operation: "apply", waitMs: 0 });
    const end = await applyAllowed(stack, new Set(), { outer: createStopControl(), lockWaitMs: 0 });
    await lease.release();
    await close();
    expect(end).toMatchObject({ outcome: "locked", holder: { operation: "apply" } });
  });
});
