// Spaces requests: never more than so many in any second, and none while the server has asked for a pause. The rate grows
// while answers come quickly, and halves when the server refuses or slows down. Runs on the clock that is passed in.
import type { Clock } from "../core/clock.ts";

const WINDOW_MS = 1000;
/** An answer counts as slow beyond so many times the quickest of its kind, and so many milliseconds more. */
const SLOW_TIMES = 4;
const SLOW_MS = 250;
/** The quickest is that of so long, and of as long before: a server that has become slower for good is not too busy for ever. */
const QUICKEST_MS = 30_000;
/** Of how many answers the usual slowness is told. */
const SHARE = 1 / 8;
/** What a second without trouble adds once a rate has been too high. */
const STEP = 1 / 4;

export interface Pace {
  /** Requests a second to begin with. */
  readonly startPerSecond: number;
  /** Never more, however quickly the answers come. */
  readonly mostPerSecond: number;
}

export interface RateLimit {
  /** Resolves when a request may leave; first come, first served. Rejects with the signal's reason. */
  take(signal?: AbortSignal): Promise<void>;
  /** Nothing leaves for so long. Those who wait leave after it as spaced as ever. */
  pause(ms: number): void;
  /** An answer took so long; those of one kind are compared with each other. */
  answered(kind: string, ms: number): void;
  /** The server says that it is too much. */
  refused(): void;
  perSecond(): number;
}

export function createRateLimit(pace: Pace, clock: Clock): RateLimit {
  const { mostPerSecond } = pace;
  const rate = createRate(pace, clock);
  /** When the last requests have left: those of the last second, oldest first. */
  const left: number[] = [];
  let pausedUntil = 0;
  let turn: Promise<void> = Promise.resolve();

  const waitMs = (): number => {
    const perSecond = rate.perSecond();
    const size = Math.max(1, Math.floor(perSecond));
    // Below one a second the window grows instead.
    const windowMs = perSecond >= 1 ? WINDOW_MS : WINDOW_MS / perSecond;
    const free = left.length < size ? 0 : (left[left.length - size] ?? 0) + windowMs;
    return Math.max(free, pausedUntil) - clock.monotonic();
  };
  const leave = async (signal?: AbortSignal): Promise<void> => {
    for (;;) {
      signal?.throwIfAborted();
      const ms = waitMs();
      if (ms <= 0) break;
      rate.noteWaiting();
      await clock.sleep(ms, signal);
    }
    left.push(clock.monotonic());
    if (left.length > mostPerSecond + 1) left.splice(0, left.length - Math.max(1, Math.floor(mostPerSecond)));
  };

  return {
    take(signal) {
      const mine = turn.then(() => leave(signal));
      turn = mine.catch(() => undefined);
      return signal === undefined ? mine : orAborted(mine, signal);
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, clock.monotonic() + ms);
    },
    answered: rate.answered,
    refused: rate.slowDown,
    perSecond: rate.perSecond,
  };
}

/** The rate itself: it grows only where somebody had to wait for it. */
function createRate({ startPerSecond, mostPerSecond }: Pace, clock: Pick<Clock, "monotonic">) {
  const least = Math.min(1, mostPerSecond);
  const step = Math.max(1, startPerSecond * STEP);
  let rate = Math.min(startPerSecond, mostPerSecond);
  /** Doubles each second until the first sign of too much. */
  let isProbing = true;
  let hasWaited = false;
  let changedAt = clock.monotonic();
  const quickestOf = createQuickest(clock);
  let slowness = 1;

  const sinceChange = (): number => clock.monotonic() - changedAt;
  const change = (to: number): void => {
    rate = Math.max(least, Math.min(mostPerSecond, to));
    changedAt = clock.monotonic();
    hasWaited = false;
  };
  const slowDown = (): void => {
    // What is answered now left at the old rate: one sign of too much is enough for all of it.
    if (!isProbing && sinceChange() < WINDOW_MS) return;
    isProbing = false;
    slowness = 1;
    change(rate / 2);
  };
  return {
    perSecond: () => rate,
    noteWaiting() {
      hasWaited = true;
    },
    answered(kind: string, ms: number) {
      const best = quickestOf(kind, ms);
      const isSlow = ms > best * SLOW_TIMES && ms > best + SLOW_MS;
      slowness += ((isSlow ? SLOW_TIMES * 2 : 1) - slowness) * SHARE;
      if (slowness > SLOW_TIMES) slowDown();
      else if (hasWaited && !isSlow && sinceChange() >= WINDOW_MS) change(isProbing ? rate * 2 : rate + step);
    },
    slowDown,
  };
}

/** Of the answers of a kind, the last one included. */
function createQuickest(clock: Pick<Clock, "monotonic">): (kind: string, ms: number) => number {
  const known = new Map<string, { readonly since: number; readonly best: number; readonly before: number }>();
  return (kind, ms) => {
    const now = clock.monotonic();
    const last = known.get(kind) ?? { since: now, best: ms, before: ms };
    const isOver = now - last.since >= QUICKEST_MS;
    const next = isOver
      ? { since: now, best: ms, before: now - last.since >= 2 * QUICKEST_MS ? ms : last.best }
      : { ...last, best: Math.min(last.best, ms) };
    known.set(kind, next);
    return Math.min(next.best, next.before);
  };
}

/** Whoever is told to stop does not wait for those before it. */
function orAborted(turn: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    turn.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
