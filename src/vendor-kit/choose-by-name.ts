// One of many by what YAML calls it: exactly one, or a clear no with what there is instead. Pure.
import leven from "leven";
import type { JsonObject } from "../core/json.ts";
import type { LookupResult } from "../core/provider.ts";

export interface Choosing<T> {
  /** As YAML says it. */
  readonly wanted: string;
  readonly all: readonly T[];
  /** Those of `all` that it may mean. */
  readonly matches: readonly T[];
  /** What the chosen one comes to. */
  readonly found: (one: T) => { readonly id: LookupId; readonly label: string; readonly detail: JsonObject };
  /** For a list that a person chooses from: where nothing matches, the nearest first. */
  readonly describe: (one: T) => string;
  /** What a misspelt name may have meant. */
  readonly names: (one: T) => readonly string[];
}

type LookupId = Extract<LookupResult, { readonly found: true }>["id"];

export function chooseByName<T>({ wanted, all, matches, found, describe, names }: Choosing<T>): LookupResult {
  const [only] = matches;
  if (only !== undefined && matches.length === 1) return { found: true, ...found(only) };
  if (matches.length > 1) return { found: false, problem: "ambiguous", candidates: matches.map(describe) };
  const closest = findClosest(all.flatMap(names), wanted);
  const candidates = sortByNearness(all, names, wanted).map(describe);
  return { found: false, problem: "absent", candidates, ...(closest === undefined ? {} : { closest }) };
}

function sortByNearness<T>(all: readonly T[], names: Choosing<T>["names"], wanted: string): T[] {
  const far = (one: T) => Math.min(...names(one).map((name) => distanceOf(name, wanted)));
  return all
    .map((one) => ({ one, distance: far(one) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ one }) => one);
}

function distanceOf(name: string, wanted: string): number {
  return leven(name.toLowerCase(), wanted.toLowerCase());
}

/** The name that so few letters are wrong in that it may be meant. */
export function findClosest(names: readonly string[], wanted: string): string | undefined {
  const [closest] = [...new Set(names)]
    .filter((name) => name !== "")
    .map((name) => ({ name, distance: distanceOf(name, wanted) }))
    .sort((a, b) => a.distance - b.distance);
  return closest !== undefined && closest.distance <= Math.max(2, wanted.length / 3) ? closest.name : undefined;
}
