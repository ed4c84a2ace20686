// What an HTTP status means where the vendor's own body says nothing better. One table.
import { type Effect, type Fault, ProviderError } from "../core/errors.ts";
import type { RawAnswer } from "./answer.ts";

const FAULTS: Readonly<Record<number, Fault>> = {
  400: "rejected",
  401: "unauthorised",
  403: "unauthorised",
  404: "not-found",
  405: "rejected",
  408: "timed-out",
  409: "conflict",
  410: "not-found",
  422: "rejected",
  423: "busy",
  429: "rate-limited",
};

/** The fault of a status, or undefined for 2xx. */
export function faultOfStatus(status: number): Fault | undefined {
  if (status >= 200 && status < 300) return undefined;
  const known = FAULTS[status];
  if (known !== undefined) return known;
  if (status >= 500) return "unavailable";
  return status >= 400 ? "rejected" : "malformed";
}

/** Whether a read may be tried again after this status. */
export function isPassingStatus(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** A server that failed may have failed half-way: only an error that says more than this status proves anything. */
export function provesNothing(status: number): boolean {
  return status === 408 || status >= 500;
}

/** The program that serves the request has failed. 502, 503 and 504 are also said by what lies on the way to it. */
export function isServersOwn(status: number): boolean {
  return status === 500 || status === 501;
}

/**
 * An answer that is not what the vendor sends, judged by its status alone. `request` is method and path. A refusal
 * (a proxy, a wrong endpoint) did nothing; 408, 5xx and a success without a readable body prove nothing: `effect`.
 */
export function buildStatusError(
  request: string,
  answer: RawAnswer,
  effect: Effect,
  unreadable: string,
): ProviderError {
  const fault = faultOfStatus(answer.status);
  if (fault === undefined)
    return new ProviderError(`${request}: ${unreadable}`, { fault: "malformed", effect, request });
  const isRefusal = answer.status >= 400 && !provesNothing(answer.status);
  return new ProviderError(`${request}: HTTP ${answer.status}`, {
    fault,
    effect: isRefusal ? "none" : effect,
    request,
    isAnswered: isServersOwn(answer.status),
    ...(answer.retryAfterMs === undefined ? {} : { retryAfterMs: answer.retryAfterMs }),
  });
}
