// What happens during a run, as data: one stream, many printers.
import type { Address } from "./address.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Fault, LockHolder } from "./errors.ts";
import type { JsonObject } from "./json.ts";
import type { Outcome } from "./outcome.ts";
import type { Plan } from "./plan.ts";
import type { StaleResource } from "./saved-plan.ts";
import type { Intent, StateDocument } from "./state-document.ts";
import type { OperationAction } from "./step.ts";

export interface About {
  readonly address: Address;
  readonly vendor: string;
  readonly action: OperationAction;
  readonly remoteId?: string;
}

export type RunEvent =
  | { readonly type: "reading"; readonly provider: string; readonly what: string }
  | { readonly type: "read"; readonly provider: string; readonly objects: number }
  | ({ readonly type: "started" } & About)
  | ({ readonly type: "step"; readonly summary: string; readonly index: number; readonly of: number } & About)
  | ({
      readonly type: "progress";
      readonly elapsedMs: number;
      readonly percentage?: number;
      readonly waitingFor?: string;
    } & About)
  | ({ readonly type: "completed"; readonly elapsedMs: number; readonly warnings: readonly string[] } & About)
  | ({
      readonly type: "failed";
      readonly elapsedMs: number;
      readonly message: string;
      readonly fault?: Fault;
      readonly vendorCode?: string;
      readonly fix?: string;
    } & About)
  | ({ readonly type: "unknown"; readonly elapsedMs: number; readonly message: string; readonly fix: string } & About)
  | ({ readonly type: "still-running"; readonly elapsedMs: number; readonly message: string } & About)
  | ({ readonly type: "blocked"; readonly message: string; readonly fix?: string } & About)
  | ({ readonly type: "skipped"; readonly because: Address; readonly message: string } & About)
  | { readonly type: "settling"; readonly address: Address; readonly message: string }
  | { readonly type: "settled"; readonly address: Address; readonly message: string }
  | { readonly type: "interrupted"; readonly inFlight: number; readonly graceMs?: number }
  | { readonly type: "lease-lost"; readonly message: string }
  | { readonly type: "diagnostic"; readonly diagnostic: Diagnostic };

/** What has become of a request that an earlier run had left open. */
export interface Resumed {
  readonly intent: Intent;
  readonly outcome: "settled" | "did-not-happen" | "failed" | "unknown" | "pending";
  readonly message: string;
}

/** What a run tells besides: where it stands, and what is decided by looking on. */
export type FlowEvent =
  | RunEvent
  | { readonly type: "waiting-for-lock"; readonly holder: LockHolder }
  /** Requests whose end an earlier run has seen after it had lost its lock. */
  | { readonly type: "recovered"; readonly intents: readonly Intent[] }
  | { readonly type: "resumed"; readonly resumed: readonly Resumed[] }
  | { readonly type: "planned"; readonly plan: Plan; readonly prior: StateDocument }
  /** How a saved plan compares with what is there: what of it is left out, and what has changed elsewhere. */
  | {
      readonly type: "saved-plan-compared";
      readonly stale: readonly StaleResource[];
      readonly elsewhere: readonly Address[];
      readonly notes: readonly string[];
    }
  /** One line for people. */
  | { readonly type: "note"; readonly text: string };

export type Emit = (event: RunEvent) => void;

export interface OperationResult {
  readonly operation: string;
  readonly address: Address;
  readonly action: OperationAction;
  readonly outcome: Outcome;
  readonly message?: string;
  readonly fix?: string;
  readonly remoteId?: string;
  /** Of what was made: where it is reached. */
  readonly addresses?: readonly string[];
  /** Of an act: what its steps were answered, by step. */
  readonly answers?: Readonly<Record<string, JsonObject>>;
  /** What the provider said, where it failed by its word. */
  readonly fault?: Fault;
}
