// Exceptions: the world's failures and our own bugs. What a user can fix in YAML is a Diagnostic instead.
import type { Diagnostic } from "./diagnostic.ts";
import type { StaleResource } from "./saved-plan.ts";

export type Fault =
  | "unauthorised"
  | "not-found"
  | "conflict"
  | "busy"
  | "quota"
  | "rejected"
  | "rate-limited"
  | "unavailable"
  | "timed-out"
  | "malformed";

/** `none`: the answer proves that nothing happened, so it may be sent again. `unknown`: on a mutation, settle by looking. */
export type Effect = "none" | "unknown";

export interface ProviderErrorDetails {
  readonly fault: Fault;
  readonly effect: Effect;
  readonly retryAfterMs?: number;
  /** The vendor's own error code, if it has one. */
  readonly vendorCode?: string;
  /** Method and path without query: `GET /vm/install/`. */
  readonly request?: string;
  readonly hint?: string;
  /** What else is known: the provider's own words, a variable. A line each. */
  readonly details?: readonly string[];
  /** Where YAML has what was refused, with its lines. */
  readonly at?: Pick<Diagnostic, "range" | "snippet">;
  /** Nothing of the request has left: no answer says so, our own connection does. */
  readonly isUnsent?: boolean;
  /** The provider itself has answered that it failed: the request is not on its way any more. */
  readonly isAnswered?: boolean;
  /** What it is called where it is no failure of the provider (`http.proxy`). */
  readonly code?: string;
  readonly cause?: unknown;
}

/** A provider did not do what was asked. The message holds no secret: it is masked where the error is built. */
export class ProviderError extends Error {
  readonly fault: Fault;
  readonly effect: Effect;
  readonly retryAfterMs: number | undefined;
  readonly vendorCode: string | undefined;
  readonly request: string | undefined;
  readonly hint: string | undefined;
  readonly details: readonly string[];
  readonly at: Pick<Diagnostic, "range" | "snippet"> | undefined;
  readonly isUnsent: boolean;
  readonly isAnswered: boolean;
  readonly code: string | undefined;

  constructor(message: string, details: ProviderErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "ProviderError";
    this.fault = details.fault;
    this.effect = details.effect;
    this.retryAfterMs = details.retryAfterMs;
    this.vendorCode = details.vendorCode;
    this.request = details.request;
    this.hint = details.hint;
    this.details = details.details ?? [];
    this.at = details.at;
    this.isUnsent = details.isUnsent === true;
    this.isAnswered = details.isAnswered === true;
    this.code = details.code;
  }
}

export interface LockHolder {
  readonly id: string;
  readonly who: string;
  readonly host: string;
  readonly pid: number;
  readonly operation: string;
  /** RFC 3339, by the holder's clock: shown, never compared. */
  readonly created: string;
  readonly jobUrl?: string;
}

export type StateProblem =
  | "locked"
  | "stale-serial"
  | "lost-lease"
  | "corrupt"
  | "newer-format"
  | "unwritable"
  | "wrong-stack"
  | "other-lineage"
  | "unsafe-store"
  | "shrinking"
  /** It is encrypted, and no passphrase is configured. */
  | "encrypted"
  /** It is in clear, although encryption is configured. */
  | "not-encrypted"
  | "wrong-passphrase"
  /** It was migrated: another place has it. */
  | "moved-away";

export class StateError extends Error {
  readonly problem: StateProblem;
  readonly holder: LockHolder | undefined;
  readonly hint: string | undefined;

  constructor(
    problem: StateProblem,
    message: string,
    more: { holder?: LockHolder; hint?: string; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = "StateError";
    this.problem = problem;
    this.holder = more.holder;
    this.hint = more.hint;
  }
}

/** The world moved away from what was approved; nothing more of this operation is sent. */
export class StalePlanError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "StalePlanError";
  }
}

/** A saved plan does not fit what is there now; nothing was applied. */
export class StaleSavedPlanError extends Error {
  /** What is not about a single resource. */
  readonly reasons: readonly Diagnostic[];
  readonly resources: readonly StaleResource[];

  constructor({ reasons = [], resources = [] }: Partial<Pick<StaleSavedPlanError, "reasons" | "resources">>) {
    super("the saved plan does not fit any more");
    this.name = "StaleSavedPlanError";
    this.reasons = reasons;
    this.resources = resources;
  }
}

/** The user or the system asked to stop; not a failure. */
export class AbortedError extends Error {
  constructor(message = "interrupted") {
    super(message);
    this.name = "AbortedError";
  }
}

/** A user's mistake found outside the configuration's own checks, already as diagnostics. */
export class DiagnosticsError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((diagnostic) => diagnostic.summary).join("; "));
    this.name = "DiagnosticsError";
    this.diagnostics = diagnostics;
  }
}

/** A bug of ours. */
export class InvariantError extends Error {
  constructor(message: string, cause?: unknown) {
    super(`${message} (this is a bug in trueup: please report it)`, cause === undefined ? undefined : { cause });
    this.name = "InvariantError";
  }
}

export function assertInvariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}
