// One shared poller per provider entry: asks about everything that is pending in one go, ever more slowly, and more closely about
// when such operations have ended before. Never sends.
import type { Clock } from "../core/clock.ts";
import { ProviderError } from "../core/errors.ts";
import type { JsonObject } from "../core/json.ts";
import type { Progress, Provider } from "../core/provider.ts";
import type { Stall } from "../core/state-document.ts";
import { createPollPace, type PollPace } from "./poll-pace.ts";

interface Waiter {
  readonly handle: JsonObject;
  /** What kind of operation it is: alike ones take alike. */
  readonly kind: string;
  readonly since: number;
  /** When it is to be asked about next. */
  due: number;
  readonly deadline: number;
  /** `trouble`: why the provider cannot tell. */
  readonly onProgress: (percentage: number | undefined, trouble?: string) => void;
  readonly finish: (result: PollResult) => void;
  readonly fail: (error: unknown) => void;
}

export type PollResult =
  | { readonly kind: "done"; readonly warnings: readonly string[]; readonly remoteId?: string }
  | { readonly kind: "failed"; readonly failure: NonNullable<Progress["failure"]>; readonly remoteId?: string }
  /** The provider does not know it any more. */
  | { readonly kind: "lost" }
  | { readonly kind: "stalled"; readonly stall: Stall }
  /** Ours ran out of patience, or was asked to stop: the operation goes on without us. */
  | { readonly kind: "still-running"; readonly because: string };

export interface Poller {
  /** `kind`: the vendor's method, or another word for operations that take alike. */
  wait(
    handle: JsonObject,
    about: Pick<Waiter, "kind" | "deadline">,
    onProgress: Waiter["onProgress"],
  ): Promise<PollResult>;
}

/** The one poller of each provider entry, made when it is asked for first. */
export type PollerOf = (provider: Provider) => Poller;

export function createPollers(clock: Clock, waiting: AbortSignal): PollerOf {
  const pollers = new Map<string, Poller>();
  return (provider) => {
    const poller = pollers.get(provider.id) ?? createPoller(provider, clock, waiting);
    pollers.set(provider.id, poller);
    return poller;
  };
}

function createPoller(provider: Provider, clock: Clock, waiting: AbortSignal): Poller {
  const waiters = new Set<Waiter>();
  const pace = createPollPace(provider.settings);
  let isRunning = false;
  let wake: AbortController | undefined;

  const sleepUntilDue = async () => {
    for (;;) {
      const left = Math.min(...[...waiters].map(({ due }) => due)) - clock.monotonic();
      if (left <= 0 || waiting.aborted) return;
      // Whoever joins may have to be asked about sooner.
      wake = new AbortController();
      await clock.sleep(left, AbortSignal.any([waiting, wake.signal])).catch(() => undefined);
    }
  };
  const loop = async () => {
    isRunning = true;
    while (waiters.size > 0) {
      await sleepUntilDue();
      if (waiting.aborted) finishAll(waiters, { kind: "still-running", because: "interrupted" });
      else {
        const asked = listDue(provider, waiters, clock.monotonic());
        await ask(provider, clock, { waiters, asked, pace }, waiting).catch((error: unknown) =>
          failAll(waiters, error),
        );
        for (const waiter of asked) waiter.due = nextDue(pace, waiter, clock.monotonic());
      }
    }
    isRunning = false;
  };

  return {
    wait: (handle, about, onProgress) =>
      new Promise((resolve, reject) => {
        const since = clock.monotonic();
        const waiter: Waiter = {
          ...{ handle, ...about, since, onProgress },
          due: nextDue(pace, { ...about, since }, since),
          finish: (result) => {
            waiters.delete(waiter);
            resolve(result);
          },
          fail: (error) => {
            waiters.delete(waiter);
            reject(error);
          },
        };
        waiters.add(waiter);
        wake?.abort();
        if (!isRunning) void loop();
      }),
  };
}

function nextDue(pace: PollPace, { kind, since }: Pick<Waiter, "kind" | "since">, now: number): number {
  return now + pace.nextMs(kind, now - since);
}

/** Where one request asks about all, all are asked about. */
function listDue({ checksAtOnce }: Provider, waiters: ReadonlySet<Waiter>, now: number): Waiter[] {
  return [...waiters].filter(({ due }) => checksAtOnce === true || due <= now);
}

/** Our own fault: whoever waits is told, and those who come later are asked about again. */
function failAll(waiters: ReadonlySet<Waiter>, error: unknown): void {
  for (const waiter of [...waiters]) waiter.fail(error);
}

function finishAll(waiters: ReadonlySet<Waiter>, result: PollResult): void {
  for (const waiter of [...waiters]) waiter.finish(result);
}

interface Asked {
  readonly waiters: ReadonlySet<Waiter>;
  readonly asked: readonly Waiter[];
  readonly pace: PollPace;
}

async function ask(
  provider: Provider,
  clock: Clock,
  { waiters, asked, pace }: Asked,
  waiting: AbortSignal,
): Promise<void> {
  let trouble: string | undefined;
  try {
    const answers = await provider.check(
      asked.map((waiter) => waiter.handle),
      { signal: waiting },
    );
    for (const [index, waiter] of asked.entries()) {
      const progress = answers[index];
      if (progress?.status === "done") pace.learn(waiter.kind, clock.monotonic() - waiter.since);
      report(waiter, progress);
    }
  } catch (error) {
    // A read that failed says nothing about the operation: it goes on, and so does the waiting.
    if (error instanceof ProviderError && error.fault === "unauthorised")
      finishAll(new Set(asked), { kind: "still-running", because: error.message });
    else if (!(error instanceof ProviderError) && !waiting.aborted) throw error;
    else if (error instanceof ProviderError) trouble = error.message;
  }
  for (const waiter of asked) {
    if (!waiters.has(waiter)) continue;
    if (trouble !== undefined) waiter.onProgress(undefined, trouble);
    if (clock.monotonic() >= waiter.deadline)
      waiter.finish({
        kind: "still-running",
        because: `the timeout has passed${trouble === undefined ? "" : `, and the provider could not be asked: ${trouble}`}`,
      });
  }
}

function report(waiter: Waiter, progress: Progress | undefined): void {
  if (progress === undefined || progress.status === "pending") waiter.onProgress(progress?.percentage);
  else if (progress.status === "lost") waiter.finish({ kind: "lost" });
  else if (progress.status === "stalled") waiter.finish({ kind: "stalled", stall: stallOf(progress) });
  else if (progress.status === "done")
    waiter.finish({ kind: "done", warnings: progress.warnings ?? [], ...madeOf(progress) });
  else
    waiter.finish({
      kind: "failed",
      ...madeOf(progress),
      failure: progress.failure ?? { fault: "rejected", message: "the operation failed without a reason" },
    });
}

export function stallOf({ stall }: Progress): Stall {
  return stall ?? { because: "the provider waits for a person", fix: "look at it in the provider's panel" };
}

function madeOf({ remoteId }: Progress): { remoteId?: string } {
  return remoteId === undefined ? {} : { remoteId };
}
