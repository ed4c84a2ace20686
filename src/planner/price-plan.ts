// What a plan changes in the monthly bill, as far as the provider tells prices, and the limit that a policy sets. Pure.
import type { Address } from "../core/address.ts";
import type { Policy } from "../core/desired.ts";
import { buildWarning } from "../core/diagnostic.ts";
import { isSameValue } from "../core/field-compare.ts";
import { type Json, jsonAt } from "../core/json.ts";
import { countUnknown, type Plan, type PlanPrices, type PriceChange, type Refusal } from "../core/plan.ts";
import type { Price, Priced } from "../core/provider-figures.ts";

/** An entry of what costs something, as it is and as it will be; one side is missing where it is made or goes. */
export interface PricedEntry {
  readonly address: Address;
  readonly provider: string;
  /** The attributes that it costs by. */
  readonly costs: readonly string[];
  readonly before?: Priced;
  readonly after?: Priced;
}

/** The price of one picture of an entry, or undefined where nobody tells it. */
export type PriceOf = (entry: PricedEntry, priced: Priced) => Price | undefined;

/** Adds the prices and, where the policy asks for it, the refusal; a plan that changes nothing that costs stays as it is. */
export function pricePlan(plan: Plan, entries: readonly PricedEntry[], priceOf: PriceOf, policy: Policy): Plan {
  const known: PriceChange[] = [];
  const unknown: string[] = [];
  let currency: string | undefined;
  for (const entry of entries) {
    if (isSameCost(entry)) continue;
    const [old, next] = [entry.before, entry.after].map((side) =>
      side === undefined ? NOTHING : priceOf(entry, side),
    );
    const currencies = [old, next].flatMap((price) =>
      price === undefined || price.currency === "" ? [] : price.currency,
    );
    const isForeign = currencies.some((item) => currency !== undefined && item !== currency);
    if (old !== undefined && next !== undefined && !isForeign) {
      currency ??= currencies[0];
      known.push({ address: entry.address, before: old.perMonth, after: next.perMonth });
    } else if (!isLess(entry)) unknown.push(entry.address);
  }
  const changed = known.filter((item) => item.before !== item.after);
  if (changed.length === 0 && unknown.length === 0) return plan;
  const perMonth = round(changed.reduce((sum, item) => sum + item.after - item.before, 0));
  const prices: PlanPrices = { currency: currency ?? null, perMonth, changes: changed, unknown };
  return withLimit({ ...plan, prices }, policy, prices);
}

function differing({ costs, before, after }: PricedEntry): [Json | undefined, Json][] {
  return costs.flatMap((path): [Json | undefined, Json][] => {
    const [old, next] = [jsonAt(before?.attributes, path), jsonAt(after?.attributes, path)];
    return next === undefined || isSameValue(old, next) ? [] : [[old, next]];
  });
}

/** A change of nothing that costs, or a new object like the one that it takes the place of. */
function isSameCost(entry: PricedEntry): boolean {
  return entry.before !== undefined && entry.after !== undefined && differing(entry).length === 0;
}

/** What only goes or shrinks cannot make the bill grow, whatever it has cost. */
function isLess(entry: PricedEntry): boolean {
  if (entry.after === undefined) return true;
  if (entry.before === undefined) return false;
  return differing(entry).every(([old, next]) => typeof old === "number" && typeof next === "number" && next < old);
}

const NOTHING: Price = { perMonth: 0, currency: "" };

function round(amount: number): number {
  return Math.round(amount * 100) / 100;
}

/** Of an increase that nobody knows, the limit says nothing: the policy decides whether that is said, or refused. */
function withLimit(plan: Plan, { maxMonthlyIncrease: limit }: Policy, prices: PlanPrices): Plan {
  if (limit === undefined) return plan;
  const isToldInOther = prices.currency !== null && prices.currency !== limit.currency;
  const over =
    !isToldInOther && prices.perMonth > limit.amount
      ? [
          refuse(
            `the bill would grow by ${prices.perMonth} ${limit.currency} a month, the policy allows ${limit.amount}`,
            "a higher policy.maxMonthlyIncrease",
          ),
        ]
      : [];
  const unreported = [
    ...(prices.unknown.length > 0 ? [`the providers do not tell the prices of ${countUnknown(plan, prices)}`] : []),
    ...(isToldInOther ? [`the prices are told in ${prices.currency}, not in ${limit.currency}`] : []),
  ];
  if (unreported.length === 0) return { ...plan, refusals: [...plan.refusals, ...over] };
  const summary = `policy.maxMonthlyIncrease cannot be checked for all of this: ${unreported.join("; ")}`;
  if (limit.unknown === "refuse") {
    const currency = isToldInOther ? `, or currency: ${prices.currency} with an amount in it` : "";
    const refusal = refuse(summary, `policy: { maxMonthlyIncrease: { unknown: warn } }${currency}`);
    return { ...plan, refusals: [...plan.refusals, ...over, refusal] };
  }
  const warning = buildWarning("policy.price-unknown", summary, {
    fix: "policy: { maxMonthlyIncrease: { unknown: refuse } } refuses such a plan",
  });
  return { ...plan, refusals: [...plan.refusals, ...over], diagnostics: [...plan.diagnostics, warning] };
}

function refuse(summary: string, flag: string): Refusal {
  return {
    code: "guard.max-monthly-increase",
    summary,
    flag,
    unattendedOnly: false,
  };
}
