// What an S3 store refused or did not answer: whether it passes, and what people can do about it.
import { ProviderError, StateError } from "../../core/errors.ts";
import type { RawAnswer } from "../../http/answer.ts";
import { LastingFailure } from "../../http/attempt-once.ts";
import { parseFault } from "./parse-list.ts";

/** An answer that is no success. */
export class StoreRefusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(request: string, answer: RawAnswer) {
    const { code, message } = parseFault(answer.body);
    super(`${request}: HTTP ${answer.status}${code === "" ? "" : ` ${code}`}${message === "" ? "" : `, ${message}`}`);
    this.name = "StoreRefusal";
    this.status = answer.status;
    this.code = code;
  }
}

/** 409: another conditional write of this name is under way. */
const PASSING = new Set([408, 409, 429]);

/** Worth another try. Of a write nobody knows then whether it had its effect. */
export function isPassingFailure(error: unknown): boolean {
  if (error instanceof StoreRefusal) return PASSING.has(error.status) || error.status >= 500;
  return error instanceof ProviderError && !(error instanceof LastingFailure);
}

const HINTS: Readonly<Record<string, string>> = {
  NoSuchBucket: "create the bucket, or name the right one: state: { backend: s3, bucket: … }",
  AccessDenied:
    "the key needs s3:ListBucket on the bucket, and s3:GetObject, s3:PutObject, s3:DeleteObject below state.key",
  InvalidAccessKeyId: "check AWS_ACCESS_KEY_ID and the endpoint",
  SignatureDoesNotMatch: "check AWS_SECRET_ACCESS_KEY and the region",
  ExpiredToken: "the session token has run out: get new credentials",
  InvalidToken: "check AWS_SESSION_TOKEN",
  RequestTimeTooSkewed: "the clock of this machine and the store's differ by more than 15 minutes: set the clock",
  AuthorizationHeaderMalformed: "check state.region",
  NotImplemented: "the store cannot do what a state needs: docs/state.md lists stores that can",
};

/** As people are told; `redact` masks keys that a store repeats. */
export function describeS3Failure(
  act: "read" | "written",
  label: string,
  error: unknown,
  redact: (text: string) => string,
): unknown {
  if (!(error instanceof StoreRefusal || error instanceof ProviderError)) return error;
  const hint = error instanceof StoreRefusal ? HINTS[error.code] : error.hint;
  const fallback = isPassingFailure(error)
    ? "is the store reachable? Nothing was changed; run the same command again"
    : "check state: bucket, region, endpoint and credentials";
  return new StateError("unwritable", redact(`the state cannot be ${act}: ${error.message}: ${label}`), {
    cause: error,
    hint: hint ?? fallback,
  });
}
