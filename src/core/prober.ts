// The port through which a run asks whether a machine is well. The executor reaches machines through this only.
import type { HealthCheck } from "./rollout.ts";

/** A check of one machine: nothing in it is left open. */
export type BoundCheck =
  | Exclude<HealthCheck, { readonly tcp: number }>
  | { readonly tcp: number; readonly host: string };

export interface Probed {
  readonly isWell: boolean;
  /** For people, without what may hold a secret: `connection refused`, `HTTP 503`. */
  readonly said: string;
}

export interface Prober {
  /** False: a check that runs a command is refused before anything is sent. */
  readonly mayRunCommands: boolean;
  /** Asks once. What goes wrong is an answer; rejects only where `signal` aborts, and then at once. */
  probe(check: BoundCheck, how: { readonly signal: AbortSignal; readonly timeoutMs: number }): Promise<Probed>;
}
