// A world as JSON and back: maps, big and infinite numbers, and what is one object in two places stays one. Knows no vendor.
import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { SimInputError } from "../sim-input-error.ts";

/** `shared`: objects that stand in several places, which say `{"@ref": INDEX}` instead. */
export interface EncodedWorld {
  world: Json;
  shared: Json[];
}

/** Functions and undefined members are left out. A world holds no cycles. */
export function encodeWorld(value: unknown): EncodedWorld {
  const counts = countUses(value);
  const indices = new Map<object, number>();
  const shared: Json[] = [];
  const encode = (one: unknown): Json => {
    if (typeof one !== "object" || one === null) return encodePlain(one);
    if ((counts.get(one) ?? 0) < 2) return encodeObject(one, encode);
    const known = indices.get(one);
    if (known !== undefined) return { "@ref": known };
    const index = shared.push(null) - 1;
    indices.set(one, index);
    shared[index] = encodeObject(one, encode);
    return { "@ref": index };
  };
  return { world: encode(value), shared };
}

function countUses(value: unknown): Map<object, number> {
  const counts = new Map<object, number>();
  const visit = (one: unknown): void => {
    if (typeof one !== "object" || one === null) return;
    const uses = counts.get(one) ?? 0;
    counts.set(one, uses + 1);
    if (uses > 0) return;
    if (one instanceof Map) for (const entry of one) entry.forEach(visit);
    else Object.values(one).forEach(visit);
  };
  visit(value);
  return counts;
}

function encodePlain(value: unknown): Json {
  if (typeof value === "bigint") return { "@big": String(value) };
  if (typeof value === "number" && !Number.isFinite(value)) return { "@number": String(value) };
  return value === undefined ? null : (value as Json);
}

function encodeObject(value: object, encode: (one: unknown) => Json): Json {
  if (Array.isArray(value)) return value.map(encode);
  if (value instanceof Map) return { "@map": [...value].map(([key, one]) => [encode(key), encode(one)]) };
  const kept = Object.entries(value).filter(([, one]) => one !== undefined && typeof one !== "function");
  // Rows come from seeds, so any name may be among their members.
  return Object.fromEntries(kept.map(([name, one]) => [name.startsWith("@") ? `@${name}` : name, encode(one)]));
}

/** Throws SimInputError where it was not written by `encodeWorld`. */
export function decodeWorld({ world, shared }: EncodedWorld): unknown {
  const made = new Map<number, unknown>();
  const decode = (one: Json): unknown => {
    if (Array.isArray(one)) return one.map(decode);
    if (!isJsonObject(one)) return one;
    const [first, ...others] = Object.keys(one);
    const value = first === undefined ? undefined : one[first];
    if (others.length === 0 && first === "@ref") return decodeShared(Number(value));
    if (others.length === 0 && first === "@map") return decodeMap(value, decode);
    if (others.length === 0 && first === "@big") return BigInt(String(value));
    if (others.length === 0 && first === "@number") return Number(value);
    return decodeMembers(one, decode);
  };
  const decodeShared = (index: number): unknown => {
    const encoded = shared[index];
    if (encoded === undefined) throw new SimInputError([`there is no shared object ${index}`]);
    if (!made.has(index)) made.set(index, decode(encoded));
    return made.get(index);
  };
  return decode(world);
}

function decodeMap(value: Json | undefined, decode: (one: Json) => unknown): Map<unknown, unknown> {
  if (!Array.isArray(value)) throw new SimInputError(["a map has no entries"]);
  const entries = value.map((entry) => (Array.isArray(entry) ? entry : []));
  return new Map(entries.map(([key = null, one = null]) => [decode(key), decode(one)] as const));
}

function decodeMembers(object: JsonObject, decode: (one: Json) => unknown): Record<string, unknown> {
  const members = Object.entries(object).map(([name, one]) => [name.replace(/^@@/, "@"), decode(one)] as const);
  return Object.fromEntries(members);
}
