// What went wrong at the PostgreSQL server or on the way to it: whether it passes, and what people can do. Holds no secret:
// drivers put no passwords into messages, and addresses are shown without them.
import { StateError } from "../../core/errors.ts";
import { CERTIFICATE, sayCertificateFix } from "../../http/certificate-codes.ts";

export class PostgresFailure extends Error {
  /** SQLSTATE or the code of the network's error; empty where there is none. */
  readonly code: string;
  /** Worth another try: a connection that broke, a server that starts, a conflict. */
  readonly isPassing: boolean;

  constructor(cause: unknown) {
    const error = cause instanceof Error ? cause : new Error(String(cause));
    super(messageOf(error), { cause });
    this.name = "PostgresFailure";
    this.code = codeOf(error);
    this.isPassing = isPassing(this.code, error.message);
  }

  /** The connection is of no use any more, whatever the server may think of it. */
  get hasBroken(): boolean {
    return !isSqlState(this.code) || /^(08|57P)/.test(this.code);
  }
}

/** Class 08: connection; 53: resources; 40: conflicts; 57P0x: shut down, starting; 55P03, 25P03: time limits of the server. */
const PASSING_STATES = /^(08|53|40|57P0[123]|57014$|55P03$|25P0[23]$)/;
const LASTING = /does not support SSL|SSL connection is required|SASL|SCRAM|password must be|certificate|altnames/i;
const STARTUP = /startup parameter/i;
const LASTING_CODES = /CERT|^ERR_TLS|^UNABLE_TO|SELF_SIGNED|^ERR_SSL|^ERR_OSSL|^EPROTO$|^ENOENT$|^EACCES$/;

/** The code of a file of the URL that cannot be used. */
export const PEM_FILE = "ERR_TLS_FILE";

/** The driver's own errors (a connection that ended, a time limit) have no code at all. */
function isPassing(code: string, message: string): boolean {
  if (isSqlState(code)) return PASSING_STATES.test(code) && !STARTUP.test(message);
  return !LASTING.test(message) && !LASTING_CODES.test(code);
}

/** Some codes of the network have five letters, too (EPIPE). */
function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]{4}$/.test(code);
}

function codeOf(error: Error): string {
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return codeOf(error.errors[0]);
  return "";
}

function messageOf(error: Error): string {
  if (error.message !== "") return error.message;
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  return first instanceof Error ? first.message : error.name;
}

/** Demanded for all but loopback, and there where `sslmode` asks for it. */
const TLS_HINT =
  "the server speaks no TLS: switch it on there (ssl = on). On this machine sslmode can be left out of the URL; elsewhere " +
  "sslmode=disable with insecure: true sends password and state in clear";

const HINTS: readonly (readonly [RegExp, string])[] = [
  [/^28/, "check the user and the password in the URL, or PGPASSWORD"],
  [/^3D000$/, "create the database, or name another one in the URL"],
  [/^42501$/, "let an administrator create the schema and its tables (docs/state.md), or grant the rights on them"],
  [/^25006$/, "the server takes no writes: a replica, or default_transaction_read_only. Use the primary's address"],
  [/^53100$/, "the server's disk is full: free some space and run the same command again"],
  [/^ERR_OSSL/, "check sslcert and sslkey in the URL: they must belong together, and an encrypted key cannot be used"],
  [new RegExp(PEM_FILE), "name files (PEM) that this program may read: sslrootcert, sslcert and sslkey in the URL"],
];

/** As people are told. `label` names the place, without secrets. */
export function describePostgresFailure(act: "read" | "written", label: string, failure: unknown): unknown {
  if (!(failure instanceof PostgresFailure)) return failure;
  const code = failure.code === "" ? "" : ` (${failure.code})`;
  const hint = hintOf(failure);
  return new StateError("unwritable", `the state cannot be ${act}: ${failure.message}${code}: ${label}`, {
    cause: failure,
    hint,
  });
}

const PRIVATE_AUTHORITY = "for a private authority: sslrootcert=FILE in the URL, or NODE_EXTRA_CA_CERTS";

export function hintOf({ code, message, isPassing: passes }: PostgresFailure): string {
  const known = HINTS.find(([pattern]) => pattern.test(code))?.[1];
  if (known !== undefined) return known;
  if (CERTIFICATE.test(code)) return sayCertificateFix(code, PRIVATE_AUTHORITY);
  if (/does not support SSL/.test(message)) return TLS_HINT;
  if (/password must be/.test(message)) return "the server asks for a password: name it in the URL, or in PGPASSWORD";
  if (STARTUP.test(message)) return "a pooler takes no settings with a connection: unset PGOPTIONS";
  if (passes) return "is the server running and reachable? Nothing was changed; run the same command again";
  return "check the address and the server";
}
