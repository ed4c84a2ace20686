// When the clocks of a zone change, as far as a schedule should keep away from it. Says nothing of when anything runs: zone
// data differ between programs.

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Rules of a year are those of the next ones, as far as anybody knows. */
const FROM = Date.UTC(2026, 0, 1);
const DAYS = 366;

const known = new Map<string, ReadonlySet<number>>();

/** Hours of the local day that a change of clocks skips or repeats; none where clocks never change. */
export function listChangedHours(zone: string): ReadonlySet<number> {
  const before = known.get(zone);
  if (before !== undefined) return before;
  const hours = new Set<number>();
  for (let day = 0; day < DAYS; day += 1) {
    const from = FROM + day * DAY_MS;
    if (offsetAt(zone, from) === offsetAt(zone, from + DAY_MS)) continue;
    for (let hour = 0; hour < 24; hour += 1) noteChange(zone, from + hour * HOUR_MS, hours);
  }
  known.set(zone, hours);
  return hours;
}

function noteChange(zone: string, at: number, hours: Set<number>): void {
  const [earlier, later] = [offsetAt(zone, at), offsetAt(zone, at + HOUR_MS)];
  const change = Math.abs(later - earlier);
  if (change === 0) return;
  // Forward, the hours from the old reading on are skipped; back, those before it come again.
  const first = Math.min(at + HOUR_MS + earlier, at + HOUR_MS + later);
  for (let local = first; local < first + change; local += HOUR_MS / 2) hours.add(new Date(local).getUTCHours());
}

/** Milliseconds that local time is ahead of UTC. */
function offsetAt(zone: string, at: number): number {
  const parts = formatOf(zone).formatToParts(at);
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"));
  return local - Math.floor(at / 60_000) * 60_000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const found =
    formats.get(zone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      ...{ year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" },
    });
  formats.set(zone, found);
  return found;
}
