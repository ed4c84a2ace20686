// An instance goes: volumes and addresses stay, and go on costing, unless they are asked for or were marked at creation.

import type { Answer, Call } from "../routes/call.ts";
import { invalidField } from "../routes/refusal.ts";
import type { FloatingIpRow, ReservedIpRow } from "../seed/vendor-rows.ts";
import { plan } from "./advance-world.ts";
import { find, findIdle, remove } from "./find-objects.ts";
import { changeCapacity } from "./flavors.ts";
import { floatingIpsOf, freePort, letGo, portsOf } from "./ports.ts";
import { startTask, tasksAnswer } from "./tasks.ts";
import { detachVolume, isAttachedTo, removeVolume } from "./volumes.ts";
import type { Instance, Stored, Volume, World } from "./world.ts";

interface Doomed {
  instance: Instance;
  /** All attached ones: some go, some are only detached. */
  volumes: Volume[];
  volumeIds: Set<string>;
  floating: Stored<FloatingIpRow>[];
  reserved: Stored<ReservedIpRow>[];
}

export function deleteInstance(call: Call): Answer {
  const instance = findIdle(call, "instances", call.path["instance_id"] ?? "");
  const doomed = chooseDoomed(call, instance);
  const before = { status: instance.row.status, vm_state: instance.row.vm_state };
  instance.row.task_state = "deleting";
  const task = startTask(call, {
    type: "delete_vm",
    instanceId: instance.row.id,
    data: { instance_id: instance.row.id, volumes: [...doomed.volumeIds] },
    locks: [instance, ...doomed.volumes],
    finish: (_work, at) => {
      carryOut(call.world, doomed, at);
      return undefined;
    },
    fail: (leaves) => {
      const broken = { status: "ERROR", vm_state: "error" };
      Object.assign(instance.row, leaves === "object" ? broken : before, { task_state: null });
    },
  });
  return tasksAnswer(task);
}

function chooseDoomed(call: Call, instance: Instance): Doomed {
  const { query, world } = call;
  const { id } = instance.row;
  const listed = query.parts("volumes");
  const volumes = [...world.account.objects.volumes.values()].filter((volume) => isAttachedTo(volume, id));
  for (const volumeId of listed) {
    if (!isAttachedTo(find(call, "volumes", volumeId), id))
      throw invalidField("volumes", `Volume ${volumeId} is not attached to instance ${id}`);
  }
  const marked = instance.row.volumes.filter(({ delete_on_termination: deleted }) => deleted);
  if (query.flag("delete_floatings") && query.parts("floatings").length > 0)
    throw invalidField("floatings", "floatings and delete_floatings are mutually exclusive");
  const assigned = portsOf(world, id).flatMap((port) => floatingIpsOf(world, port.row.id));
  const chosen = query.parts("floatings").map((one) => findIdle(call, "floatingips", one));
  return {
    instance,
    volumes,
    volumeIds: new Set([...listed, ...marked.map((volume) => volume.id)]),
    floating: query.flag("delete_floatings") ? assigned : chosen,
    reserved: query.parts("reserved_fixed_ips").map((one) => findIdle(call, "reserved_fixed_ips", one)),
  };
}

function carryOut(world: World, { instance, volumes, volumeIds, floating, reserved }: Doomed, at: number): void {
  const { id } = instance.row;
  for (const volume of volumes) {
    detachVolume(world, volume, at);
    if (volumeIds.has(volume.row.id)) removeVolume(world, volume);
  }
  for (const port of portsOf(world, id)) freePort(world, port);
  for (const { row } of floating) {
    letGo(row);
    remove({ world }, "floatingips", row.id);
  }
  for (const { row } of reserved) {
    remove({ world }, "reserved_fixed_ips", row.port_id);
    remove({ world }, "ports", row.port_id);
  }
  for (const { row } of world.account.objects.servergroups.values())
    row.instances = row.instances.filter((member) => member.instance_id !== id);
  if (world.account.objects.instances.has(id))
    changeCapacity(world, instance.row.region_id, instance.row.flavor.flavor_id, 1);
  const { ghostSeconds } = world.account.quirks;
  if (ghostSeconds === 0) {
    remove({ world }, "instances", id);
    return;
  }
  Object.assign(instance.row, { status: "DELETED", vm_state: "deleted", task_state: null });
  plan(world, at + (ghostSeconds * 1000) / world.speed, () => remove({ world }, "instances", id));
}
