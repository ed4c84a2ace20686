// How long something that fails is left alone: twice as long after each failure in a row, up to a bound, with some spread.
// Knows only the monotonic clock.
export interface BackOff {
  /** Returns for how long it is left alone from now on: at first until the next cycle. */
  fail(key: string): number;
  succeed(key: string): void;
  isHeld(key: string): boolean;
  failures(key: string): number;
  /** How many are left alone now. */
  held(): number;
  /** All others are forgotten. */
  keepOnly(keys: ReadonlySet<string>): void;
}

export interface BackOffOptions {
  readonly monotonic: () => number;
  readonly random: () => number;
  readonly intervalMs: number;
  readonly mostMs: number;
}

export function createBackOff({ monotonic, random, intervalMs, mostMs }: BackOffOptions): BackOff {
  const known = new Map<string, { readonly failures: number; readonly until: number }>();
  // Cycles come a little earlier or later.
  const isHeldNow = (until: number): boolean => monotonic() + intervalMs / 2 < until;
  return {
    fail(key) {
      const failures = (known.get(key)?.failures ?? 0) + 1;
      const full = Math.min(Math.max(mostMs, intervalMs), intervalMs * 2 ** Math.min(failures - 1, 30));
      const forMs = Math.round(full * (0.9 + random() / 5));
      known.set(key, { failures, until: monotonic() + forMs });
      return forMs;
    },
    succeed: (key) => void known.delete(key),
    isHeld: (key) => isHeldNow(known.get(key)?.until ?? Number.NEGATIVE_INFINITY),
    failures: (key) => known.get(key)?.failures ?? 0,
    held: () => [...known.values()].filter(({ until }) => isHeldNow(until)).length,
    keepOnly(keys) {
      for (const key of known.keys()) if (!keys.has(key)) known.delete(key);
    },
  };
}
