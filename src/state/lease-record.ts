// What a stored lease says: who holds it, and since which heartbeat. Pure.
import type { LockHolder } from "../core/errors.ts";
import { isJsonObject } from "../core/json.ts";
import type { ProcessIdentity } from "./process-identity.ts";

export interface LeaseRecord {
  readonly holder: LockHolder;
  readonly process?: ProcessIdentity;
  readonly heartbeat: number;
  readonly leaseMs: number;
  readonly released: boolean;
}

export interface StoredLease {
  readonly token: number;
  /** As it stands in the store: it changes with every heartbeat. */
  readonly text: string;
  /** Undefined where the file makes no sense; it then counts as held by somebody unknown. */
  readonly record: LeaseRecord | undefined;
}

export function formatLease(record: LeaseRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** Where the folder was removed, tokens begin anew: another may hold the same number. */
export function isOfAnother({ record }: StoredLease, holder: LockHolder): boolean {
  return record !== undefined && record.holder.id !== holder.id;
}

export function parseLease(text: string): LeaseRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isJsonObject(value) || !isHolder(value["holder"])) return undefined;
  const { heartbeat, leaseMs, released, process } = value;
  if (typeof heartbeat !== "number" || typeof leaseMs !== "number" || typeof released !== "boolean") return undefined;
  return {
    holder: value["holder"] as unknown as LockHolder,
    heartbeat,
    leaseMs,
    released,
    ...(isIdentity(process) ? { process: process as unknown as ProcessIdentity } : {}),
  };
}

function isHolder(value: unknown): boolean {
  return (
    isJsonObject(value) &&
    typeof value["id"] === "string" &&
    typeof value["host"] === "string" &&
    typeof value["pid"] === "number"
  );
}

function isIdentity(value: unknown): boolean {
  return isJsonObject(value) && ["bootId", "pidNamespace", "startTime"].every((key) => typeof value[key] === "string");
}

/** Stands for the holder where the lease file cannot be read. */
export const UNKNOWN_HOLDER: LockHolder = {
  id: "unknown",
  who: "unknown",
  host: "unknown",
  pid: 0,
  operation: "unknown",
  created: "unknown",
};
