// Snapshots as things: taken of a volume by hand or by a schedule. Checks nothing but that the volume is there.
import { type Call, offsetTimeText } from "../routes/call.ts";
import type { Tags } from "../routes/field-shapes.ts";
import type { SnapshotRow, TaskRow } from "../seed/vendor-rows.ts";
import { add, place, remove, type Scope } from "./find-objects.ts";
import { newUuid } from "./new-ids.ts";
import { tagList } from "./tags.ts";
import { startTask, type TaskSetting } from "./tasks.ts";
import type { Stored, Volume } from "./world.ts";

export interface NewSnapshot {
  name: string;
  description: string | null;
  tags: Tags;
  visibleFrom: number;
  /** Of the schedule that takes it. */
  lifecyclePolicyId?: number;
  scheduleId?: string;
  /** Called when it is done. */
  taken?(snapshot: Stored<SnapshotRow>, at: number): void;
}

export function takeSnapshot(setting: TaskSetting & Pick<Call, "world">, volume: Volume, wanted: NewSnapshot): TaskRow {
  let snapshot: Stored<SnapshotRow> | undefined;
  const { lifecyclePolicyId: policy, scheduleId: schedule } = wanted;
  return startTask(setting, {
    type: "create_snapshot",
    data: { volume_id: volume.row.id, name: wanted.name, description: wanted.description, metadata: wanted.tags },
    ...(volume.row.attachments[0]?.server_id && { instanceId: volume.row.attachments[0].server_id }),
    locks: [volume],
    more: { lifecycle_policy_id: policy ?? null, schedule_id: schedule ?? null },
    begin: (work, at) => {
      snapshot = addSnapshot({ ...setting, now: at }, volume, wanted, work.row.id);
      work.lock(snapshot);
      work.created("snapshots", snapshot.row.id);
    },
    finish: (_work, at) => {
      if (!snapshot) return undefined;
      Object.assign(snapshot.row, { status: "available", updated_at: offsetTimeText(at) });
      wanted.taken?.(snapshot, at);
      return undefined;
    },
    fail: (leaves) => {
      if (!snapshot) return;
      if (leaves === "nothing") remove(setting, "snapshots", snapshot.row.id);
      else snapshot.row.status = "error";
    },
  });
}

function addSnapshot(scope: Scope, volume: Volume, wanted: NewSnapshot, taskId: string): Stored<SnapshotRow> {
  const time = offsetTimeText(scope.now);
  const row: SnapshotRow = {
    ...place(scope),
    id: newUuid(scope.world),
    name: wanted.name,
    description: wanted.description,
    volume_id: volume.row.id,
    size: volume.row.size,
    status: "creating",
    tags: tagList(wanted.tags),
    task_id: null,
    creator_task_id: taskId,
    created_at: time,
    updated_at: time,
  };
  const { lifecyclePolicyId, scheduleId } = wanted;
  const inside = { lifecycle_policy_id: lifecyclePolicyId ?? null, schedule_id: scheduleId ?? null };
  return add(scope, "snapshots", row, wanted.visibleFrom, inside);
}
