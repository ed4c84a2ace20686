// What a vendor's world looks like to a person: accounts, objects by kind, work under way. For the page and the greeting; no client reads it.

export interface Overview {
  /** What each of its accounts is reached with, by its name: sample credentials, meant to be shown. */
  accounts: Readonly<Record<string, string>>[];
  kinds: ObjectKind[];
}

export interface ObjectKind {
  /** As `POST /_sim/mutate` names it. */
  kind: string;
  objects: ShownObject[];
  /** Not the account's own, but what the vendor offers. */
  isOffer?: true;
}

export interface ShownObject {
  id: string;
  name: string;
  state: string;
  /** The work that it waits for. */
  operation?: ShownOperation;
}

export interface ShownOperation {
  type: string;
  /** 0 to 99, as far as the vendor knows of such a thing. */
  percent: number;
  /** Epoch ms. */
  endsAt: number;
}

export function percentOf(startedAt: number, endsAt: number, now: number): number {
  if (endsAt <= startedAt) return 0;
  return Math.max(0, Math.min(99, Math.floor(((now - startedAt) / (endsAt - startedAt)) * 100)));
}
