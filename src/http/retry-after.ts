// Reads the Retry-After header: seconds or a date. Pure.

const LONGEST_MS = 60_000;

/** Milliseconds to wait, or undefined where the header is absent, unreadable or asks for longer than a minute. */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  if (/^\d{1,9}$/.test(text)) return within(Number(text) * 1000);
  // A bare number with a sign or a fraction is no date either, though Date.parse would take it for a year.
  if (!/[A-Za-z]/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : within(Math.max(0, at - nowMs));
}

/** A longer wait is not obeyed: who asks for it gets our own pace, and whoever waits is told. */
function within(ms: number): number | undefined {
  return ms > LONGEST_MS ? undefined : ms;
}
