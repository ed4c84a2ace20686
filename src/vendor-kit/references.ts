// What a request may hold in place of a value that is known only when it is sent.
import type { Json } from "../core/json.ts";
import type { Reference } from "../core/step.ts";

export function reference(value: Reference): Json {
  return { ...value };
}

/** The id of what stands at an address. */
export const idOfAddress = (address: string): Json => reference({ $ref: "attribute", address, path: "id" });
