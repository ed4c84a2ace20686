// Disks and addresses of ours that others have put on their machines, and disks that somebody has made larger.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration, Desired } from "../../src/core/desired.ts";
import type { Plan } from "../../src/core/plan.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { idOf, type Row, rows } from "../support/gcore-rows.ts";
import { sampleConfiguration } from "../support/sample-desired.ts";
import { edge } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const details = (plan: Plan) => plan.destructive.map(({ address, kind, detail }) => `${address} ${kind}: ${detail}`);
const config = (...resources: Desired[]): Configuration => sampleConfiguration(resources);
const small = edge({
  keys: [],
  volumes: { boot: { image: "ubuntu-24.04-x64", size: 20 * 1024, boot: true }, data: { size: 102_400 } },
});

async function start(declared: Configuration): Promise<Fleet> {
  fleet = await startFleet({ vendor: "gcore" });
  await fleet.apply(declared);
  return fleet;
}

/** In the panel: off our machine, and on that of others. */
function giveAway(current: Fleet, name: string): string {
  const stranger = idOf(current, "instances", "legacy-web");
  const id = idOf(current, "volumes", name);
  const row = rows(current, "volumes").find((volume) => volume["id"] === id) ?? {};
  const mine = rows(current, "instances").find((instance) => instance["name"] === "edge") ?? {};
  const volumes = ((mine["volumes"] ?? []) as Row[]).filter((volume) => volume["id"] !== id);
  current.sim.change("gcore", { kind: "volumes", action: "delete", id });
  current.sim.change("gcore", {
    kind: "instances",
    action: "patch",
    id: String(mine["id"]),
    set: { volumes: volumes as never },
  });
  const [attachment = {}] = (row["attachments"] ?? []) as Row[];
  current.sim.change("gcore", {
    kind: "volumes",
    action: "add",
    set: { ...row, attachments: [{ ...attachment, server_id: stranger }] } as never,
  });
  return stranger;
}

describe("a disk of ours on a machine of others", () => {
  it("is taken back by a destructive step that names the machine", async () => {
    const declared = config(small);
    const current = await start(declared);
    const stranger = giveAway(current, "edge-data");
    const plan = await current.plan(declared);
    expect(details(plan)).toEqual([
      `vms.edge.volumes.data detach: it is detached from the machine legacy-web (${stranger}), which this stack does not manage`,
    ]);
    const { results } = await current.apply(declared, { allow: { deletes: 1 } });
    expect(results.map(({ outcome }) => outcome)).toEqual(["done"]);
    expect((await current.plan(declared)).operations).toEqual([]);
  });

  it("stays there where the machine is protected", async () => {
    const declared = config(small);
    const current = await start(declared);
    giveAway(current, "edge-data");
    const kept = config({ ...small, lifecycle: { ...small.lifecycle, protect: true } });
    const plan = await current.plan(kept);
    expect(plan.operations).toEqual([]);
    expect(plan.blocked.map(({ address, undone }) => [address, undone])).toEqual([["vms.edge.volumes.data", true]]);
  });

  it("is detached from there before it is deleted, and the plan says so", async () => {
    const declared = config(small);
    const current = await start(declared);
    giveAway(current, "edge-data");
    const { plan, results } = await current.apply(config(), { allow: { deletes: 9, empty: true } });
    expect(details(plan).find((line) => line.startsWith("vms.edge.volumes.data"))).toContain("legacy-web");
    expect(results.filter(({ outcome }) => outcome !== "done")).toEqual([]);
    expect(rows(current, "volumes").map((row) => row["name"])).not.toContain("edge-data");
  });
});

describe("an address of ours that leads to a machine of others", () => {
  it("is taken back by a destructive step", async () => {
    const inner = edge({
      keys: [],
      interfaces: { inner: { type: "anySubnet", network: "internal", floatingIp: "new" } },
    });
    const current = await start(config(inner));
    const foreign = rows(current, "ports").find(
      (port) => (port["attached_to"] as Row | null)?.["resource_id"] === idOf(current, "instances", "legacy-web"),
    );
    const address = rows(current, "floatingips").find((row) => row["port_id"] !== null);
    current.sim.change("gcore", {
      kind: "floatingips",
      action: "patch",
      id: String(address?.["id"]),
      set: { port_id: String(foreign?.["id"]) },
    });
    const [line] = details(await current.plan(config(inner)));
    expect(line).toMatch(/^vms\.edge\.floatingIps\.inner reassign: .* is taken from the machine legacy-web, which/);
  });

  it("a replacement of its own machine takes it from nobody", async () => {
    const inner = edge({
      keys: [],
      interfaces: { inner: { type: "anySubnet", network: "internal", floatingIp: "new" } },
    });
    const current = await start(config(inner));
    const plan = await current.plan(config(inner), { replace: ["vms.edge"] });
    expect(details(plan).filter((line) => line.includes("taken from"))).toEqual([]);
  });
});

describe("a disk that somebody has made larger", () => {
  const grow = (current: Fleet) =>
    current.sim.change("gcore", {
      kind: "volumes",
      action: "patch",
      id: idOf(current, "volumes", "edge-data"),
      set: { size: 150 },
    });

  it("is left as it is, with the size to write down; the rest goes on", async () => {
    const current = await start(config(small));
    grow(current);
    const more = config({ ...small, attributes: { ...small.attributes, tags: { team: "ops" } } });
    for (const round of [1, 2]) {
      const { plan, results } = await current.apply(more);
      expect(plan.diagnostics, `round ${round}`).toEqual([
        expect.objectContaining({ severity: "warning", fix: "to keep what is there, say size: 150GiB" }),
      ]);
      expect(results.map(({ outcome }) => outcome)).toEqual(round === 1 ? ["done"] : []);
    }
  });

  it("a smaller one in YAML is refused, with the size that it has", async () => {
    const current = await start(config(small));
    const smaller = edge({
      keys: [],
      volumes: { boot: { image: "ubuntu-24.04-x64", size: 20 * 1024, boot: true }, data: { size: 51_200 } },
    });
    expect((await current.plan(config(smaller))).diagnostics).toEqual([
      expect.objectContaining({
        severity: "error",
        code: "provider.cannot-change",
        fix: "to keep what is there, say size: 100GiB",
      }),
    ]);
  });
});
