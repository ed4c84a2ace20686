// A look for drift of which nothing came: no report can be made of it, but its end is told. Plain JSON.
import type { Diagnostic } from "./diagnostic.ts";

export interface FailedLook {
  readonly stack: string;
  /** When the look began and how long it took; epoch milliseconds, by our clock. */
  readonly startedMs: number;
  readonly durationMs: number;
  /** When a look last succeeded; absent: never, as far as is remembered. */
  readonly lastSuccessMs?: number;
  /** Why; at least one. */
  readonly errors: readonly Diagnostic[];
}
