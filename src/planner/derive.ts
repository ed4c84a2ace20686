// Derived attributes: what follows from the resources that a resource refers to (texts of the keys on a VM). Pure.
import type { Address } from "../core/address.ts";
import { comparableKey } from "../core/comparable-key.ts";
import { comparableText } from "../core/comparable-text.ts";
import type { Desired } from "../core/desired.ts";
import { objectAt } from "../core/entries.ts";
import type { FieldRule, TypeRules } from "../core/field-rule.ts";
import { type Json, type JsonObject, jsonAt, withJsonAt } from "../core/json.ts";

export function withDerived(
  desired: Desired,
  attributes: JsonObject,
  rules: TypeRules,
  find: (address: Address) => Desired | undefined,
  /** What the state holds: a digest that was made of the whole text, by an earlier version, is no difference. */
  recorded: JsonObject = {},
): JsonObject {
  let result = attributes;
  for (const { derived, path } of rules.fields) {
    const addresses = derived === undefined ? undefined : jsonAt(desired.attributes, derived.through);
    if (derived === undefined || !Array.isArray(addresses)) continue;
    const known = objectAt(recorded, path);
    const digests = addresses.map((address: Json): [string, string] => {
      const text = String(find(String(address))?.attributes[derived.attribute] ?? "");
      const ofWhole = digestText(text.trim());
      return [String(address), known[String(address)] === ofWhole ? ofWhole : digestText(formOf(text, derived))];
    });
    result = withJsonAt(result, path, Object.fromEntries(digests) as JsonObject);
  }
  return result;
}

/** What counts of the text: another comment is no other key. */
function formOf(text: string, { compare }: NonNullable<FieldRule["derived"]>): string {
  return compare === "public-key" ? comparableKey(text) : comparableText(text);
}

/** Of thousands of machines with the same few keys. */
const digests = new Map<string, string>();
const MOST_DIGESTS = 1000;

export function digestText(text: string): string {
  const known = digests.get(text);
  if (known !== undefined) return known;
  if (digests.size >= MOST_DIGESTS) digests.clear();
  const digest = computeDigest(text);
  digests.set(text, digest);
  return digest;
}

/** A 53-bit digest (cyrb53) of text that is no secret: enough to see that it changed. Not for security. */
function computeDigest(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(16).padStart(14, "0");
}
