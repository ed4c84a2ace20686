// How two values of a field are held against each other, by its rule. Pure.
import type { FieldRule } from "./field-rule.ts";
import { isJsonObject, isSameJson, type Json, sortJson } from "./json.ts";

export function isEqualField(rule: Pick<FieldRule, "compare">, wanted: Json, actual: Json | undefined): boolean {
  switch (rule.compare ?? "exact") {
    case "exact":
      return isSameJson(wanted, actual);
    case "trimmed":
      return String(wanted).trim() === String(actual ?? "").trim();
    case "caseless":
      return String(wanted).toLowerCase() === String(actual ?? "").toLowerCase();
    case "prefix":
      return typeof actual === "string" && actual.startsWith(String(wanted));
    case "set":
      return isSameJson(sortSet(wanted), sortSet(actual));
    case "entries":
      return Object.entries(isJsonObject(wanted) ? wanted : {}).every(([key, value]) =>
        isSameJson(value, isJsonObject(actual) ? actual[key] : undefined),
      );
    case "disjoint":
      return !asList(wanted).some((item) => asList(actual).some((other) => isSameJson(item, other)));
  }
}

/** Items in a fixed order and once each, so that sets compare and print the same whatever order they came in. */
export function sortSet(value: Json | undefined): Json {
  const items = asList(value).map((item) => JSON.stringify(sortJson(item)));
  return [...new Set(items)].sort().map((item) => JSON.parse(item) as Json);
}

function asList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
