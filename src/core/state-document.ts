// The state document: what is tracked and what is pending. One document, never a secret in it.
import type { Address, ResourceType } from "./address.ts";
import type { Lifecycle, Timeouts } from "./desired.ts";
import type { JsonObject } from "./json.ts";
import type { KnownNames } from "./known-name.ts";
import type { Place } from "./place.ts";
import type { OperationAction, SettleRule } from "./step.ts";

export const STATE_FORMAT_VERSION = 1;

export interface TrackedResource {
  readonly type: ResourceType;
  readonly vendor: string;
  /** The provider entry that made it: a hint, the place decides. */
  readonly provider: string;
  readonly place: Place;
  readonly remoteId: string;
  readonly name: string;
  readonly parent?: Address;
  readonly parentId?: string;
  /** `existing:` objects are never deleted. */
  readonly existing?: boolean;
  /** Made by us, so that what is not on record was never sent; absent: taken over, or not known. */
  readonly made?: true;
  /** Attributes as last applied, without secrets. */
  readonly applied: JsonObject;
  /** Stable fields as last observed. */
  readonly observed: JsonObject;
  /** Attribute path -> digest of a write-only secret as last sent. */
  readonly digests: Readonly<Record<string, string>>;
  /** It is not looked up again as long as YAML says the same: catalogues change under machines that run. */
  readonly names?: KnownNames;
  readonly lifecycle: Lifecycle;
  readonly timeouts: Timeouts;
  readonly dependsOn: readonly Address[];
  /** Objects that a replacement has left behind and that are still to be deleted; never matched by name. */
  readonly deposed?: readonly { readonly remoteId: string; readonly name: string }[];
  /** It was left behind for this address, which is made anew in another place: only once that is there, it goes. */
  readonly replacedBy?: Address;
  /** An operation failed but left this object; no apply ever reported it done. */
  readonly halfMade?: { readonly reason: string; readonly fields: readonly string[] };
}

/** Why the provider does not go on with what it has accepted, and what a person can do about it. */
export interface Stall {
  readonly because: string;
  readonly fix: string;
  /** What a person must name to say that it was cancelled there for good: the number of a bill. */
  readonly cancelledAs?: string;
}

/** One mutating request: durable before it leaves, removed once it is settled. */
export interface Intent {
  readonly id: string;
  readonly operation: string;
  readonly action: OperationAction;
  readonly address: Address;
  readonly type: ResourceType;
  readonly vendor: string;
  readonly provider: string;
  readonly place: Place;
  readonly step: string;
  readonly summary: string;
  readonly settle: SettleRule;
  /** The bound request; secrets stay references. */
  readonly request: JsonObject;
  readonly fields: readonly string[];
  /** Of `fields` those that differed when the request left, where some of them cannot be read: only they tell of it. */
  readonly differed?: readonly string[];
  readonly name: string;
  readonly parent?: Address;
  readonly parentId?: string;
  /** The object that is changed, or that the answer named. */
  readonly remoteId?: string;
  /** Remote ids with the same natural key that existed before the request. */
  readonly before: readonly string[];
  /** Epoch milliseconds, by the sender's wall clock. */
  readonly sentAtMs: number;
  /** The same by the provider's clock, where it tells. */
  readonly sentAtServerMs?: number;
  readonly requestTimeoutMs: number;
  readonly patienceMs?: number;
  /** Parts whose records go with its effect. */
  readonly takesAway?: readonly ResourceType[];
  /** `intended`: may or may not have left. `accepted`: the provider answered. `unknown`: looked for, not found. */
  readonly phase: "intended" | "accepted" | "unknown";
  readonly handle?: JsonObject;
  /** As the provider last told; the request stands, whoever looks for its object in vain. */
  readonly stall?: Stall;
  /** Ids of several new objects, each of which it may have made: none is taken over while there is more than one. */
  readonly found?: readonly string[];
  /** The new object was seen while the provider was still at work on it: if it is gone, it was never finished. */
  readonly seen?: boolean;
  /**
   * What the address held when the request left: kept as deposed once the new object exists, unless it was known to be
   * gone by then. Any other object that the address holds when the new one arrives stays.
   */
  readonly replaces?: { readonly remoteId: string; readonly isGone?: boolean };
  /** What a take-over records: attributes and digests that this request would have brought about. */
  readonly applied: JsonObject;
  readonly digests: Readonly<Record<string, string>>;
  /** Digests of secrets that tell the new object apart: YAML may say another one by the time it is looked for. */
  readonly sealed?: Readonly<Record<string, string>>;
  readonly names?: KnownNames;
  /** Attribute paths that hold secrets besides those that the rules mark: never recorded. */
  readonly secrets: readonly string[];
  readonly lifecycle: Lifecycle;
  readonly timeouts: Timeouts;
  readonly dependsOn: readonly Address[];
}

/** What one request has made beside the object that its address holds: told by each plan until a person settles it. */
export interface Surplus {
  readonly type: ResourceType;
  readonly vendor: string;
  readonly provider: string;
  readonly place: Place;
  readonly remoteId: string;
  readonly name: string;
  readonly parentId?: string;
  /** The address that the request was sent for, and the object that it holds since then. */
  readonly address: Address;
  readonly keptId: string;
}

/** The state was migrated: this copy is kept, and nobody reads or writes it any more. */
export interface MigratedTo {
  /** For people: where it is now. */
  readonly to: string;
  /** It was not seen to arrive: only the same migration, tried again, goes on. */
  readonly isUnderWay?: true;
  /** RFC 3339. */
  readonly at: string;
}

/** A `moved` block that has renamed something: it is carried out once, however long it stays in YAML. */
export interface DoneMove {
  readonly from: Address;
  readonly to: Address;
}

export interface StateDocument {
  readonly format_version: number;
  readonly trueup_version: string;
  readonly serial: number;
  readonly lineage: string;
  readonly stack: string;
  /** Fencing token of the lease under which this was written. */
  readonly token: number;
  /** Salt of the digests of write-only values, hex. */
  readonly salt: string;
  /** The files that the last applied configuration was made of, relative to its folder. */
  readonly files: readonly string[];
  readonly resources: Readonly<Record<Address, TrackedResource>>;
  readonly pending: readonly Intent[];
  readonly surplus?: readonly Surplus[];
  readonly moved?: readonly DoneMove[];
  readonly migrated?: MigratedTo;
  readonly outputs: JsonObject;
}
