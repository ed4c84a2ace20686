// Points in time for people: `2026-11-29 03:00 UTC`, the same on every machine. Pure.

export function formatTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
