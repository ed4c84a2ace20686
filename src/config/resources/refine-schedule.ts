// Schedules in the one form that their provider takes: `days` and `time`, or canonical cron lists. Pure.
import type { Desired } from "../../core/desired.ts";
import { buildError, buildWarning, type Diagnostic } from "../../core/diagnostic.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { WEEKDAYS } from "../../core/weekdays.ts";
import { fieldOf, type Shape } from "../shape/shape.ts";
import { joinPath } from "../text/located.ts";
import { suggestFix } from "../text/suggest.ts";
import { listChangedHours } from "../values/clock-changes.ts";
import { type Cron, formatCron, parseCron, toDaysAndTime } from "../values/parse-cron.ts";
import { listZones, spellZone } from "../values/zone-names.ts";

interface Refining {
  readonly desired: Desired;
  readonly diagnostics: Diagnostic[];
  readonly attributes: Record<string, Json>;
  readonly ranges: Record<string, Desired["range"]>;
  readonly secrets: Set<string>;
}

export function refineSchedule(desired: Desired, shape: Shape, diagnostics: Diagnostic[]): Desired {
  const work: Refining = {
    desired,
    diagnostics,
    attributes: { ...desired.attributes },
    ranges: { ...desired.ranges },
    secrets: new Set(desired.secrets),
  };
  const style = fieldOf(shape, "cron")?.cron;
  if (style === "days-and-time") refineDaysAndTime(work);
  if (style === "lists") refineCronOrEvery(work);
  if (fieldOf(shape, "vms") !== undefined) unifyVms(work);
  return { ...desired, attributes: work.attributes, ranges: work.ranges, secrets: [...work.secrets].sort() };
}

function report(work: Refining, field: string, code: string, problem: string, fix?: string): void {
  const { address, range } = work.desired;
  const more = { range: work.ranges[field] ?? range, address, ...(fix === undefined ? {} : { fix }) };
  work.diagnostics.push(buildError(code, `${address}${/^(needs|has) /.test(problem) ? " " : ": "}${problem}`, more));
}

function refineDaysAndTime(work: Refining): void {
  const { days, time, cron } = work.attributes;
  if (cron === undefined) {
    if (days === undefined)
      report(
        work,
        "",
        "config.missing-field",
        "needs days (or a cron that says the same)",
        "add days: [mon, tue, wed, thu, fri]",
      );
    else if (time === undefined) report(work, "", "config.missing-field", "needs time", 'add time: "02:01"');
    if (Array.isArray(days)) work.attributes["days"] = WEEKDAYS.filter((day) => days.includes(day));
    return;
  }
  const extra = days !== undefined ? "days" : time !== undefined ? "time" : undefined;
  if (extra !== undefined) report(work, extra, "config.conflict", `has both cron and ${extra}`, "keep one of them");
  const parsed = readCron(work, cron, "cron");
  if (parsed === undefined) return;
  const said = toDaysAndTime(parsed);
  if (typeof said === "string") {
    report(
      work,
      "cron",
      "provider.unsupported",
      `${work.desired.vendor} takes days and a time only, and this cron says more: ${said}`,
      "say days and time",
    );
    return;
  }
  const { cron: range } = work.ranges;
  if (range !== undefined) Object.assign(work.ranges, { days: range, time: range });
  delete work.attributes["cron"];
  Object.assign(work.attributes, said);
  if (work.secrets.delete("cron")) for (const path of Object.keys(said)) work.secrets.add(path);
}

function readCron(work: Refining, cron: Json, path: string): Cron | undefined {
  if (typeof cron !== "string" || cron.includes("${")) return undefined;
  const parsed = parseCron(cron);
  if (parsed.ok) return parsed.cron;
  report(work, path, "config.cron", `cron ${JSON.stringify(cron.slice(0, 60))}: ${parsed.problem}`, parsed.fix);
  return undefined;
}

const OF_ONE = ["cron", "every", "timezone", "keep", "retain", "nameTemplate"] as const;

/** One schedule in the block's own fields, or several in a list. */
function refineCronOrEvery(work: Refining): void {
  const { schedules, keep } = work.attributes;
  if (!Array.isArray(schedules)) {
    if (keep === undefined && work.ranges["keep"] === undefined)
      report(work, "", "config.missing-field", "needs keep", "add keep");
    Object.assign(work.attributes, refineOne(work, work.attributes, ""));
    return;
  }
  for (const field of OF_ONE)
    if (work.attributes[field] !== undefined)
      report(
        work,
        field,
        "config.conflict",
        `has both schedules and ${field}`,
        `say ${field} in each of the schedules`,
      );
  const refined = schedules.map((item, index) =>
    isJsonObject(item) ? { ...item, ...refineOne(work, item, joinPath("schedules", String(index))) } : item,
  );
  work.attributes["schedules"] = refined;
  const texts = refined.map((item) => JSON.stringify(isJsonObject(item) ? OF_ONE.map((field) => item[field]) : item));
  for (const [index, text] of texts.entries())
    if (texts.indexOf(text) < index)
      report(
        work,
        joinPath("schedules", String(index)),
        "config.conflict",
        "has this schedule twice",
        "keep one of them",
      );
}

/** The cron in canonical lists, where there is one. */
function refineOne(work: Refining, fields: JsonObject, path: string): JsonObject {
  const { cron, every, timezone } = fields;
  const at = (field: string) => (path === "" ? field : joinPath(path, field));
  const isListed = path !== "";
  if (cron === undefined && every === undefined) {
    const isUnsupported = !isListed && ["days", "time"].some((field) => work.ranges[field] !== undefined);
    if (!isUnsupported)
      report(work, path, "config.missing-field", "needs cron or every", 'add cron: "15 2 * * *" or every: 24h');
    return {};
  }
  if (cron !== undefined && every !== undefined)
    report(work, at("every"), "config.conflict", "has both cron and every", "keep one of them");
  if (every !== undefined && timezone !== undefined && cron === undefined)
    report(work, at("timezone"), "config.conflict", "timezone has a meaning only with cron", "remove it");
  const zone = readTimezone(work, timezone, at("timezone"));
  const parsed = cron === undefined ? undefined : readCron(work, cron, at("cron"));
  if (parsed !== undefined && zone !== undefined) warnOfClocks(work, parsed, zone, at("cron"));
  return {
    ...(parsed === undefined ? {} : { cron: formatCron(parsed) }),
    ...(zone === undefined ? {} : { timezone: zone }),
  };
}

/** `vm: a` is `vms: [a]` where a schedule may have several. */
function unifyVms(work: Refining): void {
  const { vm, vms } = work.attributes;
  if (vm === undefined && vms === undefined) report(work, "", "config.missing-field", "needs vms", "add vms: [NAME]");
  if (vm !== undefined && vms !== undefined) report(work, "vm", "config.conflict", "has both vm and vms", "keep vms");
  if (vm === undefined) return;
  delete work.attributes["vm"];
  if (vms === undefined) work.attributes["vms"] = [vm];
  const range = work.ranges["vm"];
  if (range !== undefined) work.ranges["vms"] ??= range;
}

/** As it is spelled in the zone data: the server may tell capitals apart. */
function readTimezone(work: Refining, timezone: Json | undefined, path: string): string | undefined {
  if (typeof timezone !== "string" || timezone.includes("${")) return undefined;
  const zone = spellZone(timezone);
  if (zone !== undefined) return zone;
  const problem = `there is no time zone ${JSON.stringify(timezone.slice(0, 60))}`;
  report(work, path, "config.invalid-value", problem, suggestZone(timezone));
  return undefined;
}

/** An abbreviation (`PST`, `MSK`) is not compared by its letters: the closest one is another time. */
function suggestZone(timezone: string): string {
  const example = "say for example Europe/Luxembourg or UTC";
  const zones = listZones();
  if (timezone.includes("/")) return suggestFix(timezone, zones) ?? example;
  const place = `/${timezone.trim().replaceAll(" ", "_").toLowerCase()}`;
  const found = zones.find((zone) => zone.toLowerCase().endsWith(place));
  return found === undefined ? example : `did you mean ${found}?`;
}

/** Programs that read cron by local time lose runs, or do them twice, where clocks change; some also in the hour after midnight. */
function warnOfClocks(work: Refining, cron: Cron, zone: string, path: string): void {
  const changed = listChangedHours(zone);
  if (changed.size === 0 || cron.hour === undefined) return;
  const hit = cron.hour.filter((hour) => hour === 0 || changed.has(hour));
  if (hit.length === 0) return;
  const { address, range } = work.desired;
  const hours = [...new Set([0, ...changed])].sort((a, b) => a - b).join(" nor ");
  work.diagnostics.push(
    buildWarning(
      "config.clock-change",
      `${address}: at ${hit.join(", ")} o'clock in ${zone} some runs are lost or done twice`,
      {
        range: work.ranges[path] ?? range,
        address,
        detail:
          "Clocks change there: servers skip or repeat what is due then, and some what is due in the hour after midnight.",
        fix: `say timezone: UTC, or an hour that is neither ${hours}`,
      },
    ),
  );
}
