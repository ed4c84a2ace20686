// Points in time in messages: `2026-11-30 09:59:02 UTC`, the same on every machine. Pure.

/** Epoch milliseconds, or RFC 3339; what is neither is said as it is. */
export function sayMoment(at: number | string): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? String(at) : `${time.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
