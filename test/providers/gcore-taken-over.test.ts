// Machines that others have made, taken over with their parts: nothing that may be there already is bought.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration, ImportBlock } from "../../src/core/desired.ts";
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

async function start(): Promise<Fleet> {
  fleet = await startFleet({ vendor: "gcore" });
  return fleet;
}

const errors = (plan: Plan) => plan.diagnostics.filter(({ severity }) => severity === "error");
const importOf = (to: string, id: string): ImportBlock => ({ to, id, range: RANGE });

const BOOT = { image: "ubuntu-24.04-x64", size: 20 * 1024, boot: true };
function legacy(
  current: Fleet,
  volumes: JsonObject,
  imports: ImportBlock[] = [],
  interfaces: JsonObject = {},
): Configuration {
  const vm = gcoreDesired("vms.old", { flavor: "g2-standard-2-4", volumes, interfaces });
  return sampleConfiguration([vm], {
    imports: [importOf("vms.old", idOf(current, "instances", "legacy-web")), ...imports],
  });
}

describe("a machine that is imported", () => {
  it("brings the volume that it boots from, whatever its name, without a word", async () => {
    const current = await start();
    const plan = await current.plan(legacy(current, { root: BOOT }));
    expect(plan.entries.find(({ address }) => address === "vms.old.volumes.root")?.importing).toEqual({
      id: idOf(current, "volumes", "legacy-web-boot"),
      by: "parent",
    });
    expect([errors(plan), plan.refusals, plan.counts.add]).toEqual([[], [], 0]);
  });

  it("a disk of another name is asked for, not bought; the advised line is taken", async () => {
    const current = await start();
    const before = rows(current, "volumes").length;
    const volumes = { root: BOOT, storage: { size: 50 * 1024 } };
    const id = idOf(current, "volumes", "legacy-web-data");
    expect(errors(await current.plan(legacy(current, volumes)))).toEqual([
      expect.objectContaining({
        code: "adopt.lookalike",
        address: "vms.old.volumes.storage",
        detail: `Nothing manages this one:\nlegacy-web-data (${id}), 50 GiB`,
        fix: expect.stringContaining(`import: [{to: "vms.old.volumes.storage", id: "${id}"}]`),
      }),
    ]);
    const { plan } = await current.apply(legacy(current, volumes, [importOf("vms.old.volumes.storage", id)]));
    expect([errors(plan), plan.counts.add]).toEqual([[], 0]);
    expect(rows(current, "volumes").length).toBe(before);
    expect((await current.plan(legacy(current, volumes))).operations).toEqual([]);
  });

  it("a disk that cannot be the one that is there is made", async () => {
    const current = await start();
    const plan = await current.plan(legacy(current, { root: BOOT, small: { size: 10 * 1024 } }));
    expect([errors(plan), plan.counts.add]).toEqual([[], 1]);
  });

  it("a disk that is declared after the machine was taken over is asked for, too", async () => {
    const current = await start();
    await current.apply(legacy(current, { root: BOOT }));
    const plan = await current.plan(legacy(current, { root: BOOT, storage: { size: 50 * 1024 } }));
    expect(errors(plan).map(({ code }) => code)).toEqual(["adopt.lookalike"]);
  });

  it("a floating address of its interface is asked for, not bought", async () => {
    const current = await start();
    const port = rows(current, "ports").find(
      (row) => (row["attached_to"] as Row | null)?.["resource_id"] === idOf(current, "instances", "legacy-web"),
    );
    const added = current.sim.change("gcore", {
      kind: "floatingips",
      action: "add",
      set: { floating_ip_address: "198.18.200.7", port_id: String(port?.["id"]) },
    }) as Row;
    const interfaces = { public: { type: "external", floatingIp: "new" } };
    const card = importOf("vms.old.interfaces.public", String(port?.["id"]));
    const plan = await current.plan(legacy(current, { root: BOOT }, [card], interfaces));
    expect(errors(plan).map(({ code, address }) => [code, address])).toEqual([
      ["adopt.lookalike", "vms.old.floatingIps.public"],
    ]);
    const advised = importOf("vms.old.floatingIps.public", String(added["id"]));
    const taken = await current.plan(legacy(current, { root: BOOT }, [card, advised], interfaces));
    expect([errors(taken), taken.counts.add]).toEqual([[], 0]);
  });

  it("an import of what nothing declares is told", async () => {
    const current = await start();
    const plan = await current.plan(legacy(current, { root: BOOT }, [importOf("vms.old.volumes.data", "x")]));
    expect(errors(plan)).toEqual([
      expect.objectContaining({ code: "import.not-declared", fix: "declare it in vms.old, or remove this entry" }),
    ]);
  });
});
