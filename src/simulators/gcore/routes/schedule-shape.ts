// Schedules in bodies: cron fields are `*` or comma lists (no ranges, no steps), intervals are not zero. Body → row.
import type { JsonObject } from "../../engine/json.ts";
import { isTimeZone, WEEKDAYS } from "../objects/cron.ts";
import { newUuid } from "../objects/new-ids.ts";
import type { World } from "../objects/world.ts";
import type { ScheduleRow } from "../seed/vendor-rows.ts";
import { type Field, integer, object, optional, refuse, text, union, withDefault, word } from "./body-shape.ts";

const numbers =
  (first: number, last: number): Field<string> =>
  (value, at, problems) => {
    const read = text()(value, at, problems);
    if (typeof read !== "string" || read.trim() === "*") return read;
    const isFine = read
      .split(",")
      .every((one) => /^\s*\d+\s*$/.test(one) && Number(one) >= first && Number(one) <= last);
    return isFine
      ? read
      : refuse(problems, at, `Either * or a comma-separated list of numbers from ${first} to ${last}`);
  };

const weekdays: Field<string> = (value, at, problems) => {
  const read = text()(value, at, problems);
  if (typeof read !== "string" || read.trim() === "*") return read;
  const isFine = read.split(",").every((one) => WEEKDAYS.includes(one.trim().toLowerCase()));
  return isFine ? read : refuse(problems, at, `Either * or a comma-separated list of ${WEEKDAYS.join(", ")}`);
};

const timezone: Field<string> = (value, at, problems) => {
  const read = text()(value, at, problems);
  return typeof read !== "string" || isTimeZone(read) ? read : refuse(problems, at, "Unknown timezone");
};

const count = optional(integer({ min: 0 }));
const spans = { weeks: count, days: count, hours: count, minutes: count };

const every = {
  max_quantity: withDefault(integer({ min: 1, max: 10_000 }), 2),
  retention_time: optional(object(spans)),
  resource_name_template: withDefault(text(), "Snapshot of volume {volume_id} created by policy {lifecycle_policy_id}"),
};

const cron = object({
  ...every,
  type: word("cron"),
  minute: optional(numbers(0, 59)),
  hour: optional(numbers(0, 23)),
  day: optional(numbers(1, 31)),
  month: optional(numbers(1, 12)),
  week: optional(numbers(1, 53)),
  day_of_week: optional(weekdays),
  timezone: optional(timezone),
});

const plainInterval = object({ ...every, ...spans, type: word("interval") });
const interval: Field<ReturnType<typeof plainInterval>> = (value, at, problems) => {
  const read = plainInterval(value, at, problems);
  if (read === undefined) return read;
  // At least one is not zero, [LEGACY].
  const isSome = [read.weeks, read.days, read.hours, read.minutes].some((one) => (one ?? 0) > 0);
  return isSome ? read : refuse(problems, at, "An interval must not be zero");
};

export type ScheduleBody = ReturnType<typeof cron> | ReturnType<typeof interval>;
export const scheduleBody = union<ScheduleBody>("type", { cron, interval });

/** What was not sent comes back as null; for cron fields a quirk says `*`, as [TF0] fills them in. */
export function scheduleRow(world: World, body: ScheduleBody, policyId: number): ScheduleRow {
  const { retention_time: retention, ...rest } = body;
  const owner = { owner: "lifecycle_policy", owner_id: policyId, user_id: world.account.client.user_id };
  return {
    ...nulls(rest, body.type === "cron" && world.account.quirks.cronDefaults === "star"),
    ...owner,
    id: newUuid(world),
    type: body.type,
    max_quantity: body.max_quantity,
    resource_name_template: body.resource_name_template,
    retention_time: retention === undefined ? null : nulls(retention, false),
  };
}

function nulls(given: object, isStar: boolean): JsonObject {
  const entries = Object.entries(given).map(([key, value]) => [
    key,
    value ?? (isStar && key !== "timezone" ? "*" : null),
  ]);
  return Object.fromEntries(entries) as JsonObject;
}
