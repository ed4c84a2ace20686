// How sizes and durations are written for people. Pure; parsing them belongs to config.

/** `1.5 GiB`, `512 MiB`; the value is in MiB. */
export function formatMiB(value: number): string {
  return value >= 1024 && (value * 10) % 1024 === 0 ? `${value / 1024} GiB` : `${value} MiB`;
}

/** Milliseconds of each unit that a duration can be written in. */
export const DURATION_UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `24h`, `90s`, `1m30s`, `250ms`: exact, largest units first; days only from two of them on. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)}ms`;
  let left = Math.round(ms / 1000) * 1000;
  let text = "";
  for (const unit of ["d", "h", "m", "s"] as const) {
    const size = DURATION_UNITS[unit];
    if (unit === "d" && (left < 2 * size || left % size !== 0)) continue;
    const count = Math.floor(left / size);
    if (count > 0) text += `${count}${unit}`;
    left -= count * size;
  }
  return text;
}
