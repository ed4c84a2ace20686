// What the blocks of one section have in common, as defaults of the section. Pure; each block means the same afterwards: a field
// is folded only where every block has it, and most of them alike.
import { isSameJson, type Json, type JsonObject } from "../../core/json.ts";

export interface Folded {
  readonly defaults: JsonObject;
  readonly blocks: readonly JsonObject[];
}

/** What tells one block from another, or is a map of its own things. */
const OWN = new Set([
  "name",
  "existing",
  "vm",
  "vms",
  "volume",
  "volumes",
  "interfaces",
  "tags",
  "publicKey",
  "lifecycle",
]);

/** `kept`: fields that stay where they are. */
export function foldDefaults(blocks: readonly JsonObject[], kept: ReadonlySet<string> = new Set()): Folded {
  const fields = Object.keys(blocks[0] ?? {}).filter((field) => !OWN.has(field) && !kept.has(field));
  const defaults = Object.fromEntries(
    fields.flatMap((field): [string, Json][] => {
      const value = chooseDefault(blocks.map((block) => block[field]));
      return value === undefined ? [] : [[field, value]];
    }),
  );
  return { defaults, blocks: blocks.map((block) => without(block, defaults)) };
}

/** Maps are merged deeply: only one that all blocks share alike means the same from above. */
function chooseDefault(values: readonly (Json | undefined)[]): Json | undefined {
  const groups: { readonly value: Json; count: number }[] = [];
  for (const value of values) {
    if (value === undefined) return undefined;
    const group = groups.find((one) => isSameJson(one.value, value));
    if (group === undefined) groups.push({ value, count: 1 });
    else group.count += 1;
  }
  const [most] = groups.toSorted((a, b) => b.count - a.count);
  const isMap = typeof most?.value === "object" && most.value !== null && !Array.isArray(most.value);
  if (most === undefined || values.length < 2 || most.count * 2 <= values.length || (isMap && groups.length > 1))
    return undefined;
  return most.value;
}

function without(block: JsonObject, defaults: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(block).filter(([field, value]) => !isSameJson(defaults[field], value as Json)),
  );
}
