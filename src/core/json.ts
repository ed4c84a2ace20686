// Plain JSON values and the few structural operations the pure layers need on them. Knows nothing of resources.

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Deep equality; object keys are compared as sets, arrays in order. */
export function isSameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isSameJson(item, b[index]));
  }
  if (isJsonObject(a) && isJsonObject(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSameJson(a[key], b[key]))
    );
  }
  return false;
}

/** The same value with the keys of every object in code-unit order: the form to compare and to hash. */
export function sortJson(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortJson);
  if (!isJsonObject(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sortJson(value[key] as Json)]));
}

/** The same value with the items of every list in one order: lists of vendors are sets, and come as each answer has them. */
export function sortLists(value: Json): Json {
  if (isJsonObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sortLists(item as Json)]));
  if (!Array.isArray(value)) return value;
  const items = (value as readonly Json[]).map((item) => sortJson(sortLists(item)));
  const keyed = items.map((item) => [JSON.stringify(item), item] as const);
  return keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item);
}

/** `a.b.c` inside an object, or undefined. A key with dots (a tag's) is found as the last one of a path. */
export function jsonAt(value: Json | undefined, path: string): Json | undefined {
  if (path === "") return value;
  let at: Json | undefined = value;
  for (let rest = path; ; ) {
    if (isJsonObject(at) && Object.hasOwn(at, rest)) return at[rest];
    const dot = rest.indexOf(".");
    const key = dot < 0 ? rest : rest.slice(0, dot);
    if (Array.isArray(at)) at = at[Number(key)];
    else if (isJsonObject(at) && Object.hasOwn(at, key)) at = at[key];
    else return undefined;
    if (dot < 0) return at;
    rest = rest.slice(dot + 1);
  }
}

/** A copy with `path` set to `next` (or removed when undefined); objects on the way are made. */
export function withJsonAt(value: JsonObject, path: string, next: Json | undefined): JsonObject {
  const [head = "", ...rest] = Object.hasOwn(value, path) ? [path] : path.split(".");
  const child = Object.hasOwn(value, head) ? value[head] : undefined;
  const replaced = rest.length === 0 ? next : withJsonAt(isJsonObject(child) ? child : {}, rest.join("."), next);
  const copy: Record<string, Json> = { ...value };
  if (replaced === undefined) delete copy[head];
  else copy[head] = replaced;
  return copy;
}
