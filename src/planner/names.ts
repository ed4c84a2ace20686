// Names in YAML that stand for something of the provider's (image, flavor, network): which must be looked up, what they
// meant before, and what is wrong with those that mean nothing now. Pure.
import type { Desired } from "../core/desired.ts";
import { buildError, buildWarning, type Diagnostic } from "../core/diagnostic.ts";
import { isSameJson, type Json, type JsonObject, jsonAt } from "../core/json.ts";
import type { KnownName, KnownNames } from "../core/known-name.ts";
import type { Facts, Lookup, Provider } from "../core/provider.ts";
import { HIDDEN } from "../core/shown-value.ts";
import { formatLookup } from "../core/step.ts";
import { isSecretField } from "../core/tracking.ts";
import { titleOfVendor } from "../core/vendor-title.ts";
import { isIgnored } from "./diff-fields.ts";

type Asked = Pick<Provider, "lookups">;

/** For an object that is there, the names of ignored fields do not matter. */
export function listLookups(provider: Asked, desired: Desired, purpose: "create" | "update"): readonly Lookup[] {
  const { ignore } = desired.lifecycle;
  const lookups = provider.lookups(desired, purpose);
  if (purpose === "create" || ignore.length === 0) return lookups;
  return lookups.filter(({ field }) => field === undefined || !isIgnored(field, ignore));
}

/** Those that the record does not tell: what YAML says as before is not looked up again. */
export function listUnknown(provider: Asked, desired: Desired, names: KnownNames = {}): Lookup[] {
  return listLookups(provider, desired, "update").filter(({ kind, by }) => names[formatLookup(kind, by)] === undefined);
}

/** To be recorded: what each name of a resource means. */
export function recordNames(provider: Asked, desired: Desired, facts: Facts): KnownNames {
  const secrets = desired.secrets.map((path) => jsonAt(desired.attributes, path));
  const names: Record<string, KnownName> = {};
  for (const { kind, by, field, keep = [] } of listLookups(provider, desired, "update")) {
    const key = formatLookup(kind, by);
    const result = facts[key];
    if (field === undefined || result?.found !== true || isSecretField({ path: field }, desired.secrets)) continue;
    if (secrets.length > 0 && containsAny(by, secrets)) continue;
    const { id, label } = result;
    names[key] = keep.length === 0 ? { field, id, label } : { field, id, label, detail: pick(result.detail, keep) };
  }
  return names;
}

/** One name may be looked up by another that is a secret (a system by its tariff). */
function containsAny(by: JsonObject, secrets: readonly (Json | undefined)[]): boolean {
  return Object.values(by).some((value) => value !== null && secrets.some((secret) => isSameJson(secret, value)));
}

function pick(detail: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(detail).filter(([key]) => keys.includes(key)));
}

/** An error for each name that means nothing where `isNeeded`, a warning for the others. */
export function checkNames(
  desired: Desired,
  lookups: readonly Lookup[],
  facts: Facts,
  isNeeded: (lookup: Lookup) => boolean,
): Diagnostic[] {
  const unresolved = lookups.filter(({ kind, by, mayBeUnlisted }) => {
    const result = facts[formatLookup(kind, by)];
    return result?.found === false && !(mayBeUnlisted === true && result.candidates.length === 0);
  });
  return unresolved
    .filter(({ hangsOn = [] }) => !unresolved.some((other) => hangsOn.includes(other.kind)))
    .map((lookup) => describeUnresolved(desired, lookup, facts, isNeeded(lookup)));
}

const MOST_LISTED = 30;
/** Of what is there instead of a name that nothing has: the nearest come first. */
const MOST_NEAREST = 5;

function listCandidates(candidates: readonly string[], most: number, provider: string): { readonly detail?: string } {
  const left = candidates.length - most;
  // One more line is no longer than saying that there is one more.
  if (left <= 1) return candidates.length === 0 ? {} : { detail: `It has:\n${candidates.join("\n")}` };
  const shown = candidates.slice(0, most).join("\n");
  return { detail: `It has:\n${shown}\nand ${left} more: trueup catalog ${provider}` };
}

function describeUnresolved(desired: Desired, lookup: Lookup, facts: Facts, isNeeded: boolean): Diagnostic {
  const { kind, by, field = kind, what = field, tellApart = "name it by its id" } = lookup;
  const result = facts[formatLookup(kind, by)];
  const { candidates = [], closest, problem } = result?.found === false ? result : { problem: "absent" };
  const wanted = isSecretField({ path: field }, desired.secrets)
    ? HIDDEN
    : (lookup.shown ?? String(by["name"] ?? jsonAt(desired.attributes, field) ?? ""));
  const vendor = titleOfVendor(desired.vendor);
  const listed = listCandidates(candidates, problem === "ambiguous" ? MOST_LISTED : MOST_NEAREST, desired.provider);
  const where = { address: desired.address, range: desired.ranges[field] ?? desired.range };
  const { address } = desired;
  const [code, summary, fix] =
    problem === "ambiguous"
      ? ["provider.ambiguous-name", `${address}: ${vendor} has more than one ${what} ${wanted}`, tellApart]
      : [
          "provider.name-not-found",
          `${address}: ${vendor} has no ${what} ${wanted}`,
          closest === undefined ? undefined : `did you mean ${closest}?`,
        ];
  if (isNeeded) return buildError(code, summary, { ...where, ...listed, ...(fix === undefined ? {} : { fix }) });
  return buildWarning(code, summary, {
    ...where,
    detail: "Nothing of this plan needs it. It must be found once the object is to be made anew.",
    ...(problem === "ambiguous" ? { fix: tellApart } : {}),
  });
}
