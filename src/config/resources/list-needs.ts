// What a declared resource needs to exist before it. Pure.
import type { Address } from "../../core/address.ts";
import type { Desired } from "../../core/desired.ts";
import type { Json } from "../../core/json.ts";

/** Its dependencies and every address in its attributes. */
export function listNeeds(resource: Desired): readonly Address[] {
  const { attributes } = resource;
  const clone = attributes["cloneOf"];
  const found: Json[] = [attributes["vm"] ?? null, attributes["vms"] ?? null, attributes["keys"] ?? null];
  if (typeof clone === "object" && clone !== null && !Array.isArray(clone)) found.push(...Object.values(clone));
  const volumes = attributes["volumes"];
  if (typeof volumes === "object" && volumes !== null && !Array.isArray(volumes)) {
    for (const volume of Object.values(volumes)) {
      if (typeof volume === "object" && volume !== null && "snapshot" in volume) found.push(volume["snapshot"] as Json);
    }
  }
  const texts = found.flat().filter((item): item is string => typeof item === "string");
  return [...new Set([...resource.dependsOn, ...texts])];
}
