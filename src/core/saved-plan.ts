// A plan in a file: what it was made of, and what is compared when it is applied. Plain JSON but for `StaleResource`'s use.
import type { Address } from "./address.ts";
import type { ConfigurationRecord } from "./configuration-record.ts";
import type { Json } from "./json.ts";
import type { Action } from "./plan.ts";

/** Of each object that was read a digest of each field, by what the object is called for people. */
export type LiveDigests = Readonly<Record<string, LiveObject>>;

export interface LiveObject {
  readonly label: string;
  /** The address that holds it. */
  readonly address?: Address;
  readonly fields: Readonly<Record<string, string>>;
}

export interface SavedBasis {
  readonly format: 1;
  /** Of trueup. */
  readonly version: string;
  readonly configuration: ConfigurationRecord;
  /** Of the digests, hexadecimal. */
  readonly salt: string;
  /** What `plan` was asked for; the planner's options. */
  readonly options: { readonly [key: string]: Json };
  /** Provider entry -> account, project and region. */
  readonly accounts: Readonly<Record<string, string>>;
  readonly live: LiveDigests;
}

export interface StaleField {
  readonly path: string;
  /** Live, when the plan was made. */
  readonly then: Json | undefined;
  /** What the plan wants; undefined where it leaves the field alone. */
  readonly planned: Json | undefined;
  /** Live, now. */
  readonly now: Json | undefined;
  readonly unit?: "MiB" | "ms" | "count";
}

/** What the saved plan does at an address, and what would be done there now. */
export interface StaleResource {
  readonly address: Address;
  readonly planned: Action | "nothing";
  readonly now: Action | "nothing";
  readonly fields: readonly StaleField[];
  /** What no field tells. */
  readonly remarks: readonly string[];
  /** What the plan wanted is there: nothing would be done now. */
  readonly isDone?: boolean;
}
