// Prices where Gcore gives them: of flavors with their list, of volumes by a question. What it hides is unknown.
import type { JsonObject } from "../../core/json.ts";
import type { Call, LookupResult, Provider } from "../../core/provider.ts";
import { formatLookup } from "../../core/step.ts";
import type { GcoreClient } from "./client.ts";
import type { GcorePlace } from "./place.ts";

/** Addresses and snapshots cost money, too, but no call tells their price before they exist. */
export const PRICES: NonNullable<Provider["prices"]> = {
  types: ["vm", "volume", "floatingIp", "snapshot"],
  lookups({ type, attributes }) {
    if (type === "vm" && attributes["flavor"] !== undefined)
      return [{ kind: "flavor", by: { name: attributes["flavor"] } }];
    return type === "volume" && attributes["size"] !== undefined ? [volumePriceLookup(attributes)] : [];
  },
  of(priced, facts) {
    const [lookup] = PRICES.lookups(priced);
    const result = lookup === undefined ? undefined : facts[formatLookup(lookup.kind, lookup.by)];
    const {
      price_status: status,
      price_per_month: perMonth,
      currency_code: currency,
    } = result?.found === true ? result.detail : {};
    return status === "show" && typeof perMonth === "number" && typeof currency === "string"
      ? { perMonth, currency }
      : undefined;
  },
};

/** A disk costs by its size and type, whatever is put on it. */
export function volumePriceLookup({ size, type }: JsonObject): { kind: string; by: JsonObject } {
  return { kind: "volumePrice", by: { size: size ?? null, type: type ?? "standard" } };
}

export async function priceOfVolume(
  client: GcoreClient,
  place: GcorePlace,
  { size, type }: JsonObject,
  call: Call,
): Promise<LookupResult> {
  const body: JsonObject = {
    source: "new-volume",
    size: typeof size === "number" ? Math.ceil(size / 1024) : 1,
    type_name: type ?? "standard",
  };
  const answer = await client.ask(`/v1/pricing${place.path}/volumes`, body, call);
  return { found: true, id: null, label: "price", detail: answer };
}
