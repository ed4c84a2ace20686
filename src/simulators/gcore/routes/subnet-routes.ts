// Subnets of networks: address ranges with a count of what is free.
import { isInside } from "../objects/addresses.ts";
import { add, find, findIdle, listObjects, place, remove } from "../objects/find-objects.ts";
import { newUuid } from "../objects/new-ids.ts";
import { requireQuota } from "../objects/quotas.ts";
import { hasTags, patchTags, TAG_FILTERS, tagList } from "../objects/tags.ts";
import { startTask, tasksAnswer } from "../objects/tasks.ts";
import type { Stored } from "../objects/world.ts";
import type { SubnetRow } from "../seed/vendor-rows.ts";
import { flag, integer, list, nullable, object, optional, optionalOrNull, withDefault } from "./body-shape.ts";
import { type Call, offsetTimeText, ok, type Routes, route } from "./call.ts";
import { visibleFrom } from "./call-faults.ts";
import { ip, name, network, tags, tagsPatch, uuid } from "./field-shapes.ts";
import { ordered, page } from "./list-page.ts";
import { conflict, forbidden, invalidField } from "./refusal.ts";
import { showSubnet } from "./show-others.ts";

const ROOT = "/v1/subnets/{project_id}/{region_id}";
const ONE = `${ROOT}/{subnet_id}`;
const KEYS = ["available_ips", "cidr", "created_at", "name", "total_ips", "updated_at"];

const changeable = {
  dns_nameservers: optionalOrNull(list(ip)),
  host_routes: optionalOrNull(list(object({ destination: network, nexthop: ip }))),
  gateway_ip: optionalOrNull(ip),
};
const createBody = object({
  ...changeable,
  name,
  network_id: uuid,
  cidr: network,
  ip_version: withDefault(integer({ min: 4, max: 6 }), 4),
  enable_dhcp: withDefault(flag, true),
  connect_to_network_router: withDefault(flag, true),
  router_id_to_connect: optionalOrNull(uuid),
  tags,
});
type CreateBody = ReturnType<typeof createBody>;

export const subnetRoutes: Routes = {
  "subnets.list": route({
    verb: "GET",
    path: ROOT,
    kind: "list",
    query: {
      ...{ ...TAG_FILTERS, network_id: "text", owned_by: ["project", "any"] },
      order_by: KEYS.flatMap((key) => [`${key}.asc`, `${key}.desc`]),
    },
    handle: (call) => {
      const { query } = call;
      const found = listObjects(call, "subnets").filter(
        ({ row }) =>
          (query.text("owned_by") === "any" || row.project_id === call.projectId) &&
          (query.text("network_id") ?? row.network_id) === row.network_id &&
          hasTags(call, row.tags),
      );
      const sorted = ordered(found, query.text("order_by"), ({ row }, key) => String(row[key] ?? ""));
      return page(call, sorted, (one) => showSubnet(call, one));
    },
  }),
  "subnets.get": route({
    verb: "GET",
    path: ONE,
    handle: (call) => ok(showSubnet(call, find(call, "subnets", call.path["subnet_id"] ?? ""))),
  }),
  "subnets.create": route({ verb: "POST", path: ROOT, isAsync: true, creates: true, body: createBody, handle: create }),
  "subnets.update": route({
    verb: "PATCH",
    path: ONE,
    body: object({ ...changeable, name: optional(nullable(name)), enable_dhcp: optional(flag), tags: tagsPatch }),
    handle: (call, { tags: patch, ...body }) => {
      const stored = ownSubnet(call);
      stored.row.tags = patchTags(stored.row.tags, patch);
      const { name: newName, ...rest } = body;
      const changes = newName === null || newName === undefined ? rest : { ...rest, name: newName };
      Object.assign(stored.row, JSON.parse(JSON.stringify(changes)), { updated_at: offsetTimeText(call.now) });
      return ok(showSubnet(call, stored));
    },
  }),
  "subnets.delete": route({
    verb: "DELETE",
    path: ONE,
    isAsync: true,
    handle: (call) => {
      const stored = ownSubnet(call);
      const { id } = stored.row;
      const ports = [...call.world.account.objects.ports.values()];
      if (ports.some(({ row }) => row.ip_assignments.some((one) => one.subnet_id === id)))
        throw conflict(`Subnet ${id} has addresses in use`);
      const finish = (): undefined => remove(call, "subnets", id) as undefined;
      return tasksAnswer(startTask(call, { type: "delete_subnet", data: { subnet_id: id }, locks: [stored], finish }));
    },
  }),
};

function ownSubnet(call: Call): Stored<SubnetRow> {
  const stored = findIdle(call, "subnets", call.path["subnet_id"] ?? "");
  if (stored.row.project_id !== call.projectId) throw forbidden("The subnet belongs to another project");
  return stored;
}

function create(call: Call, body: CreateBody) {
  const parent = findIdle(call, "networks", body.network_id).row;
  requireQuota(call, { subnet_count: 1 });
  const version = body.cidr.includes(":") ? 6 : 4;
  if (body.gateway_ip && !isInside(body.gateway_ip, body.cidr)) throw invalidField("gateway_ip", "Not in the subnet");
  let stored: Stored<SubnetRow> | undefined;
  const task = startTask(call, {
    type: "create_subnet",
    data: JSON.parse(JSON.stringify(body)),
    begin: (work, at) => {
      const time = offsetTimeText(at);
      const row: SubnetRow = {
        ...place(call),
        ...{ id: newUuid(call.world), name: body.name, network_id: parent.id, cidr: body.cidr, ip_version: version },
        ...{
          gateway_ip: body.gateway_ip ?? null,
          enable_dhcp: body.enable_dhcp,
          has_router: body.connect_to_network_router,
        },
        ...{ dns_nameservers: body.dns_nameservers ?? [], host_routes: body.host_routes ?? [] },
        ...{
          tags: tagList(body.tags),
          task_id: null,
          creator_task_id: work.row.id,
          created_at: time,
          updated_at: time,
        },
      };
      stored = add(call, "subnets", row, visibleFrom(call));
      work.lock(stored);
      work.created("subnets", row.id);
    },
    fail: (leaves) => {
      if (stored && leaves === "nothing") remove(call, "subnets", stored.row.id);
    },
  });
  return tasksAnswer(task);
}
