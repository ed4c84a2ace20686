// Rows of machines and of what hangs on them → whole rows. What matters is checked, what is missing is filled, the rest is kept.
import type { JsonObject } from "../../engine/json.ts";
import { asArray, asInteger, asObject, asText, listOf, oneOf, optional, required } from "../../engine/shape.ts";
import { uuidFrom } from "../objects/new-ids.ts";
import type { RowOf } from "../objects/world.ts";
import {
  asAssignment,
  asAttachment,
  asInstanceFlavor,
  asInstanceVolume,
  asUuid,
  flagIn,
  type Home,
  maybeText,
  named,
  numberIn,
  offsetTimed,
  regional,
  tagsIn,
  tasked,
  textIn,
  timed,
} from "./row-shapes.ts";
import type { PortRow, ScheduleRow } from "./vendor-rows.ts";

type Completion<K extends keyof RowOf> = { [P in K]: (row: JsonObject, where: string, home: Home) => RowOf[P] };

export const COMPLETE_MACHINES: Completion<
  | "volumes"
  | "snapshots"
  | "instances"
  | "ports"
  | "floatingips"
  | "reserved_fixed_ips"
  | "lifecycle_policies"
  | "tasks"
> = {
  volumes: (row, where, home) => ({
    limiter_stats: null,
    ...row,
    ...named(row, where),
    ...regional(row, where, home),
    ...offsetTimed(row, where, home),
    ...tasked(row, where),
    size: required(row, "size", where, asInteger),
    status: textIn(row, "status", where, "available"),
    volume_type: textIn(row, "volume_type", where, "standard"),
    bootable: flagIn(row, "bootable", where, false),
    is_root_volume: flagIn(row, "is_root_volume", where, false),
    attachments: (optional(row, "attachments", where, listOf(asAttachment)) ?? []).map((one) => ({
      ...one,
      volume_id: String(row["id"]),
    })),
    volume_image_metadata: optional(row, "volume_image_metadata", where, asObject) ?? null,
    tags: tagsIn(row, "tags", where),
  }),
  snapshots: (row, where, home) => ({
    ...row,
    ...named(row, where),
    ...regional(row, where, home),
    ...offsetTimed(row, where, home),
    task_id: maybeText(row, "task_id", where),
    creator_task_id: textIn(row, "creator_task_id", where, uuidFrom(`task/${String(row["id"])}`)),
    description: maybeText(row, "description", where),
    volume_id: required(row, "volume_id", where, asUuid),
    size: required(row, "size", where, asInteger),
    status: textIn(row, "status", where, "available"),
    tags: tagsIn(row, "tags", where),
  }),
  instances: (row, where, home) => ({
    ...{ instance_description: null, instance_isolation: null, blackhole_ports: [], ddos_profile: null },
    ...row,
    ...named(row, where),
    ...regional(row, where, home),
    ...tasked(row, where),
    created_at: textIn(row, "created_at", where, home.now),
    status: textIn(row, "status", where, "ACTIVE"),
    vm_state: textIn(row, "vm_state", where, row["status"] === "SHUTOFF" ? "stopped" : "active"),
    task_state: maybeText(row, "task_state", where),
    flavor: required(row, "flavor", where, asInstanceFlavor),
    volumes: optional(row, "volumes", where, listOf(asInstanceVolume)) ?? [],
    ssh_key_name: maybeText(row, "ssh_key_name", where),
    tags: tagsIn(row, "tags", where),
  }),
  ports: (row, where, home) => ({
    ...{ capabilities: null, system_tags: {}, name: "" },
    ...row,
    ...regional(row, where, home),
    ...timed(row, where, home),
    id: required(row, "id", where, asUuid),
    network_id: required(row, "network_id", where, asUuid),
    mac_address: textIn(row, "mac_address", where, "fa:16:3e:00:00:00"),
    security_group_ids: optional(row, "security_group_ids", where, listOf(asText)) ?? [],
    attached_to: attachedTo(row, where),
    ip_assignments: optional(row, "ip_assignments", where, listOf(asAssignment)) ?? [],
    allowed_address_pairs: (optional(row, "allowed_address_pairs", where, asArray) ?? []).map((one) =>
      asObject(one, where),
    ),
    port_security_enabled: flagIn(row, "port_security_enabled", where, true),
    managed_by: textIn(row, "managed_by", where, "user"),
    tags: optional(row, "tags", where, asObject) ?? {},
  }),
  floatingips: (row, where, home) => ({
    router_id: null,
    ...row,
    ...regional(row, where, home),
    ...offsetTimed(row, where, home),
    ...tasked(row, where),
    id: required(row, "id", where, asUuid),
    floating_ip_address: required(row, "floating_ip_address", where, asText),
    fixed_ip_address: maybeText(row, "fixed_ip_address", where),
    port_id: maybeText(row, "port_id", where),
    status: textIn(row, "status", where, row["port_id"] ? "ACTIVE" : "DOWN"),
    tags: tagsIn(row, "tags", where),
  }),
  reserved_fixed_ips: (row, where, home) => ({
    ...row,
    ...regional(row, where, home),
    ...offsetTimed(row, where, home),
    ...tasked(row, where),
    port_id: required(row, "port_id", where, asUuid),
    name: textIn(row, "name", where, ""),
    network_id: required(row, "network_id", where, asUuid),
    subnet_id: maybeText(row, "subnet_id", where),
    fixed_ip_address: maybeText(row, "fixed_ip_address", where),
    is_external: flagIn(row, "is_external", where, false),
    is_vip: flagIn(row, "is_vip", where, false),
  }),
  lifecycle_policies: (row, where, home) => ({
    ...row,
    id: required(row, "id", where, asInteger),
    name: required(row, "name", where, asText),
    action: textIn(row, "action", where, "volume_snapshot"),
    status: textIn(row, "status", where, "active"),
    user_id: numberIn(row, "user_id", where, home.userId),
    project_id: numberIn(row, "project_id", where, home.projectId),
    region_id: numberIn(row, "region_id", where, home.regionId),
    schedules: (optional(row, "schedules", where, asArray) ?? []).map((one, index) =>
      asSchedule(one, `${where}.schedules[${index}]`),
    ),
    volumes: (optional(row, "volumes", where, asArray) ?? []).map((one) => {
      const member = asObject(one, where);
      return { volume_name: "", ...member, volume_id: required(member, "volume_id", where, asText) };
    }),
  }),
  tasks: (row, where, home) => ({
    ...{ detailed_state: null, client_id: home.clientId, user_id: home.userId, user_client_id: home.clientId },
    ...{ request_id: null, job_id: null, lifecycle_policy_id: null, schedule_id: null },
    ...{ acknowledged_at: null, acknowledged_by: null },
    ...row,
    id: required(row, "id", where, asText),
    task_type: required(row, "task_type", where, asText),
    state: required(row, "state", where, oneOf(["NEW", "RUNNING", "FINISHED", "ERROR"])),
    created_on: textIn(row, "created_on", where, home.now.replace(/Z$/, "")),
    updated_on: maybeText(row, "updated_on", where),
    finished_on: maybeText(row, "finished_on", where),
    error: maybeText(row, "error", where),
    created_resources: optional(row, "created_resources", where, asObject) ?? null,
    data: optional(row, "data", where, asObject) ?? {},
    project_id: numberIn(row, "project_id", where, home.projectId),
    region_id: numberIn(row, "region_id", where, home.regionId),
  }),
};

function attachedTo(row: JsonObject, where: string): PortRow["attached_to"] {
  const attached = optional(row, "attached_to", where, asObject);
  if (!attached) return null;
  const id = required(attached, "resource_id", `${where}.attached_to`, asText);
  const type = textIn(attached, "resource_type", `${where}.attached_to`, "instance");
  return { trunk: null, ...attached, resource_id: id, resource_type: type };
}

function asSchedule(value: unknown, where: string): ScheduleRow {
  const row = asObject(value, where);
  return {
    ...row,
    id: required(row, "id", where, asText),
    type: required(row, "type", where, oneOf(["cron", "interval"])),
    max_quantity: numberIn(row, "max_quantity", where, 2),
    retention_time: optional(row, "retention_time", where, asObject) ?? null,
    resource_name_template: maybeText(row, "resource_name_template", where),
  };
}
