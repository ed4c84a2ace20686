// The fields of one call as its rules want them; what is missing or malformed is refused by name. An empty field is an absent one.
import type { FormPairs } from "../../engine/parse-form.ts";
import { refusal } from "./refusal.ts";

export interface FormValues {
  text(name: string): string | undefined;
  needed(name: string): string;
  /** Digits only. */
  id(name: string): string | undefined;
  neededId(name: string): string;
  /** `elid` may hold several ids with commas, [BM]. */
  neededIds(name: string): string[];
  /** At most 100 characters, [CP]. */
  name(name: string): string | undefined;
  neededName(name: string): string;
  oneOf<const T extends string>(name: string, words: readonly T[]): T | undefined;
  neededOneOf<const T extends string>(name: string, words: readonly T[]): T;
  /** Every value, where a field was sent more than once. */
  all(name: string): string[];
}

const NAME_LENGTH = 100;

/** Of a field sent more than once the last one counts, [ASSUMED]. */
export function formValues(pairs: FormPairs): FormValues {
  const all = (name: string): string[] =>
    pairs.filter(([key, value]) => key === name && value !== "").map(([, v]) => v);
  const text = (name: string): string | undefined => all(name).at(-1);
  const need = <T>(name: string, value: T | undefined): T => {
    if (value === undefined) throw refusal("missed", name);
    return value;
  };
  const id = (name: string): string | undefined => {
    const value = text(name);
    if (value !== undefined && !/^\d+$/.test(value)) throw refusal("value", name);
    return value;
  };
  const named = (name: string): string | undefined => {
    const value = text(name);
    if (value !== undefined && [...value].length > NAME_LENGTH) throw refusal("value", name);
    return value;
  };
  const oneOf = <const T extends string>(name: string, words: readonly T[]): T | undefined => {
    const value = text(name);
    const found = words.find((word) => word === value);
    if (value !== undefined && found === undefined) throw refusal("value", name);
    return found;
  };
  return {
    all,
    text,
    id,
    oneOf,
    name: named,
    needed: (name) => need(name, text(name)),
    neededId: (name) => need(name, id(name)),
    neededName: (name) => need(name, named(name)),
    neededOneOf: (name, words) => need(name, oneOf(name, words)),
    neededIds: (name) => {
      const ids = need(name, text(name)).split(/,\s*/);
      if (ids.some((one) => !/^\d+$/.test(one))) throw refusal("value", name);
      return [...new Set(ids)];
    },
  };
}
