// What a provider tells besides its objects: lists for people, prices, quotas, the way to it and its clock.
import type { ResourceType } from "./address.ts";
import type { Json, JsonObject } from "./json.ts";

export interface CatalogTable {
  readonly kind: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Json[])[];
}

/** One picture of an object: what it costs follows from its attributes. */
export interface Priced {
  readonly type: ResourceType;
  readonly attributes: JsonObject;
}

export interface Price {
  readonly perMonth: number;
  readonly currency: string;
}

/** What lies between us and the provider, as far as settings and answers have told. */
export interface Intermediaries {
  /**
   * By what programs on the way that can read the requests have told of themselves: `Via: 1.1 cache (squid/5.7)`, a private
   * authority's certificate, the setting of a proxy for plain http. A proxy that only passes TLS on is none.
   */
  marks(): readonly string[];
  /** Why a look may not have reached the provider itself: nothing is concluded then from what it does not show. */
  cachedBecause(): string | undefined;
}

/** What the answers have told besides what was asked for. */
export interface ConnectionReading {
  /** An answer has said that it is one of `trueup sim`. */
  readonly isSimulator?: true;
  readonly answers: number;
  /** From a request's first byte to the end of its answer. */
  readonly slowestMs: number;
  /** Our wall clock against the server's: more than 0 where ours is ahead. `withinMs`: how exact that is. */
  readonly clock?: { readonly aheadMs: number; readonly withinMs: number };
}

/** So much of something may be had, and so much of it is taken. */
export interface Quota {
  readonly name: string;
  readonly used: number;
  readonly limit: number;
}
