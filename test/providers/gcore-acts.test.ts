// Each of Gcore's day-2 acts: done, and seen in the account. Lost answers and a killed process.
import { afterEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { killAtEachMoment, refusalOf } from "../support/acts.ts";
import type { Asked, Fleet } from "../support/fleet.ts";
import { sampleConfiguration } from "../support/sample-desired.ts";
import { edge, edgeKey, edgeSnapshot } from "../support/sample-gcore.ts";
import { countSent, faults, startAccount, stopAccounts, workOf } from "../support/small-account.ts";

afterEach(stopAccounts);

const SHOP = sampleConfiguration([edgeKey(), edge()]);
const WITH_SNAPSHOT = sampleConfiguration([edgeKey(), edge(), edgeSnapshot()]);

async function startShop(configuration = SHOP): Promise<Fleet> {
  const fleet = await startAccount({ vendor: "gcore" });
  await fleet.apply(configuration);
  fleet.sim.log.clear();
  return fleet;
}

const asked = (name: string, given: Asked["given"] = {}, address = "vms.edge"): Asked => ({
  address,
  name,
  given: given ?? {},
});
const REVERT = asked("revert-volume", { snapshot: "snapshots.edge-data" }, "vms.edge.volumes.data");

async function idOf(fleet: Fleet, address: string): Promise<string> {
  return (await fleet.state())?.resources[address]?.remoteId ?? "";
}

async function look(fleet: Fleet) {
  const { instances, volumes, inside } = fleet.sim.state("gcore") as unknown as {
    instances: { id: string; status: string }[];
    volumes: { id: string; status: string; attachments: { server_id: string }[] }[];
    inside: { instances?: Record<string, JsonObject>; volumes?: Record<string, JsonObject> };
  };
  const [vm, disk] = [await idOf(fleet, "vms.edge"), await idOf(fleet, "vms.edge.volumes.data")];
  return {
    status: instances.find(({ id }) => id === vm)?.status,
    boots: inside.instances?.[vm]?.["boots"],
    reverted: inside.volumes?.[disk]?.["reverted_to"],
    attached: volumes.find(({ id }) => id === disk)?.attachments.map(({ server_id }) => server_id === vm),
  };
}

describe("trueup action at Gcore, each one seen in the account", () => {
  it("reboot and reboot-hard", async () => {
    const fleet = await startShop();
    const { boots } = await look(fleet);
    expect((await fleet.act(SHOP, asked("reboot"))).end.outcome).toBe("done");
    const { end, shown } = await fleet.act(SHOP, asked("reboot-hard"));
    expect(end.outcome).toBe("done");
    expect(shown?.rule.destroys).toContain("not written");
    expect(await look(fleet)).toMatchObject({ status: "ACTIVE", boots: Number(boots ?? 0) + 2 });
    expect(workOf(await fleet.plan(SHOP))).toEqual([]);
  });

  it("suspend, which YAML contradicts, and resume", async () => {
    const fleet = await startShop();
    expect(await refusalOf(fleet, fleet.act(SHOP, asked("resume")))).toContain("powered on");
    const { end } = await fleet.act(SHOP, asked("suspend"));
    expect(end).toMatchObject({
      outcome: "done",
      contradictions: [{ path: "power", declared: "on", actual: "suspended" }],
    });
    expect(await look(fleet)).toMatchObject({ status: "SUSPENDED" });
    expect(workOf(await fleet.plan(SHOP))).toEqual(["update vms.edge"]);
    expect(workOf(await fleet.plan(sampleConfiguration([edgeKey(), edge({ power: "suspended" })])))).toEqual([]);
    expect(await refusalOf(fleet, fleet.act(SHOP, asked("reboot")))).toContain("is suspended");
    expect((await fleet.act(SHOP, asked("resume"))).end).toMatchObject({ outcome: "done", contradictions: [] });
    expect(workOf(await fleet.plan(SHOP))).toEqual([]);
  });

  it("revert-volume takes the volume off, back, and on again", async () => {
    const fleet = await startShop(WITH_SNAPSHOT);
    const { end, shown } = await fleet.act(WITH_SNAPSHOT, REVERT);
    expect(end.outcome).toBe("done");
    expect(shown?.steps.map(({ name }) => name)).toEqual(["volumes.detach", "volumes.revert", "volumes.attach"]);
    expect(shown?.lost[0]?.label).toContain("everything written to the volume since edge-data");
    expect(await look(fleet)).toMatchObject({
      attached: [true],
      reverted: await idOf(fleet, "snapshots.edge-data"),
    });
    expect(workOf(await fleet.plan(WITH_SNAPSHOT))).toEqual([]);
  });

  it("revert-volume refuses what Gcore cannot do: the boot volume, another snapshot, a volume that has grown", async () => {
    const fleet = await startShop(WITH_SNAPSHOT);
    const refuse = (one: Asked, configuration = WITH_SNAPSHOT) => refusalOf(fleet, fleet.act(configuration, one));
    expect(await refuse({ ...REVERT, address: "vms.edge.volumes.boot" })).toContain("has no snapshot");
    expect(await refuse(asked("revert-volume", { snapshot: "x" }))).toContain("act.unknown");
    const isProtected = sampleConfiguration([edgeKey(), edge({}, { lifecycle: { protect: true } }), edgeSnapshot()]);
    expect(await refuse(REVERT, isProtected)).toContain("lifecycle.protect: false");
    const volumes = { ...(edge().attributes["volumes"] as JsonObject), data: { size: 120 * 1024 } };
    const grown = sampleConfiguration([edgeKey(), edge({ volumes }), edgeSnapshot()]);
    await fleet.apply(grown);
    expect(await refuse(REVERT, grown)).toContain("has grown since the snapshot");
  });

  it("console and metrics ask only", async () => {
    const fleet = await startShop();
    const { json, secrets } = await fleet.ask(SHOP, asked("console", { type: "novnc" }));
    expect(json).toMatchObject({ type: "novnc", protocol: "vnc" });
    expect(secrets).toEqual([(json as { url: string }).url]);
    const metrics = await fleet.ask(SHOP, asked("metrics", { span: "6h" }));
    expect((metrics.json as unknown[]).length).toBe((6 * 3600) / 20);
    expect(metrics.tables[0]?.columns).toContain("cpu_util");
    expect(fleet.sim.log.entries({ mutating: true })).toEqual([]);
    expect(await refusalOf(fleet, fleet.ask(SHOP, asked("metrics", { span: "2h" })))).toContain("one of: 1h, 6h, 24h");
  });
});

describe("an answer that is lost", () => {
  for (const fault of [{ effect: "lost-before" }, { effect: "lost-after" }] as FaultRule[]) {
    it(`reboot, ${fault.effect}: Gcore's own record of tasks tells`, async () => {
      const fleet = await startShop();
      const { boots } = await look(fleet);
      faults(fleet, { ...fault, match: { method: "instances.action", nth: 1 } } as FaultRule);
      expect((await fleet.act(SHOP, asked("reboot"))).end.outcome).toBe("done");
      expect(await look(fleet)).toMatchObject({ boots: Number(boots ?? 0) + 1 });
      expect(countSent(fleet, "instances.action")).toBe(fault.effect === "lost-before" ? 2 : 1);
    });

    it(`revert-volume, ${fault.effect}: the same, and the volume hangs on its machine again`, async () => {
      const fleet = await startShop(WITH_SNAPSHOT);
      faults(fleet, { ...fault, match: { method: "volumes.revert", nth: 1 } } as FaultRule);
      expect((await fleet.act(WITH_SNAPSHOT, REVERT)).end.outcome).toBe("done");
      expect(await look(fleet)).toMatchObject({ attached: [true] });
      expect(countSent(fleet, "volumes.revert")).toBe(fault.effect === "lost-before" ? 2 : 1);
    });
  }

  it("revert-volume that fails on the way says how the volume comes back; the next apply hangs it on again", async () => {
    const fleet = await startShop(WITH_SNAPSHOT);
    faults(fleet, { effect: "operation-fails", match: { method: "volumes.attach", nth: 1 } } as FaultRule);
    const { end } = await fleet.act(WITH_SNAPSHOT, REVERT);
    expect(end.results).toMatchObject([
      { outcome: "failed", fix: expect.stringContaining("trueup apply sets it right") },
    ]);
    expect(workOf(await fleet.plan(WITH_SNAPSHOT))).toEqual(["update vms.edge.volumes.data"]);
    await fleet.apply(WITH_SNAPSHOT);
    expect(workOf(await fleet.plan(WITH_SNAPSHOT))).toEqual([]);
  });

  it("5xx after a suspend: the status tells", async () => {
    const fleet = await startShop();
    faults(fleet, { effect: "http-5xx", when: "after", match: { method: "instances.action", nth: 1 } } as FaultRule);
    expect((await fleet.act(SHOP, asked("suspend"))).end.outcome).toBe("done");
    expect(countSent(fleet, "instances.action")).toBe(1);
  });
});

describe("a process that is killed", () => {
  it("in the middle of a revert: the next apply settles it and hangs the volume on again; it is reverted once at most", async () => {
    const killed = { configuration: WITH_SNAPSHOT, asked: () => REVERT, method: "volumes.revert", look, stride: 3 };
    const ends = await killAtEachMoment(await startShop(WITH_SNAPSHOT), killed);
    expect(ends.length).toBeGreaterThan(4);
    for (const { sent, pending, seen } of ends) {
      expect(sent).toBeLessThanOrEqual(1);
      expect(pending).toEqual([]);
      expect(seen?.attached).toEqual([true]);
    }
  });
});
