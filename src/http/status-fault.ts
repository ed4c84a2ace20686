// What an HTTP status means where the vendor's own body says nothing better. One table.
import type { Fault } from "../core/errors.ts";

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
