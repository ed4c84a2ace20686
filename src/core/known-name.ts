// What a name in YAML meant when it was last looked up, as a record keeps it.
import type { Json, JsonObject } from "./json.ts";

/** What a declared name meant when it was last looked up. */
export interface KnownName {
  readonly field: string;
  readonly id: Json;
  readonly label: string;
  readonly detail?: JsonObject;
}

/** By `formatLookup`. Names that are secrets are not among them. */
export type KnownNames = Readonly<Record<string, KnownName>>;
