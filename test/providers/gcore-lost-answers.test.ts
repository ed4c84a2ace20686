// Answers lost before or after the effect, for every request that makes something at Gcore: found by its mark or through
// the task list, made once, nothing orphaned.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration } from "../../src/core/desired.ts";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration } from "../support/sample-desired.ts";
import { edge, edgeKey, edgeSchedule, edgeSnapshot } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

/** Every making request once; one interface is attached later. */
function everything(more: object = {}): Configuration {
  const interfaces = {
    public: { type: "external", securityGroups: ["web"] },
    inner: { type: "anySubnet", network: "internal", floatingIp: "new" },
    ...more,
  };
  return sampleConfiguration([edgeKey(), edge({ interfaces: interfaces as never }), edgeSnapshot(), edgeSchedule()]);
}

const LATER = { later: { type: "anySubnet", network: "internal" } };

type Rows = Record<string, unknown>[];

function census(current: Fleet) {
  const state = current.sim.state("gcore") as unknown as Record<string, Rows>;
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

const METHODS = [
  "ssh_keys.create",
  "volumes.create",
  "instances.create",
  "snapshots.create",
  "floatingips.create",
  "lifecycle_policy.create",
  "instances.attach_interface",
] as const;

/** The rest is a part of the fault matrix; all of it here with TRUEUP_THOROUGH=1. */
const MOST = process.env["TRUEUP_THOROUGH"] === undefined ? 3 : Number.POSITIVE_INFINITY;
const EFFECTS: readonly FaultRule[] = [
  { effect: "lost-before" },
  { effect: "lost-after" },
  { effect: "reset-mid-answer" },
  { effect: "garbled", when: "after" },
  { effect: "http-5xx", when: "before" },
  { effect: "http-5xx", when: "after" },
  { effect: "hang", when: "after" },
  { effect: "hang", when: "before" },
];

async function converge(current: Fleet): Promise<void> {
  for (let round = 0; round < 2; round++) await current.apply(everything());
  for (let round = 0; round < 2; round++) await current.apply(everything(LATER));
}

let expected: ReturnType<typeof census> | undefined;

async function undisturbed(): Promise<ReturnType<typeof census>> {
  if (expected !== undefined) return expected;
  const current = await startFleet({ vendor: "gcore" });
  await converge(current);
  expected = census(current);
  await current.stop();
  return expected;
}

describe("a lost answer", () => {
  for (const method of METHODS) {
    for (const fault of EFFECTS.slice(0, MOST)) {
      const title = `${"when" in fault ? `${fault.effect} ${String(fault.when)}` : fault.effect} on ${method}`;
      it(`${title}: exactly one each`, async () => {
        const wanted = await undisturbed();
        fleet = await startFleet({ vendor: "gcore", faults: [{ ...fault, match: { method, nth: 1 } }] });
        await converge(fleet);
        expect(census(fleet)).toEqual(wanted);
        const plan = await fleet.plan(everything(LATER));
        expect(plan.entries.filter((entry) => entry.action !== "no-op").map((entry) => entry.address)).toEqual([]);
        expect((await fleet.state())?.pending).toEqual([]);
      });
    }
  }
});
