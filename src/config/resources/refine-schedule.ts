// Schedules in the one form that their provider takes: `days` and `time`, or canonical cron lists. Pure.
import type { Desired } from "../../core/desired.ts";
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import type { Json } from "../../core/json.ts";
import { WEEKDAYS } from "../../core/weekdays.ts";
import { fieldOf, type Shape } from "../shape/shape.ts";
import { formatCron, parseCron, toDaysAndTime } from "../values/parse-cron.ts";

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
  checkTimezone(work);
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
  const parsed = readCron(work, cron);
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

function readCron(work: Refining, cron: Json): Extract<ReturnType<typeof parseCron>, { ok: true }>["cron"] | undefined {
  if (typeof cron !== "string" || cron.includes("${")) return undefined;
  const parsed = parseCron(cron);
  if (parsed.ok) return parsed.cron;
  report(work, "cron", "config.cron", `cron ${JSON.stringify(cron.slice(0, 60))}: ${parsed.problem}`, parsed.fix);
  return undefined;
}

function refineCronOrEvery(work: Refining): void {
  const { cron, every, timezone } = work.attributes;
  if (cron === undefined && every === undefined) {
    const isUnsupported = ["days", "time"].some((field) => work.ranges[field] !== undefined);
    if (!isUnsupported)
      report(work, "", "config.missing-field", "needs cron or every", 'add cron: "15 2 * * *" or every: 24h');
    return;
  }
  if (cron !== undefined && every !== undefined)
    report(work, "every", "config.conflict", "has both cron and every", "keep one of them");
  if (every !== undefined && timezone !== undefined && cron === undefined) {
    report(work, "timezone", "config.conflict", "timezone has a meaning only with cron", "remove it");
  }
  const parsed = cron === undefined ? undefined : readCron(work, cron);
  if (parsed !== undefined) work.attributes["cron"] = formatCron(parsed);
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

function checkTimezone(work: Refining): void {
  const { timezone } = work.attributes;
  if (typeof timezone !== "string" || timezone.includes("${")) return;
  try {
    new Intl.DateTimeFormat("en", { timeZone: timezone });
  } catch {
    report(
      work,
      "timezone",
      "config.invalid-value",
      `there is no time zone ${JSON.stringify(timezone.slice(0, 60))}`,
      "say for example Europe/Luxembourg or UTC",
    );
  }
}
