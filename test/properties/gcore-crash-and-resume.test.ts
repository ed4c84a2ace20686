// A crash at any moment of an apply at Gcore, then apply again: the same end, nothing twice, no disk or address forgotten.
import { afterEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { Crash, type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration } from "../support/sample-desired.ts";
import { EDGE, edge, edgeKey, edgeSchedule, edgeSnapshot, gcoreDesired } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const STRIDE = process.env["TRUEUP_THOROUGH"] === undefined ? 9 : 1;
const inner: JsonObject = { inner: { type: "anySubnet", network: "internal", floatingIp: "new" } };
const { boot } = EDGE["volumes"] as { boot: JsonObject };
const small = (name: string) =>
  gcoreDesired(`vms.${name}`, { ...EDGE, volumes: { boot }, interfaces: { public: { type: "external" } }, tags: {} });

const before = sampleConfiguration([edgeKey(), edge({ interfaces: inner }), small("gone"), edgeSchedule()]);
/** A create, updates, a delete, a replacement that carries a disk and an address over, a disk dropped, one added. */
const after = sampleConfiguration([
  edgeKey(),
  edge({ interfaces: inner, volumes: { boot, logs: { size: 10_240 } }, tags: { role: "edge" } }),
  small("more"),
  edgeSnapshot({ volume: "logs" }),
  edgeSchedule({ cron: "30 3 * * *" }),
]);

function census(current: Fleet) {
  const state = current.sim.state("gcore") as unknown as Record<string, Record<string, unknown>[]>;
  const names = (kind: string, key: string) => (state[kind] ?? []).map((row) => String(row[key])).sort();
  return {
    vms: names("instances", "name"),
    volumes: names("volumes", "name"),
    snapshots: names("snapshots", "name"),
    keys: names("ssh_keys", "name"),
    policies: names("lifecycle_policies", "name"),
    floatingIps: names("floatingips", "id").length,
    ports: (state["ports"] ?? []).length,
  };
}

let expected: ReturnType<typeof census> | undefined;

async function undisturbed() {
  if (expected === undefined) {
    const current = await startFleet({ vendor: "gcore" });
    await current.apply(before);
    await current.apply(after, { replace: ["vms.edge"] });
    expected = census(current);
    await current.stop();
  }
  return expected;
}

describe("a crash at Gcore, then apply", () => {
  const MOMENTS = 120;
  for (let first = 1; first <= MOMENTS; first += 20) {
    it(`at the moments ${first} to ${first + 19}`, async () => {
      const wanted = await undisturbed();
      for (let at = first; at < first + 20; at += STRIDE) {
        fleet = await startFleet({ vendor: "gcore" });
        await fleet.apply(before);
        await fleet.apply(after, { replace: ["vms.edge"] }, { crashAt: at }).catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error;
        });
        for (let round = 0; round < 2; round++) await fleet.apply(after);
        const plan = await fleet.plan(after);
        const left = plan.entries.filter((entry) => entry.action !== "no-op");
        expect(
          left.map((entry) => `${entry.action} ${entry.address}`),
          `crash at ${at}`,
        ).toEqual([]);
        expect(census(fleet), `crash at ${at}`).toEqual(wanted);
        expect((await fleet.state())?.pending).toEqual([]);
        await fleet.stop();
        fleet = undefined;
      }
    }, 60_000);
  }
});
