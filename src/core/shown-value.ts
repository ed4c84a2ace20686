// Declared values in texts for people: what came from the environment or a command is never shown. Pure.
import type { Desired } from "./desired.ts";
import { type Json, jsonAt } from "./json.ts";
import { isSecretField } from "./tracking.ts";

/** Stands in a text for a value that must not be shown. */
export const HIDDEN = "***";

/** The value at a path as the summary of a step may say it. `format` gets null where nothing is declared. */
export function showAttribute(
  { attributes, secrets }: Pick<Desired, "attributes" | "secrets">,
  path: string,
  format: (value: Json) => string = String,
): string {
  return isSecretField({ path }, secrets) ? HIDDEN : format(jsonAt(attributes, path) ?? null);
}
