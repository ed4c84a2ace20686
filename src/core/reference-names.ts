// Addresses inside recorded attributes: what they are called once the resources that they name have moved. Pure.
import { type Address, resourceOf } from "./address.ts";
import { isJsonObject, type Json, type JsonObject } from "./json.ts";
import type { TrackedResource } from "./state-document.ts";

/** The only attributes that hold addresses; everywhere else a text that looks like one is a text. */
const REFERRING = ["keys", "keyTexts", "vm", "vms", "volume", "volumes", "snapshot", "port"];

export function renameReferences(attributes: JsonObject, rename: (address: Address) => Address): JsonObject {
  const renamed = REFERRING.flatMap((path): [string, Json][] => {
    const value = attributes[path];
    return value === undefined ? [] : [[path, renameIn(value, rename)]];
  });
  return renamed.length === 0 ? attributes : { ...attributes, ...Object.fromEntries(renamed) };
}

/** Derived attributes hold addresses as keys. */
function renameIn(value: Json, rename: (address: Address) => Address): Json {
  if (typeof value === "string") return rename(value);
  if (Array.isArray(value)) return value.map((item: Json) => renameIn(item, rename));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([address, item]) => [rename(address), item]));
}

/** The parent of what is renamed: a part that moves to another machine by itself has that one for its parent. */
export function renameParent(
  parent: Address,
  { from, to }: { readonly from: Address; readonly to: Address },
  rename: (address: Address) => Address,
): Address {
  const isPartOf = from !== to && parent !== from && parent === resourceOf(from);
  return isPartOf ? resourceOf(to) : rename(parent);
}

/** What was left behind for an address waits for it under its new name, and for none once it has that address itself. */
export function withSuccessor(
  resource: TrackedResource,
  to: Address,
  rename: (address: Address) => Address,
): TrackedResource {
  const { replacedBy, ...rest } = resource;
  if (replacedBy === undefined) return resource;
  return replacedBy === to ? rest : { ...rest, replacedBy: rename(replacedBy) };
}
