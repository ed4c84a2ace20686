// A plan carried out on stand-ins that hold what was read: what was sent there, in which order, and how long it took.
import type { Address } from "./address.ts";
import type { Outcome } from "./outcome.ts";
import type { OperationAction } from "./step.ts";

export interface RehearsedOperation {
  readonly address: Address;
  readonly action: OperationAction;
  /** Milliseconds from the beginning, by the stand-ins' clock; absent where it was not begun. */
  readonly startMs?: number;
  readonly endMs?: number;
  readonly outcome: Outcome;
  readonly message?: string;
}

export interface RehearsedCall {
  readonly vendor: string;
  /** The vendor's method, or method and path. */
  readonly call: string;
  readonly count: number;
}

export interface Rehearsal {
  readonly durationMs: number;
  readonly operations: readonly RehearsedOperation[];
  /** Those that change something. */
  readonly calls: readonly RehearsedCall[];
  readonly reads: number;
}
