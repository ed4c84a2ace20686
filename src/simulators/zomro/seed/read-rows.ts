// Rows of seeds and outside changes in the vendor's shapes → checked texts. A scalar may be `{"$": "x"}`, `{"$orig": "on", "$": "Yes"}`, or bare.
import { isJsonObject, type Json, type JsonObject } from "../../engine/json.ts";
import { asArray, asObject, type Shape } from "../../engine/shape.ts";
import { SimInputError } from "../../engine/sim-input-error.ts";

export interface Read<T extends string> {
  row: Record<T, string>;
  rest: JsonObject;
}

interface RowRule<T extends string> {
  fields: readonly T[];
  required: readonly T[];
  defaults?: Partial<Record<T, string>>;
  /** Another name of a field → the field. */
  aliases?: Readonly<Record<string, T>>;
  /** Computed when shown, so not kept. */
  drop?: readonly string[];
}

export function readRow<T extends string>(value: unknown, where: string, rule: RowRule<T>): Read<T> {
  const given = asObject(value, where);
  const row: Partial<Record<T, string>> = {};
  const rest: JsonObject = {};
  for (const [key, member] of Object.entries(given)) {
    const field = rule.aliases?.[key] ?? rule.fields.find((known) => known === key);
    if (field !== undefined) row[field] = textOf(member, `${where}.${key}`);
    else if (!rule.drop?.includes(key)) rest[key] = member;
  }
  const missing = rule.required.filter((field) => (row[field] ?? "") === "");
  if (missing.length > 0) {
    throw new SimInputError(missing.map((field) => `${where}.${field}: expected text, got nothing`));
  }
  const filled = rule.fields.map((field) => [field, row[field] ?? rule.defaults?.[field] ?? ""] as const);
  return { row: Object.fromEntries(filled) as Record<T, string>, rest };
}

/** Flags come with their code in `$orig`, [CP]; an empty element is `{}`, [Z464]. */
export function textOf(value: Json | undefined, where: string): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  // YAML reads a bare on or off as a flag in some of its versions.
  if (typeof value === "boolean") return value ? "on" : "off";
  if (isJsonObject(value)) return textOf(value["$orig"] ?? value["$"], where);
  throw new SimInputError([`${where}: expected text, got a list`]);
}

/** A list as the vendor may send it: an array, one bare object, or nothing. */
export const asElem: Shape<Json[]> = (value, where) => {
  if (value === undefined || value === null) return [];
  return isJsonObject(value) ? [value] : asArray(value, where);
};
