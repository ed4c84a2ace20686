// What an account holds, without ids and times: two ends of the same change must read the same. One shape for all vendors.
import type { Vendor } from "./scenarios.ts";

type Row = Readonly<Record<string, unknown>>;
type State = Readonly<Record<string, unknown>>;

const rowsOf = (value: unknown): readonly Row[] =>
  Array.isArray(value) ? value : Object.values((value ?? {}) as Record<string, Row[]>).flat();

/** Zomro's fields are objects around their text. */
const textOf = (value: unknown): string =>
  typeof value === "object" && value !== null && "$" in value
    ? String((value as { $: unknown }).$)
    : JSON.stringify(value ?? null);

const CENSUS: Readonly<Record<Vendor, Readonly<Record<string, readonly string[]>>>> = {
  serveroid: {
    vms: ["name", "memory", "disk", "cpu", "tariffId", "state", "tenantId"],
    pubkeys: ["name"],
    snapshots: ["name"],
  },
  zomro: {
    instances: ["servername", "status", "instance_status"],
    sshkeys: ["comment", "name"],
    snapshots: ["name"],
    schedules: ["name"],
  },
  gcore: {
    instances: ["name", "status"],
    volumes: ["name", "size", "status"],
    snapshots: ["name"],
    ssh_keys: ["name", "public_key"],
    lifecycle_policies: ["name", "status"],
    floatingips: ["status"],
    ports: ["security_group_ids"],
  },
};

/** A deleted service of Zomro stays in the account as a row. */
const isLive = (row: Row): boolean => textOf(row["status"]) !== "4" && textOf(row["item_real_status"]) !== "4";

export function takeCensus(vendor: Vendor, state: State): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(CENSUS[vendor]).map(([kind, fields]) => [
      kind,
      rowsOf(state[kind])
        .filter((row) => vendor !== "zomro" || isLive(row))
        .map((row) => fields.map((field) => textOf(row[field])).join(" "))
        .sort(),
    ]),
  );
}
