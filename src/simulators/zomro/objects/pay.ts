// The account's balance: what a plan costs by its price text, and the refusal when there is too little.
import { isJsonObject, type Json } from "../../engine/json.ts";
import { refusal } from "../routes/refusal.ts";
import type { Tariff, World } from "./world.ts";

/** The first period is taken at once; without a balance in the seed there is enough for everything. */
export function pay({ account: { limits } }: World, tariff: Tariff, count: number, period = DAILY): void {
  if (limits.money === undefined) return;
  const price = priceOf(tariff, period) * count;
  if (limits.money < price) throw refusal("limit", "balance");
  limits.money = Math.round((limits.money - price) * 100) / 100;
}

const DAILY = "-50";

/** Whole periods are paid at once by the list that the row holds, [3P]; days by its text, `0.20 EUR / Day`, whose form is [ASSUMED]. */
function priceOf({ row, rest }: Tariff, period: string): number {
  const list = isJsonObject(rest["prices"]) ? rest["prices"]["price"] : undefined;
  const told = (Array.isArray(list) ? list : [list]).find(
    (price) => isJsonObject(price) && textIn(price["period"]) === period,
  );
  const text = isJsonObject(told) ? textIn(told["cost"]) : row.cost;
  return Number(/\d+(\.\d+)?/.exec(text)?.[0] ?? 0);
}

function textIn(value: Json | undefined): string {
  return isJsonObject(value) ? String(value["$"] ?? "") : "";
}
