// Gcore's objects as observed ones: states, units, tags and markers. Old and new names of a key are both understood. Pure.
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Condition, Observed } from "../../core/observed.ts";
import { idOf } from "./client.ts";
import { formatTiming } from "./timing.ts";

const MIB = 1024;

/** What a status word means for changes; a word that is not here is not known, so nothing is sent. */
interface State {
  readonly condition: Condition;
  readonly power?: "on" | "off" | "suspended";
}

const BUSY: State = { condition: "busy" };
const VM_STATES: Readonly<Record<string, State>> = {
  ACTIVE: { condition: "ready", power: "on" },
  SHUTOFF: { condition: "ready", power: "off" },
  SUSPENDED: { condition: "ready", power: "suspended" },
  BUILD: BUSY,
  REBOOT: BUSY,
  HARD_REBOOT: BUSY,
  REBUILD: BUSY,
  RESIZE: BUSY,
  REVERT_RESIZE: BUSY,
  VERIFY_RESIZE: BUSY,
  MIGRATING: BUSY,
  PASSWORD: BUSY,
};

const VOLUME_STATES: Readonly<Record<string, State>> = {
  available: { condition: "ready" },
  "in-use": { condition: "ready" },
  creating: BUSY,
  attaching: BUSY,
  detaching: BUSY,
  deleting: BUSY,
  extending: BUSY,
  retyping: BUSY,
  reverting: BUSY,
  downloading: BUSY,
  uploading: BUSY,
  "backing-up": BUSY,
  "restoring-backup": BUSY,
};

const SNAPSHOT_STATES: Readonly<Record<string, State>> = {
  available: { condition: "ready" },
  creating: BUSY,
  deleting: BUSY,
  "backing-up": BUSY,
  restoring: BUSY,
};

/** The status of an address may be null, which says nothing. */
const ADDRESS_STATES: Readonly<Record<string, State>> = {
  ACTIVE: { condition: "ready" },
  DOWN: { condition: "ready" },
};

export function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

export function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

/** An object that failed can still be deleted, though nothing else may be sent to it. */
function conditionOf(
  row: JsonObject,
  states: Readonly<Record<string, State>>,
): Pick<Observed, "condition" | "conditionDetail" | "isBroken"> {
  const status = textOf(row["status"]);
  if (textOf(row["task_id"]) !== "") return { condition: "busy", conditionDetail: "a task of Gcore holds it" };
  const { reason } = isJsonObject(row["instance_isolation"]) ? row["instance_isolation"] : {};
  if (reason !== undefined)
    return { condition: "blocked", conditionDetail: `Gcore has isolated it: ${textOf(reason) || "no reason given"}` };
  if (status === "" && states === ADDRESS_STATES) return { condition: "ready" };
  const state = states[status];
  if (state !== undefined) return { condition: state.condition };
  return {
    condition: "blocked",
    conditionDetail: `it is in the state ${status === "" ? "unknown" : status}, in which Gcore changes nothing`,
    ...(status.toLowerCase().startsWith("error") ? { isBroken: true } : {}),
  };
}

/** Still listed for a while after its deletion: not there any more. */
export function isGhost(row: JsonObject): boolean {
  return ["DELETED", "SOFT_DELETED"].includes(textOf(row["status"]));
}

/** The list of tags without the platform's own and without our marks (1.5). */
export function tagsOf(row: JsonObject): { readonly tags: JsonObject; readonly markers: Pick<Observed, "markers"> } {
  const all = listOf(row["tags"]).length > 0 ? listOf(row["tags"]) : listOf(row["metadata_detailed"]);
  const pairs = all
    .filter((tag) => tag["read_only"] !== true)
    .map((tag): [string, Json] => [textOf(tag["key"]), tag["value"] ?? ""]);
  const markers = markersIn(Object.fromEntries(pairs));
  const tags = Object.fromEntries(pairs.filter(([key]) => !key.startsWith("trueup-")));
  return { tags, markers: markers === undefined ? {} : { markers } };
}

function markersIn(tags: JsonObject): Observed["markers"] {
  const { "trueup-stack": stack, "trueup-address": address, "trueup-intent": intent } = tags;
  if (typeof stack !== "string" || typeof address !== "string") return undefined;
  return { stack, address, ...(typeof intent === "string" ? { intent } : {}) };
}

export function markersOf(row: JsonObject): Observed["markers"] {
  return tagsOf(row).markers.markers;
}

function createdAt(row: JsonObject): Pick<Observed, "createdAtMs"> {
  const at = Date.parse(textOf(row["created_at"]) || textOf(row["instance_created"]));
  return Number.isFinite(at) ? { createdAtMs: at } : {};
}

export interface VmContext {
  /** Instance -> name of its placement group: only the group knows its members (3.2). */
  readonly groups: ReadonlyMap<string, string>;
  /** Instance -> its interfaces that neither a name nor anything else tells for certain. */
  readonly unnamed: ReadonlyMap<string, readonly JsonObject[]>;
}

export function convertInstance(row: JsonObject, { groups, unnamed }: VmContext): Observed {
  const id = idOf(row) ?? "";
  const name = textOf(row["name"]) || textOf(row["instance_name"]);
  const flavor = isJsonObject(row["flavor"]) ? row["flavor"] : {};
  const power = VM_STATES[textOf(row["status"])]?.power;
  const key = textOf(row["ssh_key_name"]) || textOf(row["keypair_name"]);
  const { tags, markers } = tagsOf(row);
  const addresses = listAddresses(row);
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
    lost: [],
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
    outputs: { id, name: textOf(row["name"]), size: row["size"] ?? null, type, bootable: row["bootable"] ?? null },
    ...markers,
    ...conditionOf(row, VOLUME_STATES),
    ...createdAt(row),
    lost: snapshots
      .filter((snapshot) => textOf(snapshot["volume_id"]) === id)
      .map((snapshot) => ({
        kind: "snapshot" as const,
        label: `${textOf(snapshot["name"])} (${idOf(snapshot) ?? ""})`,
      })),
  };
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
    lost: [],
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
    lost: [],
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
    outputs: { id, ip: address },
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
      paused: row["status"] === "paused",
    },
    outputs: { id, name: textOf(row["name"]), schedules },
    condition: "ready",
    lost: [],
  };
}
