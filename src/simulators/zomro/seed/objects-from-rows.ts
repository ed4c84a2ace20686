// Checked rows → the objects of the account, with what the rows do not say filled in. Used for seeds and outside changes alike.
import type { JsonObject } from "../../engine/json.ts";
import { SimInputError } from "../../engine/sim-input-error.ts";
import { uuidFrom } from "../objects/new-ids.ts";
import { nextTime } from "../objects/provider-time.ts";
import {
  type Datacenter,
  freshInside,
  type Image,
  type ImageKind,
  type Instance,
  type Key,
  type Schedule,
  type System,
  type Tariff,
} from "../objects/world.ts";
import { LANGUAGES, wordingFor } from "../routes/wording.ts";
import { asElem, readRow, textOf } from "./read-rows.ts";
import { IMAGE_FIELDS, INSTANCE_FIELDS, KEY_FIELDS, SCHEDULE_FIELDS, TARIFF_FIELDS } from "./vendor-rows.ts";

export function instanceFromRow(value: unknown, where: string): Instance {
  const { row, rest } = readRow(value, where, {
    fields: INSTANCE_FIELDS,
    required: ["id"],
    defaults: { instance_status: "active", status: "2", backup_rotation: "5" },
    aliases: { fotbo_status: "instance_status", item_real_status: "status" },
    drop: ["item_status", "expiredate", "elid", "slist", "password"],
  });
  if (row.fotbo_id === "") row.fotbo_id = uuidFrom(`instance ${row.id}`);
  const code = (value as JsonObject)["item_status"];
  // The code is in `$orig` alone at some panels, [3P].
  const orig = typeof code === "object" && code !== null && "$orig" in code ? textOf(code, where) : undefined;
  const status = orig !== undefined && !("status" in (value as JsonObject)) ? orig : row.status;
  const doing = status === "5" ? "activation" : null;
  const instance = { row: { ...row, status }, rest, doing, formerPlan: null, password: null, visibleFrom: 0 } as const;
  return { ...instance, inside: freshInside() };
}

export function imageFromRow(value: unknown, where: string, kind: ImageKind, instanceId: string): Image {
  const { row, rest } = readRow(value, where, {
    fields: IMAGE_FIELDS,
    required: ["id", "name"],
    defaults: {
      fleio_status: "Active",
      item_real_status: "2",
      protected: "off",
      visibility: "private",
      backup_type: kind === "backup" ? "manual" : "",
    },
  });
  if (row.fleio_id === "") row.fleio_id = uuidFrom(`copy ${row.id}`);
  return { kind, row, rest, instanceId, visibleFrom: 0 };
}

export function scheduleFromRow(value: unknown, where: string, now: number): Schedule {
  const { row, rest } = readRow(value, where, {
    fields: SCHEDULE_FIELDS,
    required: ["id", "instance_id", "name", "rotation_days", "rotation_time"],
  });
  const { rotation_days, servername: _computed, ...kept } = row;
  const days = readDays(rotation_days, `${where}.rotation_days`);
  return { row: kept, rest, days, nextAt: nextTime(days, row.rotation_time, now), visibleFrom: 0 };
}

/** Numbers with commas as sent, or names with spaces as shown, in any language of the panel. */
function readDays(text: string, where: string): number[] {
  return text
    .trim()
    .split(/[\s,]+/)
    .map((word) => {
      const day = /^[0-6]$/.test(word) ? Number(word) : dayNamed(word);
      if (day < 0) throw new SimInputError([`${where}: there is no day "${word}"`]);
      return day;
    });
}

function dayNamed(word: string): number {
  const found = LANGUAGES.map((language) => wordingFor(language, language).days.indexOf(word));
  return Math.max(-1, ...found);
}

export function keyFromRow(value: unknown, where: string): Key {
  return {
    ...readRow(value, where, { fields: KEY_FIELDS, required: ["elid", "comment", "fotbokeyid"] }),
    visibleFrom: 0,
  };
}

/** `title` is `{main: {$}}` with an older panel, [CP]; `datacenter` names where it is sold. */
export function tariffFromRow(value: unknown, where: string): Tariff {
  const { title, datacenter, ...given } = value as JsonObject;
  const main = typeof title === "object" && title !== null && "main" in title ? title["main"] : title;
  const row = { ...given, ...(main !== undefined && { title: main }) };
  const datacenters = asElem(datacenter, `${where}.datacenter`).map((one) => textOf(one, `${where}.datacenter`));
  return { ...readRow(row, where, { fields: TARIFF_FIELDS, required: ["id", "title"] }), datacenters };
}

/** As in a select: `$key` and `$`. */
export function datacenterFromRow(value: unknown, where: string): Datacenter {
  const { row } = readRow(value, where, { fields: ["$key", "$"], required: ["$key", "$"] });
  return { id: row.$key, name: row.$ };
}

export function systemFromRow(value: unknown, where: string): System {
  const { row } = readRow(value, where, { fields: ["$key", "$", "datacenter"], required: ["$key", "$"] });
  return { uuid: row.$key, label: row.$, datacenter: row.datacenter };
}
