// Checked rows → the objects of the account, with what the rows do not say filled in. Used for seeds and outside changes alike.
import type { JsonObject } from "../../engine/json.ts";
import { asInteger, asText, optional, type Shape } from "../../engine/shape.ts";
import { type Backup, freshInside, type Key, type Snapshot, sizesOf, type Vm } from "../objects/world.ts";
import { readBackup, readKey, readKeysInVm, readSnapshot, readVmRow } from "./read-rows.ts";
import type { KeyRow } from "./vendor-rows.ts";

const HOUR_MS = 3_600_000;

/** `now` is when its backup schedule starts to count: copies of the past are in the seed or not at all. */
export function vmFromRow(value: unknown, where: string, now: number): Vm {
  const { publicKeys: _shown, ...row } = readVmRow(value, where);
  const shown = optional(value as JsonObject, "publicKeys", where, readKeysInVm) ?? [];
  return {
    // Without the computed member the row is still a full one.
    row: row as Vm["row"],
    keyRows: shown,
    installedKeyIds: shown.filter(({ installed }) => installed === true).map(({ id }) => Number(id)),
    snapshots: [],
    backups: [],
    nextBackupAt: now + row.backupPolicy.frequency * HOUR_MS,
    visibleFrom: 0,
    inside: freshInside(),
  };
}

export const keyFromRow: Shape<Key> = (value, where) => {
  const row: KeyRow = readKey(value, where);
  const tenantId = optional(row, "tenantId", where, asInteger) ?? null;
  return { row, tenantId, ownerUser: optional(row, "ownerUser", where, asText) ?? null, visibleFrom: 0 };
};

/** The row does not say which tariff it was taken on; taken as the VM's. */
export function snapshotFromRow(value: unknown, where: string, vm: Vm): Snapshot {
  return { row: readSnapshot(value, where), sizes: sizesOf(vm.row), visibleFrom: 0 };
}

export function backupFromRow(value: unknown, where: string, vm: Vm): Backup {
  return { row: readBackup(value, where), sizes: sizesOf(vm.row) };
}
