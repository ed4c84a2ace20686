// How members of the vendor's rows are read from seeds: with a check where a rule leans on them, and a default where they may be missing.
import type { JsonObject } from "../../engine/json.ts";
import {
  asFlag,
  asInteger,
  asObject,
  asText,
  listOf,
  oneOf,
  optional,
  required,
  type Shape,
} from "../../engine/shape.ts";
import { uuidFrom } from "../objects/new-ids.ts";
import type { FlavorRow, Tag } from "./vendor-rows.ts";

/** Where rows live that do not say it. */
export interface Home {
  projectId: number;
  regionId: number;
  regionName(id: number): string;
  now: string;
  clientId: number;
  userId: number;
}

export const asTag: Shape<Tag> = (value, where) => {
  const row = asObject(value, where);
  const [key, text] = [required(row, "key", where, asText), required(row, "value", where, asText)];
  return { ...row, key, value: text, read_only: optional(row, "read_only", where, asFlag) ?? false };
};

export const tagsIn = (row: JsonObject, key: string, where: string): Tag[] =>
  optional(row, key, where, listOf(asTag)) ?? [];
export const textIn = (row: JsonObject, key: string, where: string, otherwise: string): string =>
  optional(row, key, where, asText) ?? otherwise;
export const numberIn = (row: JsonObject, key: string, where: string, otherwise: number): number =>
  optional(row, key, where, asInteger) ?? otherwise;
export const flagIn = (row: JsonObject, key: string, where: string, otherwise: boolean): boolean =>
  optional(row, key, where, asFlag) ?? otherwise;
export const maybeText = (row: JsonObject, key: string, where: string): string | null =>
  optional(row, key, where, asText) ?? null;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const asUuid: Shape<string> = (value, where) => {
  const text = asText(value, where);
  if (!UUID.test(text)) oneOf(["a UUID"])(text, where);
  return text;
};

export function regional(row: JsonObject, where: string, home: Home) {
  const regionId = numberIn(row, "region_id", where, home.regionId);
  return {
    project_id: numberIn(row, "project_id", where, home.projectId),
    region_id: regionId,
    region: textIn(row, "region", where, home.regionName(regionId)),
  };
}

export function timed(row: JsonObject, where: string, home: Home) {
  const created = textIn(row, "created_at", where, home.now);
  return { created_at: created, updated_at: textIn(row, "updated_at", where, created) };
}

/** Of the kinds that write UTC as `+0000`, whichever way the seed writes it. */
export function offsetTimed(row: JsonObject, where: string, home: Home) {
  const { created_at: created, updated_at: updated } = timed(row, where, home);
  return { created_at: withOffset(created), updated_at: withOffset(updated) };
}

export function withOffset(time: string): string {
  return time.replace(/Z$/, "+0000");
}

export function tasked(row: JsonObject, where: string) {
  return { task_id: maybeText(row, "task_id", where), creator_task_id: maybeText(row, "creator_task_id", where) };
}

/** `id` and `name`, also under the older keys of instances. */
export function named(row: JsonObject, where: string) {
  return { id: required(row, "id", where, asUuid), name: required(row, "name", where, asText) };
}

export const asFlavor: Shape<FlavorRow> = (value, where) => {
  const row = asObject(value, where);
  const id = required(row, "flavor_id", where, asText);
  const [vcpus, ram] = [required(row, "vcpus", where, asInteger), required(row, "ram", where, asInteger)];
  return {
    ...row,
    flavor_id: id,
    flavor_name: textIn(row, "flavor_name", where, id),
    vcpus,
    ram,
    os_type: textIn(row, "os_type", where, "linux"),
    architecture: textIn(row, "architecture", where, "x86_64"),
    disabled: flagIn(row, "disabled", where, false),
    hardware_description: optional(row, "hardware_description", where, asObject) ?? {
      vcpus: `${vcpus}`,
      ram: `${ram}`,
    },
  };
};

export const asInstanceFlavor: Shape<JsonObject & { flavor_id: string }> = (value, where) => {
  const row = asObject(value, where);
  const id = required(row, "flavor_id", where, asText);
  const [vcpus, ram] = [numberIn(row, "vcpus", where, 1), numberIn(row, "ram", where, 1024)];
  const hardware = { vcpus: `${vcpus}`, ram: `${ram}` };
  const rest = { flavor_name: id, os_type: "linux", architecture: "x86_64", hardware_description: hardware };
  return { ...rest, ...row, vcpus, ram, flavor_id: id };
};

export const asInstanceVolume: Shape<JsonObject & { id: string; delete_on_termination: boolean }> = (value, where) => {
  const row = asObject(value, where);
  const deleted = flagIn(row, "delete_on_termination", where, false);
  return { ...row, id: required(row, "id", where, asUuid), delete_on_termination: deleted };
};

export const asAttachment: Shape<
  JsonObject & { attachment_id: string; volume_id: string; server_id: string | null }
> = (value, where) => {
  const row = asObject(value, where);
  const [server, volume] = [maybeText(row, "server_id", where), textIn(row, "volume_id", where, "")];
  const id = textIn(row, "attachment_id", where, uuidFrom(`${server}/${volume}`));
  return {
    device: null,
    attached_at: null,
    flavor_id: null,
    ...row,
    attachment_id: id,
    volume_id: volume,
    server_id: server,
  };
};

export const asAssignment: Shape<JsonObject & { ip_address: string; subnet_id: string }> = (value, where) => {
  const row = asObject(value, where);
  return {
    ...row,
    ip_address: required(row, "ip_address", where, asText),
    subnet_id: textIn(row, "subnet_id", where, ""),
  };
};
