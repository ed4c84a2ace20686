// Reads JSON bodies into typed values and collects what is wrong as the vendor's `invalid_fields`. Unknown members are no
// problem: no body of [SPEC] forbids them. They are named for the log.
import { isJsonObject, type Json } from "../../engine/json.ts";
import { invalid } from "./refusal.ts";

/** Field → what is wrong with it; members of members are named with dots, [ASSUMED]. */
export type Problems = Record<string, string[]>;

/** Returns the value read; what it returns after a problem is never used. */
export type Field<T> = (value: Json | undefined, at: string, problems: Problems) => T;

type Spec = Record<string, Field<unknown>>;
export type Read<S extends Spec> = { [K in keyof S]: S[K] extends Field<infer T> ? T : never };

export function readBody<T>(field: Field<T>, value: Json | undefined): T {
  const problems: Problems = {};
  const read = field(value, "", problems);
  if (Object.keys(problems).length > 0) throw invalid(problems);
  return read;
}

const unknownMembers = new WeakMap<Problems, string[]>();

/** Members that no part of the shape knows. */
export function listUnknown(field: Field<unknown>, value: Json | undefined): string[] {
  const [problems, names]: [Problems, string[]] = [{}, []];
  unknownMembers.set(problems, names);
  field(value, "", problems);
  return names;
}

export function refuse<T>(problems: Problems, at: string, text: string): T {
  const name = at === "" ? "body" : at;
  problems[name] = [...(problems[name] ?? []), text];
  // The caller throws before anybody looks at it.
  return undefined as T;
}

export function object<S extends Spec>(spec: S): Field<Read<S>> {
  return (value, at, problems) => {
    if (value === undefined) return refuse(problems, at, "Field required");
    if (!isJsonObject(value)) return refuse(problems, at, "Input should be a valid dictionary");
    const inside = (name: string): string => (at === "" ? name : `${at}.${name}`);
    for (const name of Object.keys(value)) {
      if (!(name in spec)) unknownMembers.get(problems)?.push(inside(name));
    }
    const read = Object.entries(spec).map(([name, field]) => [name, field(value[name], inside(name), problems)]);
    return Object.fromEntries(read) as Read<S>;
  };
}

/** A member that may be missing; null counts as missing only where `nullable` says so. */
export function optional<T>(field: Field<T>): Field<T | undefined> {
  return (value, at, problems) => (value === undefined ? undefined : field(value, at, problems));
}

export function nullable<T>(field: Field<T>): Field<T | null> {
  return (value, at, problems) => (value === null ? null : field(value, at, problems));
}

export function optionalOrNull<T>(field: Field<T>): Field<T | null | undefined> {
  return optional(nullable(field));
}

export function withDefault<T>(field: Field<T>, otherwise: T): Field<T> {
  return (value, at, problems) => (value === undefined ? otherwise : field(value, at, problems));
}

interface ListRule {
  min?: number;
  max?: number;
  /** Of texts and numbers. */
  isUnique?: boolean;
}

export function list<T>(element: Field<T>, rule: ListRule = {}): Field<T[]> {
  const { min = 0, max = Number.POSITIVE_INFINITY, isUnique = false } = rule;
  return (value, at, problems) => {
    if (value === undefined) return refuse(problems, at, "Field required");
    if (!Array.isArray(value)) return refuse(problems, at, "Input should be a valid list");
    if (value.length < min) refuse(problems, at, `List should have at least ${min} item after validation`);
    if (value.length > max) refuse(problems, at, `List should have at most ${max} items after validation`);
    if (isUnique && new Set(value).size < value.length) refuse(problems, at, "List items should be unique");
    return value.map((one, index) => element(one, `${at}.${index}`, problems));
  };
}

/** Chooses by the word in `tag`. */
export function union<T>(tag: string, variants: Record<string, Field<T>>): Field<T> {
  return (value, at, problems) => {
    if (value === undefined) return refuse(problems, at, "Field required");
    if (!isJsonObject(value)) return refuse(problems, at, "Input should be a valid dictionary");
    const word = value[tag];
    const variant = typeof word === "string" && Object.hasOwn(variants, word) ? variants[word] : undefined;
    if (variant) return variant(value, at, problems);
    const expected = Object.keys(variants).map((name) => `'${name}'`);
    const name = at === "" ? tag : `${at}.${tag}`;
    return refuse(problems, name, word === undefined ? "Field required" : `Input should be ${expected.join(" or ")}`);
  };
}

export const flag: Field<boolean> = (value, at, problems) => {
  if (value === undefined) return refuse(problems, at, "Field required");
  return typeof value === "boolean" ? value : refuse(problems, at, "Input should be a valid boolean");
};

export function integer({ min = -Number.MAX_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = {}): Field<number> {
  return (value, at, problems) => {
    if (value === undefined) return refuse(problems, at, "Field required");
    if (typeof value !== "number" || !Number.isSafeInteger(value))
      return refuse(problems, at, "Input should be a valid integer");
    if (value < min) return refuse(problems, at, `Input should be greater than or equal to ${min}`);
    if (value > max) return refuse(problems, at, `Input should be less than or equal to ${max}`);
    return value;
  };
}

export function text({ pattern, max }: { pattern?: RegExp; max?: number } = {}): Field<string> {
  return (value, at, problems) => {
    if (value === undefined) return refuse(problems, at, "Field required");
    if (typeof value !== "string") return refuse(problems, at, "Input should be a valid string");
    if (pattern && !pattern.test(value)) return refuse(problems, at, `String should match pattern '${pattern.source}'`);
    if (max !== undefined && value.length > max)
      return refuse(problems, at, `String should have at most ${max} characters`);
    return value;
  };
}

export function word<const T extends string>(...words: readonly T[]): Field<T> {
  return (value, at, problems) => {
    if (value === undefined) return refuse(problems, at, "Field required");
    const found = words.find((one) => one === value);
    return found ?? refuse(problems, at, `Input should be ${words.map((one) => `'${one}'`).join(" or ")}`);
  };
}

/** Taken as it is. */
export const anything: Field<Json | undefined> = (value) => value;
