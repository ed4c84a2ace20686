// Gcore's objects as observed ones: states, units, tags and markers. Old and new names of a key are both understood. Pure.
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { NONE } from "../../core/none.ts";
import type { Observed, TakenAlong } from "../../core/observed.ts";
import { idOf } from "./client.ts";
import { ADDRESS_STATES, conditionOf, SNAPSHOT_STATES, VM_STATES, VOLUME_STATES } from "./conditions.ts";
import { listOf, textOf } from "./rows.ts";
import { formatNamed, formatTiming } from "./timing.ts";

const MIB = 1024;

/** Still listed for a while after its deletion: not there any more. */
export function isGhost(row: JsonObject): boolean {
  return ["DELETED", "SOFT_DELETED"].includes(textOf(row["status"]));
}

/** The list of tags without the platform's own and without our marks (1.5). */
export function tagsOf(row: JsonObject): { readonly tags: JsonObject; readonly markers: Pick<Observed, "markers"> } {
  const tags: [string, Json][] = [];
  for (const tag of listTags(row)) {
    const key = textOf(tag["key"]);
    if (tag["read_only"] !== true && !key.startsWith("trueup-")) tags.push([key, tag["value"] ?? ""]);
  }
  const markers = markersOf(row);
  return { tags: Object.fromEntries(tags), markers: markers === undefined ? {} : { markers } };
}

function listTags(row: JsonObject): readonly JsonObject[] {
  const tags = listOf(row["tags"]);
  return tags.length > 0 ? tags : listOf(row["metadata_detailed"]);
}

export function markersOf(row: JsonObject): Observed["markers"] {
  const marks: { stack?: Json; address?: Json; intent?: Json } = {};
  for (const tag of listTags(row)) {
    const mark = tag["read_only"] === true ? undefined : MARKS.get(textOf(tag["key"]));
    if (mark !== undefined) marks[mark] = tag["value"] ?? "";
  }
  const { stack, address, intent } = marks;
  if (typeof stack !== "string" || typeof address !== "string") return undefined;
  return { stack, address, ...(typeof intent === "string" ? { intent } : {}) };
}

const MARKS: ReadonlyMap<string, "stack" | "address" | "intent"> = new Map([
  ["trueup-stack", "stack"],
  ["trueup-address", "address"],
  ["trueup-intent", "intent"],
]);

function createdAt(row: JsonObject): Pick<Observed, "createdAtMs"> {
  const at = Date.parse(textOf(row["created_at"]) || textOf(row["instance_created"]));
  return Number.isFinite(at) ? { createdAtMs: at } : {};
}

export interface VmContext {
  /** Instance -> name of its placement group: only the group knows its members (3.2). */
  readonly groups: ReadonlyMap<string, string>;
  /** Instance -> its interfaces that neither a name nor anything else tells for certain. */
  readonly unnamed: ReadonlyMap<string, readonly JsonObject[]>;
  /** By id: those that an instance takes along when it is deleted; others may lack. */
  readonly volumes: ReadonlyMap<string, JsonObject>;
}

/** Volumes that go with their instance, whatever its deletion names (3.1, 3.3); the flag cannot be changed later (9.2). */
export function listMarkedVolumes(row: JsonObject): string[] {
  return listOf(row["volumes"])
    .filter((volume) => volume["delete_on_termination"] === true)
    .map((volume) => idOf(volume) ?? "")
    .sort();
}

function takenAlong(id: string, volumes: ReadonlyMap<string, JsonObject>): TakenAlong {
  const row = volumes.get(id) ?? {};
  const name = textOf(row["name"]);
  return {
    type: "volume",
    remoteId: id,
    label: name === "" ? id : `${name} (${id})`,
    // The volume that a machine boots from cannot be detached (7).
    isFixed: row["is_root_volume"] === true,
  };
}

export function convertInstance(row: JsonObject, { groups, unnamed, volumes }: VmContext): Observed {
  const id = idOf(row) ?? "";
  const name = textOf(row["name"]) || textOf(row["instance_name"]);
  const flavor = isJsonObject(row["flavor"]) ? row["flavor"] : {};
  const power = VM_STATES[textOf(row["status"])]?.power;
  const key = textOf(row["ssh_key_name"]) || textOf(row["keypair_name"]);
  const { tags, markers } = tagsOf(row);
  const addresses = listAddresses(row);
  const marked = listMarkedVolumes(row);
  return {
    type: "vm",
    remoteId: id,
    name,
    owned: true,
    attributes: {
      name,
      flavor: textOf(flavor["flavor_name"]) || textOf(flavor["flavor_id"]),
      tags,
      sshKeys: key === "" ? [] : [key],
      placementGroup: groups.get(id) ?? null,
      ...(power === undefined ? {} : { power }),
      ...(marked.length === 0 ? {} : { deletedWithVm: marked }),
    },
    outputs: {
      id,
      name,
      ips: addresses.public,
      privateIps: addresses.private,
      flavor: textOf(flavor["flavor_name"]),
      status: textOf(row["status"]),
      ...(power === undefined ? {} : { power }),
      ...(unnamed.has(id) ? { unnamedInterfaces: unnamed.get(id) ?? [] } : {}),
    },
    ...markers,
    ...conditionOf(row, VM_STATES),
    ...createdAt(row),
    lost: NONE,
    ...(marked.length === 0 ? {} : { takesAlong: marked.map((one) => takenAlong(one, volumes)) }),
  };
}

/** Floating and external addresses first, then those of private networks. */
function listAddresses(row: JsonObject): { readonly public: readonly string[]; readonly private: readonly string[] } {
  const items = Object.values(isJsonObject(row["addresses"]) ? row["addresses"] : {}).flatMap(listOf);
  const external = new Set(
    listOf(row["fixed_ip_assignments"])
      .filter((item) => item["external"] === true)
      .map((item) => textOf(item["ip_address"])),
  );
  const isPublic = (item: JsonObject) => item["type"] === "floating" || external.has(textOf(item["addr"]));
  const pick = (wanted: boolean) =>
    items.filter((item) => isPublic(item) === wanted).map((item) => textOf(item["addr"]));
  return { public: pick(true), private: pick(false) };
}

/** Of the machine that it hangs on, for people; not every read tells it. */
function machineName(value: Json | undefined): JsonObject {
  const name = textOf(value);
  return name === "" ? {} : { machine: name };
}

/** `snapshots`: those of this volume. */
export function convertVolume(row: JsonObject, snapshots: readonly JsonObject[]): Observed {
  const id = idOf(row) ?? "";
  const [attachment] = listOf(row["attachments"]);
  const { tags, markers } = tagsOf(row);
  const vm = textOf(attachment?.["server_id"]);
  const type = textOf(row["volume_type"]);
  return {
    type: "volume",
    remoteId: id,
    name: textOf(row["name"]),
    owned: true,
    attributes: {
      name: textOf(row["name"]),
      size: typeof row["size"] === "number" ? row["size"] * MIB : null,
      type,
      tags,
      vm: vm === "" ? null : vm,
    },
    outputs: {
      id,
      name: textOf(row["name"]),
      size: row["size"] ?? null,
      type,
      bootable: row["bootable"] ?? null,
      ...machineName(attachment?.["instance_name"]),
    },
    ...markers,
    ...(row["is_root_volume"] === true ? { isFixed: true as const } : {}),
    ...conditionOf(row, VOLUME_STATES),
    ...createdAt(row),
    lost: snapshots.length === 0 ? NONE : snapshots.map(describeLost),
  };
}

function describeLost(snapshot: JsonObject): Observed["lost"][number] {
  return { kind: "snapshot", label: `${textOf(snapshot["name"])} (${idOf(snapshot) ?? ""})` };
}

export function convertSnapshot(row: JsonObject): Observed {
  const id = idOf(row) ?? "";
  const volume = textOf(row["volume_id"]);
  const { tags, markers } = tagsOf(row);
  return {
    type: "snapshot",
    remoteId: id,
    name: textOf(row["name"]),
    parentId: volume,
    owned: true,
    attributes: { name: textOf(row["name"]), volume, description: textOf(row["description"]), tags },
    outputs: { id, name: textOf(row["name"]), volume, size: row["size"] ?? null },
    ...markers,
    ...conditionOf(row, SNAPSHOT_STATES),
    ...createdAt(row),
    lost: NONE,
  };
}

export function convertKey(row: JsonObject): Observed {
  const id = idOf(row) ?? "";
  const name = textOf(row["name"]) || textOf(row["sshkey_name"]);
  return {
    type: "key",
    remoteId: id,
    name,
    owned: true,
    attributes: { name, publicKey: textOf(row["public_key"]).trim() },
    outputs: { id, name, fingerprint: textOf(row["fingerprint"]) },
    condition: row["state"] === "DELETING" ? "busy" : "ready",
    lost: NONE,
  };
}

export function convertFloatingIp(row: JsonObject): Observed {
  const id = idOf(row) ?? "";
  const address = textOf(row["floating_ip_address"]);
  const port = textOf(row["port_id"]);
  return {
    type: "floatingIp",
    remoteId: id,
    name: address,
    owned: true,
    attributes: { port: port === "" ? null : port },
    outputs: { id, ip: address, ...machineName(isJsonObject(row["instance"]) ? row["instance"]["name"] : undefined) },
    ...tagsOf(row).markers,
    ...conditionOf(row, ADDRESS_STATES),
    ...createdAt(row),
    lost: [{ kind: "address", label: address }],
  };
}

export function convertPolicy(row: JsonObject): Observed {
  const id = idOf(row) ?? "";
  const schedules = listOf(row["schedules"]);
  return {
    type: "schedule",
    remoteId: id,
    name: textOf(row["name"]),
    owned: row["action"] === undefined || row["action"] === "volume_snapshot",
    attributes: {
      name: textOf(row["name"]),
      volumes: listOf(row["volumes"])
        .map((volume) => textOf(volume["volume_id"]))
        .sort(),
      timing: schedules.map(formatTiming).sort(),
      naming: schedules.map(formatNamed).sort(),
      paused: row["status"] === "paused",
    },
    outputs: { id, name: textOf(row["name"]), schedules },
    condition: "ready",
    lost: NONE,
  };
}
