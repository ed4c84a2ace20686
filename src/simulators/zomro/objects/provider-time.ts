// Days and times as the vendor counts them: GMT+3 by its panel, [CP]; no page says so.
const OFFSET_MS = 3 * 3_600_000;
const DAY_MS = 86_400_000;

/** Dates have no time of day, [S001] [S004]. */
export function dayOf(at: number): string {
  return new Date(at + OFFSET_MS).toISOString().slice(0, 10);
}

/** The first moment after `after`; never, when no day is named. */
export function nextTime(days: readonly number[], time: string, after: number): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const midnight = Math.floor((after + OFFSET_MS) / DAY_MS) * DAY_MS;
  for (let day = 0; day <= 7; day += 1) {
    const local = midnight + day * DAY_MS + (hours * 60 + minutes) * 60_000;
    if (local - OFFSET_MS > after && days.includes(new Date(local).getUTCDay())) return local - OFFSET_MS;
  }
  return Number.POSITIVE_INFINITY;
}
