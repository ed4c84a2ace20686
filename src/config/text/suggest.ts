// "Did you mean": the closest of the known names. Pure.
import { closestMatch } from "leven";

const MAX_LISTED = 14;

export function suggestName(name: string, known: readonly string[]): string | undefined {
  if (name.length > 80 || known.length > 2000) return undefined;
  const lower = name.toLowerCase();
  const caseless = known.find((candidate) => candidate.toLowerCase() === lower);
  if (caseless !== undefined) return caseless;
  const letters = [...lower].sort().join("");
  const swapped = known.find((candidate) => [...candidate.toLowerCase()].sort().join("") === letters);
  if (swapped !== undefined) return swapped;
  const plural = known.find((candidate) => candidate.toLowerCase() === `${lower}s`);
  if (plural !== undefined) return plural;
  return closestMatch(name, known, { maxDistance: name.length <= 4 ? 1 : name.length <= 7 ? 2 : 3 });
}

/** The fix for a wrong name: the closest one, or the list of all when it is short. */
export function suggestFix(name: string, known: readonly string[]): string | undefined {
  const closest = suggestName(name, known);
  if (closest !== undefined) return `did you mean ${closest}?`;
  return known.length > 0 && known.length <= MAX_LISTED ? `known here: ${known.join(", ")}` : undefined;
}

/** The same, with the whole list where no name is close. */
export function suggestOneOf(name: string, known: readonly string[]): string {
  const closest = suggestName(name, known);
  return closest === undefined ? `one of: ${known.join(", ")}` : `did you mean ${closest}?`;
}
