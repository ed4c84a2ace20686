// A clock for in-process tests: `sleep` takes no real time. Whenever nothing real is under way, time jumps to the
// earliest sleeper. What counts as under way, and so holds time still:
//
//  - file system calls, connects and name look-ups, which Node itself reports;
//  - whatever was announced with `track(promise)` or `busy()` (an scrypt, a child process);
//  - HTTP requests of a client that was given `inFlight: clock.inFlight`, from connect to the last byte;
//  - exchanges of a server that was given to `serve(server)`, from the request to the end of the answer.
//
// An exchange whose handler sleeps on this very clock (latency, a hang) does not count while it sleeps, nor does the
// request that waits for it: so a client's time limit fires before a server's longer hang, as in life. The clock knows
// a handler's sleeps by the asynchronous context of its request, so servers need not do anything but use this clock.
// A server that never answers at all must say so by `clock.sleep(Infinity)`: else the test waits for it for real.
// Raw servers that are not served this way may be driven by hand: `advance(ms)` moves time whatever is under way.
//
// Sleeps marked `background` (a heartbeat) are woken in their turn but never make time move by themselves.
import { AsyncLocalStorage } from "node:async_hooks";
import type { Server, ServerResponse } from "node:http";

import type { Clock } from "../../src/core/clock.ts";

export interface VirtualClock extends Clock {
  sleep(ms: number, signal?: AbortSignal, options?: { readonly background?: boolean }): Promise<void>;
  /** Time stands still until the promise settles. Returns the promise. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Time stands still until the returned function is called. */
  busy(): () => void;
  /** For the HTTP client's option of the same name. */
  readonly inFlight: () => () => void;
  /** Watches a node:http server (before it gets its first request) so that its handlers may sleep on this clock. */
  serve(server: Server): void;
  /** Moves time by hand, waking every sleeper on the way, even while work is under way. */
  advance(ms: number): Promise<void>;
  /** Steps the wall clock alone, as NTP or a person does; negative steps go back. */
  jumpWall(ms: number): void;
  /** For messages of stuck tests. */
  describe(): string;
}

interface Sleeper {
  readonly due: number;
  readonly background: boolean;
  readonly wake: () => void;
}

interface ServerExchange {
  isOpen: boolean;
  sleeping: number;
}

/** Turns of the event loop without any work that must pass before time jumps: loopback traffic shows up within two. */
const QUIET_TURNS = 6;
const REAL_WORK = /^(FSReq|TCPConnect|GetAddrInfo|GetNameInfo|QueryReq|WriteWrap|ShutdownWrap|PipeConnect)/;

export function createVirtualClock(options: { readonly startMs?: number; readonly auto?: boolean } = {}): VirtualClock {
  const { startMs = Date.UTC(2026, 10, 1, 12), auto = true } = options;
  const current = new AsyncLocalStorage<ServerExchange>();
  const sleepers = new Set<Sleeper>();
  const exchanges = new Set<ServerExchange>();
  let elapsed = 0;
  let wallOffset = 0;
  let tracked = 0;
  let flights = 0;
  let isPumping = false;
  let isDriven = false;

  const isBusy = (): boolean => {
    const asleep = [...exchanges].filter((exchange) => exchange.sleeping > 0).length;
    // A flight that has not reached a server yet, or whose answer is on its way back, is one more than there are exchanges.
    return tracked > 0 || exchanges.size > asleep || flights > exchanges.size;
  };

  const earliest = (): Sleeper | undefined => {
    let found: Sleeper | undefined;
    for (const sleeper of sleepers) if (found === undefined || sleeper.due < found.due) found = sleeper;
    return found;
  };

  const wakeDue = (): void => {
    for (const sleeper of [...sleepers].filter(({ due }) => due <= elapsed)) sleeper.wake();
  };

  const hasReasonToMove = (): boolean =>
    [...sleepers].some((sleeper) => !sleeper.background && sleeper.due !== Number.POSITIVE_INFINITY);

  const pump = async (): Promise<void> => {
    if (isPumping || !auto) return;
    isPumping = true;
    for (let quiet = 0; hasReasonToMove() && !isDriven && !isBusy(); ) {
      await turn();
      quiet = isBusy() || hasRealWork() ? 0 : quiet + 1;
      const next = earliest();
      if (quiet < QUIET_TURNS || isDriven || next === undefined || !hasReasonToMove()) continue;
      quiet = 0;
      elapsed = Math.max(elapsed, next.due);
      wakeDue();
    }
    isPumping = false;
  };

  const kick = (): void => void pump();
  const once = (act: () => void): (() => void) => {
    let isDone = false;
    return () => {
      if (isDone) return;
      isDone = true;
      act();
      kick();
    };
  };

  const busy = (): (() => void) => {
    tracked += 1;
    return once(() => {
      tracked -= 1;
    });
  };

  const clock: VirtualClock = {
    now: () => startMs + wallOffset + elapsed,
    monotonic: () => elapsed,
    sleep(ms, signal, { background = false } = {}) {
      if (signal?.aborted) return Promise.reject(signal.reason as Error);
      const exchange = current.getStore();
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", abort);
          if (exchange !== undefined) exchange.sleeping -= 1;
        };
        const abort = (): void => {
          leave();
          reject(signal?.reason as Error);
        };
        const wake = (): void => {
          leave();
          resolve();
        };
        const sleeper: Sleeper = { due: elapsed + Math.max(0, ms), background, wake };
        if (exchange !== undefined) exchange.sleeping += 1;
        sleepers.add(sleeper);
        signal?.addEventListener("abort", abort, { once: true });
        kick();
      });
    },
    track(work) {
      const done = busy();
      work.then(done, done);
      return work;
    },
    busy,
    inFlight: () => {
      flights += 1;
      return once(() => {
        flights -= 1;
      });
    },
    serve(server) {
      server.prependListener("request", (_request: unknown, response: ServerResponse) => {
        const exchange: ServerExchange = { isOpen: true, sleeping: 0 };
        exchanges.add(exchange);
        response.once(
          "close",
          once(() => {
            exchange.isOpen = false;
            exchanges.delete(exchange);
          }),
        );
        current.enterWith(exchange);
      });
    },
    async advance(ms) {
      isDriven = true;
      const target = elapsed + ms;
      await turns(QUIET_TURNS);
      for (let next = earliest(); next !== undefined && next.due <= target; next = earliest()) {
        elapsed = Math.max(elapsed, next.due);
        wakeDue();
        do await turns(QUIET_TURNS);
        while (hasRealWork());
      }
      elapsed = Math.max(elapsed, target);
      isDriven = false;
      kick();
    },
    jumpWall(ms) {
      wallOffset += ms;
    },
    describe: () =>
      `at ${elapsed} ms: ${sleepers.size} asleep (next at ${earliest()?.due ?? "never"}), ${tracked} tracked, ` +
      `${flights} in flight, ${exchanges.size} at servers, real work: ${process.getActiveResourcesInfo().join(" ")}`,
  };
  return clock;
}

function hasRealWork(): boolean {
  return process.getActiveResourcesInfo().some((name) => REAL_WORK.test(name));
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function turns(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await turn();
}
