// Whether an answer is the answer to the function that was asked, and whether the list in it is all of it. Pure. An answer
// that is neither is never "there is nothing": a session that waits for a second factor answers everything with `ok`.
import { ProviderError } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Page } from "../../vendor-kit/pages.ts";
import { firstOf, rowsOf, textOf } from "./decode.ts";

/** The platform repeats the function that it answers in `$func`; what answers another one was sent elsewhere. */
export function assertAnswers(doc: JsonObject, func: string): void {
  const answered = doc["$func"];
  if (typeof answered !== "string" || answered === "" || answered === func) return;
  throw incomplete(func, `the answer is that of ${answered}`, doc);
}

/** A page of a list: rows, or a count of none. Only behind the first page nothing at all means that there is no more. */
export function readPage(doc: JsonObject, func: string, page = 1): Page {
  assertAnswers(doc, func);
  const rows = rowsOf(doc);
  const total = readTotal(doc, func);
  const isList = rows.length > 0 || total !== undefined || hasEmptyRows(doc);
  if (isList || (page > 1 && doc["ok"] === undefined)) return { rows, total };
  throw incomplete(func, "the answer has neither rows nor a count of none", doc);
}

/** `elem: []` says that there are none; an absent one says nothing. */
function hasEmptyRows(doc: JsonObject): boolean {
  const list = firstOf(doc["list"]);
  return Array.isArray(doc["elem"]) || Array.isArray(list["elem"]);
}

function readTotal(doc: JsonObject, func: string): number | undefined {
  const text = textOf(doc["p_elems"]);
  if (text === "") return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw malformed(func, `the list says that it has "${text}" rows`);
}

/** With `ok` instead of an answer the panel sends its user on to another form. */
export function incomplete(func: string, problem: string, doc: JsonObject): ProviderError {
  if (doc["ok"] === undefined) return malformed(func, problem);
  return new ProviderError(`${func}: ${problem}`, {
    fault: "unauthorised",
    effect: "none",
    request: `POST / ${func}`,
    hint: "the login probably waits for a second factor: use a user without one, or the session of a login that has given it (ZOMRO_SESSION)",
  });
}

export function malformed(func: string, message: string): ProviderError {
  return new ProviderError(`${func}: ${message}`, {
    fault: "malformed",
    effect: "none",
    request: `POST / ${func}`,
  });
}
