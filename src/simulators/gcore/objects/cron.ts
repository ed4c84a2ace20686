// When a schedule is due: cron fields in a time zone, and intervals. Pure arithmetic of time.
export interface CronFields {
  minute: string | null;
  hour: string | null;
  day: string | null;
  month: string | null;
  week: string | null;
  day_of_week: string | null;
  timezone: string | null;
}

const DAY_MS = 86_400_000;
/** A 29th of February on a given weekday may take so long. */
const MAX_DAYS = 366 * 29;
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** The first time after `after`, both in epoch ms; undefined when there is none in sight. */
export function nextCron(fields: CronFields, after: number): number | undefined {
  const zone = fields.timezone ?? "UTC";
  const [hours, minutes] = [choices(fields.hour, 0, 23), choices(fields.minute, 0, 59)];
  const start = startOfDay(after + offsetAt(after, zone));
  for (let day = 0; day <= MAX_DAYS; day += 1) {
    const local = start + day * DAY_MS;
    if (!isDay(fields, new Date(local))) continue;
    const found = firstOn(local, hours, minutes, zone, after);
    if (found !== undefined) return found;
  }
  return undefined;
}

function firstOn(
  local: number,
  hours: readonly number[],
  minutes: readonly number[],
  zone: string,
  after: number,
): number | undefined {
  for (const hour of hours) {
    for (const minute of minutes) {
      const at = toUtc(local + (hour * 60 + minute) * 60_000, zone);
      if (at > after) return at;
    }
  }
  return undefined;
}

function isDay(fields: CronFields, date: Date): boolean {
  const weekday = WEEKDAYS[(date.getUTCDay() + 6) % 7] ?? "";
  return (
    isAmong(fields.month, String(date.getUTCMonth() + 1)) &&
    isAmong(fields.day, String(date.getUTCDate())) &&
    isAmong(fields.week, String(isoWeek(date))) &&
    (isAny(fields.day_of_week) || words(fields.day_of_week).includes(weekday))
  );
}

/** Missing means every one: what the server fills in is not known, [ASSUMED]. */
function isAny(field: string | null): boolean {
  return field === null || words(field).includes("*");
}

function isAmong(field: string | null, value: string): boolean {
  return isAny(field) || words(field).some((word) => String(Number(word)) === value);
}

function words(field: string | null): string[] {
  return (field ?? "*").split(",").map((word) => word.trim().toLowerCase());
}

function choices(field: string | null, first: number, last: number): number[] {
  const all = Array.from({ length: last - first + 1 }, (_none, index) => first + index);
  return all.filter((value) => isAmong(field, String(value)));
}

function isoWeek(date: Date): number {
  const thursday = new Date(date.getTime() + (3 - ((date.getUTCDay() + 6) % 7)) * DAY_MS);
  return 1 + Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / (7 * DAY_MS));
}

function startOfDay(ms: number): number {
  return Math.floor(ms / DAY_MS) * DAY_MS;
}

/** Local wall time, written as if it were UTC → UTC. Twice, because the offset may change in between. */
function toUtc(local: number, zone: string): number {
  const guess = local - offsetAt(local, zone);
  return local - offsetAt(guess, zone);
}

function offsetAt(utc: number, zone: string): number {
  if (zone === "UTC") return 0;
  const parts = formatOf(zone).formatToParts(new Date(utc));
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return wall - Math.floor(utc / 1000) * 1000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const digits = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric" } as const;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    ...digits,
    minute: "numeric",
    second: "numeric",
  });
  formats.set(timeZone, format);
  return format;
}

export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}
