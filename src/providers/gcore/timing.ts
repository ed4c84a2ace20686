// Schedules of a lifecycle policy: from YAML's words to Gcore's, and both to one line of text that can be compared. Pure.
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

/** The body of one schedule; `attributes` are the declared ones, cron in canonical lists. */
export function buildSchedule(attributes: JsonObject): JsonObject {
  const { cron, every, timezone, keep, retain } = attributes;
  const shared: JsonObject = {
    max_quantity: keep ?? 2,
    ...(typeof retain === "number" ? { retention_time: splitDuration(retain) } : {}),
  };
  if (typeof every === "number") return { type: "interval", ...splitDuration(every), ...shared };
  const parts = String(cron ?? "").split(" ");
  const fields = CRON_FIELDS.map((name, index): [string, Json] => [name, toWire(name, parts[index] ?? "*")]);
  return { type: "cron", ...Object.fromEntries(fields), week: "*", timezone: timezone ?? "UTC", ...shared };
}

/** As it is compared; nothing where YAML tells no time. */
export function timingOf(attributes: JsonObject): JsonObject {
  const { cron, every } = attributes;
  return cron === undefined && every === undefined ? {} : { timing: [formatTiming(buildSchedule(attributes))] };
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

/** Fewer snapshots, or kept for a shorter time, than any schedule that is there now. */
export function isLowered(wanted: JsonObject, schedules: readonly JsonObject[]): boolean {
  const shorter = (a: Json | undefined, b: Json | undefined) => {
    const [ours, theirs] = [sumDuration(a), sumDuration(b)];
    return ours !== 0 && (theirs === 0 || ours < theirs);
  };
  return schedules.some(
    (schedule) =>
      Number(wanted["max_quantity"]) < Number(schedule["max_quantity"] ?? 0) ||
      shorter(wanted["retention_time"], schedule["retention_time"]),
  );
}
