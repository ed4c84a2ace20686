// What `import ADDRESS ID` shows before it writes. Data.
import type { Address } from "./address.ts";
import type { PlanEntry } from "./plan.ts";

export interface Imported {
  /** The one that was asked for first, then parts of it about which there is no doubt. */
  readonly entries: readonly PlanEntry[];
  /** Fields that the provider does not tell: taken as YAML declares them. */
  readonly unread: readonly { readonly address: Address; readonly fields: readonly string[] }[];
  /** Parts of it that are declared and on record neither now nor before. */
  readonly missing: readonly Address[];
  readonly account: string;
}
