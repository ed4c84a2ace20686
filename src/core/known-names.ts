// What names meant when they were last looked up: catalogues change under machines that run. Pure.
import type { Json } from "./json.ts";
import type { KnownNames } from "./known-name.ts";
import type { Facts, LookupResult } from "./provider.ts";

/** What was found before holds where a look finds nothing, or more than one, now. */
export function withKnown(facts: Facts, names: KnownNames = {}): Facts {
  const known = Object.entries(names).flatMap(([key, { id, label, detail = {} }]): [string, LookupResult][] =>
    facts[key]?.found === true ? [] : [[key, { found: true, id, label, detail }]],
  );
  return known.length === 0 ? facts : { ...facts, ...Object.fromEntries(known) };
}

/** What has left the catalogue is shown by its id from then on: it is the same as before. */
export function readName(names: KnownNames | undefined, path: string, value: Json | undefined): Json | undefined {
  if (names === undefined || value === undefined) return value;
  const known = Object.values(names).find((name) => name.field === path && String(name.id) === String(value));
  return known?.label ?? value;
}
