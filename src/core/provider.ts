// The provider port: the verbs that each vendor implements. Vendor-free code talks to providers through this only.
import type { Address, ResourceType } from "./address.ts";
import type { ParentFate } from "./belongs.ts";
import type { Call } from "./call.ts";
import type { ProviderActs } from "./day-two.ts";
import type { Description } from "./described.ts";
import type { Desired } from "./desired.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Fault } from "./errors.ts";
import type { ReferredSection, TypeRules } from "./field-rule.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Account, Observed, TakenAlong } from "./observed.ts";
import type { Attribution } from "./plan.ts";
import type { CatalogTable, ConnectionReading, Intermediaries, Price, Priced, Quota } from "./provider-figures.ts";
import type { Stall, TrackedResource } from "./state-document.ts";
import type { OperationAction, Step } from "./step.ts";

export type { Call } from "./call.ts";

/** Ids are numbers of each kind; those of parts may be numbers of each parent. */
export interface ObjectId {
  readonly type: ResourceType;
  readonly remoteId: string;
  readonly parentId?: string;
}

export interface ObserveScope {
  readonly types: readonly ResourceType[];
  /** Only these objects (a re-read of a few); absent: all. An object that is not there is left out. */
  readonly ids?: readonly ObjectId[];
  /** With `ids`: what a list lacks need not be asked for by its id, since `confirmGone` will do that. */
  readonly isFirstLook?: boolean;
  /** VMs whose sub-objects (snapshots, schedules) are to be read. */
  readonly parents?: readonly string[];
  /** VMs of which also that is to be read which no list tells (`readApart`); each may cost a request of its own. */
  readonly details?: readonly string[];
  /** VMs whose losses (snapshots, backups) must be known because they may be destroyed. */
  readonly losses?: readonly string[];
}

export interface Lookup {
  readonly kind: string;
  readonly by: JsonObject;
  /** The attribute that holds the name; absent: no name of YAML's (a price, what fits). */
  readonly field?: string;
  /** What such a thing is called in messages, where not as the field is. */
  readonly what?: string;
  /** The name as YAML has it, where it is more than one value. */
  readonly shown?: string;
  /** How one of several of the name is told; default: by its id. */
  readonly tellApart?: string;
  /** An empty list proves nothing: the provider does not show it at any time. */
  readonly mayBeUnlisted?: boolean;
  /** Kinds without which this cannot be looked up: what is wrong with those is said instead. */
  readonly hangsOn?: readonly string[];
  /** What of its detail is needed as long as the name stays, also when it is no longer listed. */
  readonly keep?: readonly string[];
}

export type LookupResult =
  | { readonly found: true; readonly id: Json; readonly label: string; readonly detail: JsonObject }
  | {
      readonly found: false;
      readonly problem: "absent" | "ambiguous";
      readonly candidates: readonly string[];
      readonly closest?: string;
    };

/** Results by `formatLookup(kind, by)`. Plain JSON. */
export type Facts = Readonly<Record<string, LookupResult>>;

/**
 * What `steps` gets: one resource, its pictures, and what is to be done with it. Asked again after each settled step,
 * with the object as it is then: a create whose object exists has only its remaining fields left.
 * Ids of declared resources are requested as references, so that the same step is the same at plan and in the middle.
 */
export interface StepsRequest {
  readonly action: OperationAction;
  readonly address: Address;
  readonly type: ResourceType;
  readonly desired: Desired | undefined;
  readonly tracked: TrackedResource | undefined;
  readonly observed: Observed | undefined;
  /** Attribute paths that differ and are to be brought about by this operation. */
  readonly fields: readonly string[];
  readonly parent:
    | { readonly address: Address; readonly observed: Observed | undefined; readonly fate?: ParentFate }
    | undefined;
  /** The address that holds a remote id after this plan, or `#id`. */
  readonly nameOf: (section: ReferredSection, remoteId: string) => string;
  /** The address that holds it before this plan, or `#id` for what this stack does not manage. */
  readonly nameNow: (section: ReferredSection, remoteId: string) => string;
  /** For a deletion: parts of this that the same plan deletes, so that one request can name them all. */
  readonly dying: readonly { readonly address: Address; readonly type: ResourceType; readonly remoteId: string }[];
  /** For a deletion: what would go with this and is to stay; it must be taken off first. */
  readonly takenOff: readonly TakenAlong[];
  readonly place: { readonly project?: string; readonly region?: string };
  readonly facts: Facts;
}

/** The steps, or why they cannot be taken (a diagnostic with severity error refuses the operation). */
export interface StepsResult {
  readonly steps: readonly Step[];
  readonly diagnostics: readonly Diagnostic[];
  readonly destructive: readonly {
    readonly kind: string;
    readonly detail: string;
    readonly fields: readonly string[];
    readonly child?: Address;
  }[];
  readonly restart?: boolean;
  /** What only one operation of the account may do at a time (an order). */
  readonly exclusive?: readonly string[];
  /** Another machine that must be left as it is meanwhile (the source of a clone). */
  readonly keepsStill?: Address;
}

export const NO_STEPS: StepsResult = { steps: [], diagnostics: [], destructive: [] };

export interface Accepted {
  /** To be polled; absent: the provider has nothing to wait for. */
  readonly handle?: JsonObject;
  /** The object that the answer named. */
  readonly remoteId?: string;
  /** What later steps of the same operation refer to. */
  readonly outputs?: JsonObject;
  readonly warnings?: readonly string[];
}

export interface Progress {
  /**
   * `lost`: the provider does not know the operation any more; what became of it only the object can tell. `stalled`: it waits
   * for a person (a bill to pay); what it makes then is looked for by every run.
   */
  readonly status: "pending" | "done" | "failed" | "lost" | "stalled";
  /** Of `stalled`: why, and what the person can do. */
  readonly stall?: Stall;
  /** The object that the operation has made, where the provider's record of it names one. */
  readonly remoteId?: string;
  readonly percentage?: number;
  readonly warnings?: readonly string[];
  readonly failure?: { readonly fault: Fault; readonly message: string; readonly vendorCode?: string };
}

/** What is known of a request whose answer was lost. */
export interface SentRequest {
  readonly step: string;
  readonly request: JsonObject;
  /** By the provider's own clock; undefined where that was not known. Ours proves nothing: it may be another host's. */
  readonly sentAtServerMs?: number;
}

/**
 * `happened`: the provider is, or was, at work on it: the handle is polled. `absent`: its record of the time lacks it, read
 * so long after the send by its own clock.
 */
export type Evidence =
  | { readonly outcome: "happened"; readonly handle: JsonObject }
  | { readonly outcome: "absent"; readonly sinceMs: number }
  | { readonly outcome: "unclear" };

/** What has changed, or is gone (no `paths`), although no request of ours has done it. */
export interface ChangedObject extends ObjectId {
  readonly address: Address;
  readonly paths: readonly string[];
}

/** What a plan is about to make, change and delete at one provider: for what only the provider's own figures can refuse. */
export interface Preflight {
  /** `replaces`: the object that is deleted before, if the old one goes first. */
  readonly made: readonly { readonly desired: Desired; readonly replaces?: Observed }[];
  readonly changed: readonly { readonly desired: Desired; readonly observed: Observed }[];
  /** What is deleted besides, at no certain time. */
  readonly gone: readonly Observed[];
}

export interface Provider {
  /** The provider entry: `serveroid`, `gcore.backup`. */
  readonly id: string;
  readonly vendor: string;
  readonly settings: {
    /** Operations at a time to begin with. */
    readonly concurrency: number;
    /** Grown to while nothing is refused as busy; default: `concurrency`. */
    readonly mostConcurrency?: number;
    /** Between two questions about one operation, growing; absent: by how long operations have taken. */
    readonly ownPollIntervalMs?: number;
    /** Between two looks at something that must become visible. */
    readonly pollIntervalMs: number;
    readonly pollIntervalMaxMs: number;
    readonly requestTimeoutMs: number;
    readonly visibilityGraceMs: number;
  };
  readonly rules: Readonly<Partial<Record<ResourceType, TypeRules>>>;
  /** Must prove that the credentials are good: an error is never read as an empty account. */
  identify(call: Call): Promise<Account>;
  /** Bulk reads: complete or an error, never "part of it". */
  observe(scope: ObserveScope, call: Call): AsyncIterable<Observed>;
  /** The second read that "gone" needs: returns those of `ids` that are really gone, as they were given. */
  confirmGone(ids: readonly ObjectId[], call: Call): Promise<readonly ObjectId[]>;
  /** Declared resources as the objects that they are at the provider: the parts of a VM as resources of their own. Pure. */
  expand?(resources: readonly Desired[]): readonly Desired[];
  /**
   * Declared attributes that requests hold in another form (GiB, hours, words of the vendor): path -> what is sent. Where the
   * attribute is a secret, this is one, too. Pure.
   */
  sentForms?(desired: Desired): JsonObject;
  /** Which names a resource needs resolved, for a plan that makes it or for one that only changes it. Pure. */
  lookups(desired: Desired, purpose: "create" | "update"): readonly Lookup[];
  /** Looks names up, afresh each time. */
  resolve(lookups: readonly Lookup[], call: Call): Promise<Facts>;
  /** By kind of look-up: so old may an answer be when a request leaves. Others hold for a run. */
  readonly lookupMostAgeMs?: Readonly<Record<string, number>>;
  /**
   * Desired attributes in the form that is compared (a tariff's id becomes its name), and what only facts can refuse.
   * What YAML has dropped, but was switched on by us (`tracked`), may be added as switched off. Pure.
   */
  bind(
    desired: Desired,
    facts: Facts,
    observed: Observed | undefined,
    tracked: TrackedResource | undefined,
  ): { readonly attributes: JsonObject; readonly diagnostics: readonly Diagnostic[] };
  /**
   * Asked once the plan is made, before anything is sent: quotas net of what goes first, and what the provider does not
   * tell before an order. Only reads.
   */
  preflight?(request: Preflight, call: Call): Promise<readonly Diagnostic[]>;
  /** The mutating requests, in order, as plain JSON. An update without fields is not asked for: it has none. Pure. */
  steps(request: StepsRequest): StepsResult;
  /** Sends exactly one request, once, on a connection opened for it. Throws `ProviderError` with its effect. */
  perform(step: Step, call: Call): Promise<Accepted>;
  /** Asks once about many; in the order of `handles`. Never loops, never sleeps. */
  check(handles: readonly JsonObject[], call: Call): Promise<readonly Progress[]>;
  /** One request asks about all handles. */
  readonly checksAtOnce?: boolean;
  /** More evidence about a lost answer than lists hold (a task list). Looks, never sends. */
  settle?(intent: SentRequest, call: Call): Promise<Evidence>;
  /** The provider's own clock, epoch milliseconds, as far as its answers have told. Kept with each request for `settle`. */
  serverNow?(): number | undefined;
  /** What is to be looked up to price an object, and its price; undefined where the vendor does not tell. Pure. */
  readonly prices?: {
    readonly types: readonly ResourceType[];
    lookups(priced: Priced): readonly Lookup[];
    of(priced: Priced, facts: Facts): Price | undefined;
  };
  readonly intermediaries: Intermediaries;
  /** Of the answers so far. Asks nothing. */
  connection?(): ConnectionReading;
  /** Where the API tells them. Only reads. */
  quotas?(call: Call): Promise<readonly Quota[]>;
  /** Changes are sent by GET, which any proxy may send a second time by itself. */
  readonly changesByGet?: boolean;
  /** What can be done with its objects besides. */
  readonly acts?: ProviderActs;
  /**
   * Own objects as YAML would declare them, so that a plan after that has nothing to change, and why some cannot be declared;
   * and what lists leave out on purpose (nodes of a cluster). `beside`: what is declared already, and may be referred to.
   * Must not send anything that changes. May read what names mean.
   */
  describe(objects: readonly Observed[], beside: readonly Observed[], call: Call): Promise<Description>;
  /** Who has changed objects, where the API keeps a record of that: since a time, by address. Only reads. */
  attribute?(
    changed: readonly ChangedObject[],
    sinceMs: number,
    call: Call,
  ): Promise<ReadonlyMap<Address, Attribution>>;
  /** Lists for people. */
  catalog(kind: string | undefined, call: Call): Promise<readonly CatalogTable[]>;
  readonly catalogKinds: readonly string[];
  /** Of these the ones that need credentials alone, no project and no region. */
  readonly placelessKinds?: readonly string[];
  close(): Promise<void>;
}
