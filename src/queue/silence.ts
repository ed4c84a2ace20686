// Which workers are silent: by the observer's own monotonic clock, since clocks of two machines are never compared. Pure.

/** Of one look: a worker, the beats it has shown, and after how long without one it counts as dead. */
export interface SeenWorker {
  readonly id: string;
  /** Null where it holds jobs but has never shown itself. */
  readonly beat: string | null;
  readonly leaseMs: number;
}

export interface SilenceWatch {
  /** `lookedAt`: before the look began. Returns those that are silent for a whole lease. */
  note(seen: readonly SeenWorker[], lookedAt: number, now: number): readonly string[];
  /** Whether a beat of it was seen to follow on another. */
  isAlive(id: string): boolean;
}

export function watchSilence(): SilenceWatch {
  let known = new Map<string, { readonly beat: string | null; readonly since: number; readonly hasBeaten: boolean }>();
  return {
    note(seen, lookedAt, now) {
      const next = new Map<string, { beat: string | null; since: number; hasBeaten: boolean }>();
      const silent: string[] = [];
      for (const { id, beat, leaseMs } of seen) {
        const before = known.get(id);
        const isSame = before !== undefined && before.beat === beat;
        // From after the look that saw it first to before this one: the observer, too, may be stopped in a look.
        next.set(id, isSame ? before : { beat, since: now, hasBeaten: before !== undefined });
        if (isSame && lookedAt - before.since >= leaseMs) silent.push(id);
      }
      known = next;
      return silent;
    },
    isAlive: (id) => known.get(id)?.hasBeaten === true,
  };
}
