// One shared poller per account: asks about everything that is pending in one go, ever more slowly. Never sends.
import type { Clock } from "../core/clock.ts";
import { ProviderError } from "../core/errors.ts";
import type { JsonObject } from "../core/json.ts";
import type { Progress, Provider } from "../core/provider.ts";
import type { Stall } from "../core/state-document.ts";

const GROWTH = 1.5;

interface Waiter {
  readonly handle: JsonObject;
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
  wait(handle: JsonObject, deadline: number, onProgress: Waiter["onProgress"]): Promise<PollResult>;
}

export function createPoller(provider: Provider, clock: Clock, waiting: AbortSignal): Poller {
  const waiters = new Set<Waiter>();
  let intervalMs = provider.settings.pollIntervalMs;
  let isRunning = false;

  const loop = async () => {
    isRunning = true;
    while (waiters.size > 0) {
      await clock.sleep(intervalMs, waiting).catch(() => undefined);
      if (waiting.aborted) finishAll(waiters, { kind: "still-running", because: "interrupted" });
      else await ask(provider, clock, waiters, waiting).catch((error: unknown) => failAll(waiters, error));
      intervalMs = Math.min(provider.settings.pollIntervalMaxMs, intervalMs * GROWTH);
    }
    isRunning = false;
  };

  return {
    wait: (handle, deadline, onProgress) =>
      new Promise((resolve, reject) => {
        const waiter: Waiter = {
          handle,
          deadline,
          onProgress,
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
        intervalMs = provider.settings.pollIntervalMs;
        if (!isRunning) void loop();
      }),
  };
}

/** Our own fault: whoever waits is told, and those who come later are asked about again. */
function failAll(waiters: ReadonlySet<Waiter>, error: unknown): void {
  for (const waiter of [...waiters]) waiter.fail(error);
}

function finishAll(waiters: ReadonlySet<Waiter>, result: PollResult): void {
  for (const waiter of [...waiters]) waiter.finish(result);
}

async function ask(
  provider: Provider,
  clock: Clock,
  waiters: ReadonlySet<Waiter>,
  waiting: AbortSignal,
): Promise<void> {
  const asked = [...waiters];
  let trouble: string | undefined;
  try {
    const answers = await provider.check(
      asked.map((waiter) => waiter.handle),
      { signal: waiting },
    );
    for (const [index, waiter] of asked.entries()) report(waiter, answers[index]);
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
