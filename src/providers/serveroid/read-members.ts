// Members of a row by their documented type: what is left out is not known; what cannot be read is a failed read, never "none". Pure.
import { ProviderError } from "../../core/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";

/** The live service omits null members ([PF]): missing and null are the same. */
export function isMissing(value: Json | undefined): boolean {
  return value === undefined || value === null || value === "";
}

/** Samples show numbers ([S002]); digits in a string say the same. */
export function readNumber(row: JsonObject, member: string): number | undefined {
  const value = row[member];
  if (value === undefined || isMissing(value)) return undefined;
  if (typeof value === "number") return value;
  if (typeof value === "string" && /^\d+$/.test(value)) return Number(value);
  throw unreadable(member, "a number");
}

export function readFlag(row: JsonObject, member: string): boolean | undefined {
  const value = row[member];
  if (value === undefined || isMissing(value)) return undefined;
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  throw unreadable(member, "true or false");
}

export function readTexts(row: JsonObject, member: string): readonly string[] | undefined {
  return readList(row, member, "a list of texts", (item) => typeof item === "string");
}

export function readObjects(row: JsonObject, member: string): readonly JsonObject[] | undefined {
  return readList(row, member, "a list of objects", isJsonObject);
}

function readList<T extends Json>(
  row: JsonObject,
  member: string,
  kind: string,
  fits: (item: Json) => item is T,
): readonly T[] | undefined {
  const value = row[member];
  if (value === undefined || isMissing(value)) return undefined;
  if (Array.isArray(value) && value.every(fits)) return value;
  throw unreadable(member, kind);
}

function unreadable(member: string, kind: string): ProviderError {
  return new ProviderError(`Serveroid listed an object whose ${member} is not ${kind}`, {
    fault: "malformed",
    effect: "none",
  });
}
