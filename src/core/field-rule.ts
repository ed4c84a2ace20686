// Field rules: what a provider does with each attribute, as data. One generic diff reads them; vendors have no diff.
import type { Json } from "./json.ts";

/** What a difference between desired and observed means. */
export type OnChange =
  | "update" // in place
  | "grow" // in place, never smaller
  | "rebuild" // honoured only at creation; a rebuild in place can do it
  | "replace" // honoured only at creation; only a new object can do it
  | "refuse" // an error that says why
  | "warn" // left alone, said once
  | "adopt-only"; // matters only when an object is matched or made (never differs later)

export interface FieldRule {
  /** Attribute path; `tags.*` stands for each entry of a map. */
  readonly path: string;
  readonly label?: string;
  readonly onChange: OnChange;
  /** False: cannot be read back; change = desired differs from what the state recorded. */
  readonly readable: boolean;
  readonly sensitive?: boolean;
  /** How equal is decided; `prefix`: the observed text starts with the desired one. */
  readonly compare?: "exact" | "set" | "prefix" | "caseless";
  /** Values are addresses of this section; observed values are remote ids. */
  readonly references?: "keys" | "vms" | "snapshots";
  readonly unit?: "MiB" | "ms" | "count";
  /** A change in this direction destroys data, an address or access (contract 4.3). */
  readonly destructive?: { readonly when: "emptied" | "lowered"; readonly kind: string; readonly detail: string };
  /** Used with `refuse`, `warn`, `rebuild`, `replace`: why, and what to do. */
  readonly because?: string;
  /** Recorded and compared, but not shown as drift (the provider changes it by itself). */
  readonly volatile?: boolean;
}

export interface TypeRules {
  readonly fields: readonly FieldRule[];
  /** Attributes besides the name that must agree before an object found by name may be adopted. */
  readonly adoptOnlyIfSame: readonly string[];
  readonly mayReplace: boolean;
  readonly mayRebuild: boolean;
  /** Whether a vanished one is made again without a word (contract 4.2). */
  readonly onVanished: "ask" | "refuse" | "create";
  /** Whether a new match after a lost answer can be told by looking (contract 5, 4): see `AbsenceProof`. */
  readonly parentField?: string;
}

export type ValueFormatter = (value: Json) => string;
