// What a look for drift has found: one value that text, documents, metrics and notices are made of. Plain JSON.
import type { Address } from "./address.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { LockHolder } from "./errors.ts";
import type { DriftEntry, Unmanaged } from "./plan.ts";
import type { ToldSurplus, Undecided } from "./surplus.ts";

/** Since when it is known: the first look that has seen it so. Epoch milliseconds, by our clock. */
export interface Sighting {
  readonly firstSeenMs: number;
}

/** That of an entry is that of its oldest field; `fieldSince`: of each, by path. */
export type SeenDrift = DriftEntry & Sighting & { readonly fieldSince: Readonly<Record<string, number>> };

export type SeenUnmanaged = Unmanaged & Sighting;

/** A provider entry that could not be read: of what is tracked there nothing is known. */
export interface UnreadableProvider extends Sighting {
  /** The provider entry: `gcore.backup`. */
  readonly provider: string;
  readonly vendor: string;
  /** What is tracked there, in natural order. */
  readonly addresses: readonly Address[];
  /** The code of the error, and what it says. */
  readonly code: string;
  readonly summary: string;
}

/**
 * One thing that is told of once until it changes. `key`: what it is about (class, object, field); `mark`: how it is. Of the
 * same key with another mark it is told again. Neither holds a value in clear.
 */
export interface DriftFinding extends Sighting {
  readonly key: string;
  readonly mark: string;
  /** What it belongs to: an address, `VENDOR TYPE ID` of what nobody declares, or a provider entry. */
  readonly subject: string;
}

export interface DriftReport {
  readonly stack: string;
  /** When the look began and how long it took. */
  readonly startedMs: number;
  readonly durationMs: number;
  readonly drift: readonly SeenDrift[];
  /** Empty where it was not asked for. */
  readonly unmanaged: readonly SeenUnmanaged[];
  /** What one request has made beside the object of its address, as long as it runs. */
  readonly surplus: readonly (ToldSurplus & Sighting)[];
  /** What one request has made twice, while none of it is on record. */
  readonly undecided: readonly (Undecided & Sighting)[];
  readonly unreadable: readonly UnreadableProvider[];
  /** What another run was changing during the look: nothing is said of it. In natural order. */
  readonly changing: readonly Address[];
  /** Who holds the lock. */
  readonly holder?: LockHolder;
  /** Errors of what was read or could not be judged: with one, not all is known. */
  readonly errors: readonly Diagnostic[];
  /** Everything that is to be told, of the classes that were asked for. */
  readonly findings: readonly DriftFinding[];
  /** How many resources are tracked, by `VENDOR TYPE` (`gcore volume`). */
  readonly tracked: Readonly<Record<string, number>>;
  /** Requests that are not settled, and resources that need a rebuild or a replacement to be as YAML says. */
  readonly pending: number;
  readonly debt: number;
  /** When a look last succeeded, this one included; absent: never, as far as is remembered. */
  readonly lastSuccessMs?: number;
}

/** Where nothing is missing from what was read. */
export function isFullyKnown({
  errors,
  unreadable,
}: {
  readonly errors: readonly unknown[];
  readonly unreadable: readonly unknown[];
}): boolean {
  return errors.length === 0 && unreadable.length === 0;
}
