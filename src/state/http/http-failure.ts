// What a state server refused or did not answer: whether it passes, and what people can do about it.
import { ProviderError, StateError } from "../../core/errors.ts";
import type { RawAnswer } from "../../http/answer.ts";
import { LastingFailure } from "../../http/attempt-once.ts";

/** An answer that is no success and has no meaning in the protocol. */
export class ServerRefusal extends Error {
  readonly status: number;

  constructor(request: string, { status }: RawAnswer) {
    super(`${request}: HTTP ${status}`);
    this.name = "ServerRefusal";
    this.status = status;
  }
}

/** Worth another try. Of a write nobody knows then whether it had its effect. */
export function isPassingFailure(error: unknown): boolean {
  if (error instanceof ServerRefusal) return error.status === 408 || error.status === 429 || error.status >= 500;
  return error instanceof ProviderError && !(error instanceof LastingFailure);
}

const HINTS: Readonly<Record<number, string>> = {
  401: "check state.username and state.password, or TF_HTTP_USERNAME and TF_HTTP_PASSWORD",
  403: "the user may not do this: at GitLab, writing a state needs the role Maintainer, reading it Developer",
  404: "check address, lockAddress and unlockAddress: at GitLab a project that the user may not see is not found, too",
  405: "check lockMethod, unlockMethod and updateMethod: at GitLab POST, DELETE and POST",
  413: "the server takes no document of this size: raise its limit",
  501: "check lockMethod and unlockMethod: at GitLab POST and DELETE",
};

/** As people are told. */
export function describeHttpFailure(act: "read" | "written", label: string, error: unknown): unknown {
  if (!(error instanceof ServerRefusal || error instanceof ProviderError)) return error;
  const hint = error instanceof ServerRefusal ? HINTS[error.status] : error.hint;
  const fallback = isPassingFailure(error)
    ? "is the server reachable? Run the same command again"
    : "check address, methods and credentials of the state";
  return new StateError("unwritable", `the state cannot be ${act}: ${error.message}: ${label}`, {
    cause: error,
    hint: hint ?? fallback,
  });
}
