// Five-field cron texts to lists, in one canonical form; refuses what no provider of ours means alike. Pure.
import { WEEKDAYS } from "../../core/weekdays.ts";

export interface Cron {
  /** Sorted; undefined: every one (`*`). Weekdays: 0 is Sunday. */
  readonly minute: readonly number[] | undefined;
  readonly hour: readonly number[] | undefined;
  readonly day: readonly number[] | undefined;
  readonly month: readonly number[] | undefined;
  readonly weekday: readonly number[] | undefined;
}

type CronResult =
  | { readonly ok: true; readonly cron: Cron }
  | { readonly ok: false; readonly problem: string; readonly fix: string };

interface Field {
  readonly key: keyof Cron;
  readonly from: number;
  readonly to: number;
  /** In full. */
  readonly names?: readonly string[];
}

const LONG_MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
const LONG_WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

const FIELDS: readonly Field[] = [
  { key: "minute", from: 0, to: 59 },
  { key: "hour", from: 0, to: 23 },
  { key: "day", from: 1, to: 31 },
  { key: "month", from: 1, to: 12, names: LONG_MONTHS },
  { key: "weekday", from: 0, to: 7, names: LONG_WEEKDAYS },
];

const LONGEST_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** At an hour that no change of the clocks leaves out. */
const SHORTHANDS: Readonly<Record<string, string>> = {
  "@hourly": "15 * * * *",
  "@daily": "15 4 * * *",
  "@midnight": "15 4 * * *",
  "@weekly": "15 4 * * sun",
  "@monthly": "15 4 1 * *",
  "@yearly": "15 4 1 1 *",
  "@annually": "15 4 1 1 *",
};

export function parseCron(text: string): CronResult {
  const fix = "five fields: minute hour day month weekday, for example 15 2 * * *";
  const words = text.trim().split(/\s+/);
  if (text.startsWith("@")) {
    const meant = SHORTHANDS[words[0] ?? ""];
    const how = meant === undefined ? fix : `five fields: "${meant}"`;
    return { ok: false, problem: `${words[0]} is not taken`, fix: how };
  }
  if (words.length !== 5) return { ok: false, problem: `it has ${words.length} fields instead of 5`, fix };
  const found: Partial<Record<keyof Cron, readonly number[] | undefined>> = {};
  for (const [index, field] of FIELDS.entries()) {
    const unclear = field.key === "weekday" ? findUnclearStep(words[index] ?? "") : undefined;
    if (unclear !== undefined)
      return { ok: false, problem: `${unclear} means other days to each program`, fix: "name the days: mon,wed,fri" };
    const values = parseField(words[index] ?? "", field);
    if (typeof values === "string") return { ok: false, problem: values, fix };
    found[field.key] = values.length === field.to - field.from + (field.key === "weekday" ? 0 : 1) ? undefined : values;
  }
  const cron: Cron = {
    minute: found.minute,
    hour: found.hour,
    day: found.day,
    month: found.month,
    weekday: found.weekday,
  };
  return checkMeaning(cron);
}

function checkMeaning(cron: Cron): CronResult {
  const { day, month, weekday } = cron;
  if (day !== undefined && weekday !== undefined) {
    return {
      ok: false,
      problem: "it restricts both the day of the month and the weekday, which every program understands differently",
      fix: "put * into one of them",
    };
  }
  const months = month ?? LONGEST_MONTH.map((_days, index) => index + 1);
  const isPossible = day === undefined || months.some((item) => (day[0] ?? 1) <= (LONGEST_MONTH[item - 1] ?? 31));
  return isPossible
    ? { ok: true, cron }
    : { ok: false, problem: "no month has such a day, so it would never run", fix: "choose another day" };
}

/** croniter takes `1/2` for Monday, Wednesday and Friday, APScheduler for Tuesday, Thursday and Saturday. */
function findUnclearStep(text: string): string | undefined {
  const found = text.split(",").find((item) => /^[A-Za-z0-9]+\/[0-9]{1,3}$/.test(item));
  return found === undefined ? undefined : JSON.stringify(found.slice(0, 20));
}

/** Sorted values without repeats, or what is wrong. */
function parseField(text: string, field: Field): readonly number[] | string {
  const values = new Set<number>();
  for (const item of text.split(",")) {
    const match = /^(\*|[A-Za-z0-9]+(?:-[A-Za-z0-9]+)?)(?:\/([0-9]{1,3}))?$/.exec(item);
    if (match === null) return `${JSON.stringify(item.slice(0, 20))} is no ${field.key}`;
    const [, range = "", stepText] = match;
    const step = stepText === undefined ? 1 : Number(stepText);
    const [low, high] = range === "*" ? [field.from, field.to] : parseRange(range, field, stepText !== undefined);
    if (low === undefined || high === undefined || (low > high && field.key !== "weekday") || step < 1)
      return `${JSON.stringify(item.slice(0, 20))} is no ${field.key}`;
    // From Friday to Monday is over the end of the week.
    const last = low > high ? high + 7 : high;
    for (let value = low; value <= last; value += step) values.add(field.key === "weekday" ? value % 7 : value);
  }
  return [...values].sort((a, b) => a - b);
}

function parseRange(text: string, field: Field, hasStep: boolean): [number | undefined, number | undefined] {
  const [first = "", second] = text.split("-");
  const low = parseValue(first, field);
  if (second !== undefined) return [low, parseValue(second, field)];
  return [low, hasStep ? field.to : low];
}

function parseValue(text: string, field: Field): number | undefined {
  const word = text.toLowerCase();
  // In full or by three letters: "monthly" is no Monday.
  const index = field.names?.findIndex((name) => word === name || word === name.slice(0, 3)) ?? -1;
  if (index !== -1) return index + (field.key === "month" ? 1 : 0);
  if (!/^[0-9]{1,2}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= field.from && value <= field.to ? value : undefined;
}

/** Lists only, no ranges and steps: `0,30 2 * * 1,2,3,4,5`. */
export function formatCron(cron: Cron): string {
  return FIELDS.map((field) => cron[field.key]?.join(",") ?? "*").join(" ");
}

/** The days and the time that say the same, or why there are none. */
export function toDaysAndTime(cron: Cron): { readonly days: readonly string[]; readonly time: string } | string {
  const [minute, ...moreMinutes] = cron.minute ?? [undefined, 1];
  const [hour, ...moreHours] = cron.hour ?? [undefined, 1];
  if (minute === undefined || moreMinutes.length > 0) return "the minute must be one number";
  if (hour === undefined || moreHours.length > 0) return "the hour must be one number";
  if (cron.day !== undefined || cron.month !== undefined) return "day and month must be *";
  const days = cron.weekday === undefined ? WEEKDAYS : cron.weekday.map((day) => WEEKDAYS[day] ?? "sun");
  return { days: [...days], time: `${pad(hour)}:${pad(minute)}` };
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
