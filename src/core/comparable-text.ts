// The form in which a declared text and a provider's are compared: what people cannot tell apart is the
// same. Panels trim what they are given, and pages put no-break spaces into what is copied from them. Pure.
import { isJsonObject, type Json } from "./json.ts";

/** Soft hyphens, zero-width characters, and marks of direction: nothing is seen of them. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060-\u2064]/gu;
const IS_PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** One form of each letter, one kind of space, none at the ends, nothing invisible. */
export function comparableText(text: string): string {
  if (IS_PLAIN.test(text)) return text;
  return text.normalize("NFC").replace(INVISIBLE, "").replace(/\s+/gu, " ").trim();
}

export function isSameText(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a === b || comparableText(a) === comparableText(b);
}

/** Upper and lower case are the same, too. */
export function isSameWord(a: string, b: string): boolean {
  return comparableText(a).toLowerCase() === comparableText(b).toLowerCase();
}

/** All texts of a value in that form; keys stay as they are. */
export function comparableJson(value: Json): Json {
  if (typeof value === "string") return comparableText(value);
  if (Array.isArray(value)) return value.map(comparableJson);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, comparableJson(item)]));
}

/** Those of that name, letter by letter; else those that read the same. */
export function listNamed<T>(
  items: readonly T[],
  namesOf: (item: T) => readonly (Json | undefined)[],
  wanted: string,
): readonly T[] {
  const exact = items.filter((item) => namesOf(item).includes(wanted));
  if (exact.length > 0) return exact;
  const form = comparableText(wanted);
  return items.filter((item) =>
    namesOf(item).some((name) => typeof name === "string" && name !== "" && comparableText(name) === form),
  );
}
