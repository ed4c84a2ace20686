// Schedules of a lifecycle policy: from YAML's words to Gcore's, and both to one line of text that can be compared. Pure.
import { compareText } from "../../core/address.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { DURATION_UNITS, formatDuration } from "../../core/units.ts";
import { WEEKDAYS } from "../../core/weekdays.ts";

const CRON_FIELDS = ["minute", "hour", "day", "month", "day_of_week"] as const;
const UNITS = [
  ["weeks", 7 * DURATION_UNITS.d],
  ["days", DURATION_UNITS.d],
  ["hours", DURATION_UNITS.h],
  ["minutes", DURATION_UNITS.m],
] as const;

/** The bodies of all schedules of a policy, in the order of their texts. */
export function buildSchedules(attributes: JsonObject): readonly JsonObject[] {
  const { schedules } = attributes;
  const declared = Array.isArray(schedules) ? schedules.filter(isJsonObject) : [attributes];
  return declared.map(buildSchedule).sort((a, b) => compareText(formatTiming(a), formatTiming(b)));
}

/** The body of one schedule; `attributes` are the declared ones, cron in canonical lists. */
export function buildSchedule(attributes: JsonObject): JsonObject {
  const { cron, every, timezone, keep, retain, nameTemplate } = attributes;
  const shared: JsonObject = {
    max_quantity: keep ?? 2,
    ...(typeof retain === "number" ? { retention_time: splitDuration(retain) } : {}),
    ...(nameTemplate === undefined ? {} : { resource_name_template: nameTemplate }),
  };
  if (typeof every === "number") return { type: "interval", ...splitDuration(every), ...shared };
  const parts = String(cron ?? "").split(" ");
  const fields = CRON_FIELDS.map((name, index): [string, Json] => [name, toWire(name, parts[index] ?? "*")]);
  return { type: "cron", ...Object.fromEntries(fields), week: "*", timezone: timezone ?? "UTC", ...shared };
}

/** As it is compared; nothing where YAML tells no time. Names of snapshots count where YAML tells one. */
export function timingOf(attributes: JsonObject): JsonObject {
  const { cron, every, schedules: several } = attributes;
  if (cron === undefined && every === undefined && several === undefined) return {};
  const schedules = buildSchedules(attributes);
  const isNamed = schedules.some(({ resource_name_template: name }) => name !== undefined);
  return { timing: schedules.map(formatTiming), ...(isNamed ? { naming: schedules.map(formatNamed).sort() } : {}) };
}

/** What the server fills in where no name is sent (6). */
export const DEFAULT_NAME = "Snapshot of volume {volume_id} created by policy {lifecycle_policy_id}";

/** A schedule with what it calls its snapshots. */
export function formatNamed(schedule: JsonObject): string {
  const { resource_name_template: name } = schedule;
  return `${formatTiming(schedule)}: ${typeof name === "string" && name !== "" ? name : DEFAULT_NAME}`;
}

function toWire(name: (typeof CRON_FIELDS)[number], text: string): string {
  if (name !== "day_of_week" || text === "*") return text;
  return text
    .split(",")
    .map((day) => WEEKDAYS[Number(day) % 7] ?? day)
    .join(",");
}

/** Whole minutes, in the largest units first: `{days: 14}`. */
function splitDuration(ms: number): JsonObject {
  let left = ms;
  const parts: [string, Json][] = [];
  for (const [unit, size] of UNITS.filter(([name]) => name !== "weeks")) {
    const count = Math.floor(left / size);
    if (count > 0) parts.push([unit, count]);
    left -= count * size;
  }
  return Object.fromEntries(parts);
}

/**
 * `cron 15 2 * * * UTC, keep 7, retain 14d`. Defaults that the server fills in read the same as what was left out: null,
 * missing and `*`; zeros and missing; no time zone and UTC ([ASSUMED], 6).
 */
export function formatTiming(schedule: JsonObject): string {
  const retain = sumDuration(schedule["retention_time"]);
  const quantity = schedule["max_quantity"];
  const tail = [
    ...(quantity === null || quantity === undefined ? [] : [`keep ${String(quantity)}`]),
    ...(retain === 0 ? [] : [`retain ${formatDuration(retain)}`]),
  ];
  const when =
    schedule["type"] === "interval"
      ? `every ${formatDuration(sumDuration(schedule))}`
      : `cron ${readCron(schedule)}${weekOf(schedule)} ${String(schedule["timezone"] ?? "UTC")}`;
  return [when, ...tail].join(", ");
}

/** Its five fields, numbers sorted; Sunday is 0. */
export function readCron(schedule: JsonObject): string {
  return CRON_FIELDS.map((name) => readField(name, schedule[name])).join(" ");
}

function weekOf(schedule: JsonObject): string {
  const { week } = schedule;
  return week === null || week === undefined || week === "*" ? "" : ` (week ${String(week)})`;
}

function readField(name: (typeof CRON_FIELDS)[number], value: Json | undefined): string {
  const text = value === null || value === undefined || value === "" ? "*" : String(value);
  if (text === "*") return text;
  const items = text.split(",").map((item) => item.trim().toLowerCase());
  const numbers = name === "day_of_week" ? items.map((item) => dayNumber(item)) : items.map(Number);
  if (numbers.some(Number.isNaN)) return items.join(",");
  return [...new Set(numbers)].sort((a, b) => a - b).join(",");
}

function dayNumber(text: string): number {
  const index = WEEKDAYS.findIndex((day) => text.startsWith(day));
  return index === -1 ? Number(text) % 7 : index;
}

/** Milliseconds; 0 for none. */
export function sumDuration(value: Json | undefined): number {
  if (!isJsonObject(value)) return 0;
  return UNITS.reduce((sum, [unit, size]) => sum + (typeof value[unit] === "number" ? value[unit] * size : 0), 0);
}

/**
 * Whether fewer snapshots are kept, or for a shorter time: of the schedules that go, each is held against the one that comes
 * for the same moments, else against any that comes and is not spoken for. One that goes without another lowers.
 */
export function isLowered(wanted: readonly JsonObject[], live: readonly JsonObject[]): boolean {
  const texts = (all: readonly JsonObject[]) => new Set(all.map(formatTiming));
  const coming = wanted.filter((schedule) => !texts(live).has(formatTiming(schedule)));
  const going = live.filter((schedule) => !texts(wanted).has(formatTiming(schedule)));
  const isSame = (a: JsonObject, b: JsonObject) => momentsOf(a) === momentsOf(b);
  const paired = going.filter((one) => coming.some((other) => isSame(one, other)));
  const free = coming.filter((one) => !going.some((other) => isSame(one, other)));
  const others = going.filter((one) => !paired.includes(one));
  return (
    others.length > free.length ||
    others.some((one) => free.some((other) => keepsLess(other, one))) ||
    paired.some((one) => coming.some((other) => isSame(one, other) && keepsLess(other, one)))
  );
}

function momentsOf(schedule: JsonObject): string {
  return formatTiming({ ...schedule, max_quantity: null, retention_time: null });
}

function keepsLess(wanted: JsonObject, schedule: JsonObject): boolean {
  const shorter = (a: Json | undefined, b: Json | undefined) => {
    const [ours, theirs] = [sumDuration(a), sumDuration(b)];
    return ours !== 0 && (theirs === 0 || ours < theirs);
  };
  return (
    Number(wanted["max_quantity"]) < Number(schedule["max_quantity"] ?? 0) ||
    shorter(wanted["retention_time"], schedule["retention_time"])
  );
}
