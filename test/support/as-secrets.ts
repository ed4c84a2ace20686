// The same declaration with every text and number taken from a secret reference, as a pipeline that knows only its environment has it.
import type { Desired } from "../../src/core/desired.ts";
import type { Json } from "../../src/core/json.ts";

/** References to other resources are no values: they cannot come from a secret. */
const REFERENCE = /^(keys|vms|snapshots|schedules|backupPolicies)\./;

export function asSecrets(resources: readonly Desired[]): Desired[] {
  return resources.map((desired) => ({ ...desired, secrets: listValuePaths(desired.attributes).sort() }));
}

/** A list with a value in it is a secret as a whole, as the loader has it. */
function listValuePaths(value: Json, path = ""): string[] {
  if (typeof value === "number") return [path];
  if (typeof value === "string") return REFERENCE.test(value) ? [] : [path];
  if (Array.isArray(value)) return value.some((item) => listValuePaths(item).length > 0) ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => listValuePaths(item, path === "" ? key : `${path}.${key}`));
}
