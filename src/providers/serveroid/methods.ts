// The mutating methods of the Serveroid API by name: path and the parameters that each takes. [S002], M3..M34.
import type { Json, JsonObject } from "../../core/json.ts";
import type { SettleRule, Step } from "../../core/step.ts";
import { ABANDONED, FIELDS, GONE, ORDER, PART, UNREADABLE } from "../../vendor-kit/settlement.ts";

/** Seconds that the operation usually takes; estimates for the report, no vendor source. */
const SECOND = 1000;

interface Method {
  readonly path: string;
  readonly settle: SettleRule;
  readonly expectedMs: number;
  /** The vendor's page shows its path without `/api` (H2). */
  readonly bare?: true;
}

/** `{id}` stands for the VM or key. Every one of these is a GET that changes something. */
export const METHODS = {
  install: { path: "vm/install/", settle: ORDER, expectedMs: 60 * SECOND },
  clone: { path: "vm/{id}/clone/", settle: ORDER, expectedMs: 120 * SECOND },
  reinstall: { path: "vm/{id}/reinstall/", settle: UNREADABLE, expectedMs: 60 * SECOND },
  rename: { path: "vm/{id}/rename/", settle: FIELDS, expectedMs: 2 * SECOND },
  start: { path: "vm/{id}/start/", settle: FIELDS, expectedMs: 5 * SECOND },
  reset: { path: "vm/{id}/reset/", settle: UNREADABLE, expectedMs: 5 * SECOND },
  reboot: { path: "vm/{id}/reboot/", settle: UNREADABLE, expectedMs: 30 * SECOND },
  poweroff: { path: "vm/{id}/poweroff/", settle: FIELDS, expectedMs: 5 * SECOND },
  shutdown: { path: "vm/{id}/shutdown/", settle: FIELDS, expectedMs: 30 * SECOND },
  delete: { path: "vm/{id}/delete/", settle: GONE, expectedMs: 10 * SECOND },
  password_change: { path: "vm/{id}/password_change/", settle: FIELDS, expectedMs: 5 * SECOND },
  pubkey_change: { path: "vm/{id}/pubkey_change/", settle: FIELDS, expectedMs: 5 * SECOND },
  memory_change: { path: "vm/{id}/memory_change/", settle: FIELDS, expectedMs: 10 * SECOND },
  disk_change: { path: "vm/{id}/disk_change/", settle: FIELDS, expectedMs: 15 * SECOND },
  cpu_change: { path: "vm/{id}/cpu_change/", settle: FIELDS, expectedMs: 5 * SECOND },
  tariff_change: { path: "vm/{id}/tariff_change/", settle: FIELDS, expectedMs: 15 * SECOND },
  backup_policy_change: { path: "vm/{id}/backup_policy_change/", settle: FIELDS, expectedMs: SECOND },
  ip_add: { path: "vm/{id}/ip_add/", settle: FIELDS, expectedMs: 10 * SECOND },
  ip_delete: { path: "vm/{id}/ip_delete/", settle: FIELDS, expectedMs: 10 * SECOND },
  ip_move: { path: "vm/{id}/ip_move/", settle: FIELDS, expectedMs: 10 * SECOND },
  snapshot_create: { path: "vm/{id}/snapshot_create/", settle: PART, expectedMs: 30 * SECOND },
  snapshot_rollback: { path: "vm/{id}/snapshot_rollback/", settle: UNREADABLE, expectedMs: 60 * SECOND },
  snapshot_delete: { path: "vm/{id}/snapshot_delete/", settle: GONE, expectedMs: 20 * SECOND },
  backup_rollback: { path: "vm/{id}/backup_rollback/", settle: UNREADABLE, expectedMs: 120 * SECOND },
  // A link that nobody follows costs nothing (M30).
  backup_download: { path: "vm/{id}/backup_download/", settle: ABANDONED, expectedMs: 180 * SECOND, bare: true },
  pubkeys_add: { path: "pubkeys/add/", settle: PART, expectedMs: SECOND },
  pubkeys_edit: { path: "pubkeys/{id}/edit/", settle: FIELDS, expectedMs: SECOND },
  pubkeys_delete: { path: "pubkeys/{id}/delete/", settle: GONE, expectedMs: SECOND },
} as const satisfies Record<string, Method>;

export type MethodName = keyof typeof METHODS;

export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(METHODS, name);
}

/** A step of a known method. `id` fills `{id}`; `query` is sent as it is, arrays as repeated parameters. */
export function buildStep(
  method: MethodName,
  summary: string,
  fields: readonly string[],
  query: JsonObject,
  id?: Json,
): Step {
  const { path, settle, expectedMs, bare }: Method = METHODS[method];
  const request: JsonObject = id === undefined ? { query } : { id, query };
  return {
    name: method,
    summary,
    request,
    settle,
    fields,
    expectedMs,
    wire: `GET ${bare === true ? "" : "/api"}/v1/${path}`,
  };
}
