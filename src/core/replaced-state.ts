// A state that takes the place of another one, or of one that was lost: what a person is shown before it is written. Data.
import type { Address } from "./address.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { ListedObject } from "./listed-objects.ts";
import type { Plan, PlanEntry } from "./plan.ts";
import type { StateDocument } from "./state-document.ts";

export interface Replacement {
  /** Undefined where there was none, or where it cannot be read. */
  readonly before: StateDocument | undefined;
  readonly after: StateDocument;
  /** On record before, and not after. */
  readonly lost: readonly ListedObject[];
  /** The other way round. */
  readonly found: readonly ListedObject[];
  /** Addresses whose record says something else. */
  readonly changed: readonly Address[];
  /** What a person should know beside that. */
  readonly notes: readonly string[];
}

/** What was found, and what not. */
export interface Rebuilt {
  readonly stack: string;
  /** Taken on record, each with how it was found. */
  readonly bound: readonly PlanEntry[];
  /** Declared, and nothing like it is there: the next apply would make it. */
  readonly absent: readonly PlanEntry[];
  /** Declared, and in doubt: several match, or what matches differs. Left to `import`. */
  readonly refused: readonly Diagnostic[];
  /** What the next plan would change of what is bound. */
  readonly differing: readonly PlanEntry[];
  /** Objects with the marks of this stack that nothing declared is bound to. */
  readonly unclaimed: readonly MarkedObject[];
  /** Fields that no provider tells: taken as YAML declares them. */
  readonly unread: Plan["notVerifiable"];
  /** Of the state before, with `force`. */
  readonly lost: readonly ListedObject[];
  readonly isNewLineage: boolean;
}

export interface MarkedObject {
  /** As the marks say. */
  readonly address: Address;
  readonly type: string;
  readonly remoteId: string;
  readonly name: string;
}
