// The observed picture: what one bulk read of a provider found, in the same shape as desired attributes.
import type { ResourceType } from "./address.ts";
import type { JsonObject } from "./json.ts";

/** Whose account, which project and region; compared with what the state recorded. */
export interface Account {
  readonly vendor: string;
  /** Never derived from secrets. */
  readonly fingerprint: string;
  readonly project?: string;
  readonly region?: string;
  /** For people: "Проект 1 (10082)". */
  readonly label: string;
  /** The credentials do not say whose account it is: what its lists hold of the tracked objects decides. */
  readonly anonymous?: true;
  /** Not the provider, but a stand-in of it answers: where, and by which setting (`http://127.0.0.1:4010, by SERVEROID_ENDPOINT`). */
  readonly simulator?: string;
}

/**
 * `ready`: changes may be sent. `busy`: the provider works on it, wait. `blocked`: rescued, suspended or in a state
 * that is not known: no change may be sent, `conditionDetail` says why.
 */
export type Condition = "ready" | "busy" | "blocked";

export interface Lost {
  readonly kind: "snapshot" | "backup" | "address" | "volume" | "disk" | "other";
  readonly label: string;
}

/** A part that the provider deletes with the object although its deletion does not name it. */
export interface TakenAlong {
  readonly type: ResourceType;
  readonly remoteId: string;
  readonly label: string;
  /** The provider cannot take it off the object before. */
  readonly isFixed: boolean;
}

export interface Observed {
  readonly type: ResourceType;
  readonly remoteId: string;
  readonly name: string;
  /** Remote id of the VM that this belongs to (snapshots, schedules). */
  readonly parentId?: string;
  /** Remote id of the sibling that this was built on (a snapshot's parent); it has to be deleted after this. */
  readonly builtOn?: string;
  /** False for what others share with the account: never matched, never touched. */
  readonly owned: boolean;
  /** Comparable fields in desired shape; references as remote ids. */
  readonly attributes: JsonObject;
  /** What outputs and steps may refer to: id, ips, power… */
  readonly outputs: JsonObject;
  readonly markers?: { readonly stack: string; readonly address: string; readonly intent?: string };
  readonly condition: Condition;
  readonly conditionDetail?: string;
  /** Attribute paths that may change although the condition is `blocked` (leaving rescue mode). */
  readonly unblocked?: readonly string[];
  /** What a person should look at, for as long as it lasts: in an error, isolated, suspended by the provider. */
  readonly trouble?: string;
  /** The provider failed to make it: nothing may be sent to it (`blocked`) but its deletion. */
  readonly isBroken?: boolean;
  readonly createdAtMs?: number;
  /** The provider's day, `2026-11-21`, where it tells no more. */
  readonly createdOn?: string;
  /** What would die with the object, as far as the reads that were made can tell. */
  readonly lost: readonly Lost[];
  readonly takesAlong?: readonly TakenAlong[];
  /** Its machine cannot be without it (the volume that it boots from). */
  readonly isFixed?: true;
}
