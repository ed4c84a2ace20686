// Laws of the planner: pure and deterministic, and after an apply there is nothing to do. Random fleets, seeded.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Desired } from "../../src/core/desired.ts";
import { type Json, sortJson } from "../../src/core/json.ts";
import { startFleet } from "../support/fleet.ts";
import { sampleConfiguration, sampleKey, sampleSnapshot, sampleVm } from "../support/sample-desired.ts";

const seed = {
  serveroid: { tenants: [{ id: 111, description: "Default" }], vms: [], pubkeys: [], limits: { addressesPerVm: 8 } },
};

const vm = (name: string): fc.Arbitrary<Desired> =>
  fc
    .record({
      memory: fc.constantFrom(1024, 2048, 4096),
      disk: fc.constantFrom(32_768, 65_536),
      cpu: fc.constantFrom(2, 3),
      ips: fc.constantFrom(1, 3),
      keys: fc.constantFrom<readonly string[]>(["keys.ops"], ["keys.ops", "keys.dev"], ["keys.dev"]),
      power: fc.constantFrom("on", "off"),
      keep: fc.integer({ min: 1, max: 10 }),
      image: fc.constantFrom({ name: "DEBIAN", bitness: 64 }, { name: "CENTOS", bitness: 64 }),
    })
    .map(({ keep, ...attributes }) =>
      sampleVm(`vms.${name}`, { ...attributes, backupPolicy: { keep, every: 86_400_000 } }),
    );

const fleetOf: fc.Arbitrary<readonly Desired[]> = fc
  .subarray(["a", "b", "c", "d"], { minLength: 1 })
  .chain((names) => fc.tuple(fc.tuple(...names.map(vm)), fc.subarray(names)))
  .map(([vms, snapped]) => [
    sampleKey("ops"),
    sampleKey("dev"),
    ...vms,
    ...snapped.map((name) => sampleSnapshot(`of-${name}`, `vms.${name}`)),
  ]);

describe("the planner", () => {
  it("gives the same bytes whatever the order of resources and of attributes", async () => {
    await fc.assert(
      fc.asyncProperty(fleetOf, fc.infiniteStream(fc.nat()), async (resources, dice) => {
        const fleet = await startFleet({ seed });
        try {
          const shuffled = [...resources]
            .map((item) => ({ item, by: dice.next().value }))
            .sort((a, b) => a.by - b.by)
            .map(({ item }) => ({
              ...item,
              attributes: reverseKeys(item.attributes as Json) as Desired["attributes"],
            }));
          const first = await fleet.plan(sampleConfiguration(resources));
          const second = await fleet.plan(sampleConfiguration(shuffled));
          expect(JSON.stringify(sortKeysOfAttributes(second))).toBe(JSON.stringify(sortKeysOfAttributes(first)));
          expect(second.operations.map((operation) => operation.id)).toEqual(
            first.operations.map((operation) => operation.id),
          );
        } finally {
          await fleet.stop();
        }
      }),
      { numRuns: 20 },
    );
  }, 60_000);

  it("plan, apply, plan is empty, from any fleet to any other; nothing outside declared and tracked is touched", async () => {
    await fc.assert(
      fc.asyncProperty(fleetOf, fleetOf, async (before, after) => {
        const foreign = {
          id: 900,
          tenantId: 111,
          name: "foreign",
          memory: 512,
          disk: 8192,
          cpu: 1,
          tariffId: 1,
          ipAddresses: [],
          state: "VIR_DOMAIN_RUNNING",
          distribution: { id: 233, name: "DEBIAN", description: "Debian 7.6 x64", bitness: 64 },
          publicKeys: [],
        };
        const fleet = await startFleet({ seed: { serveroid: { ...seed.serveroid, vms: [foreign] } } });
        try {
          const grown = after.map((desired) => growOnly(desired, before));
          await fleet.apply(sampleConfiguration(before));
          const { results } = await fleet.apply(sampleConfiguration(grown));
          expect(results.filter((result) => result.outcome !== "done")).toEqual([]);
          const plan = await fleet.plan(sampleConfiguration(grown));
          expect(
            plan.entries.filter((entry) => entry.action !== "no-op").map((entry) => `${entry.action} ${entry.address}`),
          ).toEqual([]);
          expect(plan.drift).toEqual([]);
          const { vms } = fleet.sim.state("serveroid") as unknown as {
            vms: { id: number; name: string; memory: number }[];
          };
          expect(vms.map((row) => row.name).sort()).toEqual(
            [...grown.filter((desired) => desired.type === "vm").map((desired) => desired.name), "foreign"].sort(),
          );
          expect(vms.find((row) => row.id === 900)?.memory).toBe(512);
        } finally {
          await fleet.stop();
        }
      }),
      { numRuns: 25 },
    );
  }, 90_000);
});

/** What the provider refuses is not asked for: fewer cores, less disk, addresses without a name. */
function growOnly(desired: Desired, before: readonly Desired[]): Desired {
  const old = before.find((other) => other.address === desired.address)?.attributes;
  if (desired.type !== "vm" || old === undefined) return desired;
  const atLeast = (path: string) => Math.max(Number(desired.attributes[path]), Number(old[path]));
  return {
    ...desired,
    attributes: {
      ...desired.attributes,
      cpu: atLeast("cpu"),
      disk: atLeast("disk"),
      ips: atLeast("ips"),
      allowRestart: true,
    },
  };
}

function reverseKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reverseKeys(item as Json)]),
  );
}

/** The loader sorts the keys of attributes; here they come unsorted, so only their order inside values may differ. */
function sortKeysOfAttributes(value: unknown): Json {
  return sortJson(JSON.parse(JSON.stringify(value)) as Json);
}
