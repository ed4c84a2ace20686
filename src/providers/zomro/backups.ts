// Backups of one Zomro machine: the list, and what has become of one that was asked for ([Z482], zomro.md 3.15). Reads only.
import { isJsonObject, type JsonObject } from "../../core/json.ts";
import type { Call, Evidence, Progress, SentRequest } from "../../core/provider.ts";
import type { ZomroClient } from "./client.ts";
import { textOf } from "./decode.ts";
import { listCopies } from "./observe.ts";

export interface BackupRow {
  readonly id: string;
  readonly name: string;
  /** The provider's day. */
  readonly createdOn: string;
  readonly status: string;
  /** As the panel tells it, without a unit. */
  readonly size: string;
  /** By hand or by schedule, in the panel's words. */
  readonly by: string;
  /** What a rebuild names; the id is for everything else. */
  readonly imageId: string;
  readonly isReady: boolean;
}

export const TAKE_BACKUP = "instances.fleio_bckps.edit";

export async function listBackups(client: ZomroClient, vmId: string, call: Call): Promise<readonly BackupRow[]> {
  const rows = await listCopies(client, "instances.fleio_bckps", vmId, call);
  return rows.map((row) => ({
    id: textOf(row["id"]),
    name: textOf(row["name"]),
    createdOn: textOf(row["createdate"]) || textOf(row["create_date"]),
    status: textOf(row["fleio_status"]),
    size: textOf(row["image_size"]),
    by: textOf(row["backup_type"]),
    imageId: textOf(row["fleio_id"]),
    isReady: textOf(row["fleio_status"]).toLowerCase() === "active",
  }));
}

/** The answer names nothing: machine and name do. */
export function toBackupHandle(form: JsonObject): JsonObject {
  return { backupOf: textOf(form["plid"]), backupName: textOf(form["name"]) };
}

/** `Saving` until it is `Active`; one that is not listed may not be listed yet. Undefined for another handle. */
export async function checkBackup(client: ZomroClient, handle: JsonObject, call: Call): Promise<Progress | undefined> {
  const { backupOf, backupName } = handle;
  if (typeof backupOf !== "string") return undefined;
  const found = (await listBackups(client, backupOf, call)).find(({ name }) => name === backupName);
  if (found === undefined || found.status.toLowerCase() === "saving") return { status: "pending" };
  if (found.isReady) return { status: "done" };
  const message = `Zomro reports the status ${found.status || "(none)"} of the backup ${found.name} (${found.id})`;
  return { status: "failed", failure: { fault: "rejected", message } };
}

/** A name that no backup had before tells whether the request arrived. How late a list shows it only the grace can say. */
export async function findBackupEvidence(
  client: ZomroClient,
  { step, request }: SentRequest,
  call: Call,
): Promise<Evidence> {
  const form = isJsonObject(request["form"]) ? request["form"] : {};
  if (step !== TAKE_BACKUP) return { outcome: "unclear" };
  const handle = toBackupHandle(form);
  const backups = await listBackups(client, String(handle["backupOf"]), call);
  return backups.some(({ name }) => name === handle["backupName"])
    ? { outcome: "happened", handle }
    : { outcome: "absent", sinceMs: 0 };
}
