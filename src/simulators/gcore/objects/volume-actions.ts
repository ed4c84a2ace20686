// What is done with volumes: grow, attach, detach, another type, back to a snapshot.
import { type Field, object, optional, word } from "../routes/body-shape.ts";
import { type Answer, type Call, offsetTimeText, ok, type Route, type Routes, route } from "../routes/call.ts";
import { attachmentTag, size, uuid } from "../routes/field-shapes.ts";
import { badRequest, conflict, invalidField } from "../routes/refusal.ts";
import { showVolume } from "../routes/show-others.ts";
import { idleVolume } from "../routes/volume-routes.ts";
import type { TaskRow } from "../seed/vendor-rows.ts";
import { findIdle } from "./find-objects.ts";
import { requireQuota } from "./quotas.ts";
import { startTask, tasksAnswer } from "./tasks.ts";
import { attachVolume, detachVolume, isAttachedTo } from "./volumes.ts";
import type { Volume } from "./world.ts";

const ONE = "volumes/{project_id}/{region_id}/{volume_id}";
const attachBody = object({ instance_id: uuid, attachment_tag: optional(attachmentTag) });
const detachBody = object({ instance_id: uuid });

function twin<B>(
  version: 1 | 2,
  action: string,
  body: Field<B>,
  act: (call: Call, volume: Volume, body: B) => TaskRow,
): Route {
  return route<B>({
    verb: "POST",
    path: `/v${version}/${ONE}/${action}`,
    isAsync: true,
    body,
    handle: (call, read) => {
      const volume = idleVolume(call);
      const task = act(call, volume, read);
      // v1 answers with the volume, and is done when it has.
      return version === 2 ? tasksAnswer(task) : ok(showVolume(call, volume));
    },
  });
}

export const volumeActions: Routes = {
  "volumes.extend": route({
    verb: "POST",
    path: `/v1/${ONE}/extend`,
    isAsync: true,
    body: object({ size }),
    handle: (call, body) => extend(call, idleVolume(call), body.size),
  }),
  "volumes.attach": twin(2, "attach", attachBody, attach),
  "volumes.detach": twin(2, "detach", detachBody, detach),
  "volumes.attach_v1": twin(1, "attach", attachBody, attach),
  "volumes.detach_v1": twin(1, "detach", detachBody, detach),
  "volumes.retype": route({
    verb: "POST",
    path: `/v1/${ONE}/retype`,
    body: object({ volume_type: word("standard", "ssd_hiiops") }),
    handle: (call, body) => retype(call, idleVolume(call), body.volume_type),
  }),
  "volumes.revert": route({
    verb: "POST",
    path: `/v1/${ONE}/revert`,
    handle: (call) => revert(call, idleVolume(call)),
  }),
};

function extend(call: Call, volume: Volume, wanted: number): Answer {
  const { row } = volume;
  // No resize of this type, [SPEC].
  if (row.volume_type === "ssd_lowlatency") throw badRequest("Volumes of type ssd_lowlatency cannot be resized");
  if (!["available", "in-use"].includes(row.status)) throw badRequest(`Volume ${row.id} is ${row.status}`);
  if (wanted <= row.size) throw invalidField("size", `New size must be greater than ${row.size}`);
  requireQuota(call, { volume_size: wanted - row.size });
  const before = row.status;
  const task = startTask(call, {
    type: "extend_volume",
    ...(row.attachments[0]?.server_id && { instanceId: row.attachments[0].server_id }),
    data: { volume_id: row.id, size: wanted },
    locks: [volume],
    begin: () => void Object.assign(row, { status: "extending" }),
    finish: (_work, at) => {
      Object.assign(row, { status: before, size: wanted, updated_at: offsetTimeText(at) });
      volume.inside["resized"] = true;
      return undefined;
    },
    fail: (leaves) => void Object.assign(row, { status: leaves === "object" ? "error_extending" : before }),
  });
  return tasksAnswer(task);
}

function attach(
  call: Call,
  volume: Volume,
  body: { instance_id: string; attachment_tag?: string | undefined },
): TaskRow {
  const { row } = volume;
  const instance = findIdle(call, "instances", body.instance_id);
  if (isAttachedTo(volume, instance.row.id)) throw conflict(`Volume ${row.id} is attached to this instance already`);
  if (row.status !== "available") throw badRequest(`Volume ${row.id} must be available, it is ${row.status}`);
  row.status = "attaching";
  const tag = body.attachment_tag;
  return startTask(call, {
    type: "attach_volume",
    instanceId: instance.row.id,
    data: { volume_id: row.id, instance_id: instance.row.id, attachment_tag: tag ?? null },
    locks: [volume, instance],
    finish: (_work, at) => {
      attachVolume(call.world, volume, instance, at, tag === undefined ? {} : { attachment_tag: tag });
      return undefined;
    },
    fail: () => void Object.assign(row, { status: "available" }),
  });
}

function detach(call: Call, volume: Volume, { instance_id: instanceId }: { instance_id: string }): TaskRow {
  const { row } = volume;
  const instance = findIdle(call, "instances", instanceId);
  if (!isAttachedTo(volume, instanceId)) throw badRequest(`Volume ${row.id} is not attached to instance ${instanceId}`);
  // As long as its machine is there, the boot volume stays with it.
  if (row.is_root_volume) throw badRequest(`Volume ${row.id} is the boot volume and cannot be detached`);
  row.status = "detaching";
  return startTask(call, {
    type: "detach_volume",
    instanceId,
    data: { volume_id: row.id, instance_id: instanceId },
    locks: [volume, instance],
    finish: (_work, at) => {
      detachVolume(call.world, volume, at);
      return undefined;
    },
    fail: () => void Object.assign(row, { status: "in-use" }),
  });
}

function snapshotsOf({ world }: Call, { row }: Volume) {
  return [...world.account.objects.snapshots.values()].filter((one) => one.row.volume_id === row.id);
}

/** Detached data volumes without snapshots only. */
function retype(call: Call, volume: Volume, type: string): Answer {
  const { row } = volume;
  if (row.status !== "available") throw badRequest(`Volume ${row.id} must be available, it is ${row.status}`);
  if (row.bootable) throw badRequest("Bootable volumes cannot be retyped");
  if (snapshotsOf(call, volume).length > 0) throw badRequest("Volumes with snapshots cannot be retyped");
  if (!["standard", "ssd_hiiops"].includes(row.volume_type))
    throw badRequest(`Type ${row.volume_type} cannot be changed`);
  Object.assign(row, { volume_type: type, updated_at: offsetTimeText(call.now) });
  return ok(showVolume(call, volume));
}

/** The answer's body is not described; the work shows in the volume's status. */
function revert(call: Call, volume: Volume): Answer {
  const { row } = volume;
  if (row.status !== "available") throw badRequest(`Volume ${row.id} must be available, it is ${row.status}`);
  const last = snapshotsOf(call, volume).at(-1);
  if (!last) throw badRequest(`Volume ${row.id} has no snapshot`);
  if (last.row.size !== row.size) throw badRequest("A volume that was resized after its snapshot cannot be reverted");
  row.status = "reverting";
  const finish = (_work: unknown, at: number): undefined => {
    Object.assign(row, { status: "available", updated_at: offsetTimeText(at) });
    volume.inside["reverted_to"] = last.row.id;
  };
  startTask(call, { type: "revert_volume", data: { volume_id: row.id }, locks: [volume], finish });
  return ok({});
}
