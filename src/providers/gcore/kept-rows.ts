// What is kept of a row of the longest lists until the last page is there: of ten thousand most is never looked at. Under old
// and new names (9.8). Pure.
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { listOf } from "./rows.ts";

const IDENTITY = ["id", "name", "status", "vm_state", "instance_isolation", "task_id", "tags", "created_at"];
const INSTANCE = [
  ...IDENTITY,
  ...["instance_id", "instance_name", "instance_created"],
  ...["ssh_key_name", "keypair_name", "addresses", "fixed_ip_assignments", "volumes"],
];
const FLAVOR = ["flavor_id", "flavor_name"];
const VOLUME = [...IDENTITY, "size", "volume_type", "bootable", "is_root_volume", "attachments"];
const PORT = [
  ...["id", "port_id", "interface_name", "network_id", "ip_assignments"],
  ...["attached_to", "managed_by", "security_group_ids"],
];

export function keepInstance(row: JsonObject): JsonObject {
  const kept = keepTagged(row, INSTANCE);
  const { flavor } = row;
  if (isJsonObject(flavor)) kept["flavor"] = pick(flavor, FLAVOR);
  return kept;
}

export function keepVolume(row: JsonObject): JsonObject {
  return keepTagged(row, VOLUME);
}

export function keepPort(row: JsonObject): JsonObject {
  return pick(row, PORT);
}

/** The same tags stand in the row twice: under their old name they are read where the new one is missing. */
function keepTagged(row: JsonObject, keys: readonly string[]): Record<string, Json> {
  const kept = pick(row, keys);
  const { metadata_detailed: old } = row;
  if (old !== undefined && listOf(row["tags"]).length === 0) kept["metadata_detailed"] = old;
  return kept;
}

function pick(row: JsonObject, keys: readonly string[]): Record<string, Json> {
  const picked: Record<string, Json> = {};
  for (const key of keys) {
    const value = Object.hasOwn(row, key) ? row[key] : undefined;
    if (value !== undefined) picked[key] = value;
  }
  return picked;
}
