// Maps of which only some entries are ours: what differs, entry by entry. Pure.
import type { Desired } from "./desired.ts";
import { isSameValue } from "./field-compare.ts";
import { isJsonObject, type Json, type JsonObject, jsonAt } from "./json.ts";
import type { TrackedResource } from "./state-document.ts";

export interface EntriesRequest {
  readonly path: string;
  readonly desired: JsonObject;
  readonly tracked: TrackedResource | undefined;
  readonly observed: JsonObject;
  readonly ignore: Desired["lifecycle"]["ignore"];
}

/** Key -> value to set, or null for an entry that was declared once and has to go. Only what differs. */
export function diffEntries({ path, desired, tracked, observed, ignore }: EntriesRequest): JsonObject {
  const wanted = objectAt(desired, path);
  const actual = objectAt(observed, path);
  const differing = Object.keys(wanted).filter((key) => !isSameValue(wanted[key], actual[key]));
  const dropped = Object.keys(objectAt(tracked?.applied ?? {}, path)).filter(
    (key) => !Object.hasOwn(wanted, key) && Object.hasOwn(actual, key),
  );
  if (differing.length === 0 && dropped.length === 0) return {};
  const isOurs = (key: string) => !ignore.includes(`${path}.${key}`) && !ignore.includes(`${path}.*`);
  const changes: [string, Json][] = [
    ...differing.map((key): [string, Json] => [key, wanted[key] ?? null]),
    ...dropped.map((key): [string, Json] => [key, null]),
  ];
  return Object.fromEntries(changes.filter(([key]) => isOurs(key)));
}

/** Of an entry whose value is a secret only the name is on record: what is observed of it is no difference. */
export function withoutSecretEntries(value: JsonObject, recorded: JsonObject | undefined, path: string): JsonObject {
  const names = objectAt(recorded ?? {}, path);
  return Object.fromEntries(Object.entries(value).filter(([key]) => !Object.hasOwn(names, key) || names[key] !== null));
}

export function objectAt(value: JsonObject, path: string): JsonObject {
  const found = jsonAt(value, path);
  return isJsonObject(found) ? found : {};
}
