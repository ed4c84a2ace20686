// Ports: the young calls that list and change them in bulk, and the older ones for address pairs and port security.

import { isInside } from "../objects/addresses.ts";
import { find, listObjects, refuseLocked } from "../objects/find-objects.ts";
import { isTaken } from "../objects/ports.ts";
import { startTask, tasksAnswer } from "../objects/tasks.ts";
import type { Port } from "../objects/world.ts";
import type { IpAssignment } from "../seed/vendor-rows.ts";
import type { Field } from "./body-shape.ts";
import { flag, list, object, optional, optionalOrNull, text, withDefault } from "./body-shape.ts";
import { type Answer, type Call, ok, type Routes, route, timeText } from "./call.ts";
import { ip, network, tagsPatch, uuid } from "./field-shapes.ts";
import { ordered, page } from "./list-page.ts";
import { conflict, forbidden, invalidField, notFound } from "./refusal.ts";
import { showInterface, showPort } from "./show-others.ts";

const ONE = "/v1/ports/{project_id}/{region_id}/{port_id}";

const addressOrNetwork: Field<string> = (value, at, problems) =>
  typeof value === "string" && value.includes("/") ? network(value, at, problems) : ip(value, at, problems);

const patchBody = object({
  security_group_ids: optional(list(uuid, { max: 10 })),
  allowed_address_pairs: optional(list(object({ ip_address: addressOrNetwork }), { max: 10 })),
  port_security_enabled: optional(flag),
  ip_assignments: optional(list(object({ ip_address: ip, subnet_id: uuid }))),
  tags: tagsPatch,
});
type PatchBody = ReturnType<typeof patchBody>;

const pairsBody = object({
  allowed_address_pairs: withDefault(
    list(object({ ip_address: addressOrNetwork, mac_address: optionalOrNull(text()) }), { max: 10 }),
    [],
  ),
});

export const portRoutes: Routes = {
  "ports.list": route({
    verb: "GET",
    path: "/v1/ports/{project_id}/{region_id}",
    kind: "list",
    query: {
      ...{ ids: "texts", network_ids: "texts", subnet_ids: "texts", ip_addresses: "texts", resource_id: "text" },
      ...{ resource_type: "text", attached: "flag", managed_by: ["user", "system"], parent_port_id: "text" },
      order_by: ["created_at.asc", "created_at.desc", "network_id.asc", "network_id.desc"],
    },
    handle: (call) => {
      refuseIfMissing(call);
      const found = listObjects(call, "ports").filter((port) => isWanted(call, port));
      const sorted = ordered(found, call.query.text("order_by"), ({ row }, key) => String(row[key]));
      return page(call, sorted, (port) => showPort(call, port), 100);
    },
  }),
  "ports.get": route({
    verb: "GET",
    path: ONE,
    handle: (call) => {
      refuseIfMissing(call);
      return ok(showPort(call, portOf(call)));
    },
  }),
  "ports.update": route({ verb: "PATCH", path: ONE, isAsync: true, body: patchBody, handle: patch }),
  "ports.allow_address_pairs": route({
    verb: "PUT",
    path: "/v2/ports/{project_id}/{region_id}/{port_id}/allow_address_pairs",
    isAsync: true,
    body: pairsBody,
    handle: (call, body) => {
      const pairs = body.allowed_address_pairs.map(({ ip_address, mac_address }) => ({
        ip_address,
        mac_address: mac_address ?? null,
      }));
      return update(call, ownPort(call), { allowed_address_pairs: pairs });
    },
  }),
  "ports.enable_port_security": route({
    verb: "POST",
    path: `${ONE}/enable_port_security`,
    handle: (call) => setSecurity(call, true),
  }),
  "ports.disable_port_security": route({
    verb: "POST",
    path: `${ONE}/disable_port_security`,
    handle: (call) => setSecurity(call, false),
  }),
};

function portOf(call: Call): Port {
  return find(call, "ports", call.path["port_id"] ?? "");
}

/** Ports of the platform (load balancers, cluster workers) are not the client's to change, [ASSUMED]. */
function ownPort(call: Call): Port {
  const port = portOf(call);
  if (port.row.managed_by === "system") throw forbidden(`Port ${port.row.id} is managed by the system`);
  const instance = call.world.account.objects.instances.get(port.row.attached_to?.resource_id ?? "");
  if (instance) refuseLocked(instance, "Instance");
  return port;
}

function isWanted({ query }: Call, { row }: Port): boolean {
  const among = (name: string, values: readonly string[]): boolean =>
    !query.has(name) || query.parts(name).some((one) => values.includes(one));
  const subnets = row.ip_assignments.map(({ subnet_id }) => subnet_id);
  const addresses = row.ip_assignments.map(({ ip_address }) => ip_address);
  const attached = query.flag("attached");
  return (
    among("ids", [row.id]) &&
    among("network_ids", [row.network_id]) &&
    among("subnet_ids", subnets) &&
    among("ip_addresses", addresses) &&
    among("resource_id", [row.attached_to?.resource_id ?? ""]) &&
    among("resource_type", [row.attached_to?.resource_type ?? ""]) &&
    among("managed_by", [row.managed_by]) &&
    !query.has("parent_port_id") &&
    (attached === undefined || attached === (row.attached_to !== null))
  );
}

/** The three young calls, absent from older copies of [SPEC]. */
function refuseIfMissing({ world }: Call): void {
  if (world.account.quirks.portsApi === "missing") throw notFound("Path", "ports");
}

function patch(call: Call, body: PatchBody): Answer {
  refuseIfMissing(call);
  const port = ownPort(call);
  for (const id of body.security_group_ids ?? []) find(call, "securitygroups", id);
  const isOpen =
    body.port_security_enabled === false || (body.port_security_enabled ?? port.row.port_security_enabled) === false;
  if (isOpen && (body.security_group_ids ?? []).length > 0)
    throw invalidField("security_group_ids", "Security groups need port security");
  for (const one of body.ip_assignments ?? []) checkAssignment(call, port, one);
  const { tags, ...changes } = body;
  const kept = Object.entries(port.row.tags).filter(([key]) => tags !== null && tags?.[key] === undefined);
  const set = Object.entries(tags ?? {}).filter(([, value]) => value !== null);
  const newTags = tags === undefined ? {} : { tags: Object.fromEntries([...kept, ...set]) };
  return update(call, port, JSON.parse(JSON.stringify({ ...changes, ...newTags })));
}

function checkAssignment(call: Call, port: Port, { ip_address: address, subnet_id: id }: IpAssignment): void {
  const { row } = find(call, "subnets", id);
  if (row.network_id !== port.row.network_id || !isInside(address, row.cidr))
    throw invalidField("ip_assignments", `${address} is not in a subnet of the port's network`);
  const isOwn = port.row.ip_assignments.some(({ ip_address }) => ip_address === address);
  if (!isOwn && isTaken(call.world, address)) throw conflict(`Address ${address} is in use`);
}

function update(call: Call, { row }: Port, changes: Record<string, never> | Record<string, object>): Answer {
  const instance = call.world.account.objects.instances.get(row.attached_to?.resource_id ?? "");
  const task = startTask(call, {
    type: "update_port",
    data: { port_id: row.id, ...JSON.parse(JSON.stringify(changes)) },
    ...(instance && { instanceId: instance.row.id, locks: [instance] }),
    seconds: 3,
    finish: (_work, at) => {
      Object.assign(row, changes, { updated_at: timeText(at) });
      return undefined;
    },
  });
  return tasksAnswer(task);
}

function setSecurity(call: Call, isEnabled: boolean): Answer {
  const port = ownPort(call);
  Object.assign(port.row, { port_security_enabled: isEnabled }, isEnabled ? {} : { security_group_ids: [] });
  return ok(showInterface(call, port));
}
