// Query strings → typed values by a route's own list of parameters. Unknown ones are named for the log and otherwise ignored.
import { isJsonObject, type Json } from "../../engine/json.ts";
import { invalidField } from "./refusal.ts";

/** A list of words is an enumeration; `…s` may be repeated, also as `name[]=`. */
export type QueryType = "text" | "texts" | "integer" | "integers" | "flag" | "time" | "pairs" | readonly string[];
export type QuerySpec = Readonly<Record<string, QueryType>>;

export interface Query {
  has(name: string): boolean;
  text(name: string): string | undefined;
  texts(name: string): string[];
  integer(name: string): number | undefined;
  /** Also for comma-separated lists of ids. */
  parts(name: string): string[];
  flag(name: string): boolean | undefined;
  /** Epoch ms. */
  time(name: string): number | undefined;
  pairs(name: string): Record<string, string>;
}

export const PAGING: QuerySpec = { limit: "integer", offset: "integer" };

export function unknownParameters(raw: URLSearchParams, spec: QuerySpec): string[] {
  return [...new Set(raw.keys())].filter((name) => !Object.hasOwn(spec, bare(name)));
}

/** Throws a ValidationError for what cannot be read. */
export function readQuery(raw: URLSearchParams, spec: QuerySpec): Query {
  for (const [name, value] of raw) {
    const type = Object.hasOwn(spec, bare(name)) ? spec[bare(name)] : undefined;
    const problem = type === undefined ? undefined : problemOf(type, value);
    if (problem !== undefined) throw invalidField(bare(name), problem);
  }
  const all = (name: string): string[] => [...raw.getAll(name), ...raw.getAll(`${name}[]`)];
  const first = (name: string): string | undefined => all(name)[0];
  return {
    has: (name) => first(name) !== undefined,
    text: first,
    texts: all,
    integer: (name) => numberOf(first(name)),
    parts: (name) =>
      all(name)
        .flatMap((value) => value.split(","))
        .filter((part) => part !== ""),
    flag: (name) => flagOf(first(name)),
    time: (name) => timeOf(first(name)),
    pairs: (name) => pairsOf(first(name)) ?? {},
  };
}

function bare(name: string): string {
  return name.endsWith("[]") ? name.slice(0, -2) : name;
}

function problemOf(type: QueryType, value: string): string | undefined {
  if (Array.isArray(type)) return type.includes(value) ? undefined : `Input should be ${type.join(" or ")}`;
  if ((type === "integer" || type === "integers") && !/^-?\d+$/.test(value)) return "Input should be a valid integer";
  if (type === "flag" && flagOf(value) === undefined) return "Input should be a valid boolean";
  if (type === "time" && timeOf(value) === undefined) return "Input should be a valid datetime";
  if (type === "pairs" && pairsOf(value) === undefined) return "Input should be a JSON object of strings";
  return undefined;
}

function numberOf(value: string | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

function flagOf(value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (/^(true|1|yes|on)$/i.test(value)) return true;
  return /^(false|0|no|off)$/i.test(value) ? false : undefined;
}

/** Without a zone the times are UTC, [ASSUMED]. */
function timeOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  // A plus that was not encoded has become a space.
  const written = value.replace(/ (\d\d:?\d\d)$/, "+$1");
  const read = Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(written) ? written : `${written}Z`);
  return Number.isNaN(read) ? undefined : read;
}

function pairsOf(value: string | undefined): Record<string, string> | undefined {
  if (value === undefined) return undefined;
  try {
    const read = JSON.parse(value) as Json;
    if (!isJsonObject(read)) return undefined;
    const isText = Object.values(read).every((member) => typeof member === "string");
    return isText ? (read as Record<string, string>) : undefined;
  } catch {
    return undefined;
  }
}
