// Interfaces of a running instance come and go; groups of its ports, by name; its place in a server group.

import { find, listObjects } from "../objects/find-objects.ts";
import { isShared } from "../objects/flavors.ts";
import { addPort, attachPort, freePort, portsOf } from "../objects/ports.ts";
import { startTask, tasksAnswer } from "../objects/tasks.ts";
import type { Instance, Port } from "../objects/world.ts";
import type { SecurityGroupRow } from "../seed/vendor-rows.ts";
import type { Field } from "./body-shape.ts";
import {
  anything,
  integer,
  list,
  nullable,
  object,
  optional,
  optionalOrNull,
  text,
  withDefault,
  word,
} from "./body-shape.ts";
import { type Call, NO_CONTENT, type Routes, route } from "./call.ts";
import { planPort, type WantedInterface } from "./check-new-ports.ts";
import { interfaceName, ip, ipFamily, name, uuid, withId } from "./field-shapes.ts";
import { idleInstance } from "./power-routes.ts";
import { badRequest, conflict, invalidField, notFound } from "./refusal.ts";

const ONE = "/v1/instances/{project_id}/{region_id}/{instance_id}";

const everyAttach = {
  interface_name: optionalOrNull(interfaceName),
  port_group: withDefault(integer({ min: 0, max: 3 }), 0),
  security_groups: optionalOrNull(list(withId)),
  ddos_profile: anything,
};
const ATTACH_SHAPES = {
  external: object({ ...everyAttach, type: optional(word("external")), ip_family: ipFamily }),
  subnet: object({ ...everyAttach, type: optional(word("subnet")), subnet_id: uuid }),
  any_subnet: object({ ...everyAttach, type: optional(word("any_subnet")), network_id: uuid, ip_family: ipFamily }),
  reserved_fixed_ip: object({ ...everyAttach, type: optional(word("reserved_fixed_ip")), port_id: uuid }),
};

type AttachBody = Omit<WantedInterface, "ip_address" | "floating_ip"> & {
  security_groups?: { id: string }[] | null | undefined;
};

/** `type` is optional in the vendor's document; what is named then says what is meant. */
const attachBody: Field<AttachBody> = (value, at, problems) => {
  const named = value as Record<string, unknown> | undefined;
  const guess = named?.["subnet_id"]
    ? "subnet"
    : named?.["network_id"]
      ? "any_subnet"
      : named?.["port_id"]
        ? "reserved_fixed_ip"
        : "external";
  const type = (named?.["type"] ?? guess) as keyof typeof ATTACH_SHAPES;
  const shape = Object.hasOwn(ATTACH_SHAPES, type) ? ATTACH_SHAPES[type] : ATTACH_SHAPES.external;
  return { ...shape(value, at, problems), type };
};

const groupNames = object({
  name: optional(name),
  ports_security_group_names: optional(list(object({ port_id: nullable(text()), security_group_names: list(name) }))),
});
type GroupNames = ReturnType<typeof groupNames>;

export const interfaceRoutes: Routes = {
  "instances.attach_interface": route({
    verb: "POST",
    path: `${ONE}/attach_interface`,
    isAsync: true,
    body: attachBody,
    handle: attach,
  }),
  "instances.detach_interface": route({
    verb: "POST",
    path: `${ONE}/detach_interface`,
    isAsync: true,
    body: object({ port_id: uuid, ip_address: ip }),
    handle: detach,
  }),
  "instances.addsecuritygroup": route({
    verb: "POST",
    path: `${ONE}/addsecuritygroup`,
    body: groupNames,
    handle: (call, body) =>
      changeGroups(call, body, (has, id) => {
        if (has.includes(id)) throw badRequest(`Security group ${id} is assigned already`);
        return [...has, id];
      }),
  }),
  "instances.delsecuritygroup": route({
    verb: "POST",
    path: `${ONE}/delsecuritygroup`,
    body: groupNames,
    handle: (call, body) =>
      changeGroups(call, body, (has, id) => {
        if (!has.includes(id)) throw badRequest(`Security group ${id} is not assigned`);
        return has.filter((one) => one !== id);
      }),
  }),
  "instances.put_into_servergroup": route({
    verb: "POST",
    path: `${ONE}/put_into_servergroup`,
    isAsync: true,
    body: object({ servergroup_id: text() }),
    handle: (call, body) => {
      const instance = idleInstance(call);
      const { row } = find(call, "servergroups", body.servergroup_id);
      if (groupOf(call, instance)) throw conflict(`Instance ${instance.row.id} is in a server group already`);
      const finish = (): undefined =>
        void row.instances.push({ instance_id: instance.row.id, instance_name: instance.row.name });
      const data = { instance_id: instance.row.id, servergroup_id: body.servergroup_id };
      return simpleTask(call, instance, "put_into_server_group", data, finish);
    },
  }),
  "instances.remove_from_servergroup": route({
    verb: "POST",
    path: `${ONE}/remove_from_servergroup`,
    isAsync: true,
    handle: (call) => {
      const instance = idleInstance(call);
      const group = groupOf(call, instance);
      if (!group) throw badRequest(`Instance ${instance.row.id} is in no server group`);
      const finish = (): undefined => {
        group.instances = group.instances.filter((member) => member.instance_id !== instance.row.id);
      };
      return simpleTask(call, instance, "remove_from_server_group", { instance_id: instance.row.id }, finish);
    },
  }),
};

function simpleTask(
  call: Call,
  instance: Instance,
  type: string,
  data: Record<string, string>,
  finish: () => undefined,
) {
  return tasksAnswer(startTask(call, { type, instanceId: instance.row.id, data, locks: [instance], finish }));
}

function groupOf(call: Call, { row }: Instance) {
  const groups = listObjects(call, "servergroups").map((group) => group.row);
  return groups.find((group) => group.instances.some((member) => member.instance_id === row.id));
}

function attach(call: Call, body: AttachBody) {
  const instance = idleInstance(call);
  const groups = (body.security_groups ?? []).map(({ id }) => id);
  const planned = planPort(call, body, groups.length > 0 ? groups : undefined, "");
  const isReserved = planned.existing !== undefined;
  const task = startTask(call, {
    type: isReserved ? "attach_vm_to_reserved_fixed_ip" : "attach_vm_interface",
    instanceId: instance.row.id,
    data: JSON.parse(JSON.stringify({ ...body, instance_id: instance.row.id })),
    locks: [instance],
    finish: (work, at) => {
      const port =
        planned.existing ?? addPort({ ...call, now: at }, { ...planned, securityGroupIds: planned.groupIds });
      port.inside["interface_name"] = planned.interfaceName;
      port.row.security_group_ids = planned.groupIds;
      attachPort(call.world, port, instance.row.id, isShared(instance.row.flavor.flavor_id));
      work.created("ports", port.row.id);
      return undefined;
    },
  });
  return tasksAnswer(task);
}

function detach(call: Call, body: { port_id: string; ip_address: string }) {
  const instance = idleInstance(call);
  const port = portsOf(call.world, instance.row.id).find(({ row }) => row.id === body.port_id);
  if (!port) throw notFound("Port", body.port_id);
  if (!port.row.ip_assignments.some(({ ip_address }) => ip_address === body.ip_address))
    throw invalidField("ip_address", `Port ${body.port_id} does not have ${body.ip_address}`);
  const finish = (): undefined => freePort(call.world, port) as undefined;
  return simpleTask(call, instance, "detach_vm_interface", { ...body, instance_id: instance.row.id }, finish);
}

/** By name, so groups of one name are ambiguous: the first is taken. */
function changeGroups(call: Call, body: GroupNames, change: (has: string[], id: string) => string[]) {
  const instance = idleInstance(call);
  const ports = portsOf(call.world, instance.row.id);
  const wanted = body.ports_security_group_names ?? [];
  if (body.name === undefined && wanted.length === 0) throw invalidField("name", "Field required");
  const changes: { port: Port; ids: string[] }[] = [];
  const plan = (targets: readonly Port[], names: readonly string[]): void => {
    const ids = names.map((one) => groupNamed(call, one).id);
    for (const port of targets) changes.push({ port, ids });
  };
  if (body.name !== undefined) plan(ports, [body.name]);
  for (const { port_id: portId, security_group_names: names } of wanted) {
    const targets = portId === null ? ports : ports.filter(({ row }) => row.id === portId);
    if (targets.length === 0) throw notFound("Port", String(portId));
    plan(targets, names);
  }
  const results = changes.map(({ port, ids }) => ({ port, groups: ids.reduce(change, port.row.security_group_ids) }));
  for (const { port, groups } of results) port.row.security_group_ids = groups;
  return NO_CONTENT;
}

function groupNamed(call: Call, groupName: string): SecurityGroupRow {
  const group = listObjects(call, "securitygroups").find(({ row }) => row.name === groupName);
  if (!group) throw notFound("Security group", groupName);
  return group.row;
}
