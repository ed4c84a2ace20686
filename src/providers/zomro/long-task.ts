// An answer that the panel puts off: a page with the relative address of a long task, asked again until it is a document
// ([CP], 1.4 item 9). The address is kept with the request like the id of an operation, so that a later run asks on.
import { ProviderError } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Progress } from "../../core/provider.ts";
import type { HttpRequest, RawAnswer } from "../../http/answer.ts";
import type { Redactor } from "../../http/redactor.ts";
import { PAYMENT } from "./faults.ts";
import { describeUnpaid, readUnpaid } from "./unpaid-order.ts";

export interface LongTask {
  readonly page: string;
  /** The function whose answer it is. */
  readonly func: string;
  /** Epoch milliseconds. */
  readonly sinceMs: number;
}

/** Nobody says how long a task may take. One that still says "wait" then is judged by the lists. */
const LONGEST_MS = 30 * 60_000;

const SEARCHED = 65_536;
const ADDRESS = /(?<=["'=\s])(?!\/\/)[\w./-]{0,200}long[^"'\s<>()]{0,500}billmgr(?:\?[^"'\s<>()]{0,500})?/;

/** Undefined where the page names none, or names one that holds a secret, which could not be kept. */
export function findLongTask({ status, body }: RawAnswer, redactor: Pick<Redactor, "redact">): string | undefined {
  if (status >= 300 || /^\s*[{[]/.test(body)) return undefined;
  const page = ADDRESS.exec(body.slice(0, SEARCHED))?.[0].replaceAll("&amp;", "&");
  return page === undefined || redactor.redact(page) !== page ? undefined : page;
}

export function toHandle({ page, func, sinceMs }: LongTask): JsonObject {
  return { longTask: page, func, sinceMs };
}

export function longTaskOf({ longTask: page, func, sinceMs }: JsonObject): LongTask | undefined {
  return typeof page === "string" && typeof func === "string" && typeof sinceMs === "number"
    ? { page, func, sinceMs }
    : undefined;
}

/** A page from the server's root, or from where the panel is. No credentials go along: none are known to be needed. */
export function askFor(page: string): HttpRequest {
  const url = new URL(page, "http://panel/");
  return {
    method: "GET",
    path: url.pathname,
    query: [...url.searchParams],
    fromRoot: page.startsWith("/"),
    mayBeRecorded: false,
  };
}

/** What the answer that was put off says now. What is no answer of the panel leaves it to the lists. */
export function judge(
  task: LongTask,
  answer: RawAnswer,
  nowMs: number,
  redactor: Pick<Redactor, "redact">,
  parse: (answer: RawAnswer) => JsonObject,
): Progress {
  if (findLongTask(answer, redactor) !== undefined)
    return { status: nowMs - task.sinceMs > LONGEST_MS ? "lost" : "pending" };
  try {
    const doc = parse(answer);
    const unpaid = task.func === PAYMENT ? readUnpaid(doc) : undefined;
    return unpaid === undefined ? { status: "done" } : { status: "stalled", stall: describeUnpaid(unpaid) };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const { fault, message, vendorCode } = error;
    const isRefusal = vendorCode !== undefined && error.effect === "none" && fault !== "unauthorised";
    if (!isRefusal) return { status: "lost" };
    return { status: "failed", failure: { fault, message, vendorCode } };
  }
}
