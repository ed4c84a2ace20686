// Answers to reads that several readers of one account may have in common, for as long as the store lives: whoever asks while
// one is under way waits for it. Never across credentials: each client has a store of its own. Bounded; failures are not kept.
import { AbortedError } from "../core/errors.ts";
import type { HttpRequest, RawAnswer } from "./answer.ts";

export interface AnswerStore {
  /**
   * The kept answer, or what `read` resolves with; that goes on for the others when `signal` ends the waiting of one. Throws what
   * `read` throws, and `AbortedError`.
   */
  share(request: HttpRequest, read: () => Promise<RawAnswer>, signal: AbortSignal | undefined): Promise<RawAnswer>;
}

/** Of bodies, in UTF-16 units: twice as many bytes at most. */
const MOST_KEPT = 32 * 1024 * 1024;

export function createAnswerStore(mostKept = MOST_KEPT): AnswerStore {
  const under = new Map<string, Promise<RawAnswer>>();
  /** The one that was asked for last stands last. */
  const kept = new Map<string, RawAnswer>();
  let size = 0;
  const drop = (key: string): void => {
    const found = kept.get(key);
    if (found !== undefined) size -= found.body.length;
    kept.delete(key);
  };
  const keep = (key: string, answer: RawAnswer): void => {
    drop(key);
    kept.set(key, answer);
    size += answer.body.length;
    for (const [oldest] of kept) if (size > mostKept) drop(oldest);
  };
  const begin = (key: string, request: HttpRequest, read: () => Promise<RawAnswer>): Promise<RawAnswer> => {
    const reading = read()
      .then((answer) => {
        if (isGood(request, answer)) keep(key, answer);
        return answer;
      })
      .finally(() => under.delete(key));
    under.set(key, reading);
    // Whoever began it may have gone.
    reading.catch(() => undefined);
    return reading;
  };
  return {
    async share(request, read, signal) {
      if (signal?.aborted === true) throw new AbortedError();
      const key = formatKey(request);
      const found = kept.get(key);
      if (found === undefined) return untilAborted(under.get(key) ?? begin(key, request, read), signal);
      keep(key, found);
      return found;
    },
  };
}

function isGood({ isSuccess }: HttpRequest, answer: RawAnswer): boolean {
  return answer.status >= 200 && answer.status < 300 && isSuccess?.(answer) !== false;
}

/** Everything that is sent, credentials included, but for what the client itself adds to keep caches away. */
function formatKey({ method, path, fromRoot, query, headers, body }: HttpRequest): string {
  return JSON.stringify([method, path, fromRoot === true, query ?? [], headers ?? {}, body ?? null]);
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new AbortedError());
    signal.addEventListener("abort", abort, { once: true });
    const leave = (): void => signal.removeEventListener("abort", abort);
    work.then(resolve, reject).finally(leave);
  });
}
