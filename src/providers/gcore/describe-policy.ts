// A lifecycle policy as YAML declares it, or why YAML cannot. Pure.
import { type Described, type LeftOut, refersTo } from "../../core/described.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import { leaveOut } from "../../vendor-kit/describe.ts";
import { listOf, textOf } from "./rows.ts";
import { buildSchedule, formatTiming, readCron, sumDuration } from "./timing.ts";

/** `volumesOf`: machine -> its disks, as far as YAML declares them. */
export function describePolicy(
  object: Observed,
  volumesOf: ReadonlyMap<string, readonly string[]>,
): Described | LeftOut {
  const [row, second] = listOf(object.outputs["schedules"]);
  if (row === undefined) return leaveOut(object, "it has no schedule");
  if (second !== undefined) return leaveOut(object, "it has several schedules, and YAML holds one for each policy");
  const timing = describeTiming(row);
  if (timing === undefined || formatTiming(buildSchedule(timing)) !== formatTiming(row))
    return leaveOut(object, `YAML cannot say its times (${formatTiming(row)})`);
  if (timing["keep"] === undefined) return leaveOut(object, "it does not say how many snapshots are kept");
  const covered = listTexts(object.attributes["volumes"]);
  const vms = [...volumesOf].filter(([, volumes]) => volumes.some((id) => covered.includes(id)));
  const declared = vms.flatMap(([, volumes]) => volumes);
  if (declared.length !== covered.length || !covered.every((id) => declared.includes(id)))
    return leaveOut(object, "it covers disks of which YAML does not declare all, or some of a machine only");
  const isPaused = object.attributes["paused"] === true;
  return {
    object,
    fields: { vms: vms.map(([id]) => refersTo("vm", id)), ...timing, ...(isPaused ? { paused: true } : {}) },
  };
}

function listTexts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(textOf) : [];
}

/** Lists and stars only: what else a cron may hold reads differently once YAML says it. */
function describeTiming(row: JsonObject): JsonObject | undefined {
  const retain = sumDuration(row["retention_time"]);
  const quantity = row["max_quantity"];
  const shared: JsonObject = {
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
