// A clock for in-process tests: `sleep` takes no real time. Whenever nothing real is under way, time jumps to the
// earliest sleeper. What counts as under way, and so holds time still:
//
//  - file system calls, connects and name look-ups, which Node itself reports;
//  - whatever was announced with `track(promise)` or `busy()`: an scrypt, a child process, real timers;
//  - HTTP requests of a client that was given `inFlight: clock.inFlight`, from connect to the last byte;
//  - requests that a node:http server of this process is answering.
//
// A server whose handler sleeps on this very clock (latency, a hang) does not hold time while it sleeps, nor does the
// request that waits for it: so a client's time limit fires before a server's longer hang, as in life. A handler that
// neither answers nor sleeps nor does any of the above for some 20 ms is taken to hang for ever. Servers on raw sockets
// are not seen: there time stands still until the client's request ends, unless the test moves it with `advance(ms)`.
//
// Sleeps marked `background` (a heartbeat) are woken in their turn but never make time move by themselves.
import type { Clock } from "../../src/core/clock.ts";
import {
  currentExchange,
  markActive,
  onExchangeChange,
  type ServerExchange,
  serverExchanges,
} from "./server-exchanges.ts";

export interface VirtualClock extends Clock {
  /** Time stands still until the promise settles. Returns the promise. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Time stands still until the returned function is called. */
  busy(): () => void;
  /** For the HTTP client's option of the same name. */
  readonly inFlight: () => () => void;
  /** The same time for simulators: their sleeps end early, without an error, when aborted; their wall never jumps. */
  readonly forServers: { now(): number; sleep(ms: number, signal?: AbortSignal): Promise<void> };
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

/**
 * Quiet that must pass before time jumps: loopback traffic shows up within two turns of the event loop.
 */
const QUIET_TURNS = 6;
const QUIET_MS = 0.3;
/** When a server's handler is taken to hang. */
const HANGING_TURNS = 25;
const HANGING_MS = 20;
const REAL_WORK = /^(FSReq|CloseReq|TCPConnect|GetAddrInfo|GetNameInfo|QueryReq|WriteWrap|ShutdownWrap|PipeConnect)/;

export function createVirtualClock(options: { readonly startMs?: number; readonly auto?: boolean } = {}): VirtualClock {
  const { startMs = Date.UTC(2026, 10, 1, 12), auto = true } = options;
  const sleepers = new Set<Sleeper>();
  let elapsed = 0;
  let wallOffset = 0;
  let tracked = 0;
  let flights = 0;
  let isPumping = false;
  let isDriven = false;

  // A flight that has not reached a server, or whose answer is on its way back, is one more than servers are answering.
  const isHeld = (): boolean => tracked > 0 || flights > serverExchanges.size;
  const hasReasonToMove = (): boolean =>
    [...sleepers].some((sleeper) => !sleeper.background && sleeper.due !== Number.POSITIVE_INFINITY);

  const earliest = (): Sleeper | undefined => {
    let found: Sleeper | undefined;
    for (const sleeper of sleepers) if (found === undefined || sleeper.due < found.due) found = sleeper;
    return found;
  };

  const moveTo = (due: number): void => {
    elapsed = Math.max(elapsed, due);
    for (const sleeper of [...sleepers].filter((one) => one.due <= elapsed)) sleeper.wake();
  };

  const pump = async (): Promise<void> => {
    if (isPumping || !auto) return;
    isPumping = true;
    const unsubscribe = onExchangeChange(kick);
    let quiet = startQuiet();
    while (hasReasonToMove() && !isDriven && !isHeld()) {
      await turn();
      if (isHeld() || !areServersQuiet()) quiet = startQuiet();
      const next = earliest();
      if (!quiet.isEnough() || isDriven || next === undefined || !hasReasonToMove()) continue;
      quiet = startQuiet();
      moveTo(next.due);
    }
    unsubscribe();
    isPumping = false;
    // Held up by work that is announced elsewhere: a request that reaches a server must start the pump again.
    if (hasReasonToMove() && !isDriven) wakeOnExchange();
  };

  let waitsForExchange: (() => void) | undefined;
  const wakeOnExchange = (): void => {
    waitsForExchange ??= onExchangeChange(() => {
      waitsForExchange?.();
      waitsForExchange = undefined;
      kick();
    });
  };

  const kick = (): void => void pump();

  const hold = (count: (by: number) => void) => (): (() => void) => {
    count(1);
    let isDone = false;
    return () => {
      if (isDone) return;
      isDone = true;
      count(-1);
      kick();
    };
  };
  const busy = hold((by) => {
    tracked += by;
  });

  const sleep: Clock["sleep"] = (ms, signal, { background = false } = {}) => {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    const exchange = currentExchange();
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        sleepers.delete(sleeper);
        signal?.removeEventListener("abort", abort);
        if (exchange === undefined) return;
        exchange.sleeping -= 1;
        markActive(exchange);
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
  };

  return {
    now: () => startMs + wallOffset + elapsed,
    monotonic: () => elapsed,
    sleep,
    busy,
    track(work) {
      const done = busy();
      work.then(done, done);
      return work;
    },
    inFlight: hold((by) => {
      flights += by;
    }),
    forServers: {
      now: () => startMs + elapsed,
      sleep: (ms, signal) => sleep(ms, signal).catch(() => undefined),
    },
    async advance(ms) {
      isDriven = true;
      const target = elapsed + ms;
      await turns(QUIET_TURNS);
      for (let next = earliest(); next !== undefined && next.due <= target; next = earliest()) {
        moveTo(next.due);
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
      `${flights} in flight, ${serverExchanges.size} at servers, real: ${process.getActiveResourcesInfo().join(" ")}`,
  };
}

function startQuiet(): { isEnough(): boolean } {
  const since = performance.now();
  let asked = 0;
  return {
    isEnough() {
      asked += 1;
      return asked > QUIET_TURNS && performance.now() - since > QUIET_MS;
    },
  };
}

/** Whether all servers sleep or hang, and no real work is under way. To be asked once in each turn of the event loop. */
function areServersQuiet(): boolean {
  const isWorking = hasRealWork();
  let areQuiet = !isWorking;
  for (const exchange of serverExchanges) {
    if (isWorking) markActive(exchange);
    else exchange.idleTurns += 1;
    if (exchange.sleeping === 0 && !isHanging(exchange)) areQuiet = false;
  }
  return areQuiet;
}

function isHanging(exchange: ServerExchange): boolean {
  return exchange.idleTurns > HANGING_TURNS && performance.now() - exchange.idleSince > HANGING_MS;
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
