// What a plan changes in the monthly bill, as far as the provider tells prices, and the limit that a policy sets. Pure.
import type { Policy } from "../core/desired.ts";
import type { JsonObject } from "../core/json.ts";
import type { Plan, PlanEntry, PlanPrices, PriceChange, Refusal } from "../core/plan.ts";
import type { Price, Priced } from "../core/provider.ts";

/** The price of one picture of an entry, or undefined where nobody tells it. */
export type PriceOf = (entry: PlanEntry, priced: Priced) => Price | undefined;

/** The pictures of an entry that cost something before and after; none for what does not change. */
export function listPriced(entry: PlanEntry): { readonly before?: Priced; readonly after?: Priced } {
  const picture = (attributes: JsonObject | null) => ({ type: entry.type, attributes: attributes ?? {} });
  switch (entry.action) {
    case "create":
      return { after: picture(entry.after) };
    case "delete":
      return { before: picture(entry.before) };
    case "update":
    case "replace":
      return { before: picture(entry.before), after: picture(entry.after) };
    default:
      return {};
  }
}

/** Adds the prices and, where the policy asks for it, the refusal; a plan that changes no priced object stays as it is. */
export function pricePlan(plan: Plan, isPriced: (entry: PlanEntry) => boolean, priceOf: PriceOf, policy: Policy): Plan {
  const known: PriceChange[] = [];
  const unknown: string[] = [];
  let currency: string | undefined;
  for (const entry of plan.entries.filter((item) => isPriced(item))) {
    const { before, after } = listPriced(entry);
    if (before === undefined && after === undefined) continue;
    const [old, next] = [before, after].map((side) => (side === undefined ? NOTHING : priceOf(entry, side)));
    const currencies = [old, next].flatMap((price) =>
      price === undefined || price.currency === "" ? [] : price.currency,
    );
    const isForeign = currencies.some((item) => currency !== undefined && item !== currency);
    if (old === undefined || next === undefined || isForeign) unknown.push(entry.address);
    else {
      currency ??= currencies[0];
      known.push({ address: entry.address, before: old.perMonth, after: next.perMonth });
    }
  }
  const changed = known.filter((item) => item.before !== item.after);
  if (changed.length === 0 && unknown.length === 0) return withLimit(plan, policy, undefined);
  const perMonth = round(changed.reduce((sum, item) => sum + item.after - item.before, 0));
  return withLimit({ ...plan, prices: { currency: currency ?? null, perMonth, changes: changed, unknown } }, policy, {
    currency: currency ?? null,
    perMonth,
    changes: changed,
    unknown,
  });
}

const NOTHING: Price = { perMonth: 0, currency: "" };

function round(amount: number): number {
  return Math.round(amount * 100) / 100;
}

function withLimit(plan: Plan, { maxMonthlyIncrease: limit }: Policy, prices: PlanPrices | undefined): Plan {
  if (limit === undefined || prices === undefined) return plan;
  const refuse = (summary: string): Refusal => ({
    code: "guard.max-monthly-increase",
    summary,
    flag: "a higher policy.maxMonthlyIncrease",
    unattendedOnly: false,
  });
  const isUnknown = prices.unknown.length > 0 || (prices.currency !== null && prices.currency !== limit.currency);
  const over =
    prices.currency === limit.currency && prices.perMonth > limit.amount
      ? [
          refuse(
            `the bill would grow by ${prices.perMonth} ${limit.currency} a month, the policy allows ${limit.amount}`,
          ),
        ]
      : [];
  const untold =
    isUnknown && limit.unknown === "refuse"
      ? [
          refuse(
            `the policy limits the monthly increase, but the price of ${prices.unknown.length || "some"} change${prices.unknown.length === 1 ? "" : "s"} is not known`,
          ),
        ]
      : [];
  return { ...plan, refusals: [...plan.refusals, ...over, ...untold] };
}
