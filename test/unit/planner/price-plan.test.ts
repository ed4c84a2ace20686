// What a plan adds to the bill, and what nobody tells: counted, said, and refused where the policy asks for it.
import { describe, expect, it } from "vitest";
import type { Policy } from "../../../src/core/desired.ts";
import { countUnknown, type Plan } from "../../../src/core/plan.ts";
import { type PricedEntry, pricePlan } from "../../../src/planner/price-plan.ts";

type Attributes = { readonly [path: string]: number | string } | null;

const entry = (address: string, before: Attributes, after: Attributes, provider = "serveroid"): PricedEntry => ({
  address,
  provider,
  costs: ["memory", "tariff"],
  ...(before === null ? {} : { before: { type: "vm", attributes: before } }),
  ...(after === null ? {} : { after: { type: "vm", attributes: after } }),
});
const limit = (unknown: "warn" | "refuse", currency = "EUR"): Policy => ({
  publicEnv: [],
  maxMonthlyIncrease: { amount: 10, currency, unknown },
});
const priced = (entries: readonly PricedEntry[], policy: Policy, perMonth?: number) =>
  pricePlan(
    { entries, refusals: [], diagnostics: [] } as unknown as Plan,
    entries,
    () => (perMonth === undefined ? undefined : { perMonth, currency: "EUR" }),
    policy,
  );
const codes = ({ refusals, diagnostics }: Plan) => [...refusals, ...diagnostics].map(({ code }) => code);
const MADE = [entry("vms.a", null, { tariff: "s" }), entry("vms.b", null, { tariff: "s" })];

describe("a limit on the bill", () => {
  it("is told where it cannot be held, and refuses where the policy says so", () => {
    const warned = priced(MADE, limit("warn"));
    expect(codes(warned)).toEqual(["policy.price-unknown"]);
    expect(warned.diagnostics[0]?.summary).toContain("2 at serveroid");
    expect(codes(priced(MADE, limit("refuse")))).toEqual(["guard.max-monthly-increase"]);
  });

  it("is held against prices that are told", () => {
    expect(codes(priced(MADE, limit("refuse"), 4))).toEqual([]);
    expect(codes(priced(MADE, limit("warn"), 6))).toEqual(["guard.max-monthly-increase"]);
  });

  it("names what would let the plan through", () => {
    const flagOf = (plan: Plan) => plan.refusals.map(({ flag }) => flag);
    expect(flagOf(priced(MADE, limit("warn"), 6))).toEqual(["a higher policy.maxMonthlyIncrease"]);
    expect(flagOf(priced(MADE, limit("refuse")))).toEqual(["policy: { maxMonthlyIncrease: { unknown: warn } }"]);
    expect(flagOf(priced(MADE, limit("refuse", "USD"), 1))).toEqual([expect.stringMatching(/currency: EUR/)]);
  });

  it("says nothing of prices in another currency", () => {
    expect(codes(priced(MADE, limit("warn", "USD"), 1))).toEqual(["policy.price-unknown"]);
    expect(codes(priced(MADE, limit("refuse", "USD"), 1))).toEqual(["guard.max-monthly-increase"]);
  });
});

describe("what is counted as not told", () => {
  it.each([
    ["a creation", entry("vms.a", null, { tariff: "s" }), 1],
    ["more of what costs", entry("vms.a", { memory: 1 }, { memory: 2 }), 1],
    ["another tariff", entry("vms.a", { tariff: "s" }, { tariff: "m" }), 1],
    ["less of what costs", entry("vms.a", { memory: 2 }, { memory: 1 }), 0],
    ["a change of what costs nothing", entry("vms.a", { name: "a" }, { name: "b" }), 0],
    ["a replacement by the same", entry("vms.a", { tariff: "s" }, { tariff: "s" }), 0],
    ["a deletion", entry("vms.a", { tariff: "s" }, null), 0],
  ])("%s: %#", (_what, item, count) => {
    const plan = priced([item], limit("refuse"));
    expect(plan.prices?.unknown.length ?? 0).toBe(count);
    expect(plan.refusals.length).toBe(count);
  });

  it("is counted by provider", () => {
    const entries = [...MADE, entry("vms.c", null, {}, "zomro")];
    const { prices } = priced(entries, { publicEnv: [] });
    expect(prices === undefined ? "" : countUnknown({ entries: entries as unknown as Plan["entries"] }, prices)).toBe(
      "2 at serveroid, 1 at zomro",
    );
  });
});
