// Lifecycle policies: volumes and the schedules that take snapshots of them. All of it is synchronous.
import type { JsonObject } from "../../engine/json.ts";
import { add, find, listObjects, remove } from "../objects/find-objects.ts";
import { requireQuota } from "../objects/quotas.ts";
import { armSchedule } from "../objects/run-schedules.ts";
import type { World } from "../objects/world.ts";
import type { PolicyRow } from "../seed/vendor-rows.ts";
import { list, object, optional, text, withDefault, word } from "./body-shape.ts";
import { type Call, NO_CONTENT, ok, type Routes, route } from "./call.ts";
import { visibleFrom } from "./call-faults.ts";
import { name, uuid } from "./field-shapes.ts";
import { whole } from "./list-page.ts";
import { invalidField, notFound } from "./refusal.ts";
import { type ScheduleBody, scheduleBody, scheduleRow } from "./schedule-shape.ts";

const ROOT = "/v1/lifecycle_policy/{project_id}/{region_id}";
const ONE = `${ROOT}/{policy_id}`;
/** Missing from the vendor's document, sent by its older clients, [LEGACY]; refused nowhere. */
const NEED_VOLUMES = { need_volumes: "flag" } as const;
const MAX_SCHEDULES = 10;

export const policyBody = object({
  name: text(),
  action: word("volume_snapshot"),
  status: withDefault(word("active", "paused"), "active"),
  schedules: withDefault(list(scheduleBody, { max: MAX_SCHEDULES }), []),
  volume_ids: withDefault(list(uuid), []),
});
export type PolicyBody = ReturnType<typeof policyBody>;
const volumeIds = object({ volume_ids: list(text()) });

export const policyRoutes: Routes = {
  "lifecycle_policy.create": route({
    verb: "POST",
    path: ROOT,
    creates: true,
    query: NEED_VOLUMES,
    body: policyBody,
    handle: create,
  }),
  "lifecycle_policy.list": route({
    verb: "GET",
    path: ROOT,
    kind: "list",
    isWhole: true,
    query: NEED_VOLUMES,
    handle: (call) => whole(listObjects(call, "lifecycle_policies"), ({ row }) => show(call, row)),
  }),
  "lifecycle_policy.get": route({
    verb: "GET",
    path: ONE,
    query: NEED_VOLUMES,
    handle: (call) => ok(show(call, policyOf(call))),
  }),
  "lifecycle_policy.update": route({
    verb: "PATCH",
    path: ONE,
    query: NEED_VOLUMES,
    body: object({ name: optional(name), status: optional(word("active", "paused")) }),
    handle: (call, body) => {
      const row = policyOf(call);
      if (body.name !== undefined) row.name = body.name;
      if (body.status !== undefined) row.status = body.status;
      return ok(show(call, row));
    },
  }),
  // Snapshots that were made stay, [DOC set-up-automatic-snapshot-creation].
  "lifecycle_policy.delete": route({
    verb: "DELETE",
    path: ONE,
    handle: (call) => {
      remove(call, "lifecycle_policies", policyOf(call).id);
      return NO_CONTENT;
    },
  }),
  "lifecycle_policy.add_schedules": route({
    verb: "POST",
    path: `${ONE}/add_schedules`,
    query: NEED_VOLUMES,
    body: object({ schedules: list(scheduleBody, { max: MAX_SCHEDULES }) }),
    handle: (call, { schedules }) => {
      const row = policyOf(call);
      requireQuota(call, { snapshot_schedule_count: schedules.length });
      addSchedules(call, row, schedules);
      return ok(show(call, row));
    },
  }),
  "lifecycle_policy.remove_schedules": route({
    verb: "POST",
    path: `${ONE}/remove_schedules`,
    query: NEED_VOLUMES,
    body: object({ schedule_ids: list(text()) }),
    handle: (call, { schedule_ids: ids }) => {
      const row = policyOf(call);
      const unknown = ids.find((id) => !row.schedules.some((schedule) => schedule.id === id));
      if (unknown !== undefined) throw notFound("Schedule", unknown);
      row.schedules = row.schedules.filter(({ id }) => !ids.includes(id));
      return ok(show(call, row));
    },
  }),
  "lifecycle_policy.add_volumes": route({
    verb: "PUT",
    path: `${ONE}/add_volumes_to_policy`,
    query: NEED_VOLUMES,
    body: volumeIds,
    handle: (call, { volume_ids: ids }) => {
      const row = policyOf(call);
      addVolumes(call, row, ids);
      return ok(show(call, row));
    },
  }),
  "lifecycle_policy.remove_volumes": route({
    verb: "PUT",
    path: `${ONE}/remove_volumes_from_policy`,
    query: NEED_VOLUMES,
    body: volumeIds,
    handle: (call, { volume_ids: ids }) => {
      const row = policyOf(call);
      row.volumes = row.volumes.filter(({ volume_id: id }) => !ids.includes(id));
      return ok(show(call, row));
    },
  }),
};

function policyOf(call: Call): PolicyRow {
  const id = call.path["policy_id"] ?? "";
  return find(call, "lifecycle_policies", id).row;
}

/** Without the query parameter the volumes are hidden, which an unwary client takes for none. */
function show({ query, world }: Call, row: PolicyRow): JsonObject {
  const isShown = query.flag("need_volumes") === true || world.account.quirks.volumesAlwaysShown;
  return {
    ...row,
    volumes: isShown ? row.volumes.map((one) => ({ ...one, volume_name: nameOf(world, one.volume_id) })) : [],
  };
}

function nameOf(world: World, volumeId: string): string {
  return world.account.objects.volumes.get(volumeId)?.row.name ?? "";
}

function create(call: Call, body: PolicyBody) {
  const { world, projectId, regionId } = call;
  requireQuota(call, { snapshot_schedule_count: body.schedules.length });
  for (const id of body.volume_ids) find(call, "volumes", id);
  world.lastIds.policy += 1;
  const row: PolicyRow = {
    id: world.lastIds.policy,
    name: body.name,
    action: body.action,
    status: body.status,
    user_id: world.account.client.user_id,
    project_id: projectId,
    region_id: regionId,
    schedules: [],
    volumes: [],
  };
  addVolumes(call, row, body.volume_ids);
  add(call, "lifecycle_policies", row, visibleFrom(call));
  addSchedules(call, row, body.schedules);
  return ok(show(call, row));
}

function addSchedules({ world, now }: Call, row: PolicyRow, bodies: readonly ScheduleBody[]): void {
  if (row.schedules.length + bodies.length > MAX_SCHEDULES)
    throw invalidField("schedules", `A policy has at most ${MAX_SCHEDULES} schedules`);
  const schedules = bodies.map((body) => scheduleRow(world, body, row.id));
  row.schedules = [...row.schedules, ...schedules];
  for (const schedule of schedules) armSchedule(world, row.id, schedule, now);
}

/** Those that are in already are passed over, [LEGACY]. */
function addVolumes(call: Call, row: PolicyRow, ids: readonly string[]): void {
  const found = ids.map((id) => find(call, "volumes", id).row);
  const fresh = found.filter(({ id }) => !row.volumes.some(({ volume_id: known }) => known === id));
  row.volumes = [
    ...row.volumes,
    ...fresh.map(({ id, name: volumeName }) => ({ volume_id: id, volume_name: volumeName })),
  ];
}
