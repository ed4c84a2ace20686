// Snapshots of volumes: take, list, read, rename, delete.

import { find, findIdle, listObjects, remove } from "../objects/find-objects.ts";
import { requireQuota } from "../objects/quotas.ts";
import { takeSnapshot } from "../objects/snapshots.ts";
import { patchTags, replaceTags } from "../objects/tags.ts";
import { startTask, tasksAnswer } from "../objects/tasks.ts";
import { isAttachedTo } from "../objects/volumes.ts";
import type { Stored } from "../objects/world.ts";
import type { SnapshotRow } from "../seed/vendor-rows.ts";
import { object, optional, text } from "./body-shape.ts";
import { type Call, offsetTimeText, ok, type Routes, route } from "./call.ts";
import { visibleFrom } from "./call-faults.ts";
import { allTags, name, tags, tagsPatch, uuid } from "./field-shapes.ts";
import { page } from "./list-page.ts";
import { badRequest } from "./refusal.ts";

const ROOT = "/v1/snapshots/{project_id}/{region_id}";
const ONE = `${ROOT}/{snapshot_id}`;

export const snapshotRoutes: Routes = {
  "snapshots.create": route({
    verb: "POST",
    path: ROOT,
    isAsync: true,
    creates: true,
    // `metadata` is the older name of `tags`, [LEGACY].
    body: object({ name, volume_id: uuid, description: optional(text()), tags, metadata: tags }),
    handle: (call, body) => {
      const volume = findIdle(call, "volumes", body.volume_id);
      const { size, status, volume_type: type } = volume.row;
      // No snapshots of this type, [SPEC].
      if (type === "ssd_lowlatency") throw badRequest("Volumes of type ssd_lowlatency cannot have snapshots");
      if (!["available", "in-use"].includes(status)) throw badRequest(`Volume ${volume.row.id} is ${status}`);
      requireQuota(call, { volume_snapshots_count: 1, volume_snapshots_size: size });
      const { description = null } = body;
      const allOfThem = { ...body.metadata, ...body.tags };
      const wanted = { name: body.name, description, tags: allOfThem, visibleFrom: visibleFrom(call) };
      return tasksAnswer(takeSnapshot(call, volume, wanted));
    },
  }),
  "snapshots.list": route({
    verb: "GET",
    path: ROOT,
    kind: "list",
    query: { volume_id: "text", instance_id: "text", lifecycle_policy_id: "integer", schedule_id: "text" },
    handle: (call) => {
      const found = listObjects(call, "snapshots").filter((snapshot) => isWanted(call, snapshot));
      return page(call, found, ({ row }) => row);
    },
  }),
  "snapshots.get": route({ verb: "GET", path: ONE, handle: (call) => ok(find(call, "snapshots", idOf(call)).row) }),
  "snapshots.update": route({
    verb: "PATCH",
    path: ONE,
    // The description cannot be changed: it is refused like any unknown member.
    body: object({ name: optional(name), tags: tagsPatch }),
    handle: (call, body) => {
      const { row } = findIdle(call, "snapshots", idOf(call));
      row.tags = patchTags(row.tags, body.tags);
      Object.assign(row, body.name === undefined ? {} : { name: body.name }, { updated_at: offsetTimeText(call.now) });
      return ok(row);
    },
  }),
  "snapshots.delete": route({
    verb: "DELETE",
    path: ONE,
    isAsync: true,
    handle: (call) => {
      const snapshot = findIdle(call, "snapshots", idOf(call));
      const before = snapshot.row.status;
      snapshot.row.status = "deleting";
      const task = startTask(call, {
        type: "delete_snapshot",
        data: { snapshot_id: snapshot.row.id },
        locks: [snapshot],
        finish: () => remove(call, "snapshots", snapshot.row.id) as undefined,
        fail: (leaves) => {
          snapshot.row.status = leaves === "object" ? "error_deleting" : before;
        },
      });
      return tasksAnswer(task);
    },
  }),
  // Deprecated for PATCH.
  "snapshots.replace_metadata": route({
    verb: "PUT",
    path: `${ONE}/metadata`,
    body: allTags,
    handle: (call, body) => {
      const { row } = findIdle(call, "snapshots", idOf(call));
      row.tags = replaceTags(row.tags, body);
      return ok(row);
    },
  }),
};

function idOf(call: Call): string {
  return call.path["snapshot_id"] ?? "";
}

function isWanted({ query, world }: Call, { row, inside }: Stored<SnapshotRow>): boolean {
  const instanceId = query.text("instance_id");
  const volume = world.account.objects.volumes.get(row.volume_id);
  return (
    (query.text("volume_id") ?? row.volume_id) === row.volume_id &&
    (instanceId === undefined || (volume !== undefined && isAttachedTo(volume, instanceId))) &&
    (!query.has("lifecycle_policy_id") || inside["lifecycle_policy_id"] === query.integer("lifecycle_policy_id")) &&
    (!query.has("schedule_id") || inside["schedule_id"] === query.text("schedule_id"))
  );
}
