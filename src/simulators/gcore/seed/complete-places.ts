// Rows of what machines are made from and live in → whole rows. What matters is checked, what is missing is filled, the rest is kept.
import type { JsonObject } from "../../engine/json.ts";
import { asArray, asInteger, asObject, asText, listOf, optional, required } from "../../engine/shape.ts";
import type { RowOf } from "../objects/world.ts";
import { IMAGE_DEFAULTS, REGION_DEFAULTS, TEMPLATE_DEFAULTS } from "./row-defaults.ts";
import {
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

type Completion<K extends keyof RowOf> = { [P in K]: (row: JsonObject, where: string, home: Home) => RowOf[P] };

export const COMPLETE_PLACES: Completion<
  | "projects"
  | "regions"
  | "images"
  | "apptemplates"
  | "networks"
  | "subnets"
  | "securitygroups"
  | "ssh_keys"
  | "servergroups"
> = {
  projects: (row, where, home) => ({
    description: null,
    client_id: home.clientId,
    created_at: home.now,
    deleted_at: null,
    is_default: false,
    state: "ACTIVE",
    task_id: null,
    ...row,
    id: required(row, "id", where, asInteger),
    name: textIn(row, "name", where, `project-${String(row["id"])}`),
  }),
  regions: (row, where, home) => ({
    ...REGION_DEFAULTS,
    created_at: home.now,
    created_on: home.now,
    keystone_name: textIn(row, "display_name", where, ""),
    slug: textIn(row, "display_name", where, "").toLowerCase(),
    ...row,
    available_volume_types: row["available_volume_types"] ?? REGION_DEFAULTS["available_volume_types"] ?? null,
    id: required(row, "id", where, asInteger),
    display_name: textIn(row, "display_name", where, `Region-${String(row["id"])}`),
  }),
  images: (row, where, home) => ({
    ...IMAGE_DEFAULTS,
    ...row,
    ...named(row, where),
    ...regional({ ...row, project_id: row["project_id"] ?? 0 }, where, home),
    ...timed(row, where, home),
    ...tasked(row, where),
    os_type: textIn(row, "os_type", where, "linux"),
    os_distro: textIn(row, "os_distro", where, "unknown"),
    os_version: textIn(row, "os_version", where, "unknown"),
    architecture: textIn(row, "architecture", where, "x86_64"),
    min_disk: numberIn(row, "min_disk", where, 0),
    min_ram: numberIn(row, "min_ram", where, 0),
    visibility: textIn(row, "visibility", where, "public"),
    is_baremetal: flagIn(row, "is_baremetal", where, false),
    tags_v2: tagsIn(row, "tags_v2", where),
  }),
  apptemplates: (row, where) => ({
    ...TEMPLATE_DEFAULTS,
    ...row,
    id: required(row, "id", where, asText),
    display_name: required(row, "display_name", where, asText),
    min_disk: numberIn(row, "min_disk", where, 0),
  }),
  networks: (row, where, home) => ({
    ...{ default: false, mtu: 1450, port_security_enabled: true, segmentation_id: null, type: "vxlan" },
    ...row,
    ...named(row, where),
    ...regional(row, where, home),
    ...offsetTimed(row, where, home),
    ...tasked(row, where),
    project_id: row["project_id"] === null ? null : numberIn(row, "project_id", where, home.projectId),
    external: flagIn(row, "external", where, false),
    shared: flagIn(row, "shared", where, false),
    subnets: optional(row, "subnets", where, listOf(asText)) ?? [],
    tags: tagsIn(row, "tags", where),
  }),
  subnets: (row, where, home) => ({
    ...{ dns_nameservers: [], enable_dhcp: true, has_router: false, host_routes: [] },
    ...row,
    ...named(row, where),
    ...regional(row, where, home),
    ...offsetTimed(row, where, home),
    ...tasked(row, where),
    network_id: required(row, "network_id", where, asUuid),
    cidr: required(row, "cidr", where, asText),
    gateway_ip: maybeText(row, "gateway_ip", where),
    ip_version: numberIn(row, "ip_version", where, 4),
    tags: tagsIn(row, "tags", where),
  }),
  securitygroups: (row, where, home) => ({
    ...row,
    ...named(row, where),
    ...regional(row, where, home),
    ...offsetTimed(row, where, home),
    description: textIn(row, "description", where, ""),
    security_group_rules: (optional(row, "security_group_rules", where, asArray) ?? []).map((one) => {
      const member = asObject(one, where);
      return { ...member, ...offsetTimed(member, where, home) };
    }),
    tags_v2: tagsIn(row, "tags_v2", where),
    revision_number: numberIn(row, "revision_number", where, 1),
  }),
  ssh_keys: (row, where, home) => ({
    ...row,
    ...named(row, where),
    public_key: required(row, "public_key", where, asText),
    fingerprint: textIn(row, "fingerprint", where, "00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00"),
    shared_in_project: flagIn(row, "shared_in_project", where, true),
    project_id: numberIn(row, "project_id", where, home.projectId),
    state: textIn(row, "state", where, "ACTIVE"),
    created_at: maybeText(row, "created_at", where),
  }),
  servergroups: (row, where, home) => ({
    ...row,
    ...regional(row, where, home),
    servergroup_id: required(row, "servergroup_id", where, asUuid),
    name: required(row, "name", where, asText),
    policy: textIn(row, "policy", where, "anti-affinity"),
    instances: (optional(row, "instances", where, asArray) ?? []).map((one) => {
      const member = asObject(one, where);
      return {
        ...member,
        instance_id: required(member, "instance_id", where, asText),
        instance_name: textIn(member, "instance_name", where, ""),
      };
    }),
  }),
};
