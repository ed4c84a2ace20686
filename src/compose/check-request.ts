// What a caller of the library asks for: an option that nobody knows, or of another type, would be left out in silence.
import { suggestFix } from "../config/text/suggest.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";

export type Kind = "text" | "texts" | "flag" | "number" | "count" | "function" | "object";
/** A list: one of these words. An object: its own options. */
export type Check = Kind | readonly string[] | { readonly [name: string]: Kind };

/** An option for each member of `Request`, with what its value must be. */
export type Options<Request> = Readonly<Record<keyof Request & string, Check>>;

const WORDS: Readonly<Record<Kind, string>> = {
  text: "a text",
  texts: "a list of texts",
  flag: "true or false",
  number: "a whole number, 0 or more",
  count: "a whole number, 1 or more",
  function: "a function",
  object: "an object",
};

/** Throws `DiagnosticsError` with everything that is wrong. */
export function assertRequest<Request extends object>(
  request: unknown,
  options: Options<Request>,
  required: readonly (keyof Request & string)[] = [],
): void {
  const problems = checkMembers(request, options, "");
  const given = (isObject(request) ? request : {}) as Readonly<Record<string, unknown>>;
  const missing = required.filter((name) => given[name] === undefined);
  const all = [...problems, ...missing.map((name) => problem(`${name} is missing: ${describe(options[name])}`))];
  if (all.length > 0) throw new DiagnosticsError(all);
}

function checkMembers(given: unknown, options: Readonly<Record<string, Check>>, prefix: string): Diagnostic[] {
  if (!isObject(given)) return [problem("the request is not an object")];
  return Object.entries(given).flatMap(([name, value]) => {
    const check = Object.hasOwn(options, name) ? options[name] : undefined;
    const shown = `${prefix}${name}`;
    if (check === undefined) return [problem(`there is no option ${shown}`, suggestFix(name, Object.keys(options)))];
    if (value === undefined) return [];
    if (typeof check === "object" && !Array.isArray(check) && isObject(value))
      return checkMembers(value, check as Readonly<Record<string, Kind>>, `${shown}.`);
    return isOf(check, value) ? [] : [problem(`${shown} is not ${describe(check)}`)];
  });
}

function describe(check: Check): string {
  if (typeof check === "string") return WORDS[check];
  return Array.isArray(check) ? `one of ${check.join(", ")}` : WORDS.object;
}

function isOf(check: Check, value: unknown): boolean {
  if (Array.isArray(check)) return check.includes(value);
  switch (check) {
    case "text":
      return typeof value === "string";
    case "texts":
      return Array.isArray(value) && value.every((item) => typeof item === "string");
    case "flag":
      return typeof value === "boolean";
    case "number":
      return Number.isSafeInteger(value) && Number(value) >= 0;
    case "count":
      return Number.isSafeInteger(value) && Number(value) > 0;
    case "function":
      return typeof value === "function";
    default:
      return isObject(value);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function problem(summary: string, fix?: string): Diagnostic {
  return buildError("library.option", summary, fix === undefined ? {} : { fix });
}
