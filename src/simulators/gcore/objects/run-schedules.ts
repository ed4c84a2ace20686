// Lifecycle policies at work: takes the snapshots that are due, and lets old ones go by number and by age.
import type { JsonObject } from "../../engine/json.ts";
import { timeText } from "../routes/call.ts";
import type { PolicyRow, ScheduleRow, SnapshotRow } from "../seed/vendor-rows.ts";
import { plan } from "./advance-world.ts";
import { type CronFields, nextCron } from "./cron.ts";
import { remove } from "./find-objects.ts";
import { takeSnapshot } from "./snapshots.ts";
import { startTask } from "./tasks.ts";
import type { Plan, Stored, World } from "./world.ts";

const UNITS: Record<string, number> = { weeks: 604_800_000, days: 86_400_000, hours: 3_600_000, minutes: 60_000 };

/** From now on the schedule runs, until it or its policy is gone. Calendars are not scaled by the speed. */
export function armSchedule(world: World, policyId: number, schedule: ScheduleRow, after: number): void {
  const due = nextRun(schedule, after);
  if (due !== undefined) planAgain(world, due, { policyId, scheduleId: schedule.id });
}

/** Also for what a kept world had planned. */
export function planAgain(world: World, due: number, asData: Plan): void {
  const happen = (at: number): void => {
    if ("dropSnapshotId" in asData) dropById(world, asData.dropSnapshotId, at);
    else runSchedule(world, asData.policyId, asData.scheduleId, at);
  };
  plan(world, due, happen, { plan: asData });
}

function dropById(world: World, id: string, at: number): void {
  const snapshot = world.account.objects.snapshots.get(id);
  if (snapshot) drop(world, snapshot, at);
}

function runSchedule(world: World, policyId: number, scheduleId: string, at: number): void {
  const policy = world.account.objects.lifecycle_policies.get(String(policyId));
  const current = policy?.row.schedules.find(({ id }) => id === scheduleId);
  if (!policy || !current) return;
  if (policy.row.status === "active") run(world, policy.row, current, at);
  armSchedule(world, policyId, current, at);
}

export function nextRun(schedule: ScheduleRow, after: number): number | undefined {
  if (schedule.type === "cron") return nextCron(cronFields(schedule), after);
  const span = spanMs(schedule);
  return span > 0 ? after + span : undefined;
}

function cronFields(schedule: ScheduleRow): CronFields {
  const field = (name: string): string | null => (typeof schedule[name] === "string" ? schedule[name] : null);
  const [minute, hour, day] = [field("minute"), field("hour"), field("day")];
  return {
    minute,
    hour,
    day,
    month: field("month"),
    week: field("week"),
    day_of_week: field("day_of_week"),
    timezone: field("timezone"),
  };
}

function spanMs(spans: JsonObject): number {
  return Object.entries(UNITS).reduce((sum, [name, ms]) => sum + Number(spans[name] ?? 0) * ms, 0);
}

/** When the number is reached, the oldest goes first; those made by hand never count. */
function run(world: World, policy: PolicyRow, schedule: ScheduleRow, at: number): void {
  const setting = { world, now: at, projectId: policy.project_id, regionId: policy.region_id, faults: [] };
  for (const { volume_id: volumeId } of policy.volumes) {
    const volume = world.account.objects.volumes.get(volumeId);
    if (!volume || !["available", "in-use"].includes(volume.row.status)) continue;
    const own = snapshotsBy(world, schedule.id, volumeId);
    const surplus = own.slice(0, Math.max(0, own.length - schedule.max_quantity + 1));
    for (const snapshot of surplus) drop(world, snapshot, at);
    takeSnapshot(setting, volume, {
      name: nameFrom(schedule, policy, volumeId, at),
      description: null,
      tags: {},
      visibleFrom: 0,
      lifecyclePolicyId: policy.id,
      scheduleId: schedule.id,
      taken: (snapshot, takenAt) => keepUntil(world, schedule, snapshot, takenAt),
    });
  }
}

function snapshotsBy(world: World, scheduleId: string, volumeId: string): Stored<SnapshotRow>[] {
  const all = [...world.account.objects.snapshots.values()];
  const own = all.filter(({ row, inside }) => inside["schedule_id"] === scheduleId && row.volume_id === volumeId);
  return own.sort((a, b) => a.row.created_at.localeCompare(b.row.created_at));
}

function keepUntil(
  world: World,
  { retention_time: retention }: ScheduleRow,
  snapshot: Stored<SnapshotRow>,
  at: number,
) {
  const span = retention ? spanMs(retention) : 0;
  if (span > 0) planAgain(world, at + span, { dropSnapshotId: snapshot.row.id });
}

function drop(world: World, snapshot: Stored<SnapshotRow>, at: number): void {
  const { row } = snapshot;
  if (!world.account.objects.snapshots.has(row.id) || row.task_id !== null) return;
  const setting = { world, now: at, projectId: row.project_id, regionId: row.region_id, faults: [] };
  row.status = "deleting";
  startTask(setting, {
    type: "delete_snapshot",
    data: { snapshot_id: row.id },
    locks: [snapshot],
    more: {
      lifecycle_policy_id: snapshot.inside["lifecycle_policy_id"] ?? null,
      schedule_id: snapshot.inside["schedule_id"] ?? null,
    },
    finish: () => remove({ world }, "snapshots", row.id) as undefined,
  });
}

function nameFrom(schedule: ScheduleRow, policy: PolicyRow, volumeId: string, at: number): string {
  const local = typeof schedule["timezone"] === "string" ? schedule["timezone"] : "UTC";
  const localTime = new Date(at).toLocaleString("sv-SE", { timeZone: local }).replace(" ", "T");
  return (schedule.resource_name_template ?? "Snapshot of volume {volume_id}")
    .replaceAll("{volume_id}", volumeId)
    .replaceAll("{schedule_id}", schedule.id)
    .replaceAll("{lifecycle_policy_id}", String(policy.id))
    .replaceAll("{datetime_utc}", timeText(at))
    .replaceAll("{local_datetime}", localTime);
}
