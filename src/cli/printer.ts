// What a run shows, whatever the format: text, a document, or a stream of events. Implemented beside; knows no wording.
import type { Diagnostic } from "../core/diagnostic.ts";
import type { OperationResult, RunEvent } from "../core/event.ts";
import type { JsonObject } from "../core/json.ts";
import type { Plan } from "../core/plan.ts";
import type { StateDocument } from "../core/state-document.ts";
import type { ToldSurplus } from "../core/surplus.ts";
import type { Redactor } from "../http/redactor.ts";
import type { PlanFormat } from "./plan-formats.ts";
import type { Terminal } from "./terminal.ts";

export interface RunEnding {
  readonly isStateSaved: boolean;
  /** What one request has made twice and nobody has settled yet. */
  readonly surplus: readonly ToldSurplus[];
  /** A saved plan was carried out. */
  readonly isSaved: boolean;
}

export interface Printer {
  event(event: RunEvent): void;
  diagnostics(diagnostics: readonly Diagnostic[]): void;
  plan(plan: Plan, prior: StateDocument | undefined): void;
  /** The end of an apply or destroy. */
  summary(results: readonly OperationResult[], plan: Plan, ending: RunEnding): void;
  /** Declared outputs after an apply; of the sensitive ones the names. */
  outputs(values: JsonObject, sensitive: readonly string[]): void;
  /** One line about what goes on, not part of the document. */
  note(text: string): void;
  /** What ended the run, where the format has a place for it; it is said on stderr in any case. */
  failure(error: unknown): void;
  /** Removes what is only shown while it lasts. */
  close(): void;
}

export interface PrinterRequest {
  readonly terminal: Terminal;
  readonly redactor: Redactor;
  readonly mode: "normal" | "destroy";
  readonly flags: {
    readonly format?: PlanFormat;
    readonly summary?: boolean;
    readonly json?: boolean;
    readonly verbose?: boolean;
    readonly color?: boolean;
    readonly chdir?: string;
    readonly autoApprove?: boolean;
  };
}
