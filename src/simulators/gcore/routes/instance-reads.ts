// Reads of instances: the list with its filters, one, and what hangs on one. Changes nothing.

import { find, listObjects } from "../objects/find-objects.ts";
import { floatingIpsOf, portsByInstance, portsOf } from "../objects/ports.ts";
import { hasTags } from "../objects/tags.ts";
import type { Instance, World } from "../objects/world.ts";
import { type Call, ok, type Routes, route } from "./call.ts";
import { ordered, page, whole } from "./list-page.ts";
import type { QuerySpec } from "./read-query.ts";
import { showInstance, WHOLE_VIEW } from "./show-instance.ts";
import { showInterface } from "./show-others.ts";

const ROOT = "/v1/instances/{project_id}/{region_id}";
const STATUSES =
  "ACTIVE BUILD ERROR HARD_REBOOT MIGRATING PAUSED REBOOT REBUILD RESIZE REVERT_RESIZE SHELVED SHELVED_OFFLOADED SHUTOFF SOFT_DELETED SUSPENDED VERIFY_RESIZE";

const FILTERS: QuerySpec = {
  name: "text",
  uuid: "text",
  status: STATUSES.split(" "),
  flavor_id: "text",
  flavor_prefix: "text",
  exclude_flavor_prefix: "text",
  ip: "text",
  tag_key_value: "pairs",
  tag_value: "texts",
  // The older names of the tag filters, [S003].
  metadata_kv: "pairs",
  metadata_v: "texts",
  exclude_secgroup: "text",
  available_floating: "flag",
  "changes-since": "time",
  "changes-before": "time",
  include_k8s: "flag",
  include_baremetal: "flag",
  include_ai: "flag",
  only_isolated: "flag",
  only_with_fixed_external_ip: "flag",
  with_ddos: "flag",
  with_interfaces_name: "flag",
  profile_name: "text",
  protection_status: ["Active", "Queued", "Error"],
  type_ddos_profile: ["basic", "advanced"],
  order_by: ["created", "name", "status"].flatMap((key) => [`${key}.asc`, `${key}.desc`]),
};

export const instanceReads: Routes = {
  "instances.list": route({
    verb: "GET",
    path: ROOT,
    kind: "list",
    query: FILTERS,
    handle: (call) => {
      const withInterfaceNames = call.query.flag("with_interfaces_name") ?? false;
      const view = { withInterfaceNames, withSubnets: false, ports: portsByInstance(call.world) };
      const found = listObjects(call, "instances").filter((instance) => isWanted(call, instance));
      // Made last comes first, also among those of one second.
      const newest = [...found].reverse();
      const sorted = ordered(newest, call.query.text("order_by") ?? "created.desc", sortValue);
      return page(call, sorted, (instance) => showInstance(call, instance, view));
    },
  }),
  "instances.get": route({
    verb: "GET",
    path: `${ROOT}/{instance_id}`,
    handle: (call) => ok(showInstance(call, instanceOf(call), WHOLE_VIEW)),
  }),
  "instances.interfaces": route({
    verb: "GET",
    path: `${ROOT}/{instance_id}/interfaces`,
    kind: "list",
    handle: (call) => page(call, portsOf(call.world, instanceOf(call).row.id), (port) => showInterface(call, port)),
  }),
  "instances.ports": route({
    verb: "GET",
    path: `${ROOT}/{instance_id}/ports`,
    kind: "list",
    isWhole: true,
    handle: (call) =>
      whole(portsOf(call.world, instanceOf(call).row.id), ({ row }) => ({
        id: row.id,
        name: String(row["name"] ?? ""),
        security_groups: row.security_group_ids.map((id) => ({ id, name: groupName(call.world, id) })),
      })),
  }),
  "instances.securitygroups": route({
    verb: "GET",
    path: `${ROOT}/{instance_id}/securitygroups`,
    kind: "list",
    isWhole: true,
    handle: (call) => {
      const ids = portsOf(call.world, instanceOf(call).row.id).flatMap(({ row }) => row.security_group_ids);
      return whole([...new Set(ids)], (id) => ({ id, name: groupName(call.world, id) }));
    },
  }),
};

export function instanceOf(call: Call): Instance {
  return find(call, "instances", call.path["instance_id"] ?? "");
}

function groupName(world: World, id: string): string {
  return world.account.objects.securitygroups.get(id)?.row.name ?? id;
}

function sortValue({ row }: Instance, key: string): string {
  return key === "created" ? row.created_at : String(row[key] ?? "");
}

export function isK8sWorker({ account: { quirks } }: World, { row }: Instance): boolean {
  return quirks.k8sInstances.includes(row.id) || quirks.k8sInstances.includes(row.name);
}

type Filter = (call: Call, instance: Instance) => boolean;

/** Each one keeps what it is not asked about. */
const CHECKS: readonly Filter[] = [
  (call, instance) => call.query.flag("include_k8s") !== false || !isK8sWorker(call.world, instance),
  ({ query }, { row }) => row.name.toLowerCase().includes((query.text("name") ?? "").toLowerCase()),
  ({ query }, { row }) => row.id.includes(query.text("uuid") ?? ""),
  ({ query }, { row }) => !query.has("status") || row.status === query.text("status"),
  ({ query }, { row }) => !query.has("flavor_id") || row.flavor.flavor_id === query.text("flavor_id"),
  ({ query }, { row }) => row.flavor.flavor_id.startsWith(query.text("flavor_prefix") ?? ""),
  ({ query }, { row }) => {
    const prefix = query.text("exclude_flavor_prefix");
    return prefix === undefined || !row.flavor.flavor_id.startsWith(prefix);
  },
  (call, instance) =>
    !call.query.has("ip") || addressesOf(call, instance).some((ip) => ip.includes(call.query.text("ip") ?? "")),
  (call, { row }) => hasTags(call, row.tags),
  ({ query }, { row }) => {
    const pairs = Object.entries(query.pairs("metadata_kv"));
    return pairs.every(([key, value]) => row.tags.some((tag) => tag.key === key && tag.value === value));
  },
  ({ query }, { row }) => {
    const values = [...query.texts("tag_value"), ...query.texts("metadata_v")];
    return values.every((value) => row.tags.some((tag) => tag.value === value));
  },
  (call, { row }) => {
    const group = call.query.text("exclude_secgroup");
    if (group === undefined) return true;
    const ids = portsOf(call.world, row.id).flatMap((port) => port.row.security_group_ids);
    return !ids.some((id) => groupName(call.world, id) === group);
  },
  (call, { row }) => !call.query.flag("available_floating") || mayTakeFloating(call, row.id),
  ({ query }, { row }) => Date.parse(row.created_at) >= (query.time("changes-since") ?? 0),
  ({ query }, { row }) => Date.parse(row.created_at) <= (query.time("changes-before") ?? Number.POSITIVE_INFINITY),
  ({ query }, { row }) => !query.flag("only_isolated") || isSet(row["instance_isolation"]),
  ({ query }, { row }) => !query.has("profile_name") || isSet(row["ddos_profile"]),
  ({ query }, { row }) => !query.has("protection_status") || isSet(row["ddos_profile"]),
  ({ query }, { row }) => !query.has("type_ddos_profile") || isSet(row["ddos_profile"]),
];

function isWanted(call: Call, instance: Instance): boolean {
  return CHECKS.every((check) => check(call, instance));
}

function isSet(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function addressesOf({ world }: Call, { row }: Instance): string[] {
  return portsOf(world, row.id).flatMap((port) => port.row.ip_assignments.map(({ ip_address }) => ip_address));
}

/** On a private port without one. */
function mayTakeFloating({ world }: Call, id: string): boolean {
  return portsOf(world, id).some(({ row }) => {
    const external = world.account.objects.networks.get(row.network_id)?.row.external ?? false;
    return !external && floatingIpsOf(world, row.id).length === 0;
  });
}
