// What runs, as `trueup inventory` tells it: data for its formats. Knows no format and no provider.
import type { Address, ResourceType } from "./address.ts";
import type { Condition } from "./observed.ts";
import type { Price } from "./provider-figures.ts";

/**
 * `tracked`: the machine of its address. `declared`: YAML means it, and no apply has taken it over yet. `pending`: made by a
 * request that is not settled. `deposed`: left behind by a replacement. `surplus`: made beside the one of its address.
 */
export type Standing = "tracked" | "declared" | "pending" | "deposed" | "surplus";

export interface InventoryMachine {
  readonly address: Address;
  readonly standing: Standing;
  /** The provider entry: `gcore.backup`. */
  readonly provider: string;
  readonly vendor: string;
  readonly project?: string;
  /** As the configuration or the provider names it. */
  readonly region?: string;
  readonly remoteId: string;
  readonly name: string;
  /** `on`, `off`, `suspended`; absent: the provider does not tell. */
  readonly power?: string;
  readonly condition: Condition;
  readonly trouble?: string;
  /** IP addresses and nothing else, in the provider's order. */
  readonly ips: readonly string[];
  readonly privateIps: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** The login, where it is declared and no secret. */
  readonly user?: string;
}

/** On record, and not among what was read: `gone` after a second look, `unread` where no provider entry reaches it. */
export interface MissingMachine {
  readonly address: Address;
  readonly provider: string;
  readonly remoteId: string;
  readonly name: string;
  readonly why: "gone" | "unread";
}

/** An object of the account that neither the state nor YAML holds. */
export interface UnmanagedObject {
  readonly provider: string;
  readonly vendor: string;
  readonly project?: string;
  readonly region?: string;
  readonly type: ResourceType;
  readonly remoteId: string;
  readonly name: string;
  /** Another stack of trueup has left its mark on it. */
  readonly stack?: string;
  readonly price?: Price;
}

export interface Inventory {
  readonly stack: string;
  /** 0: there is no state yet. */
  readonly serial: number;
  readonly machines: readonly InventoryMachine[];
  readonly missing: readonly MissingMachine[];
  /** Where it was asked for. */
  readonly unmanaged?: readonly UnmanagedObject[];
}
