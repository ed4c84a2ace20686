// Values from secret references in the steps that a provider makes: references again, or marked as not to be shown. Pure.
import type { Desired } from "../core/desired.ts";
import { type Json, type JsonObject, jsonAt } from "../core/json.ts";
import type { StepsResult } from "../core/provider.ts";
import { listReferences, type Step } from "../core/step.ts";

interface Secret {
  readonly path: string;
  readonly value: string;
}

/**
 * Attributes whose values are secrets stay references in every step, whatever the provider made of them. `fields`: those
 * that the steps are to bring about together.
 */
export function hideSecrets(desired: Desired | undefined, fields: readonly string[], result: StepsResult): StepsResult {
  if (desired === undefined) return result;
  const { address, attributes } = desired;
  const paths = desired.secrets.filter((path) => jsonAt(attributes, path) !== undefined);
  if (paths.length === 0) return result;
  const secrets = paths.flatMap((path) => listTexts(jsonAt(attributes, path), path));
  const hide = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(hide);
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hide(item as Json)]));
    const secret = secrets.find((item) => item.value === value);
    return secret === undefined ? value : { $ref: "secret", address, path: secret.path };
  };
  return {
    ...result,
    steps: result.steps.map((step) => {
      const hidden = { ...step, request: hide(step.request) as JsonObject };
      return mayTell(hidden, fields, paths) ? { ...hidden, isHidden: true } : hidden;
    }),
  };
}

/** Whether a secret that the step brings about stands in its request as something else than a reference. */
function mayTell(step: Step, fields: readonly string[], paths: readonly string[]): boolean {
  const referred = listReferences(step.request).flatMap((item) => (item.$ref === "secret" ? item.path : []));
  // A step that brings nothing about by itself leads to what the others do.
  const brought = step.fields.length === 0 ? fields : step.fields;
  return paths.some(
    (path) =>
      brought.some((field) => isWithin(path, field)) && !referred.some((reference) => isWithin(reference, path)),
  );
}

function isWithin(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}.`);
}

/** Every text in a value, with its path. */
function listTexts(value: Json | undefined, path: string): Secret[] {
  if (typeof value === "string") return value === "" ? [] : [{ path, value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => listTexts(item as Json, `${path}.${key}`));
}
