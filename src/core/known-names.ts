// What names meant when they were last looked up: catalogues change under machines that run. Pure.
import { isSameJson, type Json, type JsonObject } from "./json.ts";
import type { KnownNames } from "./known-name.ts";
import type { Facts, LookupResult } from "./provider.ts";

/** What was found before holds where a look finds nothing, or more than one, now. */
export function withKnown(facts: Facts, names: KnownNames = {}): Facts {
  if (isAllFound(facts, names)) return facts;
  const met = joined.get(facts) ?? [];
  const same = met.find((one) => isSameJson(one.names as unknown as JsonObject, names as unknown as JsonObject));
  if (same !== undefined) return same.facts;
  const known = Object.entries(names).flatMap(([key, { id, label, detail = {} }]): [string, LookupResult][] =>
    facts[key]?.found === true ? [] : [[key, { found: true, id, label, detail }]],
  );
  const made = { names, facts: { ...facts, ...Object.fromEntries(known) } };
  joined.set(facts, [made, ...met.slice(0, MOST_MET - 1)]);
  return made.facts;
}

interface Joined {
  readonly names: KnownNames;
  readonly facts: Facts;
}

/** Thousands of objects have a few sets of names between them. */
const joined = new WeakMap<Facts, readonly Joined[]>();
const MOST_MET = 8;

function isAllFound(facts: Facts, names: KnownNames): boolean {
  for (const key in names) if (facts[key]?.found !== true) return false;
  return true;
}

/** For a request: what was found before decides only where nothing was looked up, or several have the name now. */
export function withClear(facts: Facts, names: KnownNames = {}): Facts {
  if (isAllFound(facts, names)) return facts;
  const unclear = Object.entries(names).filter(([key]) => {
    const result = facts[key];
    return result === undefined || (!result.found && result.problem === "ambiguous");
  });
  return withKnown(facts, Object.fromEntries(unclear));
}

/** What has left the catalogue, or shares its name now, is shown by its id from then on: it is the same as before. */
export function readName(names: KnownNames | undefined, path: string, value: Json | undefined): Json | undefined {
  if (names === undefined || value === undefined) return value;
  if (Array.isArray(value)) return value.map((item: Json) => readName(names, path, item) ?? item);
  const known = Object.values(names).find((name) => name.field === path && String(name.id) === String(value));
  return known?.label ?? value;
}
