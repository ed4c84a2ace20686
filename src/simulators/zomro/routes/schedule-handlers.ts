// instances.fleio_bckps.schedule, .edit, .delete: when backups of a machine are made, [S004].
import type { JsonObject } from "../../engine/json.ts";
import { nextId } from "../objects/new-ids.ts";
import { dayOf, nextTime } from "../objects/provider-time.ts";
import type { Schedule } from "../objects/world.ts";
import { type Call, done, editOf, type Handler, visibleFrom } from "./call.ts";
import { liveInstance, parentId, shownInstance, shownSchedule } from "./guards.ts";
import { listRows } from "./list-rows.ts";
import { refusal } from "./refusal.ts";
import { showSchedule } from "./show.ts";
import { node, select } from "./write-doc.ts";

/** By `plid` in the vendor's table, by `elid` in its curl, [S004] C1. */
export const schedules: Handler = (call) => {
  const { reading } = call.world.account.quirks;
  const names = { both: ["elid", "plid"], curl: ["elid"], table: ["plid"] }[reading];
  const parent = parentId(call, ...names);
  const own = [...call.world.account.schedules.values()].filter(
    ({ row, visibleFrom: from }) => row.instance_id === parent && from <= call.now,
  );
  const rows = own.map((schedule) => showSchedule(call, schedule));
  const rotation = shownInstance(call, parent).row.backup_rotation;
  return { ...listRows(call, rows), backup_rotation: node(rotation) };
};

export const scheduleEdit: Handler = editOf(
  showForm,
  (call) => {
    const { world, form, now } = call;
    const { row: parent } = liveInstance(call, form.neededId("plid"));
    const { name, days, time } = readFields(call);
    const id = nextId(world, "schedule");
    const row = { id, instance_id: parent.id, name, rotation_time: time, create_date: dayOf(now) };
    const nextAt = nextTime(days, time, now);
    world.account.schedules.set(id, { row, days, nextAt, rest: {}, visibleFrom: visibleFrom(call) });
    return done(call, id);
  },
  // Not described by the vendor; all fields are sent again, [CP] [BM].
  (call) => {
    const schedule = shownSchedule(call, call.form.neededId("elid"));
    if (call.form.neededId("plid") !== schedule.row.instance_id) throw refusal("missed", "item");
    const { name, days, time } = readFields(call);
    Object.assign(schedule, { days, nextAt: nextTime(days, time, call.now) });
    Object.assign(schedule.row, { name, rotation_time: time });
    return done(call, schedule.row.id);
  },
);

function readFields({ form }: Call): { name: string; days: number[]; time: string } {
  const name = form.neededName("name");
  const days = form.needed("rotation_days");
  const time = form.needed("rotation_time");
  // Commas without spaces, 0 = Sunday; the order in which they come is kept, [S004].
  if (!/^[0-6](,[0-6])*$/.test(days)) throw refusal("value", "rotation_days");
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw refusal("value", "rotation_time");
  return { name, days: [...new Set(days.split(",").map(Number))], time };
}

function showForm(call: Call): JsonObject {
  const { form, world, words } = call;
  const choices = words.days.map((label, day) => ({ key: String(day), label }));
  const slist = [select("rotation_days", choices, world.account.quirks)];
  if (form.text("elid") === undefined) {
    return { plid: node(liveInstance(call, form.neededId("plid")).row.id), slist };
  }
  const { row, days } = shownSchedule(call, form.neededId("elid"));
  return {
    elid: node(row.id),
    plid: node(row.instance_id),
    name: node(row.name),
    rotation_days: node(days.join(",")),
    rotation_time: node(row.rotation_time),
    slist,
  };
}

/** Neither `plid` nor `sok` is documented; the table's `image.delete` would hit an image of that number, C2. */
export const scheduleDelete: Handler = (call) => {
  const parent = call.form.id("plid");
  const found = call.form.neededIds("elid").map((id) => ownSchedule(call, id, parent));
  for (const { row } of found) call.world.account.schedules.delete(row.id);
  return done(call);
};

function ownSchedule(call: Call, id: string, parent: string | undefined): Schedule {
  const schedule = shownSchedule(call, id);
  if (parent !== undefined && parent !== schedule.row.instance_id) throw refusal("missed", "item");
  return schedule;
}
