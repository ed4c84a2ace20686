// SIGINT and SIGTERM during a run: once, nothing more is sent and what is in flight is awaited; twice, stop now.
import type { Clock } from "../core/clock.ts";
import type { Emit } from "../core/event.ts";
import type { StopControl } from "../executor/stop-control.ts";
import { exitCodeOfSignal } from "./exit-code.ts";
import type { StopSignal, Terminal } from "./terminal.ts";

export interface SignalWatch {
  /** 130 or 143 once a signal has come. */
  exitCode(): number | undefined;
  close(): void;
}

export interface SignalRequest {
  readonly terminal: Terminal;
  readonly stop: StopControl;
  readonly clock: Clock;
  /** How long to wait for what is in flight; undefined: until it is done or a second signal comes. */
  readonly graceMs: number | undefined;
  readonly inFlight: () => number;
  readonly emit: Emit;
}

export function watchSignals({ terminal, stop, clock, graceMs, inFlight, emit }: SignalRequest): SignalWatch {
  let first: StopSignal | undefined;
  const closed = new AbortController();
  const unlisten = terminal.onSignal((signal) => {
    if (first !== undefined) {
      stop.endWaiting();
      return;
    }
    first = signal;
    stop.request();
    emit({ type: "interrupted", inFlight: inFlight(), ...(graceMs === undefined ? {} : { graceMs }) });
    if (graceMs !== undefined)
      clock.sleep(graceMs, closed.signal).then(
        () => stop.endWaiting(),
        () => undefined,
      );
  });
  return {
    exitCode: () => (first === undefined ? undefined : exitCodeOfSignal(first)),
    close: () => {
      unlisten();
      closed.abort();
    },
  };
}
