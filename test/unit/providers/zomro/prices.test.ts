// Prices of Zomro's price list: those of whole periods, and of a day where the text names the day. Anything else is unknown.
import { expect, it } from "vitest";
import type { JsonObject } from "../../../../src/core/json.ts";
import { formatLookup } from "../../../../src/core/step.ts";
import { PRICES } from "../../../../src/providers/zomro/prices.ts";
import { readPrices } from "../../../../src/providers/zomro/read-prices.ts";

const node = (text: string) => ({ $: text });
const price = (period: string, cost: string, currency = "EUR") => ({
  period: node(period),
  cost: node(cost),
  currency: node(currency),
});

function priceOf(row: JsonObject, period: string) {
  const priced = { type: "vm" as const, attributes: { tariff: "Cloud Small", datacenter: "NL", period } };
  const [lookup] = PRICES.lookups(priced);
  if (lookup === undefined) return undefined;
  const result = { found: true as const, id: "9002", label: "Cloud Small", detail: readPrices(row) };
  return PRICES.of(priced, { [formatLookup(lookup.kind, lookup.by)]: result });
}

it.each([
  [{ prices: { price: [price("1", "6.48"), price("3", "19.44")] } }, "3", 6.48],
  [{ prices: { price: price("12", "77.76") } }, "12", 6.48],
  [{ prices: [{ price: [price("1", "5")] }] }, "1", 5],
  [{ cost: node("0.20 EUR / Day") }, "daily", 6.083],
  [{ cost: node("0.01 EUR / Hour") }, "daily", 7.3],
])("%j for %s", (row, period, perMonth) => {
  expect(priceOf(row, period)?.perMonth).toBeCloseTo(perMonth, 2);
  expect(priceOf(row, period)?.currency).toBe("EUR");
});

it.each([
  [{}, "1"],
  [{ prices: {} }, "1"],
  [{ prices: { price: [price("1", "6.48")] } }, "6"],
  [{ prices: { price: [price("1", "6.48"), price("1", "7.48")] } }, "1"],
  [{ prices: { price: [price("1", "from 6")] } }, "1"],
  [{ prices: { price: [price("1", "6.48", "€")] } }, "1"],
  [{ prices: { price: [price("-50", "0.2")] } }, "daily"],
  [{ cost: node("0.20 EUR / Day") }, "1"],
  [{ cost: node("0.20") }, "daily"],
])("unknown: %j for %s", (row, period) => {
  expect(priceOf(row, period)).toBeUndefined();
});

it("a machine whose period nobody knows has no price", () => {
  expect(PRICES.lookups({ type: "vm", attributes: { tariff: "Cloud Small" } })).toEqual([]);
  expect(PRICES.lookups({ type: "snapshot", attributes: {} })).toEqual([]);
});
