// Ages and counts in the words of the examination. Pure.

const UNITS = [
  ["day", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
] as const;

/** The largest unit of which there are two or more: `3 h`, `40 min`. */
export function formatSpan(ms: number): string {
  const [unit, size] = UNITS.find(([, one]) => ms >= 2 * one) ?? (["s", 1000] as const);
  const count = unit === "s" ? Math.round(ms / 100) / 10 : Math.round(ms / size);
  return `${count} ${unit === "day" ? "days" : unit}`;
}

export function formatCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** `a, b and c`. */
export function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}

/** The first ones, and how many more there are. */
export function firstOf(lines: readonly string[], most: number): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `and ${lines.length - most + 1} more`];
}
