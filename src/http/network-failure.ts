// Turns what went wrong on the network into a ProviderError: what happened, what it proves, and what to do. Masks secrets.
import { AbortedError, type Effect, type Fault, ProviderError, StateError } from "../core/errors.ts";
import { formatRequest, type HttpRequest } from "./answer.ts";
import { CERTIFICATE, sayCertificateFix } from "./certificate-codes.ts";
import { RequestTimeout, UnreadableAnswer } from "./exchange.ts";
import { ProxyFailure } from "./proxy-failure.ts";
import type { Redactor } from "./redactor.ts";

export interface FailureContext {
  readonly request: HttpRequest;
  readonly host: string;
  /** `none` where no byte of the request can have left, and for every read. */
  readonly effect: Effect;
  /** No byte of it has left. */
  readonly isUnsent?: boolean;
  readonly redactor: Redactor;
}

export interface NetworkFailure {
  readonly error: ProviderError;
  /** Whether a read is worth another try. */
  readonly isPassing: boolean;
}

interface Explanation {
  readonly fault: Fault;
  readonly text: string;
  readonly hint?: string;
  readonly isPassing: boolean;
  /** Where it is not the provider's failure at all. */
  readonly code?: string;
}

const TEXTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "the connection was reset",
  EPIPE: "the connection was closed",
  ENOTFOUND: "the name does not resolve",
  EAI_AGAIN: "the name could not be resolved now",
  EHOSTUNREACH: "no route to the host",
  ENETUNREACH: "the network is unreachable",
  ETIMEDOUT: "the connection timed out",
  UND_ERR_SOCKET: "the connection was closed before the answer was complete",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "the answer is shorter than it says",
};

export function describeFailure(thrown: unknown, context: FailureContext): NetworkFailure {
  const explanation = explain(thrown);
  const message = `${formatRequest(context.request)} at ${context.host}: ${explanation.text}`;
  const error = new ProviderError(context.redactor.redact(message), {
    fault: explanation.fault,
    effect: context.effect,
    request: context.redactor.redact(formatRequest(context.request)),
    cause: safeCause(thrown, context.redactor),
    ...(context.isUnsent === true ? { isUnsent: true } : {}),
    ...(explanation.code === undefined ? {} : { code: explanation.code }),
    ...(explanation.hint === undefined ? {} : { hint: explanation.hint }),
  });
  return { error, isPassing: explanation.isPassing };
}

function explain(thrown: unknown): Explanation {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const code = codeOf(error);
  if (error instanceof RequestTimeout) return { fault: "timed-out", text: error.message, isPassing: true };
  if (error instanceof UnreadableAnswer) return { fault: "malformed", text: error.message, isPassing: true };
  if (error instanceof ProxyFailure) {
    const { fault, hint, isPassing } = error;
    return { fault, text: error.message, hint, isPassing, code: "http.proxy" };
  }
  if (isOurs(error)) return { fault: "unavailable", text: error.message, isPassing: false };
  if (CERTIFICATE.test(code)) {
    const untrusted = "is the endpoint right? For a private authority set NODE_EXTRA_CA_CERTS to its certificate";
    const hint = sayCertificateFix(code, untrusted);
    return { fault: "unavailable", text: `its certificate is not trusted (${code})`, hint, isPassing: false };
  }
  if (code.startsWith("HPE_")) return { fault: "malformed", text: "the answer is not HTTP", isPassing: true };
  if (code === "UND_ERR_INVALID_ARG") return { fault: "rejected", text: error.message, isPassing: false };
  return { fault: "unavailable", text: TEXTS[code] ?? error.message, isPassing: true };
}

/** Raised by ourselves to keep a request from being sent; its text is already made for people. */
function isOurs(error: Error): boolean {
  return error instanceof AbortedError || error instanceof StateError || error.name === "AbortError";
}

function codeOf(error: Error): string {
  if ("code" in error && typeof error.code === "string") return error.code;
  // Several addresses of one host: Node reports the attempts together.
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return codeOf(error.errors[0]);
  return "";
}

/** Errors of the network stack carry sockets, request paths and pieces of answers; only name, code and text are kept. */
function safeCause(thrown: unknown, redactor: Redactor): unknown {
  if (!(thrown instanceof Error) || isOurs(thrown)) return thrown;
  const code = codeOf(thrown);
  const cause = new Error(redactor.redact(thrown.message));
  cause.name = thrown.name;
  return code === "" ? cause : Object.assign(cause, { code });
}
