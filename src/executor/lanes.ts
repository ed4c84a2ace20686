// How many operations an account is given at a time: more while all goes well, half as many when the provider says that it is
// busy or asked too much. Pure but for what it remembers of the run.

export interface Limits {
  readonly concurrency: number;
  readonly mostConcurrency?: number;
}

export interface Lanes {
  /** So many may be under way in the account now. */
  widthOf(account: string, limits: Limits): number;
  /** An operation was carried through without a refusal. */
  widen(account: string): void;
  /** The provider was busy with other things than the object itself, or was asked too much. */
  narrow(account: string): void;
}

interface Lane {
  width: number;
  readonly most: number;
}

export function createLanes(): Lanes {
  const lanes = new Map<string, Lane>();
  return {
    widthOf(account, { concurrency, mostConcurrency = concurrency }) {
      const lane = lanes.get(account) ?? { width: concurrency, most: Math.max(concurrency, mostConcurrency) };
      lanes.set(account, lane);
      return Math.floor(lane.width);
    },
    widen(account) {
      const lane = lanes.get(account);
      if (lane !== undefined) lane.width = Math.min(lane.most, lane.width + 1);
    },
    narrow(account) {
      const lane = lanes.get(account);
      if (lane !== undefined) lane.width = Math.max(1, lane.width / 2);
    },
  };
}
