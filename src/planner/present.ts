// Pictures of one resource for people and for the plan document: references as addresses, secrets absent. Pure.
import { withoutSent } from "../core/derived-secrets.ts";
import { objectAt, withoutSecretEntries } from "../core/entries.ts";
import type { TypeRules } from "../core/field-rule.ts";
import { type Json, type JsonObject, jsonAt, withJsonAt } from "../core/json.ts";
import type { Observed } from "../core/observed.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { withoutPaths } from "../core/tracking.ts";
import { type DiffRequest, nameReferences } from "./diff-fields.ts";

export function presentObserved(
  observed: Observed,
  rules: TypeRules,
  nameOf: DiffRequest["nameOf"],
  secrets: readonly string[] = [],
): JsonObject {
  let picture: JsonObject = { id: observed.remoteId, ...withoutPaths(observed.attributes, secrets) };
  for (const rule of rules.fields) {
    if (rule.references === undefined) continue;
    const value = jsonAt(picture, rule.path);
    if (value !== undefined) picture = withJsonAt(picture, rule.path, nameReferences(rule, value, { nameOf }));
  }
  return picture;
}

/**
 * An object that YAML tells nothing of any more: what was a secret when it was recorded is not on record, and not shown.
 */
export function presentRecorded(
  observed: Observed,
  tracked: TrackedResource | undefined,
  rules: TypeRules,
  nameOf: DiffRequest["nameOf"],
): JsonObject {
  if (tracked === undefined) return presentObserved(observed, rules, nameOf);
  const unrecorded = rules.fields
    .map((rule) => rule.observedAs ?? rule.path)
    .filter((path) => jsonAt(tracked.observed, path) === undefined);
  let attributes = withoutPaths(observed.attributes, unrecorded);
  for (const { compare, path } of rules.fields)
    if (compare === "entries" && jsonAt(attributes, path) !== undefined)
      attributes = withJsonAt(
        attributes,
        path,
        withoutSecretEntries(objectAt(attributes, path), tracked.applied, path),
      );
  return presentObserved({ ...observed, attributes }, rules, nameOf);
}

/** Desired attributes without what is sensitive; the paths that were left out are returned, too. */
export function presentDesired(
  attributes: JsonObject,
  rules: TypeRules,
  secrets: readonly string[],
): { readonly picture: JsonObject; readonly sensitive: readonly string[] } {
  const sensitive = listSensitivePaths(attributes, rules, secrets);
  let picture: JsonObject = withoutSent(attributes);
  for (const path of sensitive) picture = withJsonAt(picture, path, undefined);
  for (const rule of rules.fields) if (rule.derived !== undefined) picture = withJsonAt(picture, rule.path, undefined);
  return { picture, sensitive };
}

export function listSensitivePaths(attributes: JsonObject, rules: TypeRules, secrets: readonly string[]): string[] {
  const ruled = rules.fields.filter((rule) => rule.sensitive === true).map((rule) => rule.path);
  const shown = withoutSent(attributes);
  return [...new Set([...ruled, ...secrets])].filter((path) => jsonAt(shown, path) !== undefined).sort();
}

/** `before` with the given fields set to what they will be. */
export function presentAfter(
  before: JsonObject,
  changes: readonly { readonly path: string; readonly after: Json | undefined }[],
): JsonObject {
  return changes.reduce<JsonObject>(
    (picture, { path, after }) => (after === undefined ? picture : withJsonAt(picture, path, after)),
    before,
  );
}
