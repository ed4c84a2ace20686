// What a machine costs by Zomro's price list: each row tells the price of whole periods. What it does not tell is unknown. Pure.
import type { Json, JsonObject } from "../../core/json.ts";
import type { Provider } from "../../core/provider.ts";
import type { Price } from "../../core/provider-figures.ts";
import { formatLookup } from "../../core/step.ts";
import { firstOf, textOf } from "./decode.ts";
import { orderLookup } from "./lookups.ts";

const DAYS_PER_MONTH = 365 / 12;
const CURRENCY = /^[A-Z]{3}$/;

/** Snapshots cost by the day, too ([CP]); nothing tells how much before they exist. */
export const PRICES: NonNullable<Provider["prices"]> = {
  types: ["vm"],
  lookups: ({ type, attributes }) =>
    type === "vm" && attributes["tariff"] !== undefined && attributes["period"] !== undefined
      ? [orderLookup(attributes)]
      : [],
  of(priced, facts) {
    const [lookup] = PRICES.lookups(priced);
    const result = lookup === undefined ? undefined : facts[formatLookup(lookup.kind, lookup.by)];
    return result?.found === true ? priceFor(textOf(priced.attributes["period"]), result.detail) : undefined;
  },
};

/**
 * Months are paid for the whole period. What a row says of pay as you go (-50) names no unit; only a text that does, such as
 * `0.20 EUR / Day`, is believed.
 */
function priceFor(period: string, { prices, cost }: JsonObject): Price | undefined {
  const months = Number(period);
  if (!Number.isInteger(months) || months < 1) return period === "daily" ? readDailyText(textOf(cost)) : undefined;
  const [told, other] = rowsOf(prices).filter((price) => price["period"] === period);
  return told === undefined || other !== undefined ? undefined : buildPrice(told["cost"], told["currency"], 1 / months);
}

function rowsOf(prices: Json | undefined): readonly JsonObject[] {
  return Array.isArray(prices) ? prices.map((price: Json) => firstOf(price)) : [];
}

function readDailyText(text: string): Price | undefined {
  const [, amount, currency, unit = ""] = /^([\d.]+) ([A-Z]{3}) ?\/ ?(day|hour)$/i.exec(text) ?? [];
  const times = unit.toLowerCase() === "hour" ? 24 * DAYS_PER_MONTH : DAYS_PER_MONTH;
  return buildPrice(amount, currency, times);
}

function buildPrice(cost: Json | undefined, currency: Json | undefined, times: number): Price | undefined {
  const amount = textOf(cost);
  const code = textOf(currency).toUpperCase();
  return /^\d+(\.\d+)?$/.test(amount) && CURRENCY.test(code)
    ? { perMonth: Number(amount) * times, currency: code }
    : undefined;
}
