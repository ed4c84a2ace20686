// Gcore volumes that were attached so that they go with their VM (`delete_on_termination`), made by others and taken over.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration } from "../../src/core/desired.ts";
import type { JsonObject } from "../../src/core/json.ts";
import type { Plan } from "../../src/core/plan.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { idOf, type Row, rows } from "../support/gcore-rows.ts";
import { RANGE, sampleConfiguration } from "../support/sample-desired.ts";
import { gcoreDesired } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const volumes = (current: Fleet): string[] => rows(current, "volumes").map((row) => String(row["name"]));
const lostWith = (plan: Plan, address: string) =>
  plan.destructive.filter((step) => step.address === address).flatMap(({ lost }) => lost.map(({ label }) => label));

/** `legacy-web`, whose disks are marked, as somebody has made it. */
async function start(): Promise<Fleet> {
  const first = await startFleet({ vendor: "gcore" });
  const seed = JSON.parse(JSON.stringify(first.sim.state("gcore"))) as { instances: Row[] };
  await first.stop();
  for (const instance of seed.instances)
    if (instance["name"] === "legacy-web")
      instance["volumes"] = (instance["volumes"] as Row[]).map((one) => ({ ...one, delete_on_termination: true }));
  fleet = await startFleet({ vendor: "gcore", seed: { gcore: seed } });
  return fleet;
}

function legacy(current: Fleet, disks: JsonObject): Configuration {
  const vm = gcoreDesired(
    "vms.old",
    { flavor: "g2-standard-2-4", volumes: disks, interfaces: {} },
    { name: "legacy-web" },
  );
  const parts = Object.keys(disks).map((key) => ({
    to: `vms.old.volumes.${key}`,
    id: idOf(current, "volumes", `legacy-web-${key}`),
    range: RANGE,
  }));
  const imports = [{ to: "vms.old", id: idOf(current, "instances", "legacy-web"), range: RANGE }, ...parts];
  return sampleConfiguration([vm], { imports });
}

const without = (configuration: Configuration): Configuration => ({ ...configuration, resources: [], imports: [] });
const allow = { deletes: 9, empty: true };

describe("volumes that Gcore deletes with their VM", () => {
  it("are listed as lost where nobody manages them", async () => {
    const current = await start();
    const declared = legacy(current, {});
    await current.apply(declared);
    const plan = await current.plan(without(declared), { allow });
    const disks = ["legacy-web-boot", "legacy-web-data"].map((name) => `${name} (${idOf(current, "volumes", name)})`);
    // The address of its interface, which nobody manages either, goes with it.
    expect(lostWith(plan, "vms.old")).toEqual([...disks, "198.18.192.10"]);
  });

  it("are detached first where they are to stay", async () => {
    const current = await start();
    const declared = legacy(current, {
      boot: { size: 20 * 1024, boot: true },
      data: { size: 50 * 1024, onRemove: "forget" },
    });
    await current.apply(declared);
    const { plan, results } = await current.apply(without(declared), { allow });
    expect(plan.entries.find(({ address }) => address === "vms.old")?.steps).toEqual([
      expect.stringMatching(/^detach legacy-web-data \(.*\), which would be deleted with the VM$/),
      "delete the VM and 1 part named with it",
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["done", "done"]);
    expect(volumes(current)).toContain("legacy-web-data");
    expect(volumes(current)).not.toContain("legacy-web-boot");
  });

  it("stay where the answer to their detachment is lost", async () => {
    const current = await start();
    const declared = legacy(current, {
      boot: { size: 20 * 1024, boot: true },
      data: { size: 50 * 1024, onRemove: "forget" },
    });
    await current.apply(declared);
    current.sim.faults.set([{ effect: "lost-after", match: { method: "volumes.detach", nth: 1 } } as never]);
    await current.apply(without(declared), { allow });
    expect(volumes(current)).toContain("legacy-web-data");
    expect(rows(current, "instances").map((row) => row["name"])).not.toContain("legacy-web");
    expect((await current.state())?.pending).toEqual([]);
  });

  it("keep their VM where they are to stay and it boots from them", async () => {
    const current = await start();
    const declared = legacy(current, {
      boot: { existing: idOf(current, "volumes", "legacy-web-boot") },
      data: { size: 50 * 1024 },
    });
    await current.apply({ ...declared, imports: declared.imports.filter(({ to }) => to !== "vms.old.volumes.boot") });
    const { plan } = await current.apply(without(declared), { allow });
    expect(plan.diagnostics).toEqual([
      expect.objectContaining({ severity: "error", code: "plan.takes-along", address: "vms.old" }),
    ]);
    expect(volumes(current)).toEqual(expect.arrayContaining(["legacy-web-boot", "legacy-web-data"]));
    const kept = { ...without(declared), removed: [{ from: "vms.old", destroy: false, range: RANGE }] };
    expect((await current.plan(kept, { allow })).diagnostics).toEqual([]);
  });

  it("are carried over to the machine that takes the place of theirs", async () => {
    const current = await start();
    const declared = legacy(current, {
      boot: { image: "ubuntu-24.04-x64", size: 20 * 1024, boot: true },
      data: { size: 50 * 1024 },
    });
    await current.apply(declared);
    const data = idOf(current, "volumes", "legacy-web-data");
    const withInterface = declared.resources.map((vm) => ({
      ...vm,
      attributes: { ...vm.attributes, interfaces: { public: { type: "external" } } },
    }));
    const { results } = await current.apply(
      { ...declared, resources: withInterface, imports: [] },
      { replace: ["vms.old"], allow },
    );
    expect(results.filter(({ outcome }) => outcome !== "done")).toEqual([]);
    const row = rows(current, "volumes").find(({ id }) => id === data) as { attachments?: Row[] } | undefined;
    expect(row?.attachments?.[0]?.["server_id"]).toBe(idOf(current, "instances", "legacy-web"));
  });
});
