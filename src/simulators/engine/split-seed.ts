// A whole seed → the part of each vendor. Checks only what is common: the vendors' names and whose a recorded read is.
import { isJsonObject, type Json, type JsonObject } from "./json.ts";
import { asArray, asObject, oneOf, optional, refuseUnknownKeys } from "./shape.ts";

export type SeedParts = Partial<Record<string, unknown>>;

/**
 * `{VENDOR: {...}}`, and/or `recording: [{provider, request, answer}]` at the top, which becomes that vendor's own
 * `recording`; `provider` may be left out when only one vendor is started.
 */
export function splitSeed(seed: unknown, vendors: readonly string[], started: readonly string[]): SeedParts {
  if (seed === undefined || seed === null) return {};
  const object = asObject(seed, "seed");
  refuseUnknownKeys(object, "seed", [...vendors, "recording"]);
  const parts: SeedParts = {};
  for (const vendor of vendors) if (object[vendor] !== undefined) parts[vendor] = object[vendor];
  const recording = optional(object, "recording", "seed", asArray) ?? [];
  recording.forEach((read, index) => {
    const owner = ownerOf(read, `seed.recording[${index}]`, vendors, started);
    parts[owner] = withRead(parts[owner], read);
  });
  return parts;
}

function ownerOf(read: Json, where: string, vendors: readonly string[], started: readonly string[]): string {
  const only = started.length === 1 ? started[0] : undefined;
  return optional(asObject(read, where), "provider", where, oneOf(vendors)) ?? only ?? oneOf(vendors)(undefined, where);
}

function withRead(part: unknown, read: Json): JsonObject {
  const object = isJsonObject(part) ? part : {};
  const earlier = Array.isArray(object["recording"]) ? object["recording"] : [];
  return { ...object, recording: [...earlier, read] };
}
