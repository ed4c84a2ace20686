// What planning one resource yields; the plan is the sum of its drafts. Data only.
import type { Diagnostic } from "../core/diagnostic.ts";
import type { BlockedEntry, Debt, DestructiveStep, PlanEntry, StateEdit } from "../core/plan.ts";
import type { Operation } from "../core/step.ts";

/** What an entry shows where there is nothing to show. */
export const NOTHING_SHOWN = {
  before: null,
  after: null,
  sensitive: [],
  unknown: [],
  fields: [],
  steps: [],
  lost: [],
  notes: [],
} as const satisfies Partial<PlanEntry>;

/** How an object is taken into the state by this plan, if it is. */
export type Importing = NonNullable<PlanEntry["importing"]> | undefined;

export interface Draft {
  readonly entry: PlanEntry;
  readonly children?: readonly PlanEntry[];
  readonly operations?: readonly Operation[];
  readonly edits?: readonly StateEdit[];
  readonly destructive?: readonly DestructiveStep[];
  readonly debt?: readonly Debt[];
  readonly blocked?: readonly BlockedEntry[];
  readonly protected?: string;
  readonly notVerifiable?: readonly string[];
  readonly diagnostics?: readonly Diagnostic[];
  /** It does not exist and cannot be made now: neither can what needs it. */
  readonly isNotMade?: boolean;
  /** Gone behind our back and made again by this plan, or waiting for `--replace`. */
  readonly vanished?: boolean;
  /** Made again by this plan after it vanished: needs an allowance. */
  readonly recreated?: boolean;
  /** Found by name alone: needs an allowance unattended. */
  readonly adoptedByName?: boolean;
}
