// How two values of a field are compared, by its rule. Pure.
import { comparableKey } from "./comparable-key.ts";
import { comparableJson, comparableText, isSameWord } from "./comparable-text.ts";
import type { FieldRule } from "./field-rule.ts";
import { isJsonObject, isSameJson, type Json, sortJson } from "./json.ts";

/** Texts are compared in the form in which people read them; keys of maps as they are. */
export function isEqualField(rule: Pick<FieldRule, "compare">, wanted: Json, actual: Json | undefined): boolean {
  switch (rule.compare ?? "exact") {
    case "exact":
      return isSameValue(wanted, actual);
    case "caseless":
      return isSameWord(String(wanted), String(actual ?? ""));
    case "public-key":
      return comparableKey(String(wanted)) === comparableKey(String(actual ?? ""));
    case "prefix":
      return typeof actual === "string" && comparableText(actual).startsWith(comparableText(String(wanted)));
    case "set":
      return (
        isSameJson(asList(wanted), asList(actual)) ||
        isSameJson(sortSet(comparableJson(asList(wanted))), sortSet(comparableJson(asList(actual))))
      );
    case "entries":
      return Object.entries(isJsonObject(wanted) ? wanted : {}).every(([key, value]) =>
        isSameValue(value, isJsonObject(actual) ? actual[key] : undefined),
      );
    case "disjoint":
      return !asList(wanted).some((item) => asList(actual).some((other) => isSameValue(item, other)));
  }
}

export function isSameValue(a: Json | undefined, b: Json | undefined): boolean {
  return isSameJson(a, b) || (a !== undefined && b !== undefined && isSameJson(comparableJson(a), comparableJson(b)));
}

/** Items in a fixed order and once each, so that sets compare and print the same whatever order they came in. */
export function sortSet(value: Json | undefined): Json {
  const items = asList(value).map((item) => JSON.stringify(sortJson(item)));
  return [...new Set(items)].sort().map((item) => JSON.parse(item) as Json);
}

function asList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
