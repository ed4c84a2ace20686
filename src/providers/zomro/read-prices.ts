// The prices that a row of Zomro's price list tells, as they stand there. Pure.
import type { JsonObject } from "../../core/json.ts";
import { firstOf, listOf, textOf } from "./decode.ts";

/** Of a row of the price list, what prices are made of ([3P]: `prices.price[]` with `period`, `cost` and `currency`). */
export function readPrices(row: JsonObject): JsonObject {
  const prices = listOf(firstOf(row["prices"])["price"]).map((price): JsonObject => {
    const { period, cost, currency } = price;
    return { period: textOf(period), cost: textOf(cost), currency: textOf(currency) };
  });
  return { prices, cost: textOf(row["cost"]) };
}
