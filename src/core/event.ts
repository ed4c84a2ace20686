// What happens during a run, as data: one stream, many printers.
import type { Address } from "./address.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Fault } from "./errors.ts";
import type { OperationAction } from "./step.ts";

interface About {
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
    } & About)
  | ({ readonly type: "unknown"; readonly elapsedMs: number; readonly message: string; readonly fix: string } & About)
  | ({ readonly type: "still-running"; readonly elapsedMs: number; readonly message: string } & About)
  | ({ readonly type: "blocked"; readonly message: string } & About)
  | ({ readonly type: "skipped"; readonly because: Address; readonly message: string } & About)
  | { readonly type: "settling"; readonly address: Address; readonly message: string }
  | { readonly type: "settled"; readonly address: Address; readonly message: string }
  | { readonly type: "interrupted"; readonly inFlight: number; readonly graceMs?: number }
  | { readonly type: "lease-lost"; readonly message: string }
  | { readonly type: "diagnostic"; readonly diagnostic: Diagnostic };

export type Emit = (event: RunEvent) => void;

/** How one operation ended. */
export type Outcome = "done" | "failed" | "unknown" | "still-running" | "blocked" | "skipped" | "interrupted";

export interface OperationResult {
  readonly operation: string;
  readonly address: Address;
  readonly action: OperationAction;
  readonly outcome: Outcome;
  readonly message?: string;
  readonly fix?: string;
  readonly remoteId?: string;
  /** What the provider said, where it failed by its word. */
  readonly fault?: Fault;
}
