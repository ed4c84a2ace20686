// The account's balance: what a plan costs by its price text, and the refusal when there is too little.
import { refusal } from "./refusal.ts";
import type { Tariff, World } from "./world.ts";

/** The first period is taken at once; without a balance in the seed there is enough for everything. */
export function pay({ account: { limits } }: World, { row }: Tariff, count: number): void {
  if (limits.money === undefined) return;
  const price = priceOf(row.cost) * count;
  if (limits.money < price) throw refusal("limit", "balance");
  limits.money = Math.round((limits.money - price) * 100) / 100;
}

/** `0.20 EUR / Day`; the form of the text is [ASSUMED]. */
function priceOf(cost: string): number {
  return Number(/\d+(\.\d+)?/.exec(cost)?.[0] ?? 0);
}
