// One account is read once for all stacks of a cycle: 200 stacks cost about what one costs. What must be read for itself, is.
import { afterEach, describe, expect, it } from "vitest";
import { createCycleReads } from "../../src/compose/shared-accounts.ts";
import type { Plan } from "../../src/core/plan.ts";
import { planStack } from "../../src/run/plan.ts";
import { type ManyStacks, startManyStacks } from "../support/many-stacks.ts";

const REFRESH = {
  mode: "refresh-only",
  targets: [],
  excludes: [],
  replace: [],
  rebuild: [],
  allow: {},
} as const;

let many: ManyStacks | undefined;

afterEach(async () => {
  await many?.stop();
  many = undefined;
});

/** Plans, and how many requests they took. */
async function lookAt(
  stacks: ManyStacks,
  indices: readonly (number | "all")[],
): Promise<{ plans: Plan[]; requests: number }> {
  const reads = createCycleReads();
  const limits = new Map();
  stacks.fleet.sim.log.clear();
  const plans = await Promise.all(
    indices.map(async (index) => {
      const stack = stacks.open(index, { limits, reads });
      const { plan } = await planStack(stack, { options: REFRESH, emit: () => undefined });
      await stack.close();
      return plan;
    }),
  );
  await reads.close();
  return { plans, requests: stacks.fleet.sim.log.entries().length };
}

const all = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** What a stack costs of its own does not depend on how many there are; 200 of them take Gcore's simulator long. */
const COUNTS = { serveroid: 200, zomro: 60, gcore: 60 } as const;

async function measure(vendor: "serveroid" | "zomro" | "gcore") {
  many = await startManyStacks(vendor, COUNTS[vendor]);
  const one = await lookAt(many, [0]);
  const whole = await lookAt(many, ["all"]);
  const every = await lookAt(many, all(COUNTS[vendor]));
  const found = [one, whole, every].flatMap(({ plans }) =>
    plans.flatMap(({ drift, diagnostics }) => [...drift, ...diagnostics]),
  );
  expect(found).toEqual([]);
  expect(one.requests).toBeGreaterThan(1);
  return { one: one.requests, whole: whole.requests, every: every.requests };
}

describe("many stacks of one account, each with a machine of its own", () => {
  it.each(["serveroid", "gcore"] as const)("cost at %s what one of them costs", async (vendor) => {
    const { one, every } = await measure(vendor);
    expect(every / one).toBeLessThanOrEqual(1.5);
  });

  it("cost at zomro what one stack with all machines costs: how many backups are kept is told of each machine alone", async () => {
    const { one, whole, every } = await measure("zomro");
    expect(every / whole).toBeLessThanOrEqual(1.5);
    expect((every - COUNTS.zomro) / (one - 1)).toBeLessThanOrEqual(1.5);
  });
});
