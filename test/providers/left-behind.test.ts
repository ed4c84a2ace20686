// What a replacement leaves behind stays on record until it is deleted, whatever happens to what took its place.
import { afterEach, describe, expect, it } from "vitest";
import { RANGE, sampleConfiguration, sampleKey, sampleSnapshot, sampleVm } from "../support/sample-desired.ts";
import {
  applyUntil,
  faults,
  forgottenMachines,
  machinesOf,
  pendingOf,
  startAccount,
  stopAccounts,
  trackedIds,
  withProvider,
} from "../support/small-account.ts";

afterEach(stopAccounts);

const declared = sampleConfiguration([
  sampleKey("ops"),
  sampleVm("vms.web", {}, { lifecycle: { replace: "create-first" } }),
]);

/** Machine 2 has taken the place of machine 1, whose deletion was refused. */
async function replaced() {
  const fleet = await startAccount();
  await fleet.apply(declared);
  faults(fleet, { effect: "vendor-error", match: { method: "delete" } });
  await fleet.apply(declared, { replace: ["vms.web"], allow: { deletes: 5 } });
  expect((await trackedIds(fleet))["vms.web"]).toBe("2 deposed 1");
  return fleet;
}

/** The replacement failed and left a machine: 1 works, 2 is half-made. */
async function halfReplaced() {
  const fleet = await startAccount();
  await fleet.apply(declared);
  faults(fleet, { effect: "operation-fails", leaves: "object", match: { method: "install", nth: 1 } });
  await fleet.apply(declared, { replace: ["vms.web"], allow: { deletes: 5 } });
  faults(fleet);
  return fleet;
}

describe("a machine that a replacement left behind", () => {
  it("stays on record when the new one vanishes and a namesake is taken over", async () => {
    const fleet = await replaced();
    const account = fleet.sim.state("serveroid") as unknown as { vms: Record<string, unknown>[] };
    const { id: _id, internalId: _internal, ...row } = account.vms[0] ?? {};
    fleet.sim.change("serveroid", { kind: "vms", action: "delete", id: 2 });
    fleet.sim.change("serveroid", { kind: "vms", action: "add", set: row as never });
    await fleet.apply(declared, { allow: { adopt: 1, deletes: 5 } });
    expect((await trackedIds(fleet))["vms.web"]).toBe("3 deposed 1");
    expect(await forgottenMachines(fleet)).toEqual([]);
  });

  it("stays on record wherever the apply dies that deletes a half-made successor", async () => {
    for (let at = 1; at <= 32; at++) {
      const fleet = await halfReplaced();
      await applyUntil(at, fleet, declared, { allow: { deletes: 5 } });
      const isPending = (await pendingOf(fleet)).length > 0;
      if (!isPending) expect([at, await forgottenMachines(fleet)]).toEqual([at, []]);
      await stopAccounts();
    }
  }, 60_000);

  it("stays protected once its block is gone, although its successor was never finished", async () => {
    const fleet = await halfReplaced();
    const lifecycle = { replace: "create-first", protect: true } as const;
    faults(fleet, { effect: "vendor-error", match: { method: "delete" } });
    await fleet.apply(sampleConfiguration([sampleKey("ops"), sampleVm("vms.web", {}, { lifecycle })]), {
      allow: { deletes: 5 },
    });
    faults(fleet);
    expect((await trackedIds(fleet))["vms.web"]).toBe("2 deposed 1 half-made");
    const { plan } = await fleet.apply(sampleConfiguration([sampleKey("ops")]), { allow: { deletes: 5 } });
    expect(plan.protected.map(({ address }) => address)).toEqual(["vms.web"]);
    expect(machinesOf(fleet)).toEqual(["1:web"]);
    expect((await trackedIds(fleet))["vms.web"]).toBe("1");
  });

  it("stays on record when its own deletion fails after that", async () => {
    const fleet = await halfReplaced();
    faults(fleet, { effect: "vendor-error", match: { method: "delete", vmId: "1" } });
    await fleet.apply(declared, { allow: { deletes: 5 } });
    expect(await forgottenMachines(fleet)).toEqual([]);
  });

  it("is asked for once more when the list lacks it", async () => {
    const fleet = await replaced();
    faults(
      fleet,
      { effect: "partial-list", rows: 0, match: { method: "vm_list", nth: 1 } },
      { effect: "vendor-error", match: { method: "delete" } },
    );
    const asked: string[] = [];
    const watch = withProvider((provider) => ({
      ...provider,
      confirmGone: (ids, call) => {
        asked.push(...ids.map(({ type, remoteId }) => `${type} ${remoteId}`));
        return provider.confirmGone(ids, call);
      },
    }));
    await fleet.apply(declared, {}, { watch });
    expect(asked).toEqual(["vm 2", "vm 1"]);
  });
});

describe("a half-made machine is made anew with all that is declared, also what it does not tell of itself", () => {
  const moved = sampleConfiguration(
    [sampleKey("ops"), sampleVm("vms.front", {}, { name: "web", lifecycle: { replace: "create-first" } })],
    { moved: [{ from: "vms.web", to: "vms.front", range: RANGE }] },
  );
  it.each([
    ["under its address", declared],
    ["under another one", moved],
  ])("%s", async (_where, wanted) => {
    const fleet = await halfReplaced();
    const { results } = await fleet.apply(wanted, { allow: { deletes: 5 } });
    expect(results.map(({ outcome }) => outcome)).toEqual(["done", "done", "done"]);
    expect((await fleet.plan(wanted)).operations).toEqual([]);
    expect(machinesOf(fleet)).toEqual(["3:web"]);
  });
});

describe("a snapshot of a machine whose replacement is half-made", () => {
  const lifecycle = { replace: "create-first" } as const;
  const web = sampleVm("vms.web", {}, { lifecycle });
  const withSnapshots = (...names: string[]) =>
    sampleConfiguration([sampleKey("ops"), web, ...names.map((name) => sampleSnapshot(name, "vms.web"))]);

  it.each([
    ["goes with it, without waiting for the half-made one", sampleConfiguration([sampleKey("ops")]), []],
    ["is not waited for by one of the machine that is made next", withSnapshots("golden", "later"), ["3:web"]],
  ])("%s", async (_what, wanted, left) => {
    const fleet = await startAccount();
    await fleet.apply(withSnapshots("golden"));
    faults(fleet, { effect: "operation-fails", leaves: "object", match: { method: "install", nth: 1 } });
    await fleet.apply(withSnapshots("golden"), { replace: ["vms.web"], allow: { deletes: 5 } });
    faults(fleet);
    expect((await trackedIds(fleet))["vms.web"]).toBe("2 deposed 1 half-made");
    const { results } = await fleet.apply(wanted, { allow: { deletes: 5 } });
    expect(results.filter(({ outcome }) => outcome !== "done")).toEqual([]);
    expect(machinesOf(fleet)).toEqual(left);
  });
});
