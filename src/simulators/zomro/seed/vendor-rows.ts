// The objects as the vendor shows them, with every scalar as text; members that no rule here needs are kept beside as they came.
import type { JsonObject } from "../../engine/json.ts";

export const INSTANCE_FIELDS = [
  "id",
  "name",
  "servername",
  "ip",
  "ip_v6",
  "rdns_record",
  "instance_status",
  "status",
  "pricelist",
  "cost",
  "datacentername",
  "instances_os",
  "createdate",
  "fotbo_id",
  "autoprolong",
  "backup_rotation",
  "order_period",
  "real_expiredate",
] as const;

export const IMAGE_FIELDS = [
  "id",
  "fleio_id",
  "name",
  "fleio_status",
  "item_real_status",
  "createdate",
  "image_size",
  "min_disk",
  "min_ram",
  "disk_format",
  "architecture",
  "hypervisor_type",
  "os_distro",
  "os_version",
  "protected",
  "region",
  "visibility",
  "backup_type",
  "cost",
] as const;

export const SCHEDULE_FIELDS = [
  "id",
  "instance_id",
  "name",
  "rotation_days",
  "rotation_time",
  "create_date",
  "servername",
] as const;

export const KEY_FIELDS = ["elid", "comment", "fotbokeyid", "publicKey"] as const;
export const TARIFF_FIELDS = ["id", "title", "description", "cost"] as const;

type Texts<T extends readonly string[]> = Record<T[number], string>;

export type InstanceRow = Texts<typeof INSTANCE_FIELDS>;
export type ImageRow = Texts<typeof IMAGE_FIELDS>;
export type ScheduleRow = Texts<typeof SCHEDULE_FIELDS>;
export type KeyRow = Texts<typeof KEY_FIELDS>;
export type TariffRow = Texts<typeof TARIFF_FIELDS>;

/** `rest` is what the vendor's row had beside the known fields. */
export interface Kept {
  rest: JsonObject;
}
