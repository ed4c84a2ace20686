// Create, change and delete of instances. Reads, power and parts are elsewhere.

import { type Built, beginInstance, failInstance, finishInstance } from "../objects/build-instance.ts";
import { deleteInstance } from "../objects/delete-instance.ts";
import { findIdle } from "../objects/find-objects.ts";
import { changeCapacity } from "../objects/flavors.ts";
import { patchTags } from "../objects/tags.ts";
import { startTask, tasksAnswer } from "../objects/tasks.ts";
import type { World } from "../objects/world.ts";
import type { TaskRow } from "../seed/vendor-rows.ts";
import { object, optional } from "./body-shape.ts";
import { type Call, ok, type Routes, route } from "./call.ts";
import { type PlannedInstance, planInstance } from "./check-new-instance.ts";
import { name, tagsPatch } from "./field-shapes.ts";
import { type InstanceBody, instanceBody } from "./instance-body.ts";
import { showInstance } from "./show-instance.ts";

const ONE = "/v1/instances/{project_id}/{region_id}/{instance_id}";

export const instanceRoutes: Routes = {
  "instances.create": route({
    verb: "POST",
    path: "/v2/instances/{project_id}/{region_id}",
    isAsync: true,
    creates: true,
    body: instanceBody,
    handle: (call, body) => {
      const planned = planInstance(call, body);
      // Several at once only for clients of the older names: a task each.
      return tasksAnswer(...planned.names.map((template) => create(call, planned, template)));
    },
  }),
  "instances.update": route({
    verb: "PATCH",
    path: ONE,
    body: object({ name: optional(name), tags: tagsPatch }),
    handle: (call, body) => {
      const instance = findIdle(call, "instances", call.path["instance_id"] ?? "");
      instance.row.tags = patchTags(instance.row.tags, body.tags);
      if (body.name !== undefined) rename(call.world, instance.row.id, body.name);
      return ok(showInstance(call, instance));
    },
  }),
  "instances.delete": route({
    verb: "DELETE",
    path: ONE,
    isAsync: true,
    query: { volumes: "texts", floatings: "texts", delete_floatings: "flag", reserved_fixed_ips: "texts" },
    handle: deleteInstance,
  }),
};

function create(call: Call, planned: PlannedInstance, template: string): TaskRow {
  const { world, regionId } = call;
  const { flavor, isBasic, volumes, ports, serverGroup } = planned;
  changeCapacity(world, regionId, flavor.flavor_id, -1);
  let built: Built | undefined;
  return startTask(call, {
    type: isBasic ? "create_basic_vm" : "create_vm",
    data: dataOf(planned.body, template, planned),
    locks: [
      ...volumes.flatMap(({ existing }) => existing ?? []),
      ...ports.flatMap(({ floating }) => (floating === undefined || floating === "new" ? [] : floating)),
    ],
    begin: (work, at) => {
      built = beginInstance(call, planned, template, work, at);
      work.inside["instance_id"] = built.instance.row.id;
    },
    finish: (_work, at) => {
      if (built && isThere(world, built)) finishInstance(call, built, planned, at);
      return serverGroup && !world.account.objects.servergroups.has(serverGroup.row.servergroup_id)
        ? "Server group was deleted"
        : undefined;
    },
    fail: (leaves) => {
      if (built) failInstance(call, built, leaves);
    },
  });
}

/** Unless somebody took it away meanwhile, behind the client's back. */
function isThere(world: World, { instance }: Built): boolean {
  return world.account.objects.instances.has(instance.row.id);
}

/** The request's parameters in server-side names; secrets are left out. */
function dataOf(body: InstanceBody, template: string, planned: PlannedInstance): Record<string, never> {
  const isTemplate = template.includes("{");
  const data = {
    name: isTemplate ? null : template,
    name_template: isTemplate ? template : null,
    flavor_name: body.flavor,
    keypair_name: planned.key?.name ?? null,
    block_device_config: body.volumes,
    network_config: body.interfaces,
    metadata: planned.tags,
    security_groups: body.security_groups ?? null,
    servergroup_id: body.servergroup_id ?? null,
  };
  return JSON.parse(JSON.stringify(data));
}

function rename(world: World, id: string, newName: string): void {
  const { instances, servergroups } = world.account.objects;
  const instance = instances.get(id);
  if (instance) instance.row.name = newName;
  for (const { row } of servergroups.values()) {
    for (const member of row.instances) if (member.instance_id === id) member.instance_name = newName;
  }
}
