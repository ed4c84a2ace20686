// Decodes the parameters of a call by its method's rules: wrong or missing ones are refused, unknown ones only named, [S002] [PF].
import type { IntegerRule, MethodRule, ParameterRule } from "./methods.ts";
import { type FieldError, invalid } from "./refusal.ts";

type Value = number | boolean | string | number[];

/** Values that have passed their rules. */
export interface Values {
  int(name: string): number | undefined;
  /** For parameters that the method's rule requires. */
  neededInt(name: string): number;
  text(name: string): string | undefined;
  neededText(name: string): string;
  flag(name: string): boolean;
  ints(name: string): number[];
}

const CREDENTIALS = ["clientId", "apiKey"];
const INT32 = 2_147_483_647;

export function unknownParameters(query: URLSearchParams, rule: MethodRule): string[] {
  const known = new Set([...CREDENTIALS, ...Object.keys(rule.parameters)]);
  return [...new Set(query.keys())].filter((name) => !known.has(name));
}

/** Throws a Refusal that names every wrong field. */
export function readParameters(query: URLSearchParams, rule: MethodRule, segments: Record<string, string>): Values {
  const errors: FieldError[] = [];
  const values = new Map<string, Value>();
  const note = (field: string, read: Value | { problem: string } | undefined): void => {
    if (read === undefined) return;
    if (typeof read === "object" && "problem" in read) errors.push({ field, message: read.problem });
    else values.set(field, read);
  };
  for (const [name, segment] of Object.entries(segments)) note(name, readId(segment));
  for (const [name, parameter] of Object.entries(rule.parameters)) note(name, readOne(query.getAll(name), parameter));
  if (errors.length > 0) throw invalid(...errors);
  return toValues(values);
}

function readOne(given: readonly string[], rule: ParameterRule): Value | { problem: string } | undefined {
  const [first] = given;
  if (first === undefined) return rule.required ? { problem: "обязательный параметр не указан" } : undefined;
  if (rule.type === "ints") return readInts(given);
  if (given.length > 1) return { problem: "параметр указан несколько раз" };
  if (rule.type === "text") return first === "" && rule.required ? { problem: "значение не указано" } : first;
  if (rule.type === "bool") return readBool(first);
  const value = readInt(first);
  return typeof value === "number" ? checkRange(value, rule) : value;
}

function readInt(text: string): number | { problem: string } {
  const value = /^-?\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  return Math.abs(value) <= INT32 ? value : { problem: "значение должно быть целым числом" };
}

/** Of an object: one beyond 32 bits is a number like any other, and no object has it, [PF]. */
function readId(text: string): number | { problem: string } {
  return /^\d+$/.test(text) ? Number(text) : readInt(text);
}

function readInts(given: readonly string[]): number[] | { problem: string } {
  const values = given.map(readInt);
  const wrong = values.find((value) => typeof value !== "number");
  return wrong ?? values.filter((value) => typeof value === "number");
}

/** The live service takes the capital words of Python, too: both clients send them, [PF] [ED]. */
function readBool(text: string): boolean | { problem: string } {
  const word = text.toLowerCase();
  if (word === "true" || word === "false") return word === "true";
  return { problem: "значение должно быть true или false" };
}

function checkRange(value: number, rule: IntegerRule): number | { problem: string } {
  const { min, max, among } = rule;
  if (min !== undefined && value < min) return { problem: `минимальное значение ${min}` };
  if (max !== undefined && value > max) return { problem: `максимальное значение ${max}` };
  if (among && !among.includes(value)) return { problem: `допустимые значения: ${among.join(", ")}` };
  return value;
}

function toValues(values: ReadonlyMap<string, Value>): Values {
  const int = (name: string): number | undefined => {
    const value = values.get(name);
    return typeof value === "number" ? value : undefined;
  };
  const text = (name: string): string | undefined => {
    const value = values.get(name);
    return typeof value === "string" ? value : undefined;
  };
  return {
    int,
    text,
    neededInt: (name) => int(name) ?? missing(name),
    neededText: (name) => text(name) ?? missing(name),
    flag: (name) => values.get(name) === true,
    ints: (name) => {
      const value = values.get(name);
      return Array.isArray(value) ? value : [];
    },
  };
}

function missing(name: string): never {
  throw new Error(`the method's rule does not require ${name}`);
}
