// One schema error about a value, in words: what was expected, what stands there, what to write. Pure.
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import type { Located, LocatedScalar } from "../text/located.ts";
import { findOtherValue } from "../text/other-words.ts";
import { buildRange, type Span } from "../text/source.ts";
import { suggestFix } from "../text/suggest.ts";
import type { Keyword } from "./find-mismatches.ts";
import { type Shape, takesString } from "./shape.ts";

interface ValueError {
  readonly keyword: Exclude<Keyword, "required" | "additionalProperties" | "propertyNames">;
  readonly limit?: number;
  readonly label: string;
  readonly node: Located | undefined;
  readonly shape: Shape | undefined;
  readonly keySpan: Span;
  readonly address?: string;
}

/** Undefined where another check says it better: that of units, that of `existing`. */
export function describeValueError(subject: ValueError): Diagnostic | undefined {
  const { keyword, shape, node, label } = subject;
  const isScalar = node?.kind === "scalar" && node.value !== null;
  if (shape?.unit !== undefined && isScalar && typeof node.value !== "boolean") return undefined;
  const address = subject.address === undefined ? {} : { address: subject.address };
  const at = { range: buildRange(node?.span ?? subject.keySpan), ...address };
  const limit = String(subject.limit);
  switch (keyword) {
    case "type":
      return describeType(subject, at);
    case "enum":
      return describeChoice(subject, at);
    case "pattern":
      if (node?.kind === "scalar" && label.endsWith(".publicKey")) {
        const mistaken = describeWrongKey(node, label, at);
        if (mistaken !== undefined) return mistaken;
      }
      return buildError("config.invalid-value", `${label}${shown(subject)} is not valid here`, {
        ...at,
        fix: shape?.hint === undefined ? "look at the field's description" : `expected: ${shape.hint}`,
      });
    case "minimum":
      return buildError("config.out-of-range", `${label}${shown(subject)} is too small: at least ${limit}`, at);
    case "exclusiveMinimum":
      return buildError("config.out-of-range", `${label}${shown(subject)} is too small: more than ${limit}`, at);
    case "maximum":
      return buildError("config.out-of-range", `${label}${shown(subject)} is too large: at most ${limit}`, at);
    case "minLength":
      return buildError(
        "config.invalid-value",
        limit === "1" ? `${label} is empty` : `${label} is too short: at least ${limit} characters`,
        at,
      );
    case "maxLength":
      return buildError("config.invalid-value", `${label} is too long: at most ${limit} characters`, at);
    case "minItems":
      return buildError("config.invalid-value", `${label} needs at least ${limit} item${limit === "1" ? "" : "s"}`, at);
    case "maxItems":
      return buildError("config.invalid-value", `${label} takes at most ${limit} item${limit === "1" ? "" : "s"}`, at);
    case "minProperties":
    case "maxProperties":
      return undefined;
    case "uniqueItems":
      return buildError("config.invalid-value", `${label} has the same item twice`, {
        ...at,
        fix: "remove one of them",
      });
  }
}

type At = { readonly range: ReturnType<typeof buildRange>; readonly address?: string };

const NAMES: Readonly<Record<string, string>> = {
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a block",
  null: "nothing",
};

function describeType({ node, shape, label }: ValueError, at: At): Diagnostic {
  const wanted = expected(shape);
  if (node === undefined || (node.kind === "scalar" && node.value === null)) {
    return buildError("config.wrong-type", `${label} is empty, but must be ${wanted}`, {
      ...at,
      fix: "give a value, or remove the line",
    });
  }
  if (node.kind === "scalar" && takesString(shape)) {
    const what = typeof node.value === "boolean" ? "true or false" : "a number";
    const { choices } = shape ?? {};
    const isChoice = choices === undefined || choices.includes(String(node.value));
    return buildError("config.wrong-type", `${label} must be ${wanted}, not ${what}`, {
      ...at,
      fix: isChoice ? "put it in quotes" : `write one of ${choices.join(", ")}`,
    });
  }
  const kind = node.kind === "list" ? "a list" : node.kind === "map" ? "a block" : (NAMES[typeof node.value] ?? "text");
  const isQuotedNumber =
    node.kind === "scalar" &&
    node.sole !== true &&
    typeof node.value === "string" &&
    /^(true|false|[0-9.]+)$/.test(node.value);
  if (isQuotedNumber && !takesString(shape) && shape?.fields === undefined && shape?.items === undefined) {
    return buildError("config.wrong-type", `${label} must be ${wanted}, not ${kind}`, {
      ...at,
      fix: "remove the quotes",
    });
  }
  const fix = node.kind === "scalar" ? fixOfType(node, shape, label) : undefined;
  const more = fix === undefined ? {} : { fix };
  return buildError("config.wrong-type", `${label} must be ${wanted}, not ${kind}`, { ...at, ...more });
}

/** What to write instead of a single value. */
function fixOfType(node: LocatedScalar, shape: Shape | undefined, label: string): string | undefined {
  const given = isPlain(node) && shape?.sensitive !== true ? node.text : "…";
  const { choices } = shape?.items ?? {};
  if (shape?.types.includes("array") === true && choices !== undefined && !choices.includes(given))
    return `write [${choices.join(", ")}], or some of them`;
  if (shape?.types.includes("array") === true) return `put it in brackets: [${given}]`;
  if (shape?.types.includes("boolean") === true) {
    const meant = findOtherValue(given, ["true", "false"]);
    return meant === undefined ? undefined : `write ${meant}`;
  }
  const fields = Object.keys(shape?.fields ?? {});
  if (fields.length === 0 || fields.length > MOST_SHOWN_FIELDS) return undefined;
  const isOneOf = shape?.fields?.["id"] !== undefined && fields.includes("name");
  // "UBUNTU 14.04": the first word names it, and the whole tells it from others of that name.
  const name = fields.includes("description") ? (given.split(" ")[0] ?? given) : given;
  const guesses: Readonly<Record<string, string>> = { name, description: given };
  const values = fields.map((field) => {
    const usual = shape?.fields?.[field]?.choices?.at(-1);
    return `${field}: ${guesses[field] ?? (typeof usual === "number" ? usual : "…")}`;
  });
  const block = isOneOf ? `name: ${given}` : values.join(", ");
  return `write a block: ${label.split(".").at(-1) ?? label}: { ${block} }`;
}

const MOST_SHOWN_FIELDS = 4;

/** Short, and YAML reads it as the same text when it stands in a list or a block. */
function isPlain({ secret, text }: LocatedScalar): boolean {
  return secret !== true && /^[\p{L}\p{N}][\p{L}\p{N} ._/-]{0,40}$/u.test(text);
}

/** What is easily taken for a public key. */
function describeWrongKey({ text, secret }: LocatedScalar, label: string, at: At): Diagnostic | undefined {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text))
    return buildError("config.private-key", `${label} is a private key: only the public one belongs here`, {
      ...at,
      fix: "say ${file:./NAME.pub}, the file beside it; whoever could read this file can use the private one: make a new pair",
    });
  // A key without its kind may hold slashes, too.
  const isPath = secret !== true && /^(?:(?:~|\.{1,2})?\/\S*|\S+\.pub)$/.test(text);
  if (!isPath) return undefined;
  const name = text.split("/").at(-1) ?? text;
  return buildError("config.invalid-value", `${label} is the path of a file, not what is in it`, {
    ...at,
    fix: `copy the file beside the configuration, and say \${file:./${name.endsWith(".pub") ? name : `${name}.pub`}}`,
  });
}

function expected(shape: Shape | undefined): string {
  if (shape?.unit === "size") return "a size such as 512MiB";
  if (shape?.unit === "duration") return "a duration such as 15m";
  if (shape?.choices !== undefined) return `one of ${listChoices(shape)}`;
  const types = (shape?.types ?? []).filter((type) => type !== "null").map((type) => NAMES[type] ?? type);
  return types.length === 0 ? "something else" : types.join(" or ");
}

function listChoices(shape: Shape): string {
  const words = shape.choices?.filter((choice) => shape.words === undefined || typeof choice !== "boolean") ?? [];
  return [...new Set(words.map(String))].join(", ");
}

function describeChoice(subject: ValueError, at: At): Diagnostic {
  const { node, shape, label } = subject;
  const choices = [...new Set((shape?.choices ?? []).map(String))];
  const given = node?.kind === "scalar" ? node.text : "";
  const isText = choices.some((choice) => /[a-z]/i.test(choice));
  const other = isShowable(subject) ? findOtherValue(given, choices) : undefined;
  const closest =
    other !== undefined
      ? `did you mean ${other}?`
      : isText && isShowable(subject)
        ? suggestFix(given, choices)
        : undefined;
  const fix = closest?.startsWith("did you mean") === true ? { fix: closest } : {};
  const list = shape === undefined ? "" : `: it must be ${choices.length === 1 ? "" : "one of "}${listChoices(shape)}`;
  return buildError("config.invalid-value", `${label}${shown(subject)} is not valid${list}`, { ...at, ...fix });
}

function isShowable({ node, shape }: ValueError): boolean {
  return node?.kind === "scalar" && node.secret !== true && shape?.sensitive !== true;
}

/** ` ("x")`: the value as written, where it is short and no secret. */
function shown(subject: ValueError): string {
  const { node } = subject;
  if (!isShowable(subject) || node?.kind !== "scalar" || node.text.length > 60) return "";
  return ` (${typeof node.value === "string" ? JSON.stringify(node.value) : node.text})`;
}
