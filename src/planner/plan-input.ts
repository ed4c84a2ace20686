// What a plan is made from. Everything is read before; the planner itself touches nothing.
import type { Address } from "../core/address.ts";
import type { Desired, ImportBlock, MovedBlock, OutputDeclaration, Policy, RemovedBlock } from "../core/desired.ts";
import type { Account, Observed } from "../core/observed.ts";
import type { Place } from "../core/place.ts";
import type { Facts, Provider } from "../core/provider.ts";
import type { StateDocument } from "../core/state-document.ts";

/** The pure half of a provider, with what was read through the other half. */
export interface PlanProvider extends Pick<Provider, "id" | "vendor" | "rules" | "bind" | "lookups" | "steps"> {
  readonly account: Account;
  readonly facts: Facts;
  /** Where changes are sent by GET: how programs on the way have told of themselves. */
  readonly marks?: readonly string[];
  /** Why looks may not have reached the provider itself. */
  readonly cachedBecause?: string;
}

export interface Allowances {
  readonly deletes?: number;
  readonly adopt?: number;
  readonly recreate?: number;
  readonly empty?: boolean;
  readonly filesChanged?: boolean;
  /** Provider entries whose account may differ from the recorded one. */
  readonly accounts?: readonly string[];
}

export interface PlanOptions {
  readonly mode: "normal" | "destroy" | "refresh-only";
  readonly targets: readonly Address[];
  readonly excludes: readonly Address[];
  /** Their changes in place are left out, not what needs them: the objects are there either way. */
  readonly leaves?: readonly Address[];
  readonly replace: readonly Address[];
  readonly rebuild: readonly Address[];
  /** What one request has made twice, `ADDRESS=ID` each: to be deleted, or wanted. */
  readonly deleteSurplus?: readonly string[];
  readonly keepSurplus?: readonly string[];
  readonly allow: Allowances;
}

export interface PlanInput {
  readonly stack: string;
  readonly resources: readonly Desired[];
  readonly moved: readonly MovedBlock[];
  readonly removed: readonly RemovedBlock[];
  readonly imports: readonly ImportBlock[];
  readonly outputs: readonly OutputDeclaration[];
  readonly policy: Policy;
  readonly state: StateDocument | undefined;
  /** Provider entry -> provider. */
  readonly providers: ReadonlyMap<string, PlanProvider>;
  /** Everything that was observed, by provider entry. */
  readonly observed: ReadonlyMap<string, readonly Observed[]>;
  /** `formatObjectKey` of tracked objects that a second read has confirmed to be gone. */
  readonly gone: ReadonlySet<string>;
  /** `formatDigestKey` -> digest of the desired secret, for those that must be compared. */
  readonly digests: ReadonlyMap<string, string>;
  /** Files that the state was made of, that still exist and are not loaded now. */
  readonly unloadedFiles: readonly string[];
  /** Wall clock, epoch milliseconds: for what depends on the day only. */
  readonly nowMs: number;
  readonly options: PlanOptions;
  /** Of `excludes`: what nobody has named (it does not fit a saved plan). In a rollout it must be well all the same. */
  readonly leftOut?: readonly Address[];
  /** Whether a check may run a command; default: no. */
  readonly mayRunCommands?: boolean;
}

export function placeOf(account: Account): Place {
  return {
    account: account.fingerprint,
    ...(account.project === undefined ? {} : { project: account.project }),
    ...(account.region === undefined ? {} : { region: account.region }),
    ...(account.simulator === undefined ? {} : { simulated: true as const }),
  };
}

export function formatDigestKey(address: Address, path: string): string {
  return `${address} ${path}`;
}
