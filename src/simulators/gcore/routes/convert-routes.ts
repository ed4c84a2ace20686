// An address changes its kind: a floating IP becomes a reserved one, or the other way round.

import { add, find, findIdle, place, remove } from "../objects/find-objects.ts";
import { newUuid } from "../objects/new-ids.ts";
import { addPort, externalNetwork, subnetsOf } from "../objects/ports.ts";
import { startTask, tasksAnswer } from "../objects/tasks.ts";
import { object, word } from "./body-shape.ts";
import { offsetTimeText, type Routes, route } from "./call.ts";
import { badRequest, conflict } from "./refusal.ts";

export const convertRoutes: Routes = {
  "floatingips.convert": route({
    verb: "POST",
    path: "/v1/floatingips/{project_id}/{region_id}/{floating_ip_id}/convert",
    isAsync: true,
    body: object({ target_type: word("reserved_fixed_ip") }),
    handle: (call) => {
      const stored = findIdle(call, "floatingips", call.path["floating_ip_id"] ?? "");
      const { id, floating_ip_address: address, port_id: portId } = stored.row;
      const network = externalNetwork(call);
      if (portId !== null) throw conflict(`Floating IP ${id} is assigned`);
      if (!network) throw badRequest("The region has no external network");
      const task = startTask(call, {
        type: "convert_floating_ip",
        data: { floating_ip_id: id },
        locks: [stored],
        finish: (work, at) => {
          remove(call, "floatingips", id);
          const subnetIds = subnetsOf(call.world, network.id).filter((one) => one.ip_version === 4);
          const scope = { ...call, now: at };
          const wanted = { networkId: network.id, subnetIds: subnetIds.slice(0, 1).map((one) => one.id) };
          const { row } = addPort(scope, { ...wanted, address, securityGroupIds: [] });
          const time = offsetTimeText(at);
          add(call, "reserved_fixed_ips", {
            ...place(scope),
            ...{ port_id: row.id, name: `Reserved IP ${address}`, network_id: network.id, fixed_ip_address: address },
            ...{ subnet_id: row.ip_assignments[0]?.subnet_id ?? null, is_external: true, is_vip: false, task_id: null },
            ...{ creator_task_id: work.row.id, created_at: time, updated_at: time },
          });
          work.created("ports", row.id);
          return undefined;
        },
      });
      return tasksAnswer(task);
    },
  }),
  "reserved_fixed_ips.convert": route({
    verb: "POST",
    path: "/v1/reserved_fixed_ips/{project_id}/{region_id}/{port_id}/convert",
    isAsync: true,
    body: object({ target_type: word("floating_ip") }),
    handle: (call) => {
      const stored = findIdle(call, "reserved_fixed_ips", call.path["port_id"] ?? "");
      const { port_id: portId, is_external: isExternal, fixed_ip_address: address } = stored.row;
      if (find(call, "ports", portId).row.attached_to) throw conflict(`Reserved IP ${portId} is in use`);
      if (!isExternal || address === null) throw badRequest("Only external IPv4 addresses can be converted");
      const task = startTask(call, {
        type: "convert_reserved_fixed_ip",
        data: { port_id: portId },
        locks: [stored],
        finish: (work, at) => {
          remove(call, "reserved_fixed_ips", portId);
          remove(call, "ports", portId);
          const time = offsetTimeText(at);
          const id = newUuid(call.world);
          add(call, "floatingips", {
            ...place(call),
            ...{
              id,
              floating_ip_address: address,
              fixed_ip_address: null,
              port_id: null,
              router_id: null,
              status: "DOWN",
            },
            ...{ tags: [], task_id: null, creator_task_id: work.row.id, created_at: time, updated_at: time },
          });
          work.created("floatingips", id);
          return undefined;
        },
      });
      return tasksAnswer(task);
    },
  }),
};
