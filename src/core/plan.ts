// The plan: what would be done and why, as data. Built by the planner, shown by render, walked by the executor.
import type { Address, ResourceType } from "./address.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Lost, Observed } from "./observed.ts";
import type { Place } from "./place.ts";
import type { Rehearsal } from "./rehearsal.ts";
import type { PlannedRollout } from "./rollout.ts";
import type { DoneMove, TrackedResource } from "./state-document.ts";
import type { Operation } from "./step.ts";

export type Action = "create" | "update" | "rebuild" | "replace" | "delete" | "adopt" | "forget" | "move" | "no-op";

/** Who made a difference: `yours` YAML changed, `outside` the object changed behind our back, `both`. */
export type Cause = "yours" | "outside" | "both";

export interface FieldChange {
  readonly path: string;
  /** Undefined where there is none, or where it is sensitive. */
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** Known only after apply. */
  readonly unknown: boolean;
  readonly sensitive: boolean;
  readonly unit?: "MiB" | "ms" | "count";
  readonly cause: Cause;
  /** `now`: this plan brings it about. `debt`: only a rebuild or replace would. `ignored`: left alone on purpose. */
  readonly effect: "now" | "debt" | "warn";
  readonly note?: string;
}

export interface PlanEntry {
  readonly address: Address;
  readonly previousAddress?: Address;
  readonly type: ResourceType;
  readonly vendor: string;
  readonly provider: string;
  readonly name: string;
  readonly remoteId?: string;
  readonly action: Action;
  /** Set where the object is taken into the state by this plan. */
  readonly importing?: {
    readonly id: string;
    readonly by: "name" | "import" | "marker" | "pending" | "existing" | "parent";
  };
  /** Terraform's `action_reason`, or ours. */
  readonly reason?: string;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  /** Attribute paths whose values are sensitive, or known only after apply. */
  readonly sensitive: readonly string[];
  readonly unknown: readonly string[];
  readonly fields: readonly FieldChange[];
  /** One line per step. */
  readonly steps: readonly string[];
  readonly lost: readonly Lost[];
  readonly notes: readonly string[];
  /** Entries for sub-objects stand under their resource (`vms.web[0].ips["203.0.113.7"]`). */
  readonly child?: boolean;
  /** Nothing is sent for it: it goes when this address is deleted, replaced or rebuilt. */
  readonly goesWith?: Address;
}

/**
 * `conflict`: a declared field differs from YAML because it changed behind our back. `unset`: a field that YAML does not
 * set changed. `agreed`: it changed to what YAML says. `unhealthy`: it is in an error, isolated or suspended. `replaced`: the tracked object is gone, another has its name.
 * `provider-event`: what nobody can set has changed. `unreadable`: its provider could not be read.
 */
export type DriftClass =
  | "conflict"
  | "vanished"
  | "replaced"
  | "unset"
  | "agreed"
  | "unhealthy"
  | "unmanaged"
  | "provider-event"
  | "unreadable";

export type DriftField = FieldChange & { readonly class?: DriftClass };

/** Who changed it, where the provider keeps a record of that. */
export interface Attribution {
  /** As the provider calls them: `user 31`. */
  readonly who: string;
  /** Epoch milliseconds, by the provider's clock. */
  readonly whenMs?: number;
  /** In the provider's own words: `resize_vm`. */
  readonly what: string;
}

export interface DriftEntry {
  readonly address: Address;
  readonly type: ResourceType;
  readonly vendor: string;
  /** The worst of its fields. */
  readonly class: DriftClass;
  readonly fields: readonly DriftField[];
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  /** What is wrong with it. */
  readonly detail?: string;
  readonly by?: Attribution;
}

/** An object of ours that no address holds. */
export interface Unmanaged {
  readonly vendor: string;
  readonly object: Observed;
}

export interface DestructiveStep {
  readonly address: Address;
  readonly kind: string;
  readonly detail: string;
  readonly lost: readonly Lost[];
  /** Not counted by the guard rails: `removed` blocks, half-made objects. */
  readonly exempt: boolean;
  /** Of an object beside the one that the address holds. */
  readonly beside?: boolean;
}

export interface Debt {
  readonly address: Address;
  readonly fields: readonly string[];
  readonly needs: "rebuild" | "replace";
}

export interface BlockedEntry {
  readonly address: Address;
  readonly reason: string;
  /** What to type or to do. */
  readonly fix?: string;
  /** True where apply leaves something undone because of it (exit 3). */
  readonly undone: boolean;
  /** The id of the object that one request has made beside the one of the address. */
  readonly surplus?: string;
}

/** A guard rail that holds apply back; the plan is still shown. */
export interface Refusal {
  readonly code: string;
  readonly summary: string;
  /** The exact flag that lets it through. */
  readonly flag: string;
  /** Only an unattended apply is refused. */
  readonly unattendedOnly: boolean;
}

export interface PendingEntry {
  readonly address: Address;
  readonly summary: string;
  readonly phase: "intended" | "accepted" | "unknown";
  readonly sentAtMs: number;
  readonly intentId: string;
}

/** A change of the state alone; nothing is sent. */
export type StateEdit =
  /** `isLeft`: the old address is made anew in another place. */
  | { readonly kind: "move"; readonly from: Address; readonly to: Address; readonly isLeft?: true }
  | { readonly kind: "forget"; readonly address: Address; readonly reason: string }
  /** `baseline`: write-only secrets of which there was no record; their digest is recorded as if they had been sent. */
  | {
      readonly kind: "track";
      readonly address: Address;
      readonly resource: TrackedResource;
      readonly baseline?: readonly string[];
    }
  /** The record, and what is pending, is at another place than it says. */
  | { readonly kind: "place"; readonly address: Address; readonly place: Place }
  | { readonly kind: "drop-deposed"; readonly address: Address; readonly remoteId: string }
  /** What one request has made twice is settled: it is gone, held by an address, or wanted. */
  | { readonly kind: "drop-surplus"; readonly address: Address; readonly remoteId: string }
  /** Which `moved` blocks have been carried out, of those that YAML still has. */
  | { readonly kind: "done-moves"; readonly moved: readonly DoneMove[] }
  | SettingsEdit;

/** What outlives the YAML block, for the record of an address and for what is still pending there. */
export interface SettingsEdit extends Pick<TrackedResource, "lifecycle" | "timeouts" | "dependsOn"> {
  readonly kind: "settings";
  readonly address: Address;
}

export interface OutputChange {
  readonly name: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  readonly unknown: boolean;
  readonly sensitive: boolean;
}

export interface PlanCounts {
  readonly import: number;
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  /** Left to themselves: nothing is sent. */
  readonly forget: number;
}

export interface PriceChange {
  readonly address: Address;
  /** Per month; 0 where there is none. */
  readonly before: number;
  readonly after: number;
}

export interface PlanPrices {
  /** Null where no price is known. */
  readonly currency: string | null;
  /** By how much the monthly bill changes, without what is unknown. */
  readonly perMonth: number;
  readonly changes: readonly PriceChange[];
  /** Changes whose price the provider does not tell. */
  readonly unknown: readonly Address[];
}

export interface Plan {
  readonly stack: string;
  readonly basis: { readonly lineage: string | null; readonly serial: number };
  readonly mode: "normal" | "destroy" | "refresh-only";
  readonly entries: readonly PlanEntry[];
  readonly drift: readonly DriftEntry[];
  readonly operations: readonly Operation[];
  readonly edits: readonly StateEdit[];
  readonly destructive: readonly DestructiveStep[];
  readonly debt: readonly Debt[];
  readonly blocked: readonly BlockedEntry[];
  /** Destroyed and made anew under another address, which a `moved` block would have kept. */
  readonly renamed?: readonly { readonly from: Address; readonly to: Address }[];
  readonly protected: readonly { readonly address: Address; readonly detail: string }[];
  readonly notVerifiable: readonly { readonly address: Address; readonly fields: readonly string[] }[];
  readonly pending: readonly PendingEntry[];
  readonly refusals: readonly Refusal[];
  readonly diagnostics: readonly Diagnostic[];
  readonly outputs: readonly OutputChange[];
  readonly counts: PlanCounts;
  /** False with targets, or where something was blocked: plan again afterwards. */
  readonly complete: boolean;
  readonly vanished: readonly Address[];
  /** Absent where the plan changes nothing that costs money. */
  readonly prices?: PlanPrices;
  /** Groups whose machines are changed in waves; absent where there is none. */
  readonly rollouts?: readonly PlannedRollout[];
  /** Where it was asked for. */
  readonly rehearsal?: Rehearsal;
}

/** `6 at serveroid, 2 at zomro`. */
export function countUnknown({ entries }: Pick<Plan, "entries">, { unknown }: Pick<PlanPrices, "unknown">): string {
  const counts = new Map<string, number>();
  for (const address of unknown) {
    const provider = entries.find((entry) => entry.address === address)?.provider ?? "a provider";
    counts.set(provider, (counts.get(provider) ?? 0) + 1);
  }
  return [...counts].map(([provider, count]) => `${count} at ${provider}`).join(", ");
}

/** The entry of an object beside the one that its address holds: left behind by a replacement, or made twice. */
export function isBeside({ child, reason }: Pick<PlanEntry, "child" | "reason">): boolean {
  return child === true && (reason === "deposed" || reason === "surplus");
}

/** Edits that keep the books and change nothing of the fleet. */
const QUIET_EDITS: ReadonlySet<StateEdit["kind"]> = new Set([
  "track",
  "place",
  "settings",
  "drop-surplus",
  "done-moves",
]);

/** Whether apply would send a request or change what the state says of the fleet. */
export function hasWork(plan: Plan): boolean {
  return (
    plan.operations.length > 0 ||
    plan.edits.some(({ kind }) => !QUIET_EDITS.has(kind)) ||
    plan.entries.some((entry) => entry.importing !== undefined) ||
    plan.outputs.some((output) => output.unknown || JSON.stringify(output.before) !== JSON.stringify(output.after))
  );
}

/** Whether everything is as declared: nothing to do, nothing held back, nothing unsettled. Debt and protection are none. */
export function isEmptyPlan(plan: Plan): boolean {
  return !hasWork(plan) && plan.pending.length === 0 && !plan.blocked.some((entry) => entry.undone);
}
