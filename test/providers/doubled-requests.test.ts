// A request that arrives twice at Serveroid, where every change is a GET that any proxy may repeat: what the first copy has
// made is seen, told until a person settles it, and never deleted by itself.
import { afterEach, describe, expect, it } from "vitest";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { sampleConfiguration, sampleSnapshot, sampleVm } from "../support/sample-desired.ts";
import {
  countSent,
  errorsOf,
  faults,
  forgottenMachines,
  machinesOf,
  outcomesOf,
  pendingOf,
  rowsOf,
  SMALL_ACCOUNT,
  startAccount,
  stopAccounts,
  trackedIds,
  withKey,
  withProvider,
  workOf,
} from "../support/small-account.ts";

afterEach(stopAccounts);

const WEB = withKey([sampleVm("vms.web")]);
const doubled = (method: string): FaultRule => ({ effect: "doubled", match: { method, nth: 1 } });
const limited = (vms: number) => ({ serveroid: { ...SMALL_ACCOUNT.serveroid, limits: { addressesPerVm: 8, vms } } });

async function startDoubled() {
  const fleet = await startAccount();
  faults(fleet, doubled("install"));
  await fleet.apply(WEB);
  return fleet;
}

const surplusOf = async (fleet: Awaited<ReturnType<typeof startAccount>>): Promise<string[]> =>
  ((await fleet.state())?.surplus ?? []).map(({ address, remoteId, keptId }) => `${address} ${keptId} and ${remoteId}`);

describe("an order that is carried out twice", () => {
  it("is told at once, with both ids and what to type", async () => {
    const fleet = await startDoubled();
    expect(machinesOf(fleet)).toEqual(["1:web", "2:web"]);
    expect(await surplusOf(fleet)).toEqual(["vms.web 2 and 1"]);
    const told = fleet.events.flatMap((event) => (event.type === "diagnostic" ? [event.diagnostic] : []));
    expect(told.map(({ code }) => code)).toEqual(["creation.doubled"]);
    expect(told[0]?.summary).toMatch(/vm 2, which is on record, and vm 1, both named web/);
    expect(told[0]?.fix).toContain("trueup apply --delete-surplus vms.web=1");
  });

  it("is told by every later plan, whatever else it does, and nothing is deleted by itself", async () => {
    const fleet = await startDoubled();
    for (let round = 0; round < 2; round++) {
      const { plan } = await fleet.apply(WEB);
      expect([plan.operations, plan.blocked.map(({ address, undone }) => [address, undone])]).toEqual([
        [],
        [["vms.web", true]],
      ]);
    }
    const grown = await fleet.apply(withKey([sampleVm("vms.web", { memory: 2048 })]));
    expect(outcomesOf(grown)).toEqual(["update vms.web: done"]);
    const destroyed = await fleet.apply(WEB, { mode: "destroy" });
    // The other one still has the key.
    expect(destroyed.plan.blocked.map(({ address }) => address)).toEqual(["keys.ops", "vms.web"]);
    expect(machinesOf(fleet)).toEqual(["1:web"]);
    const { blocked } = await fleet.plan(WEB, { mode: "destroy" });
    expect(blocked.map(({ address }) => address)).toContain("vms.web");
  });

  it("one that is deleted in the panel is settled", async () => {
    const fleet = await startDoubled();
    fleet.sim.change("serveroid", { kind: "vms", action: "delete", id: 1 });
    const { plan } = await fleet.apply(WEB);
    expect([workOf(plan), plan.blocked]).toEqual([[], []]);
    expect(await surplusOf(fleet)).toEqual([]);
  });

  it("both may be wanted: said by name, or by an address of its own", async () => {
    const kept = await startDoubled();
    expect((await kept.apply(WEB, { keepSurplus: ["vms.web=1"] })).plan.blocked).toEqual([]);
    expect((await kept.plan(WEB)).blocked).toEqual([]);

    const imported = await startDoubled();
    const both = withKey([sampleVm("vms.web"), sampleVm("vms.second")], { imports: [importOf("vms.second", "1")] });
    await imported.apply(both);
    expect(await surplusOf(imported)).toEqual([]);
    expect(await trackedIds(imported)).toMatchObject({ "vms.web": "2", "vms.second": "1" });
    expect(machinesOf(imported)).toEqual(["1:second", "2:web"]);
  });

  it("is deleted by its id, protected or not, while the one on record is replaced", async () => {
    const fleet = await startDoubled();
    const guarded = withKey([sampleVm("vms.web", {}, { lifecycle: { protect: true } })]);
    expect(outcomesOf(await fleet.apply(guarded, { deleteSurplus: ["vms.web=1"] }))).toEqual([
      "delete-deposed vms.web: done",
    ]);
    expect(machinesOf(fleet)).toEqual(["2:web"]);
    expect(workOf(await fleet.plan(guarded))).toEqual([]);

    const other = await startDoubled();
    await other.apply(WEB, { deleteSurplus: ["vms.web=1"], replace: ["vms.web"] });
    expect(machinesOf(other)).toEqual(["3:web"]);
    expect(await surplusOf(other)).toEqual([]);
  });

  it("is deleted by its id also where the one on record is gone, and not taken over for it", async () => {
    const fleet = await startDoubled();
    fleet.sim.change("serveroid", { kind: "vms", action: "delete", id: 2 });
    const settled = await fleet.apply(WEB, { deleteSurplus: ["vms.web=1"] });
    expect(outcomesOf(settled)).toEqual(["create vms.web: done", "delete-deposed vms.web: done"]);
    expect([machinesOf(fleet), await trackedIds(fleet)]).toMatchObject([["3:web"], { "vms.web": "3" }]);

    const destroyed = await startDoubled();
    await destroyed.apply(WEB, { mode: "destroy" });
    const { blocked } = await destroyed.plan(WEB, { mode: "destroy" });
    expect(blocked.find(({ address }) => address === "vms.web")?.fix).toMatch(
      /^trueup destroy --delete-surplus vms\.web=1,.* trueup destroy --keep-surplus vms\.web=1$/,
    );
    await destroyed.apply(WEB, { mode: "destroy", deleteSurplus: ["vms.web=1"] });
    expect(machinesOf(destroyed)).toEqual([]);
  });

  it("a replacement does not take it for its own, and a moved address takes it along", async () => {
    const fleet = await startDoubled();
    await fleet.apply(WEB, { replace: ["vms.web"] });
    expect(machinesOf(fleet)).toEqual(["1:web", "3:web"]);
    const moved = withKey([sampleVm("vms.front", {}, { name: "web" })], {
      moved: [{ from: "vms.web", to: "vms.front", range: WEB.resources[0]?.range as never }],
    });
    await fleet.apply(moved);
    expect(await surplusOf(fleet)).toEqual(["vms.front 2 and 1"]);
  });
});

describe("one that is deleted in the same apply", () => {
  const moved = { moved: [{ from: "vms.web", to: "vms.front", range: WEB.resources[0]?.range as never }] };
  const FRONT = withKey([sampleVm("vms.front", {}, { name: "web" })], moved);

  it.each(["vms.web=1", "vms.front=1"])("as a move, named %s: nothing is left", async (name) => {
    const fleet = await startDoubled();
    expect((await fleet.plan(FRONT)).blocked.map(({ address, fix }) => [address, fix])).toEqual([
      ["vms.front", expect.stringContaining("--delete-surplus vms.front=1")],
    ]);
    expect(outcomesOf(await fleet.apply(FRONT, { deleteSurplus: [name] }))).toEqual(["delete-deposed vms.front: done"]);
    expect([machinesOf(fleet), await surplusOf(fleet), await trackedIds(fleet)]).toMatchObject([
      ["2:web"],
      [],
      { "vms.front": "2" },
    ]);
  });

  it("as a move, both being wanted: nothing is left to be said", async () => {
    const fleet = await startDoubled();
    expect((await fleet.apply(FRONT, { keepSurplus: ["vms.web=1"] })).plan.blocked).toEqual([]);
    expect(await surplusOf(fleet)).toEqual([]);
  });

  it("by a request that is carried out twice, too", async () => {
    const fleet = await startDoubled();
    faults(fleet, { effect: "doubled", match: { method: "delete" } });
    await fleet.apply(WEB, { deleteSurplus: ["vms.web=1"] });
    expect([machinesOf(fleet), await surplusOf(fleet)]).toEqual([["2:web"], []]);
  });

  it("as all else: the key goes once both machines are gone", async () => {
    const fleet = await startDoubled();
    fleet.sim.log.clear();
    const { plan } = await fleet.apply(FRONT, { mode: "destroy", deleteSurplus: ["vms.web=1"] });
    expect(plan.blocked).toEqual([]);
    const sent = fleet.sim.log.entries({ mutating: true }).map(({ method }) => method);
    expect(sent).toEqual(["delete", "delete", "pubkeys_delete"]);
    expect([machinesOf(fleet), rowsOf(fleet, "serveroid", "pubkeys"), await surplusOf(fleet)]).toEqual([[], [], []]);
  });

  it("the key stays for one that stays, and says what deletes that one", async () => {
    const fleet = await startDoubled();
    const { plan } = await fleet.apply(WEB, { mode: "destroy" });
    expect(plan.blocked.find(({ address }) => address === "keys.ops")).toMatchObject({
      reason: "the key is still on web (1), which the request for vms.web has made beside it",
      fix: "--delete-surplus vms.web=1 deletes that one first",
    });
    // The one on record stays as it is: deleting the other does not take the key off it.
    const other = await startDoubled();
    const kept = await other.plan(sampleConfiguration([sampleVm("vms.web", {}, { lifecycle: { protect: true } })]), {
      mode: "destroy",
      deleteSurplus: ["vms.web=1"],
    });
    expect(kept.blocked.map(({ address, reason }) => [address, reason])).toEqual([
      ["keys.ops", "the key is still on vms.web, which stays as it is"],
    ]);
  });
});

function importOf(to: string, id: string) {
  return { to, id, range: WEB.resources[0]?.range as never };
}

it("two copies whose answers are both lost: neither is taken, each can be deleted by its id, and the other is taken over", async () => {
  const fleet = await startAccount();
  faults(fleet, doubled("install"));
  const lost = withProvider((provider) => ({
    ...provider,
    perform: async (step, call) => {
      const accepted = await provider.perform(step, call);
      if (step.name !== "install") return accepted;
      const { ProviderError } = await import("../../src/core/errors.ts");
      throw new ProviderError("the answer was lost", { fault: "unavailable", effect: "unknown" });
    },
  }));
  expect(outcomesOf(await fleet.apply(WEB, {}, { watch: lost }))).toContain("create vms.web: unknown");
  const plan = await fleet.plan(WEB);
  expect([errorsOf(plan), plan.blocked.map(({ fix }) => fix)]).toEqual([
    [],
    [expect.stringMatching(/^trueup apply --delete-surplus vms\.web=\d or --delete-surplus vms\.web=\d deletes one/)],
  ]);
  await fleet.apply(WEB, { deleteSurplus: ["vms.web=1"] });
  await fleet.apply(WEB);
  expect([machinesOf(fleet), await pendingOf(fleet), await trackedIds(fleet)]).toMatchObject([
    ["2:web"],
    [],
    { "vms.web": "2" },
  ]);
  expect(workOf(await fleet.plan(WEB))).toEqual([]);
});

describe("a refusal that may be the answer to a second copy", () => {
  it.each(["install", "clone"])("%s: the first copy is looked for, and taken over", async (method) => {
    const copy = [sampleVm("vms.web"), sampleVm("vms.copy", { cloneOf: { vm: "vms.web" } })];
    const declared = withKey(method === "install" ? copy.slice(0, 1) : copy);
    const fleet = await startAccount({ project: "111", seed: limited(method === "install" ? 1 : 2) });
    faults(fleet, doubled(method));
    const { results } = await fleet.apply(declared);
    expect(results.map(({ outcome }) => outcome)).toEqual(results.map(() => "done"));
    expect(await forgottenMachines(fleet)).toEqual([]);
    expect(await surplusOf(fleet)).toEqual([]);
    expect(workOf(await fleet.plan(declared))).toEqual([]);
  });

  it("stands where nothing has appeared: the provider's words, nothing pending, and no long wait", async () => {
    const fleet = await startAccount({ project: "111", seed: limited(0) });
    const began = fleet.clock.monotonic();
    const { results } = await fleet.apply(WEB);
    expect(results.find(({ address }) => address === "vms.web")).toMatchObject({ outcome: "failed", fault: "quota" });
    expect(await pendingOf(fleet)).toEqual([]);
    expect(fleet.clock.monotonic() - began).toBeLessThan(30_000);
    expect(countSent(fleet, "install")).toBe(1);
  });

  it("is looked behind for the whole grace where a proxy is on the way", async () => {
    const fleet = await startAccount({ project: "111", seed: limited(1) });
    faults(fleet, doubled("install"), { effect: "invisible", ms: 60_000, match: { method: "install", nth: 1 } });
    const intermediaries = { marks: () => ["Via: 1.1 gate"], cachedBecause: () => undefined };
    const watch = withProvider((provider) => ({ ...provider, intermediaries }));
    const { results } = await fleet.apply(WEB, {}, { watch });
    expect(results.map(({ outcome }) => outcome)).toEqual(results.map(() => "done"));
    expect(machinesOf(fleet)).toEqual(["1:web"]);
  });
});

it("the second copy's work fails later: what the first one has made is taken over", async () => {
  const fleet = await startAccount();
  faults(fleet, doubled("install"), {
    effect: "operation-fails",
    leaves: "nothing",
    match: { method: "install", nth: 1 },
  });
  await fleet.apply(WEB);
  await fleet.apply(WEB);
  expect(await forgottenMachines(fleet)).toEqual([]);
});

it("a key that is added twice: told, deleted by its id, and then as declared", async () => {
  const fleet = await startAccount();
  faults(fleet, doubled("pubkeys_add"));
  await fleet.apply(withKey([]));
  expect(await surplusOf(fleet)).toEqual(["keys.ops 2 and 1"]);
  await fleet.apply(withKey([]), { deleteSurplus: ["keys.ops=1"] });
  const plan = await fleet.plan(withKey([]));
  expect([workOf(plan), plan.blocked]).toEqual([[], []]);
});

it("a snapshot whose second copy finds the machine busy is one snapshot, on record", async () => {
  const fleet = await startAccount();
  const declared = withKey([sampleVm("vms.web"), sampleSnapshot("golden", "vms.web")]);
  faults(fleet, doubled("snapshot_create"));
  await fleet.apply(declared);
  expect([await surplusOf(fleet), workOf(await fleet.plan(declared))]).toEqual([[], []]);
  const snapshots = Object.values(fleet.sim.state("serveroid")["snapshots"] as Record<string, unknown[]>).flat();
  expect(snapshots).toHaveLength(1);
});

/** From what, to what: one change for each request that sets something. */
const CHANGES: Record<string, readonly [from: object, to: object, name?: string]> = {
  ip_add: [{ ips: 1 }, { ips: 2 }],
  memory_change: [{}, { memory: 2048 }],
  disk_change: [{ memory: 2048 }, { memory: 2048, disk: 65_536 }],
  cpu_change: [{}, { cpu: 4 }],
  shutdown: [{}, { power: "off" }],
  rename: [{}, {}, "front"],
  password_change: [{}, { password: "An0therWord" }],
  backup_policy_change: [{}, { backupPolicy: { keep: 2, every: 10_800_000 } }],
};

it.each(Object.entries(CHANGES))(
  "%s, whose second copy is busy: done once, and on record as ours",
  async (method, change) => {
    const [from, to, name] = change;
    const fleet = await startAccount();
    await fleet.apply(withKey([sampleVm("vms.web", from as never)]));
    const declared = withKey([sampleVm("vms.web", to as never, name === undefined ? {} : { name })]);
    faults(fleet, doubled(method));
    expect(outcomesOf(await fleet.apply(declared))).toEqual(["update vms.web: done"]);
    const plan = await fleet.plan(declared);
    expect([workOf(plan), plan.drift, plan.debt]).toEqual([[], [], []]);
    const [machine] = rowsOf(fleet, "serveroid", "vms");
    expect(machine?.["ipAddresses"]).toHaveLength(method === "ip_add" ? 2 : 1);
  },
);

it("ip_add, whose second copy exceeds the limit: not a failure, since the address is there", async () => {
  const seed = { serveroid: { ...SMALL_ACCOUNT.serveroid, limits: { addressesPerVm: 2 } } };
  const fleet = await startAccount({ project: "111", seed });
  await fleet.apply(withKey([sampleVm("vms.web", { ips: 1 })]));
  const declared = withKey([sampleVm("vms.web", { ips: 2 })]);
  faults(fleet, { effect: "vendor-error", code: "error.limit", match: { method: "ip_add", nth: 2 } });
  const intermediaries = { marks: () => ["Via: 1.1 gate"], cachedBecause: () => undefined };
  const repeated = withProvider((provider) => ({
    ...provider,
    intermediaries,
    perform: async (step, call) => {
      if (step.name === "ip_add") await provider.perform(step, call);
      return provider.perform(step, call);
    },
  }));
  expect(outcomesOf(await fleet.apply(declared, {}, { watch: repeated }))).toEqual(["update vms.web: done"]);
  const plan = await fleet.plan(declared);
  expect([workOf(plan), plan.drift]).toEqual([[], []]);
});
