// Floating IPs: bought, led to a port, let go. v2 says nothing to do with no task at all; v1 answers with the object.

import { find, findIdle, listObjects, remove } from "../objects/find-objects.ts";
import { addFloatingIp } from "../objects/floating-ips.ts";
import { assignFloatingIp, floatingIpsOf, letGo } from "../objects/ports.ts";
import { requireQuota } from "../objects/quotas.ts";
import { hasTags, patchTags, TAG_FILTERS } from "../objects/tags.ts";
import { startTask, tasksAnswer } from "../objects/tasks.ts";
import type { Port, Stored } from "../objects/world.ts";
import type { FloatingIpRow } from "../seed/vendor-rows.ts";
import { object, optionalOrNull } from "./body-shape.ts";
import { type Answer, type Call, offsetTimeText, ok, type Routes, route } from "./call.ts";
import { visibleFrom } from "./call-faults.ts";
import { ip, ipv4, tags, tagsPatch, uuid } from "./field-shapes.ts";
import { page } from "./list-page.ts";
import { conflict, invalidField } from "./refusal.ts";
import { showFloatingIp, showFloatingIpInList } from "./show-others.ts";

const ROOT = "/v1/floatingips/{project_id}/{region_id}";
const ONE = `${ROOT}/{floating_ip_id}`;

const createBody = object({ port_id: optionalOrNull(uuid), fixed_ip_address: optionalOrNull(ipv4), tags });
const patchBody = object({ port_id: optionalOrNull(uuid), fixed_ip_address: optionalOrNull(ipv4), tags: tagsPatch });

export const floatingIpRoutes: Routes = {
  "floatingips.create": route({
    verb: "POST",
    path: ROOT,
    isAsync: true,
    creates: true,
    body: createBody,
    handle: create,
  }),
  "floatingips.list": route({
    verb: "GET",
    path: ROOT,
    kind: "list",
    query: { ...TAG_FILTERS, status: ["ACTIVE", "DOWN", "ERROR"], port_ids: "texts" },
    handle: (call) => {
      const { query } = call;
      const ports = query.parts("port_ids");
      const found = listObjects(call, "floatingips").filter(
        ({ row }) =>
          (query.text("status") ?? row.status) === row.status &&
          (ports.length === 0 || ports.includes(row.port_id ?? "")) &&
          hasTags(call, row.tags),
      );
      return page(call, found, (one) => showFloatingIpInList(call, one));
    },
  }),
  "floatingips.get": route({
    verb: "GET",
    path: ONE,
    handle: (call) => ok(showFloatingIp(call, find(call, "floatingips", idOf(call)))),
  }),
  "floatingips.update": route({
    verb: "PATCH",
    path: "/v2/floatingips/{project_id}/{region_id}/{floating_ip_id}",
    isAsync: true,
    body: patchBody,
    handle: patch,
  }),
  // Tags only; deprecated.
  "floatingips.update_v1": route({
    verb: "PATCH",
    path: ONE,
    body: object({ tags: tagsPatch }),
    handle: (call, body) => {
      const stored = idleFloating(call);
      stored.row.tags = patchTags(stored.row.tags, body.tags);
      return ok(showFloatingIp(call, stored));
    },
  }),
  "floatingips.delete": route({
    verb: "DELETE",
    path: ONE,
    isAsync: true,
    handle: (call) => {
      const stored = idleFloating(call);
      const finish = (): undefined => remove(call, "floatingips", stored.row.id) as undefined;
      const fail = (leaves: string): void =>
        void (leaves === "object" && Object.assign(stored.row, { status: "ERROR" }));
      const data = { floating_ip_id: stored.row.id };
      return tasksAnswer(startTask(call, { type: "delete_fip", data, locks: [stored], finish, fail }));
    },
  }),
  "floatingips.assign": route({
    verb: "POST",
    path: `${ONE}/assign`,
    body: object({ port_id: uuid, fixed_ip_address: optionalOrNull(ip) }),
    handle: (call, body) => {
      const stored = idleFloating(call);
      if (stored.row.port_id !== null) throw conflict(`Floating IP ${stored.row.id} is assigned already`);
      assignFloatingIp(
        stored.row,
        freeTarget(call, body.port_id, body.fixed_ip_address ?? undefined),
        body.fixed_ip_address ?? undefined,
      );
      return ok(showFloatingIp(call, stored));
    },
  }),
  "floatingips.unassign": route({
    verb: "POST",
    path: `${ONE}/unassign`,
    handle: (call) => {
      const stored = idleFloating(call);
      letGo(stored.row);
      return ok(showFloatingIp(call, stored));
    },
  }),
};

function idOf(call: Call): string {
  return call.path["floating_ip_id"] ?? "";
}

export function idleFloating(call: Call): Stored<FloatingIpRow> {
  return findIdle(call, "floatingips", idOf(call));
}

/** One address of a port takes one floating IP. */
function freeTarget(call: Call, portId: string, address: string | undefined): Port {
  const port = find(call, "ports", portId);
  const addresses = port.row.ip_assignments.map(({ ip_address }) => ip_address);
  if (address !== undefined && !addresses.includes(address))
    throw invalidField("fixed_ip_address", `Port ${portId} does not have ${address}`);
  const fixed = address ?? addresses[0];
  if (floatingIpsOf(call.world, portId).some(({ row }) => row.fixed_ip_address === fixed))
    throw conflict(`Port ${portId} has a floating IP already`);
  return port;
}

function create(call: Call, body: ReturnType<typeof createBody>): Answer {
  requireQuota(call, { floating_count: 1 });
  const address = body.fixed_ip_address ?? undefined;
  const port = body.port_id ? freeTarget(call, body.port_id, address) : undefined;
  let stored: Stored<FloatingIpRow> | undefined;
  const task = startTask(call, {
    type: "create_fip",
    data: JSON.parse(JSON.stringify(body)),
    ...(port?.row.attached_to && { instanceId: port.row.attached_to.resource_id }),
    begin: (work, at) => {
      stored = addFloatingIp({ ...call, now: at }, work.row.id, body.tags ?? {}, visibleFrom(call));
      work.lock(stored);
      work.created("floatingips", stored.row.id);
    },
    finish: () => {
      if (stored && port) assignFloatingIp(stored.row, port, address);
      return undefined;
    },
    fail: (leaves) => {
      if (stored && leaves === "nothing") remove(call, "floatingips", stored.row.id);
      else if (stored) stored.row.status = "ERROR";
    },
  });
  return tasksAnswer(task);
}

function patch(call: Call, body: ReturnType<typeof patchBody>): Answer {
  const stored = idleFloating(call);
  const { row } = stored;
  const newTags = patchTags(row.tags, body.tags);
  const isMoved = body.port_id !== undefined && body.port_id !== row.port_id;
  if (!isMoved && JSON.stringify(newTags) === JSON.stringify(row.tags)) return tasksAnswer();
  const address = body.fixed_ip_address ?? undefined;
  const port = isMoved && body.port_id ? freeTarget(call, body.port_id, address) : undefined;
  const task = startTask(call, {
    type: "update_floating_ip",
    data: JSON.parse(JSON.stringify({ floating_ip_id: row.id, ...body })),
    locks: [stored],
    finish: (_work, at) => {
      row.tags = newTags;
      if (isMoved) letGo(row);
      if (port) assignFloatingIp(row, port, address);
      row["updated_at"] = offsetTimeText(at);
      return undefined;
    },
  });
  return tasksAnswer(task);
}
