// Which signal a command has heeded: it decides the exit code, also where the work was done by then.
import { exitCodeOfSignal } from "./exit-code.ts";
import type { StopSignal, Terminal } from "./terminal.ts";

export interface NotedSignals {
  /** The same terminal, listened to. */
  readonly terminal: Terminal;
  /** 130 or 143 once a signal has come. */
  exitCode(): number | undefined;
}

export function noteSignals(terminal: Terminal): NotedSignals {
  let first: StopSignal | undefined;
  const onSignal: Terminal["onSignal"] = (listen) =>
    terminal.onSignal((signal) => {
      first ??= signal;
      listen(signal);
    });
  // Not a copy: what it knows of itself is looked up when it is asked for.
  const noted = Object.create(terminal, { onSignal: { value: onSignal } }) as Terminal;
  return { terminal: noted, exitCode: () => (first === undefined ? undefined : exitCodeOfSignal(first)) };
}
