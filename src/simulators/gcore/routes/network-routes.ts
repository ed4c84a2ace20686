// Networks and subnets. Shared ones are hidden unless asked for.

import { add, find, findIdle, listObjects, place, remove } from "../objects/find-objects.ts";
import { newUuid } from "../objects/new-ids.ts";
import { subnetsOf } from "../objects/ports.ts";
import { requireQuota } from "../objects/quotas.ts";
import { hasTags, patchTags, TAG_FILTERS, tagList } from "../objects/tags.ts";
import { startTask, tasksAnswer } from "../objects/tasks.ts";
import type { Stored } from "../objects/world.ts";
import type { NetworkRow } from "../seed/vendor-rows.ts";
import { flag, object, optional, withDefault, word } from "./body-shape.ts";
import { type Call, offsetTimeText, ok, type Route, type Routes, route } from "./call.ts";
import { visibleFrom } from "./call-faults.ts";
import { name, tags, tagsPatch } from "./field-shapes.ts";
import { ordered, page, whole } from "./list-page.ts";
import { conflict, forbidden } from "./refusal.ts";
import { showNetwork } from "./show-others.ts";

const ROOT = "networks/{project_id}/{region_id}";
const ORDERS = "created_at.asc created_at.desc name.asc name.desc priority.desc".split(" ");
const patchBody = object({ name: optional(name), tags: tagsPatch });
type PatchBody = ReturnType<typeof patchBody>;

export const networkRoutes: Routes = {
  "networks.list": route({
    verb: "GET",
    path: `/v1/${ROOT}`,
    kind: "list",
    query: {
      ...{ ...TAG_FILTERS, name: "text", external: "flag", network_type: ["vlan", "vxlan"] },
      ...{ owned_by: ["project", "any"], order_by: ORDERS },
    },
    handle: (call) => {
      const found = listObjects(call, "networks").filter(({ row }) => isWanted(call, row));
      const sorted = ordered(found, call.query.text("order_by"), ({ row }, key) => String(row[key] ?? ""));
      return page(call, sorted, (one) => showNetwork(call, one));
    },
  }),
  "networks.get": route({
    verb: "GET",
    path: `/v1/${ROOT}/{network_id}`,
    handle: (call) => ok(showNetwork(call, networkOf(call))),
  }),
  "networks.create": route({
    verb: "POST",
    path: `/v1/${ROOT}`,
    isAsync: true,
    creates: true,
    body: object({
      name,
      create_router: withDefault(flag, true),
      type: withDefault(word("vxlan", "vlan"), "vxlan"),
      tags,
    }),
    handle: create,
  }),
  "networks.update": patchRoute("v2"),
  "networks.update_v1": patchRoute("v1"),
  "networks.delete": route({
    verb: "DELETE",
    path: `/v1/${ROOT}/{network_id}`,
    isAsync: true,
    handle: (call) => {
      const stored = ownNetwork(call);
      const { objects } = call.world.account;
      if ([...objects.ports.values()].some(({ row }) => row.network_id === stored.row.id))
        throw conflict(`Network ${stored.row.id} has ports`);
      const finish = (): undefined => {
        for (const subnet of subnetsOf(call.world, stored.row.id)) remove(call, "subnets", subnet.id);
        remove(call, "networks", stored.row.id);
      };
      const data = { network_id: stored.row.id };
      return tasksAnswer(startTask(call, { type: "delete_network", data, locks: [stored], finish }));
    },
  }),
  "networks.ports": route({
    verb: "GET",
    path: `/v1/${ROOT}/{network_id}/ports`,
    kind: "list",
    isWhole: true,
    handle: (call) => {
      const { row: found } = networkOf(call);
      const ports = listObjects(call, "ports").filter(({ row }) => row.network_id === found.id && row.attached_to);
      return whole(ports, ({ row }) => {
        const id = row.attached_to?.resource_id ?? "";
        return {
          id: row.id,
          instance_id: id,
          instance_name: call.world.account.objects.instances.get(id)?.row.name ?? "",
        };
      });
    },
  }),
};

function networkOf(call: Call): Stored<NetworkRow> {
  return find(call, "networks", call.path["network_id"] ?? "");
}

function ownNetwork(call: Call): Stored<NetworkRow> {
  const stored = findIdle(call, "networks", call.path["network_id"] ?? "");
  if (stored.row.project_id !== call.projectId) throw forbidden("The network belongs to another project");
  return stored;
}

function isWanted(call: Call, row: NetworkRow): boolean {
  const { query, projectId } = call;
  const external = query.flag("external");
  return (
    (query.text("owned_by") === "any" || row.project_id === projectId || (external === true && row.external)) &&
    row.name.includes(query.text("name") ?? "") &&
    (external === undefined || row.external === external) &&
    (query.text("network_type") ?? row["type"]) === row["type"] &&
    hasTags(call, row.tags)
  );
}

function patchRoute(version: "v1" | "v2"): Route {
  return route<PatchBody>({
    verb: "PATCH",
    path: `/${version}/${ROOT}/{network_id}`,
    ...(version === "v2" && { isAsync: true as const }),
    body: patchBody,
    handle: (call, body) => {
      const stored = ownNetwork(call);
      const change = (): undefined => {
        stored.row.tags = patchTags(stored.row.tags, body.tags);
        if (body.name !== undefined) stored.row.name = body.name;
      };
      if (version === "v2")
        return tasksAnswer(
          startTask(call, {
            type: "update_network",
            data: { network_id: stored.row.id },
            locks: [stored],
            finish: change,
          }),
        );
      change();
      return ok(showNetwork(call, stored));
    },
  });
}

function create(
  call: Call,
  body: { name: string; type: string; create_router: boolean; tags: Record<string, string> | undefined },
) {
  requireQuota(call, { network_count: 1 });
  let stored: Stored<NetworkRow> | undefined;
  const task = startTask(call, {
    type: "create_network",
    data: JSON.parse(JSON.stringify(body)),
    begin: (work, at) => {
      const time = offsetTimeText(at);
      const row: NetworkRow = {
        ...place(call),
        ...{
          id: newUuid(call.world),
          name: body.name,
          type: body.type,
          external: false,
          shared: false,
          default: false,
        },
        ...{ mtu: 1450, port_security_enabled: true, segmentation_id: null, subnets: [], tags: tagList(body.tags) },
        ...{ task_id: null, creator_task_id: work.row.id, created_at: time, updated_at: time },
      };
      stored = add(call, "networks", row, visibleFrom(call));
      work.lock(stored);
      work.created("networks", row.id);
      if (body.create_router) work.created("routers", newUuid(call.world));
    },
    fail: (leaves) => {
      if (stored && leaves === "nothing") remove(call, "networks", stored.row.id);
    },
  });
  return tasksAnswer(task);
}
