// Reads untrusted input (seeds, fault files) into typed values; every refusal names the place. Knows no vendor.
import { didYouMean } from "./did-you-mean.ts";
import { isJsonObject, type Json, type JsonObject } from "./json.ts";
import { SimInputError } from "./sim-input-error.ts";

export type Shape<T> = (value: unknown, where: string) => T;

function refuse(where: string, expected: string, value: unknown): never {
  throw new SimInputError([`${where}: expected ${expected}, got ${describe(value)}`]);
}

function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a map" : JSON.stringify(value);
}

export const asObject: Shape<JsonObject> = (value, where) =>
  isJsonObject(value) ? value : refuse(where, "a map", value);

export const asArray: Shape<Json[]> = (value, where) =>
  Array.isArray(value) ? (value as Json[]) : refuse(where, "a list", value);

export const asText: Shape<string> = (value, where) =>
  typeof value === "string" ? value : refuse(where, "text", value);

export const asNumber: Shape<number> = (value, where) =>
  typeof value === "number" && Number.isFinite(value) ? value : refuse(where, "a number", value);

export const asInteger: Shape<number> = (value, where) =>
  Number.isSafeInteger(value) ? (value as number) : refuse(where, "a whole number", value);

export const asFlag: Shape<boolean> = (value, where) =>
  typeof value === "boolean" ? value : refuse(where, "true or false", value);

export function atLeast(minimum: number, shape: Shape<number>): Shape<number> {
  return (value, where) => {
    const read = shape(value, where);
    return read >= minimum ? read : refuse(where, `a number from ${minimum}`, value);
  };
}

export function above(limit: number, shape: Shape<number>): Shape<number> {
  return (value, where) => {
    const read = shape(value, where);
    return read > limit ? read : refuse(where, `a number above ${limit}`, value);
  };
}

export function between(minimum: number, maximum: number, shape: Shape<number>): Shape<number> {
  return (value, where) => {
    const read = shape(value, where);
    return read >= minimum && read <= maximum ? read : refuse(where, `a number from ${minimum} to ${maximum}`, value);
  };
}

export function oneOf<const T extends string>(words: readonly T[]): Shape<T> {
  return (value, where) => {
    const found = words.find((word) => word === value);
    if (found !== undefined) return found;
    if (typeof value !== "string") return refuse(where, `one of ${words.join(", ")}`, value);
    throw new SimInputError([`${where}: unknown word "${value}", ${didYouMean(value, words)}`]);
  };
}

export function listOf<T>(shape: Shape<T>): Shape<T[]> {
  return (value, where) => readEach(asArray(value, where), where, shape);
}

/** Reads all elements, then throws one error with the problems of all of them. */
function readEach<T>(list: readonly unknown[], where: string, shape: Shape<T>): T[] {
  const problems: string[] = [];
  const read: T[] = [];
  list.forEach((element, index) => {
    try {
      read.push(shape(element, `${where}[${index}]`));
    } catch (error) {
      if (!(error instanceof SimInputError)) throw error;
      problems.push(...error.problems);
    }
  });
  if (problems.length > 0) throw new SimInputError(problems);
  return read;
}

export function optional<T>(object: JsonObject, key: string, where: string, shape: Shape<T>): T | undefined {
  const value = object[key];
  return value === undefined || value === null ? undefined : shape(value, `${where}.${key}`);
}

export function required<T>(object: JsonObject, key: string, where: string, shape: Shape<T>): T {
  return shape(object[key], `${where}.${key}`);
}

export function refuseUnknownKeys(object: JsonObject, where: string, known: readonly string[]): void {
  const problems = Object.keys(object)
    .filter((key) => !known.includes(key))
    .map((key) => `${where}: unknown key "${key}", ${didYouMean(key, known)}`);
  if (problems.length > 0) throw new SimInputError(problems);
}
