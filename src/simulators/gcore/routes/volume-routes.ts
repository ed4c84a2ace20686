// Volumes: create, list, read, rename, delete. What is done with them is elsewhere.

import { find, findIdle, listObjects, remove } from "../objects/find-objects.ts";
import { requireQuota } from "../objects/quotas.ts";
import { hasTags, patchTags, TAG_FILTERS, tagList } from "../objects/tags.ts";
import { startTask, tasksAnswer } from "../objects/tasks.ts";
import { addVolume, attachVolume, isAttachedTo, removeVolume } from "../objects/volumes.ts";
import type { Volume } from "../objects/world.ts";
import type { ImageRow } from "../seed/vendor-rows.ts";
import { integer, list, object, optional, text, union, word } from "./body-shape.ts";
import { type Answer, type Call, offsetTimeText, ok, type Routes, route } from "./call.ts";
import { visibleFrom } from "./call-faults.ts";
import { checkVolumeType } from "./check-new-volumes.ts";
import { attachmentTag, name, size, tags, tagsPatch, uuid, volumeType } from "./field-shapes.ts";
import { page } from "./list-page.ts";
import { badRequest, invalidField } from "./refusal.ts";
import { showVolume } from "./show-others.ts";

const ROOT = "/v1/volumes/{project_id}/{region_id}";
const ONE = `${ROOT}/{volume_id}`;

const every = {
  name,
  type_name: optional(volumeType),
  tags,
  // The older name of `tags`, [LEGACY].
  metadata: tags,
  lifecycle_policy_ids: optional(list(integer())),
  instance_id_to_attach_to: optional(text()),
  attachment_tag: optional(attachmentTag),
};
const fromNothing = object({ ...every, source: word("new-volume"), size });
const fromImage = object({ ...every, source: word("image"), size, image_id: uuid });
const fromSnapshot = object({ ...every, source: word("snapshot"), size: optional(size), snapshot_id: uuid });
type VolumeBody = ReturnType<typeof fromNothing> | ReturnType<typeof fromImage> | ReturnType<typeof fromSnapshot>;

export const volumeRoutes: Routes = {
  "volumes.create": route({
    verb: "POST",
    path: ROOT,
    isAsync: true,
    creates: true,
    body: union<VolumeBody>("source", { "new-volume": fromNothing, image: fromImage, snapshot: fromSnapshot }),
    handle: create,
  }),
  "volumes.list": route({
    verb: "GET",
    path: ROOT,
    kind: "list",
    query: {
      ...{ instance_id: "text", bootable: "flag", has_attachments: "flag", id_part: "text", name_part: "text" },
      ...{ cluster_id: "text", ...TAG_FILTERS },
    },
    handle: (call) => {
      const found = listObjects(call, "volumes").filter((volume) => isWanted(call, volume));
      return page(call, found, (volume) => showVolume(call, volume));
    },
  }),
  "volumes.get": route({
    verb: "GET",
    path: ONE,
    handle: (call) => ok(showVolume(call, find(call, "volumes", call.path["volume_id"] ?? ""))),
  }),
  "volumes.update": route({
    verb: "PATCH",
    path: ONE,
    body: object({ name: optional(name), tags: tagsPatch }),
    handle: (call, body) => {
      const volume = idleVolume(call);
      volume.row.tags = patchTags(volume.row.tags, body.tags);
      Object.assign(volume.row, body.name === undefined ? {} : { name: body.name }, {
        updated_at: offsetTimeText(call.now),
      });
      return ok(showVolume(call, volume));
    },
  }),
  "volumes.delete": route({
    verb: "DELETE",
    path: ONE,
    isAsync: true,
    query: { snapshots: "texts" },
    handle: destroy,
  }),
};

export function idleVolume(call: Call): Volume {
  return findIdle(call, "volumes", call.path["volume_id"] ?? "");
}

function isWanted(call: Call, { row }: Volume): boolean {
  const { query } = call;
  const instanceId = query.text("instance_id");
  const [bootable, attached] = [query.flag("bootable"), query.flag("has_attachments")];
  return (
    (instanceId === undefined || isAttachedTo({ row, visibleFrom: 0, inside: {} }, instanceId)) &&
    (bootable === undefined || row.bootable === bootable) &&
    (attached === undefined || row.attachments.length > 0 === attached) &&
    row.id.includes(query.text("id_part") ?? "") &&
    row.name.includes(query.text("name_part") ?? "") &&
    !query.has("cluster_id") &&
    hasTags(call, row.tags)
  );
}

interface Origin {
  size: number;
  type: string;
  image?: ImageRow;
  source?: Volume | undefined;
}

function originOf(call: Call, body: VolumeBody): Origin {
  const type = body.type_name ?? "standard";
  if (body.source === "new-volume") return { size: body.size, type };
  if (body.source === "image") {
    const image = find(call, "images", body.image_id).row;
    if (body.size < image.min_disk) throw invalidField("size", `Size must be at least ${image.min_disk}`);
    return { size: body.size, type, image };
  }
  const { row } = find(call, "snapshots", body.snapshot_id);
  if (row.status !== "available") throw invalidField("snapshot_id", "Snapshot is not available");
  if (body.size !== undefined && body.size !== row.size)
    throw invalidField("size", "Size must be equal to the size of the snapshot");
  const source = call.world.account.objects.volumes.get(row.volume_id);
  return { size: row.size, type: body.type_name ?? source?.row.volume_type ?? "standard", source };
}

function create(call: Call, body: VolumeBody): Answer {
  const { world } = call;
  const origin = originOf(call, body);
  checkVolumeType(call, origin.type, "type_name");
  requireQuota(call, { volume_count: 1, volume_size: origin.size });
  const policies = (body.lifecycle_policy_ids ?? []).map((id) => find(call, "lifecycle_policies", id));
  const target = body.instance_id_to_attach_to;
  const instance = target === undefined ? undefined : findIdle(call, "instances", target);
  let volume: Volume | undefined;
  const { source, image } = origin;
  const data = { ...body, volume_type: origin.type };
  const task = startTask(call, {
    type: "create_volume",
    data: JSON.parse(JSON.stringify(data)),
    ...(instance && { locks: [instance], instanceId: instance.row.id }),
    begin: (work, at) => {
      const wanted = {
        ...{ name: body.name, size: origin.size, type: origin.type, image, taskId: work.row.id },
        imageMetadata: source?.row.volume_image_metadata,
        bootable: image !== undefined || (source?.row.bootable ?? false),
        tags: tagList({ ...body.metadata, ...body.tags }),
      };
      volume = addVolume({ ...call, now: at }, wanted, visibleFrom(call));
      work.lock(volume);
      work.created("volumes", volume.row.id);
    },
    finish: (_work, at) => {
      if (!volume) return undefined;
      Object.assign(volume.row, { status: "available", updated_at: offsetTimeText(at) });
      for (const { row } of policies) row.volumes.push({ volume_id: volume.row.id, volume_name: volume.row.name });
      if (instance)
        attachVolume(world, volume, instance, at, body.attachment_tag ? { attachment_tag: body.attachment_tag } : {});
      return undefined;
    },
    fail: (leaves) => {
      if (!volume) return;
      if (leaves === "nothing") removeVolume(world, volume);
      else volume.row.status = "error";
    },
  });
  return tasksAnswer(task);
}

/** The parameter says that only snapshots listed go along, the vendor's summary that all do: the stricter is taken, [ASSUMED]. */
function destroy(call: Call): Answer {
  const volume = idleVolume(call);
  const { row } = volume;
  if (!["available", "error", "error_deleting"].includes(row.status))
    throw badRequest(`Volume ${row.id} must be available, it is ${row.status}`);
  const snapshots = call.query.parts("snapshots").map((id) => findIdle(call, "snapshots", id));
  const foreign = snapshots.find((snapshot) => snapshot.row.volume_id !== row.id);
  if (foreign) throw invalidField("snapshots", `Snapshot ${foreign.row.id} is not of volume ${row.id}`);
  const before = row.status;
  row.status = "deleting";
  const task = startTask(call, {
    type: "delete_volume",
    data: { volume_id: row.id, snapshots: snapshots.map((snapshot) => snapshot.row.id) },
    locks: [volume, ...snapshots],
    finish: () => {
      for (const snapshot of snapshots) remove(call, "snapshots", snapshot.row.id);
      removeVolume(call.world, volume);
      return undefined;
    },
    fail: (leaves) => {
      row.status = leaves === "object" ? "error_deleting" : before;
    },
  });
  return tasksAnswer(task);
}
