// A lifecycle policy as YAML declares it, or why YAML cannot. Pure.
import { type Described, type LeftOut, refersTo } from "../../core/described.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import { leaveOut } from "../../vendor-kit/describe.ts";
import { listOf, textOf } from "./rows.ts";
import { buildSchedule, DEFAULT_NAME, formatTiming, readCron, sumDuration } from "./timing.ts";

/** `volumesOf`: machine -> its disks, as far as YAML declares them. */
export function describePolicy(
  object: Observed,
  volumesOf: ReadonlyMap<string, readonly string[]>,
): Described | LeftOut {
  const rows = listOf(object.outputs["schedules"]);
  if (rows.length === 0) return leaveOut(object, "it has no schedule");
  const timings = rows.map(describeTiming);
  const odd = rows.find((row, index) => {
    const timing = timings[index];
    return timing === undefined || formatTiming(buildSchedule(timing)) !== formatTiming(row);
  });
  if (odd !== undefined) return leaveOut(object, `YAML cannot say its times (${formatTiming(odd)})`);
  if (timings.some((timing) => timing?.["keep"] === undefined))
    return leaveOut(object, "it does not say how many snapshots are kept");
  if (new Set(rows.map(formatTiming)).size < rows.length) return leaveOut(object, "it has one schedule twice");
  const covered = describeCovered(listTexts(object.attributes["volumes"]), volumesOf);
  if (covered === undefined)
    return leaveOut(object, "it covers disks of which YAML does not declare all, or some of several machines only");
  const isPaused = object.attributes["paused"] === true;
  const [first = {}, ...others] = timings.filter((timing) => timing !== undefined);
  const times = others.length === 0 ? first : { schedules: [first, ...others] };
  return { object, fields: { ...covered, ...times, ...(isPaused ? { paused: true } : {}) } };
}

/** All disks of the machines that it touches, or some of one machine. */
function describeCovered(
  covered: readonly string[],
  volumesOf: ReadonlyMap<string, readonly string[]>,
): JsonObject | undefined {
  const vms = [...volumesOf].filter(([, volumes]) => volumes.some((id) => covered.includes(id)));
  const declared = vms.flatMap(([, volumes]) => volumes);
  if (!covered.every((id) => declared.includes(id))) return undefined;
  const fields = { vms: vms.map(([id]) => refersTo("vm", id)) };
  if (declared.length === covered.length) return fields;
  return vms.length === 1 ? { ...fields, volumes: covered.map((id) => refersTo("volume", id)) } : undefined;
}

function listTexts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(textOf) : [];
}

/** As the schema takes it; another one is left as it is. */
const NAME_TEMPLATE = /^([^{}]|\{(volume_id|schedule_id|lifecycle_policy_id|datetime_utc|local_datetime)\}){1,255}$/;

/** Lists and stars only: what else a cron may hold reads differently once YAML says it. */
function describeTiming(row: JsonObject): JsonObject | undefined {
  const retain = sumDuration(row["retention_time"]);
  const quantity = row["max_quantity"];
  const name = row["resource_name_template"];
  const shared: JsonObject = {
    ...(typeof name === "string" && name !== DEFAULT_NAME && NAME_TEMPLATE.test(name) ? { nameTemplate: name } : {}),
    ...(typeof quantity === "number" ? { keep: quantity } : {}),
    ...(retain === 0 ? {} : { retain }),
  };
  if (row["type"] === "interval") return { every: sumDuration(row), ...shared };
  const cron = readCron(row);
  if (!/^(?:(?:\*|\d+(?:,\d+)*) ){4}(?:\*|\d+(?:,\d+)*)$/.test(cron)) return undefined;
  const timezone = textOf(row["timezone"]);
  return { cron, ...(timezone === "" ? {} : { timezone }), ...shared };
}

export function isDescribed(result: Described | LeftOut): result is Described {
  return isJsonObject((result as Described).fields);
}
