// A project or region that an entry names and the account does not have, or has twice: what there is instead. Pure.
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";
import { findClosest } from "./choose-by-name.ts";

export interface PlaceProblem {
  /** The provider entry. */
  readonly entry: string;
  /** As people write it: `Gcore`. */
  readonly vendor: string;
  readonly what: "project" | "region";
  /** As YAML or a variable says it; undefined where nobody says it and there are several. */
  readonly wanted: string | undefined;
  readonly matches: number;
  readonly all: readonly { readonly id: string; readonly name: string }[];
}

const MOST_LISTED = 10;

export function buildPlaceError({ entry, vendor, what, wanted, matches, all }: PlaceProblem): DiagnosticsError {
  const list = `trueup catalog ${entry} ${what}s`;
  const nameOne = `name one by its id, as ${list} tells it: providers: { ${entry}: { ${what}: "ID" } }`;
  const listed = listPlaces(all, list);
  if (wanted === undefined)
    return fail(`provider.${what}-ambiguous`, `providers.${entry}: the account has several ${what}s: name one`, {
      detail: listed,
      fix: nameOne,
    });
  if (matches > 1)
    return fail(`provider.${what}-ambiguous`, `providers.${entry}: ${vendor} has ${matches} ${what}s named ${wanted}`, {
      detail: listed,
      fix: nameOne,
    });
  const closest = findClosest(
    all.map(({ name }) => name),
    wanted,
  );
  return fail(`provider.${what}-not-found`, `providers.${entry}: ${vendor} has no ${what} ${wanted}`, {
    detail: listed,
    fix: closest === undefined ? nameOne : `did you mean ${what}: ${closest}?`,
  });
}

function fail(code: string, summary: string, more: { readonly detail: string; readonly fix: string }) {
  return new DiagnosticsError([buildError(code, summary, more)]);
}

function listPlaces(all: PlaceProblem["all"], command: string): string {
  if (all.length === 0) return "It has none.";
  const shown = all.slice(0, MOST_LISTED).map(({ id, name }) => (name === "" ? id : `${name} (${id})`));
  const left = all.length - MOST_LISTED;
  return `It has:\n${shown.join("\n")}${left > 0 ? `\nand ${left} more: ${command}` : ""}`;
}
