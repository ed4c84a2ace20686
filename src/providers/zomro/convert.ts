// Zomro's rows as observed objects: statuses, names, days. Pure; sends nothing.

import { ProviderError } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Condition, Observed } from "../../core/observed.ts";
import { WEEKDAYS } from "../../core/weekdays.ts";
import { labelOf, textOf } from "./decode.ts";

const BUSY = new Set([
  "creating",
  "building",
  "processing",
  "starting",
  "stopping",
  "rebooting",
  "rebuilding",
  "resizing",
  "rescuing",
  "unrescuing",
  "suspending",
  "booting_from_iso",
  "running_image_uploading",
]);

/** Billing codes of the platform: 1 ordered, 2 active, 3 suspended, 4 deleted, 5 processing. */
const DELETED = "4";
const UNFINISHED = new Set(["1", "5"]);
const IN_TRANSITION = new Set(["activation in progress", "deletion in progress"]);

interface Standing {
  readonly condition: Condition;
  readonly detail?: string;
  readonly power?: "on" | "off";
  readonly isRescued: boolean;
  readonly isFromIso?: true;
  readonly isBroken?: boolean;
}

/** What may be done with a machine goes by `instance_status`; a stop and a suspension look alike on the billing side (6.5). */
function readStanding(row: JsonObject): Standing {
  const status = (textOf(row["instance_status"]) || textOf(row["fotbo_status"])).toLowerCase();
  const isUnfinished =
    billingCodes(row).some((code) => UNFINISHED.has(code)) ||
    IN_TRANSITION.has(labelOf(row["item_status"]).toLowerCase());
  if (BUSY.has(status) || isUnfinished) return { condition: "busy", isRescued: status === "unrescuing" };
  if (status === "active") return { condition: "ready", power: "on", isRescued: false };
  if (status === "stopped") return { condition: "ready", power: "off", isRescued: false };
  if (status === "rescued")
    return { condition: "blocked", detail: "the machine is in rescue mode", power: "on", isRescued: true };
  return {
    condition: "blocked",
    detail:
      DETAILS[status] ?? `Zomro reports the status ${status === "" ? "(none)" : status}, which trueup does not act on`,
    isRescued: false,
    ...(status === "booted_from_iso" ? { isFromIso: true as const } : {}),
    isBroken: status === "error",
  };
}

const DETAILS: Readonly<Record<string, string>> = {
  booted_from_iso: "the machine is booted from an ISO image",
  resized: "a change of its tariff waits for a confirmation in the panel",
  verify_resize: "a change of its tariff waits for a confirmation in the panel",
  suspended: "the provider has suspended the machine",
  suspend: "the provider has suspended the machine",
  error: "the provider reports an error of the machine",
};

const RESCUE_FIELDS = ["rescue.enabled", "rescue.image", "rescue.zone", "rescue.password"];

/** Panels differ in where the billing code stands (3.5): one place or several, with the same code. */
function billingCodes(row: JsonObject): readonly string[] {
  return [row["status"], row["item_real_status"], row["item_status"]].map(textOf);
}

/** Deleted services stay in the list with the code 4: they are absent. */
export function isDeleted(row: JsonObject): boolean {
  return billingCodes(row).includes(DELETED);
}

export function convertInstance(row: JsonObject): Observed {
  const id = requireId(row["id"], "an instance");
  const name = textOf(row["servername"]) || textOf(row["name"]);
  const standing = readStanding(row);
  const power = standing.power === undefined ? {} : { power: standing.power };
  const ips = textOf(row["ip"])
    .split(/[\s,]+/)
    .filter((ip) => ip !== "");
  return {
    type: "vm",
    remoteId: id,
    name,
    owned: true,
    attributes: {
      name,
      tariff: labelOf(row["pricelist"]),
      datacenter: labelOf(row["datacentername"]),
      image: labelOf(row["instances_os"]),
      rescue: { enabled: standing.isRescued },
      ...(standing.isFromIso ? { bootedFromIso: true } : {}),
      ...(ips.length === 0 ? {} : { addresses: ips }),
      ...power,
    },
    outputs: { id, name, ips, ...power },
    condition: standing.condition,
    ...(standing.detail === undefined ? {} : { conditionDetail: standing.detail, trouble: standing.detail }),
    ...(standing.isBroken === true ? { isBroken: true } : {}),
    ...(standing.isRescued ? { unblocked: RESCUE_FIELDS } : {}),
    lost: [
      { kind: "disk", label: "everything on the disk" },
      ...ips.map((ip) => ({ kind: "address" as const, label: ip })),
    ],
  };
}

/** Rows of snapshots carry no instance: it is the one that was asked for. */
export function convertSnapshot(row: JsonObject, vmId: string): Observed {
  const id = requireId(row["id"], "a snapshot");
  const name = textOf(row["name"]);
  const status = textOf(row["fleio_status"]).toLowerCase();
  const isProtected = ["on", "yes"].includes(textOf(row["protected"]).toLowerCase());
  const isBusy = status === "saving" || billingCodes(row).some((code) => UNFINISHED.has(code));
  const condition: Condition = isBusy ? "busy" : status === "active" && !isProtected ? "ready" : "blocked";
  const createdOn = textOf(row["createdate"]) || textOf(row["create_date"]);
  const detail = isProtected
    ? "the snapshot is protected from deletion in the panel"
    : `Zomro reports the status ${status === "" ? "(none)" : status}`;
  return {
    type: "snapshot",
    remoteId: id,
    parentId: vmId,
    name,
    owned: true,
    attributes: { name, vm: vmId },
    outputs: { id, name, imageId: textOf(row["fleio_id"]) },
    condition,
    ...(condition === "blocked" ? { conditionDetail: detail } : {}),
    // Protected is what somebody wanted; whatever else is not active is not.
    ...(!isBusy && status !== "active"
      ? { trouble: `Zomro reports the status ${status === "" ? "(none)" : status}` }
      : {}),
    ...(status === "error" && !isProtected ? { isBroken: true } : {}),
    ...(isProtected && status === "active" ? { unblocked: ["name"] } : {}),
    ...(/^\d{4}-\d{2}-\d{2}/.test(createdOn) ? { createdOn: createdOn.slice(0, 10) } : {}),
    lost: [],
  };
}

/** Day names in English, numbers or both, in any order and spacing: a set ([S004], C8). Undefined where a word is none. */
export function parseDays(text: string): readonly string[] | undefined {
  const words = text.split(/[\s,]+/).filter((word) => word !== "");
  const days = words.map((word) =>
    /^[0-6]$/.test(word) ? WEEKDAYS[Number(word)] : WEEKDAYS.find((day) => word.toLowerCase().startsWith(day)),
  );
  const known = days.filter((day) => day !== undefined);
  return known.length === words.length ? WEEKDAYS.filter((day) => known.includes(day)) : undefined;
}

/** Hours and minutes, whether or not the hour has a zero before it and seconds behind. */
function parseTime(text: string): string {
  const [, hours = "", minutes = ""] = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(text) ?? [];
  return hours === "" ? text : `${hours.padStart(2, "0")}:${minutes}`;
}

/** Days in words that are not known say nothing: they are neither equal nor different, so nothing is sent (C8). */
export function convertSchedule(row: JsonObject, vmId: string): Observed {
  const id = requireId(row["id"], "a schedule");
  const name = textOf(row["name"]);
  const written = labelOf(row["rotation_days"]);
  const days = parseDays(textOf(row["rotation_days"])) ?? parseDays(written);
  const isReadable = days !== undefined && days.length > 0;
  return {
    type: "schedule",
    remoteId: id,
    parentId: vmId,
    name,
    owned: true,
    attributes: { name, vm: vmId, days: days ?? [written], time: parseTime(textOf(row["rotation_time"])) },
    outputs: { id, name },
    condition: isReadable ? "ready" : "blocked",
    ...(isReadable ? {} : { conditionDetail: `Zomro lists its days as "${written}", which trueup cannot read` }),
    lost: [],
  };
}

export function convertKey(row: JsonObject): Observed {
  const id = requireId(row["elid"] ?? row["id"], "an SSH key");
  const name = textOf(row["comment"]);
  return {
    type: "key",
    remoteId: id,
    name,
    owned: true,
    attributes: { name, attachId: textOf(row["fotbokeyid"]) },
    outputs: { id, name },
    condition: "ready",
    lost: [],
  };
}

/** Ids go into `elid`, which may hold several: anything but digits could delete more than one object (1.3). */
function requireId(node: JsonObject[string] | undefined, what: string): string {
  const id = textOf(node);
  if (/^\d+$/.test(id)) return id;
  throw new ProviderError(`Zomro listed ${what} without an id`, { fault: "malformed", effect: "none" });
}
