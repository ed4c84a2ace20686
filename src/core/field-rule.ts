// Field rules: what a provider does with each attribute, as data. One generic diff reads them; vendors have no diff.
import type { Belongs } from "./belongs.ts";
import type { Lost } from "./observed.ts";

export type ReferredSection = "keys" | "vms" | "snapshots" | "volumes" | "interfaces";

/** What a difference between desired and observed means. */
export type OnChange =
  | "update" // in place
  | "rebuild" // honoured only at creation; a rebuild in place can do it
  | "replace" // honoured only at creation; only a new object can do it
  | "renew" // a new object takes the place of the old one without asking: it holds nothing of its own (a key)
  | "refuse" // an error that says why
  | "warn" // left alone, said once
  | "create-only"; // a wish for the act of creation; never compared later

export interface FieldRule {
  /** Attribute path, or `name`. */
  readonly path: string;
  readonly onChange: OnChange;
  /** What a smaller number means, where that differs. */
  readonly onShrink?: "rebuild" | "replace" | "refuse";
  /** False: cannot be read back; a change is a difference between desired and what the state recorded. */
  readonly readable: boolean;
  /** No list tells it: it is read object by object, where it is declared or on record. */
  readonly readApart?: boolean;
  readonly sensitive?: boolean;
  /**
   * How equal is decided. `prefix`: the observed text starts with the desired one. `disjoint`: none of the desired
   * items is among the observed ones (things to give up). `public-key`: the comment of an SSH key does not matter.
   * `caseless`: upper and lower case are the same.
   * `entries`: a map of which only the declared entries, and those that were declared once, are ours.
   */
  readonly compare?: "exact" | "set" | "prefix" | "disjoint" | "public-key" | "caseless" | "entries";
  /** Values are addresses of this section; observed values are remote ids. */
  readonly references?: ReferredSection;
  /** Observed values are names: the provider itself goes by them, so that a new object of the name is meant, too. */
  readonly referredBy?: "name";
  /** Told apart by it: an object of the same name that has another value here was not made by our request. */
  readonly identifies?: boolean;
  /**
   * The value is not declared but follows from what `through` refers to: a map from address to a digest of
   * `attribute` (a changed key text must be sent to each VM that lists the key).
   */
  readonly derived?: { readonly through: string; readonly attribute: string; readonly compare?: "public-key" };
  /** Bound from these declared attributes: a secret as soon as one of them is. */
  readonly madeOf?: readonly string[];
  /** Outputs that tell the same in another form. */
  readonly toldAs?: readonly string[];
  readonly unit?: "MiB" | "ms" | "count";
  /** A change in this direction destroys data, an address or access. */
  readonly destructive?: {
    readonly when: "emptied" | "lowered" | "always";
    readonly kind: string;
    readonly detail: string;
  };
  /** The observed attribute to compare with, where it is not the same path. */
  readonly observedAs?: string;
  /** Why, and what to do; for everything that is not a plain update. */
  readonly because?: string;
}

export interface TypeRules {
  readonly fields: readonly FieldRule[];
  /**
   * Observed lists of texts that no YAML sets (addresses): where one changes, the provider did it. `unless`: the field whose
   * change tells the same.
   */
  readonly told?: readonly { readonly path: string; readonly unless?: string }[];
  /** What is made again without a word when it has vanished, what needs a flag, what only `--replace` makes (4.2). */
  readonly onVanished: "create" | "ask" | "replace-only";
  /** Of parts. */
  readonly belongs?: Belongs;
  /** The attribute with addresses of machines, or of their parts, that it is about: nothing is sent to these meanwhile. */
  readonly about?: string;
  /** Carries our marker since it was made: an answer that was lost is settled by that, never by a name alone. */
  readonly marked?: boolean;
  /** One list of the account holds them all: read with the machines, not per parent. */
  readonly bulk?: boolean;
  /** How many the provider makes in one day per parent; its day begins so many hours before that of UTC. */
  readonly perDay?: { readonly limit: number; readonly hoursEast: number; readonly because: string };
  /** To make one costs money, and so does a change of these attributes; absent: it costs nothing by itself. */
  readonly costs?: readonly string[];
  readonly mayRebuild: boolean;
  /** What a rebuild leaves as it is, of all that a deletion would take along. */
  readonly rebuildKeeps?: readonly Lost["kind"][];
  readonly mayReplace: boolean;
  /** An update that the provider refuses is made as a replacement instead: the object holds nothing of its own. */
  readonly renewWhenRefused?: boolean;
  /** Replacements make the new one first, whatever YAML says: always, or where it has another name (names are unique). */
  readonly createFirst?: "always" | "other-name";
}
