// Prices where Gcore gives them: of flavors with their list, of volumes by a question. What it hides is unknown.
import type { JsonObject } from "../../core/json.ts";
import type { Call, LookupResult } from "../../core/provider.ts";
import type { GcoreClient } from "./client.ts";
import type { GcorePlace } from "./place.ts";

export async function priceOfVolume(
  client: GcoreClient,
  place: GcorePlace,
  by: JsonObject,
  call: Call,
): Promise<LookupResult> {
  const { size, type, source } = by;
  const body: JsonObject = {
    // Of a snapshot the answer needs the snapshot itself; a blank volume of that size costs the same.
    source: source === "snapshot" ? "new-volume" : (source ?? "new-volume"),
    size: typeof size === "number" ? Math.ceil(size / 1024) : 1,
    type_name: type ?? "standard",
  };
  const answer = await client.ask(`/v1/pricing${place.path}/volumes`, body, call);
  return { found: true, id: null, label: "price", detail: answer };
}
