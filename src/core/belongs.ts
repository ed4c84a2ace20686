// How a part belongs to its parent, and what follows from that for an operation on the part. The one rule of parts.

export interface Belongs {
  /** The attribute that holds the address of the parent: a VM, or the volume that a snapshot is of. */
  readonly to: string;
  /**
   * `inside`: made and deleted by the requests of its parent (a network interface). `on`: made by a request of its own, and
   * lost with its parent (a snapshot). `apart`: may hang on another parent or on none, and outlives it (a volume).
   */
  readonly how: "inside" | "on" | "apart";
  /** Of `apart`: the attribute that says that a new parent needs a new one of these (a volume to boot from). */
  readonly renewedIf?: string;
  /** A rebuild of its parent destroys it, too. */
  readonly diesOnRebuild?: boolean;
}

/** What the same plan does with the parent: makes it (anew), or deletes it. */
export type ParentFate = "made" | "deleted";

/** An operation, as far as it matters here. */
interface OnPart {
  readonly action: string;
  readonly belongs?: Belongs["how"];
  readonly parentFate?: ParentFate;
}

/** Nothing is sent: the request that makes the parent makes this, too, and it is looked for. */
export function arrivesWithParent({ action, belongs, parentFate }: OnPart): boolean {
  return action === "create" && parentFate === "made" && belongs === "inside";
}

/** What the address holds dies with its old parent: nothing is left behind of it. */
export function diesWithParent({ action, belongs, parentFate }: OnPart): boolean {
  return action === "create" && parentFate === "made" && belongs === "on";
}

/** The request that deletes the parent names this, too: what is gone already is not deleted again. */
export function isDeletedByParent({ action, belongs, parentFate }: OnPart): boolean {
  return action !== "create" && parentFate === "deleted" && belongs === "apart";
}
