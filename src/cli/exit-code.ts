// Exit codes, in one place: the first that fits.
import { AbortedError, DiagnosticsError, StaleSavedPlanError, StateError } from "../core/errors.ts";
import type { StopSignal } from "./terminal.ts";

export const EXIT = { done: 0, failed: 1, changes: 2, undone: 3, stale: 4, locked: 5 } as const;

/** Sets the exit code of the command that ran. */
export type Finish = (code: number) => void;

/** A signal came, and what it has stopped is left in order. */
export class InterruptedError extends AbortedError {
  readonly signal: StopSignal;

  constructor(signal: StopSignal) {
    super("interrupted: nothing was written");
    this.name = "InterruptedError";
    this.signal = signal;
  }
}

export function exitCodeOfSignal(signal: StopSignal): number {
  return signal === "SIGINT" ? 130 : 143;
}

export function exitCodeOfError(error: unknown): number {
  if (error instanceof InterruptedError) return exitCodeOfSignal(error.signal);
  if (error instanceof StaleSavedPlanError) return EXIT.stale;
  if (error instanceof StateError && error.problem === "locked") return EXIT.locked;
  if (error instanceof AbortedError || error instanceof DiagnosticsError) return EXIT.failed;
  return EXIT.failed;
}
