// Exceptions for people, as one calm block: what happened, where, and what to do. Stack traces are the log's business.
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import {
  AbortedError,
  DiagnosticsError,
  type Fault,
  InvariantError,
  ProviderError,
  StalePlanError,
  StaleSavedPlanError,
  StateError,
  type StateProblem,
} from "../core/errors.ts";
import { escapeForTerminal } from "./escape-for-terminal.ts";
import { formatDiagnostic, formatDiagnostics } from "./format-diagnostic.ts";
import { listLockDetails } from "./format-lock-holder.ts";
import { buildStaleDiagnostics } from "./stale-diagnostics.ts";
import type { Style } from "./style.ts";

interface ErrorBlock {
  readonly code: string;
  readonly summary: string;
  readonly details: readonly string[];
  readonly fix?: string | undefined;
  readonly at?: Pick<Diagnostic, "range" | "snippet"> | undefined;
}

export function formatError(error: unknown, style: Style): string {
  const diagnostics = buildErrorDiagnostics(error);
  // An interrupt is a person's wish: there is nothing to count.
  if (error instanceof AbortedError) return diagnostics.map((one) => `${formatDiagnostic(one, style)}\n`).join("");
  return formatDiagnostics(diagnostics, style);
}

/** The same for programs: what ended a run, as diagnostics. */
export function buildErrorDiagnostics(error: unknown): readonly Diagnostic[] {
  if (error instanceof DiagnosticsError) return error.diagnostics;
  if (error instanceof StaleSavedPlanError) return buildStaleDiagnostics(error);
  const { code, summary, details, fix, at } = describeError(error);
  const [first = "", ...rest] = summary.split("\n");
  const detail = [...rest, ...details].join("\n");
  return [
    buildError(code, first, {
      ...(detail === "" ? {} : { detail }),
      ...(fix === undefined || fix === "" ? {} : { fix }),
      ...at,
    }),
  ];
}

function describeError(error: unknown): ErrorBlock {
  if (error instanceof ProviderError) return describeProviderError(error);
  if (error instanceof StateError) return describeStateError(error);
  if (error instanceof StalePlanError)
    return {
      code: "plan.stale",
      summary: error.message,
      details: ["Nothing was applied."],
      fix: "plan again, and look at what is different now",
    };
  if (error instanceof AbortedError) return { code: "interrupted", summary: error.message, details: [] };
  if (error instanceof InvariantError)
    return {
      code: "internal",
      summary: error.message,
      details: [],
      fix: "nothing more was sent. Run it again with TRUEUP_LOG=debug and attach that log to the report",
    };
  return describeOther(error);
}

/** A short number may stand in a message by chance. */
function isSaid(message: string, code: string): boolean {
  return code.length > 3 && message.split(/[\s:;,()"']+/).includes(code);
}

function describeProviderError({
  fault,
  message,
  vendorCode,
  request,
  hint,
  retryAfterMs,
  effect,
  details: told,
  at,
  code = `provider.${fault}`,
}: ProviderError): ErrorBlock {
  const isTold = told.length > 0;
  const details = [
    ...told,
    ...(request === undefined || isTold || message.includes(request) ? [] : [`request: ${request}`]),
    ...(vendorCode === undefined || isTold || isSaid(message, vendorCode)
      ? []
      : [`the provider's code: ${vendorCode}`]),
    ...(retryAfterMs === undefined ? [] : [`it asks to wait for ${Math.ceil(retryAfterMs / 1000)} s`]),
    ...(effect === "unknown" ? ["Whether it had an effect is not known."] : []),
  ];
  return { code, summary: message, details, fix: hint ?? FAULT_FIXES[fault], at };
}

const FAULT_FIXES: Readonly<Record<Fault, string | undefined>> = {
  unauthorised: "check the credentials of this provider in the environment",
  "not-found": undefined,
  conflict: undefined,
  busy: "wait until the provider has finished, then run it again",
  quota: "raise the limit at the provider, or declare less",
  rejected: undefined,
  "rate-limited": "run it again later, or lower requestsPerSecond in the provider's block",
  unavailable: "run it again; if it stays, look at the provider's status page",
  "timed-out": "run it again; a slow provider may need a longer requestTimeout",
  malformed: "run it again with TRUEUP_LOG=debug: the answer was not what the provider documents",
};

function describeStateError({ problem, message, holder, hint }: StateError): ErrorBlock {
  const details = holder === undefined ? [] : listLockDetails(holder);
  const locked =
    holder === undefined
      ? undefined
      : `wait for it (--lock-timeout 10m); if it is surely dead: trueup unlock ${holder.id}`;
  return {
    code: `state.${problem}`,
    summary: message,
    details,
    fix: hint ?? (problem === "locked" ? locked : STATE_FIXES[problem]),
  };
}

const STATE_FIXES: Readonly<Record<StateProblem, string | undefined>> = {
  locked: "wait for it: --lock-timeout 10m",
  "stale-serial": "somebody else wrote the state in between: plan again",
  "lost-lease": '"trueup apply" takes up what was learned and goes on',
  corrupt: "the folder of the state (PATH.d) keeps the newest serials: copy the last good one over the state file",
  "newer-format": "use a version of trueup that is at least as new as the one that wrote it",
  unwritable: "make the place writable, then run it again",
  "wrong-stack": "check `stack` and `state` in the configuration",
  "other-lineage": "check `state` in the configuration, then plan again",
  "unsafe-store": "use another store: docs/state.md lists those that were tried",
  shrinking: "compare with trueup state list before you go on",
  encrypted: "name the passphrase: state: { encryption: { passphrase: ${env:…} } }",
  "not-encrypted": "trueup state rekey encrypts it; or remove state.encryption",
  "wrong-passphrase": "check the variable that state.encryption.passphrase names",
  "moved-away": "use the configuration that names its new place",
};

function describeOther(error: unknown): ErrorBlock {
  if (!(error instanceof Error)) return { code: "unexpected", summary: String(error), details: [] };
  const code = "code" in error && typeof error.code === "string" ? escapeForTerminal(error.code) : undefined;
  const path = "path" in error && typeof error.path === "string" ? error.path : undefined;
  const known = code === undefined ? undefined : SYSTEM_ERRORS[code];
  if (known !== undefined)
    return {
      code: `system.${code}`,
      summary: path === undefined ? `${known}: ${error.message}` : `${known}: ${path}`,
      details: [],
    };
  return {
    code: code ?? "unexpected",
    summary: error.message,
    details: [],
    fix: "TRUEUP_LOG=debug shows more; if it is trueup's fault, please report it",
  };
}

const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: "no such file or folder",
  EACCES: "no permission",
  EPERM: "not permitted",
  ENOSPC: "the disk is full",
  EROFS: "the file system is read-only",
  EISDIR: "it is a folder, not a file",
  EADDRINUSE: "the address is in use",
};
