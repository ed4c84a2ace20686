// The port between the engine (HTTP, faults, log) and a vendor's stand-in. A vendor touches no socket and no timer.
import type { FaultRule } from "./fault-rule.ts";
import type { FaultTarget } from "./fault-set.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Keeping } from "./keep/keeping.ts";
import type { SecretRule } from "./mask-secrets.ts";
import type { Overview } from "./overview.ts";
import type { SimClock } from "./sim-clock.ts";

export interface SimRequest {
  verb: string;
  /** Still percent-encoded, without the query. */
  path: string;
  rawQuery: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

export interface SimReply {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** `OK` or the vendor's error code: for the log only. */
  outcome: string;
}

/** One request, understood but not yet carried out. */
export interface SimCall extends Omit<FaultTarget, "provider"> {
  mutating: boolean;
  /** Decoded, in the order sent; the engine masks them before they are logged. */
  parameters: Iterable<[string, string]>;
  unknown: string[];
  /** Carries the call out; at most once. `faults` are those that hit it; the ones of the transport are not for the vendor. */
  answer(faults: readonly FaultRule[]): SimReply;
}

/** Something that happens behind the client's back: in the panel, by a colleague, at the vendor. */
export interface OutsideChange {
  kind: string;
  action: "add" | "patch" | "delete";
  id?: string | number;
  /** The object that holds it, where ids are per parent (the VM of a snapshot). */
  parent?: string | number;
  /** In the vendor's own shape. */
  set?: JsonObject;
}

export interface SimulatedVendor {
  secrets: SecretRule;
  recognise(request: SimRequest): SimCall;
  /** A copy; usable as a seed again. */
  state(): JsonObject;
  /** Throws SimInputError when the kind or the object does not exist. */
  change(change: OutsideChange): Json;
  /** What a client needs in its environment to talk to this stand-in. */
  env(endpoint: string): Record<string, string>;
  /** For people. */
  overview(): Overview;
  keeping: Keeping;
}

export interface SimSetting {
  clock: SimClock;
  /** Operations take 1/speed of their usual time. */
  speed: number;
  /** New objects are numbered from so much higher: two stand-ins of one vendor never give out the same id. */
  idOffset?: number | undefined;
}

export interface VendorDefinition {
  methods: readonly string[];
  /** `seed` is this vendor's part of the seed, unchecked; undefined means the vendor's sample account. */
  start(seed: unknown, setting: SimSetting): SimulatedVendor;
  /** From what `keeping` once gave, written and read again; it is not copied. */
  resume(snapshot: unknown, setting: SimSetting): SimulatedVendor;
}
