// Live objects as YAML would declare them: what a provider makes of its account, and what the writer of YAML reads. Pure.
import type { Address, ResourceType } from "./address.ts";
import { isJsonObject, type Json, type JsonObject } from "./json.ts";
import type { Observed } from "./observed.ts";

export type ObjectName = Pick<Observed, "type" | "remoteId" | "parentId">;

/** A part of a machine with an address of its own: `volumes.data`. */
export interface DescribedPart {
  readonly kind: "volumes" | "interfaces" | "floatingIps";
  readonly key: string;
  readonly object: ObjectName;
  /** Named by its id in the fields: needs no import entry. */
  readonly isExisting?: true;
}

export interface Described {
  readonly object: Observed;
  /**
   * Attributes as desired ones are (MiB, milliseconds), in the order in which they are written, without name, provider and
   * lifecycle. What refers to another object is a `refersTo`; `backupPolicy` holds the preset itself.
   */
  readonly fields: JsonObject;
  /** Field path -> a remark for people. `""`: about the whole. */
  readonly notes?: Readonly<Record<string, string>>;
  readonly parts?: readonly DescribedPart[];
  /** Paths that are left alone: what cannot be declared as it is. */
  readonly ignore?: readonly string[];
  /** Declared as `existing`: it can be neither made nor deleted from YAML. */
  readonly isExisting?: true;
}

/** What YAML will not hold, and why. */
export interface LeftOut {
  readonly object: Pick<Observed, "type" | "remoteId" | "name">;
  readonly reason: string;
  /** Of this stack already. */
  readonly isOwn?: true;
}

export interface Description {
  readonly resources: readonly Described[];
  readonly leftOut: readonly LeftOut[];
}

/** A file of YAML, and what it holds. */
export interface WrittenAccount {
  readonly text: string;
  readonly written: readonly { readonly address: Address; readonly object: Observed }[];
  readonly leftOut: readonly LeftOut[];
}

/** Ids are numbers of each kind; those of parts may be numbers of each parent. */
export function formatObjectName({ type, remoteId, parentId }: ObjectName): string {
  return type === "snapshot" || type === "schedule" ? `${type} ${parentId ?? ""} ${remoteId}` : `${type} ${remoteId}`;
}

/** Stands for the name under which the object is declared. */
export function refersTo(type: ResourceType, remoteId: string): JsonObject {
  return { $object: { type, remoteId } };
}

export function readReference(value: Json): { readonly type: ResourceType; readonly remoteId: string } | undefined {
  const named = isJsonObject(value) ? value["$object"] : undefined;
  if (!isJsonObject(named)) return undefined;
  return { type: named["type"] as ResourceType, remoteId: String(named["remoteId"]) };
}
