// How tracked records are made and changed: what an apply remembers of each object. Pure; never holds a secret.

import type { Address } from "./address.ts";
import { comparableKey } from "./comparable-key.ts";
import type { Desired } from "./desired.ts";
import { sortSet } from "./field-compare.ts";
import type { FieldRule, TypeRules } from "./field-rule.ts";
import { isSameJson, type Json, type JsonObject, jsonAt, sortJson, withJsonAt } from "./json.ts";
import type { KnownNames } from "./known-name.ts";
import type { Observed } from "./observed.ts";
import type { Place } from "./place.ts";
import type { TrackedResource } from "./state-document.ts";

/** Marks a write-only secret that is declared but was not sent yet: a record that differs from every digest. */
export const UNSENT = "unsent";

export interface TrackRequest {
  readonly desired: Desired;
  readonly rules: TypeRules;
  readonly place: Place;
  readonly observed: Observed;
  readonly parent?: Address;
  readonly names?: KnownNames;
}

/**
 * The record of an object that was not ours before. Readable fields count as applied; of write-only ones there is no
 * record, so they are taken as equal and never sent on adoption.
 */
export function buildAdopted({ desired, rules, place, observed, parent, names }: TrackRequest): TrackedResource {
  const paths = rules.fields.filter((rule) => rule.readable).map((rule) => rule.path);
  return {
    type: desired.type,
    vendor: desired.vendor,
    provider: desired.provider,
    place,
    remoteId: observed.remoteId,
    name: observed.name,
    ...(parent === undefined ? {} : { parent }),
    ...(observed.parentId === undefined ? {} : { parentId: observed.parentId }),
    ...(desired.existing === undefined ? {} : { existing: true }),
    applied: mergeApplied({}, withoutSecrets(desired, rules), paths, rules),
    observed: withoutPaths(observed.attributes, desired.secrets),
    digests: {},
    ...(names === undefined ? {} : { names }),
    ...settingsOf(desired),
  };
}

/** Without the values at the given paths: what came from `env` or `exec` is a secret wherever it stands. */
export function withoutPaths(attributes: JsonObject, paths: readonly string[]): JsonObject {
  return paths.reduce<JsonObject>(
    (result, path) => (jsonAt(result, path) === undefined ? result : withJsonAt(result, path, undefined)),
    attributes,
  );
}

/** Of what was recorded before: what YAML took literally then and takes from a secret reference now. Names of entries stay. */
export function withoutClear(applied: JsonObject, secrets: readonly string[]): JsonObject {
  return withoutPaths(
    applied,
    secrets.filter((path) => jsonAt(applied, path) !== null),
  );
}

/** What of the declared attributes may be recorded: of a map of entries the names of all of them, to know later which were ours. */
export function withoutSecrets(
  { attributes, secrets }: Pick<Desired, "attributes" | "secrets">,
  rules: TypeRules,
): JsonObject {
  const maps = rules.fields.filter((rule) => rule.compare === "entries").map((rule) => `${rule.path}.`);
  return secrets.reduce<JsonObject>((result, path) => {
    if (jsonAt(result, path) === undefined) return result;
    return withJsonAt(result, path, maps.some((map) => path.startsWith(map)) ? null : undefined);
  }, attributes);
}

/** `applied` with the given paths taken from the desired attributes; secrets are left out. */
export function mergeApplied(
  applied: JsonObject,
  attributes: JsonObject,
  paths: readonly string[],
  rules: TypeRules,
): JsonObject {
  let result = applied;
  for (const path of paths) {
    const rule = rules.fields.find((item) => item.path === path);
    const value = jsonAt(attributes, path);
    if (rule === undefined || rule.sensitive === true || value === undefined) continue;
    if (!isSameJson(jsonAt(result, path), value)) result = withJsonAt(result, path, value);
  }
  return result;
}

/** Never recorded in clear: by its rule, or because YAML takes the value, or a part of it, from a secret reference. */
export function isSecretField({ path, sensitive }: Pick<FieldRule, "path" | "sensitive">, secrets: readonly string[]) {
  return sensitive === true || secrets.some((secret) => secret === path || secret.startsWith(`${path}.`));
}

/** The text that a digest is made of. */
export function formatDigestInput({ compare }: Pick<FieldRule, "compare">, value: Json): string {
  if (typeof value === "string") return compare === "public-key" ? comparableKey(value) : value;
  return JSON.stringify(sortJson(compare === "set" ? sortSet(value) : value));
}

/** Records that write-only fields are declared for a new object but not sent yet: they differ until they are sent. */
export function markUnsent(
  attributes: JsonObject,
  rules: TypeRules,
  secrets: readonly string[],
): { applied: JsonObject; digests: Record<string, string> } {
  let applied: JsonObject = {};
  const digests: Record<string, string> = {};
  for (const rule of rules.fields) {
    if (rule.readable || rule.onChange === "create-only" || jsonAt(attributes, rule.path) === undefined) continue;
    if (isSecretField(rule, secrets)) digests[rule.path] = UNSENT;
    else applied = withJsonAt(applied, rule.path, null);
  }
  return { applied, digests };
}

/** What outlives the YAML block. */
export function settingsOf(desired: Desired): Pick<TrackedResource, "lifecycle" | "timeouts" | "dependsOn"> {
  return { lifecycle: desired.lifecycle, timeouts: desired.timeouts, dependsOn: desired.dependsOn };
}
