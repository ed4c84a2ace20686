// One described object as the block that declares it: references as the keys of what they name, presets by their name, sizes and
// times with units, `$${` for `${`. Pure.
import type { Section } from "../../core/address.ts";
import { type Described, readReference } from "../../core/described.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { SHAPES } from "../../generated/shapes.ts";
import { fieldOf, type Shape } from "../shape/shape.ts";
import { formatYamlDuration, formatYamlSize } from "../values/parse-units.ts";

export interface BlockContext {
  readonly section: Section;
  readonly vendor: string;
  /** `TYPE ID` of what is declared -> its key; of a disk, its key in its machine. */
  readonly keyOf: (type: string, remoteId: string) => string | undefined;
  /** The name of a preset with this content. */
  readonly presetOf: (policy: JsonObject) => string;
}

export interface Block {
  readonly fields: JsonObject;
  readonly ignore: readonly string[];
  readonly notes: Readonly<Record<string, string>>;
}

/** A text: why it cannot be declared. */
export function resolveBlock(described: Described, context: BlockContext): Block | string {
  const shape = SHAPES[`${context.section}.${context.vendor}`];
  const fields: Record<string, Json> = {};
  const notes: Record<string, string> = { ...described.notes };
  const ignore = [...(described.ignore ?? [])];
  for (const [field, value] of Object.entries(described.fields)) {
    const problem = resolveField({ field, value: value as Json, shape, context }, { fields, notes, ignore });
    if (problem !== undefined) return problem;
  }
  return { fields, notes, ignore };
}

interface Field {
  readonly field: string;
  readonly value: Json;
  readonly shape: Shape | undefined;
  readonly context: BlockContext;
}

interface Filled {
  readonly fields: Record<string, Json>;
  readonly notes: Record<string, string>;
  readonly ignore: string[];
}

function resolveField({ field, value, shape, context }: Field, { fields, notes, ignore }: Filled): string | undefined {
  const { keyOf, presetOf } = context;
  if (field === "backupPolicy" && isJsonObject(value)) {
    fields[field] = presetOf(writeValue(value, SHAPES["backupPolicies"]) as JsonObject);
    return undefined;
  }
  const one = readReference(value);
  if (one !== undefined) {
    const key = keyOf(one.type, one.remoteId);
    if (key === undefined) return `its ${one.type} (${one.remoteId}) is left out`;
    fields[field] = key;
    return undefined;
  }
  const items = Array.isArray(value) ? value.map((item: Json) => readReference(item)) : [];
  if (items.length === 0 || items.some((item) => item === undefined)) {
    fields[field] = writeValue(value, fieldOf(shape, field));
    return undefined;
  }
  const keys = items.flatMap((item) => (item === undefined ? [] : [keyOf(item.type, item.remoteId)]));
  const known = keys.filter((key) => key !== undefined).sort();
  if (field !== "keys" && known.length < keys.length) return `some of its ${field} are left out`;
  if (known.length > 0) fields[field] = known;
  else if (fieldOf(shape, "sendPassword") !== undefined) fields["sendPassword"] = true;
  if (known.length === keys.length) return undefined;
  ignore.push(field);
  notes[known.length > 0 ? field : "sendPassword"] = "it has keys besides that this configuration does not declare";
  return undefined;
}

function writeValue(value: Json, shape: Shape | undefined): Json {
  if (typeof value === "number" && shape?.unit === "size") return formatYamlSize(value);
  if (typeof value === "number" && shape?.unit === "duration") return formatYamlDuration(value);
  if (typeof value === "string") return escapeTemplate(value);
  if (Array.isArray(value)) return value.map((item: Json) => writeValue(item, shape?.items));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, writeValue(item as Json, fieldOf(shape, key))]),
  );
}

/** What a provider calls `${x}` is no reference of ours. */
export function escapeTemplate(text: string): string {
  return text.replaceAll("${", "$$${");
}
