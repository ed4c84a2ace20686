// What runs, as the inventory tells it: tracked, meant by YAML, gone, and what nobody holds with what it costs.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration } from "../../src/core/desired.ts";
import type { Inventory } from "../../src/core/inventory.ts";
import { readInventory } from "../../src/run/inventory/read-inventory.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { MIXED_ACCOUNTS } from "../support/mixed-accounts.ts";
import { sampleConfiguration, sampleDesired, sampleVm } from "../support/sample-desired.ts";
import { edge, edgeKey } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

interface Asked {
  readonly targets?: readonly string[];
  readonly providers?: readonly string[];
  readonly wantsUnmanaged?: boolean;
}

async function look(current: Fleet, configuration: Configuration, asked: Asked = {}): Promise<Inventory> {
  const { stack, close } = current.open(configuration);
  const options = { mode: "normal", excludes: [], replace: [], rebuild: [], allow: {} } as const;
  try {
    return await readInventory(stack, {
      options: { ...options, targets: asked.targets ?? [] },
      providers: asked.providers ?? [],
      wantsUnmanaged: asked.wantsUnmanaged ?? false,
      regions: new Map([["gcore", "Luxembourg-2"]]),
      emit: () => undefined,
    });
  } finally {
    await close();
  }
}

const told = ({ machines }: Inventory) => machines.map(({ address, standing }) => `${address} ${standing}`);
const web = sampleConfiguration([sampleVm("vms.web[0]", { keys: [] }), sampleVm("vms.web[1]", { keys: [] })]);

describe("machines", () => {
  it("are told with what the provider says of them now, not what the record says", async () => {
    fleet = await startFleet({ vendor: "gcore" });
    const declared = sampleConfiguration([edgeKey(), edge({ username: "deploy", password: "sim-secret" })]);
    await fleet.apply(declared);
    const [machine] = (await look(fleet, declared)).machines;
    expect(machine).toMatchObject({
      address: "vms.edge",
      standing: "tracked",
      provider: "gcore",
      project: "77",
      region: "Luxembourg-2",
      name: "edge",
      power: "on",
      condition: "ready",
      tags: { team: "shop" },
      user: "deploy",
    });
    expect(machine?.ips).toHaveLength(1);
    expect(JSON.stringify(machine)).not.toContain("sim-secret");
  });

  it("are told of a target only where one is given, and of no other provider entry", async () => {
    fleet = await startFleet({ project: "111" });
    await fleet.apply(web);
    expect(told(await look(fleet, web, { targets: ["vms.web"] }))).toEqual([
      "vms.web[0] tracked",
      "vms.web[1] tracked",
    ]);
    expect(told(await look(fleet, web, { targets: ["vms.web[1]"] }))).toEqual(["vms.web[1] tracked"]);
    await expect(look(fleet, web, { targets: ["vms.wbe"] })).rejects.toThrow("vms.wbe");
    await expect(look(fleet, web, { providers: ["zomro"] })).rejects.toThrow("no such provider entry");
  });

  it("that are gone are named as such, and leave the list", async () => {
    fleet = await startFleet({ project: "111" });
    await fleet.apply(web);
    const id = (await fleet.state())?.resources["vms.web[0]"]?.remoteId;
    fleet.sim.change("serveroid", { kind: "vms", action: "delete", id: Number(id) });
    const seen = await look(fleet, web);
    expect(told(seen)).toEqual(["vms.web[1] tracked"]);
    expect(seen.missing).toEqual([expect.objectContaining({ address: "vms.web[0]", remoteId: id, why: "gone" })]);
  });
});

describe("what nobody holds", () => {
  it("is what neither the state nor YAML knows; what the next apply takes over is meant by YAML", async () => {
    fleet = await startFleet({ project: "111" });
    await fleet.apply(web);
    const known = Object.values((await fleet.state())?.resources ?? {}).map(({ remoteId }) => remoteId);
    await fleet.changeState((document) => ({ ...document, resources: {} }));
    const one = sampleConfiguration(web.resources.slice(0, 1));
    const seen = await look(fleet, one, { wantsUnmanaged: true });
    expect(told(seen)).toEqual(["vms.web[0] declared"]);
    const machines = (seen.unmanaged ?? []).filter(({ type }) => type === "vm").map(({ remoteId }) => remoteId);
    expect(machines).toContain(known[1]);
    expect(machines).not.toContain(known[0]);
  });

  it("is told with its price where the provider tells one; machines before keys, their interfaces not at all", async () => {
    fleet = await startFleet({ vendor: "gcore" });
    const seen = await look(fleet, sampleConfiguration([]), { wantsUnmanaged: true });
    const all = seen.unmanaged ?? [];
    expect(all[0]).toMatchObject({ type: "vm", name: "legacy-web", price: { perMonth: 21.4, currency: "EUR" } });
    expect(all.map(({ type }) => type)).not.toContain("interface");
    expect(all.at(-1)).toMatchObject({ type: "key" });
  });

  it("has the snapshots of machines that have nothing to do with us", async () => {
    fleet = await startFleet({ project: "111" });
    const shot = sampleDesired("snapshots.golden", { vm: "vms.web[0]" });
    await fleet.apply(sampleConfiguration([...web.resources, shot]));
    await fleet.changeState((document) => ({ ...document, resources: {} }));
    const seen = await look(fleet, sampleConfiguration([]), { wantsUnmanaged: true });
    expect(seen.unmanaged).toContainEqual(expect.objectContaining({ type: "snapshot", name: "golden" }));
  });

  it("is not what another account shares with us", async () => {
    fleet = await startFleet({ project: "111" });
    await fleet.apply(web);
    const own = await fleet.state();
    await fleet.changeState((document) => ({ ...document, resources: {} }));
    const id = own?.resources["vms.web[0]"]?.remoteId;
    fleet.sim.change("serveroid", { kind: "vms", action: "patch", id: Number(id), set: { ownerUser: "friend" } });
    const { unmanaged = [] } = await look(fleet, sampleConfiguration([]), { wantsUnmanaged: true });
    const ids = unmanaged.filter(({ type }) => type === "vm").map(({ remoteId }) => remoteId);
    expect(ids).toContain(own?.resources["vms.web[1]"]?.remoteId);
    expect(ids).not.toContain(id);
  });

  it("leaves out the disks of a managed cluster's nodes, as their machines are", async () => {
    fleet = await startFleet({ vendor: "gcore", seed: MIXED_ACCOUNTS.gcore });
    const { unmanaged = [] } = await look(fleet, sampleConfiguration([]), { wantsUnmanaged: true });
    const names = unmanaged.map(({ type, name }) => `${type} ${name}`);
    expect(names).toContain("vm node-28");
    expect(names).toContain("volume volume 27");
    expect(names).not.toContain("vm node-29");
    expect(names).not.toContain("volume volume 29");
  });
});
