// One page of a list: `limit` and `offset` in, `count` over all pages and `results` out. Default limits differ from list to list.
import type { Json } from "../../engine/json.ts";
import { type Answer, type Call, ok } from "./call.ts";
import { invalidField } from "./refusal.ts";

const MAX_LIMIT = 1000;

export function page<T>(call: Call, rows: readonly T[], show: (row: T) => Json, defaultLimit = MAX_LIMIT): Answer {
  const limit = call.query.integer("limit") ?? defaultLimit;
  const offset = call.query.integer("offset") ?? 0;
  if (limit > MAX_LIMIT) throw invalidField("limit", `Input should be less than or equal to ${MAX_LIMIT}`);
  if (limit < 1) throw invalidField("limit", "Input should be greater than 0");
  if (offset < 0) throw invalidField("offset", "Input should be greater than or equal to 0");
  return ok({ count: rows.length, results: rows.slice(offset, offset + limit).map(show) });
}

/** Lists without paging. */
export function whole<T>(rows: readonly T[], show: (row: T) => Json): Answer {
  return ok({ count: rows.length, results: rows.map(show) });
}

/** `created.desc` and its like; equal ones stay in the order in which they were made. */
export function ordered<T>(rows: readonly T[], order: string | undefined, value: (row: T, key: string) => string): T[] {
  const [key = "", direction = "asc"] = (order ?? "").split(".");
  if (key === "") return [...rows];
  const sign = direction === "desc" ? -1 : 1;
  return [...rows].sort((a, b) => sign * compare(value(a, key), value(b, key)));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
