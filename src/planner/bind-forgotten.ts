// What a plan lets go of is not in the state any more when its operations run: their requests name it by its id. Pure.
import type { Address } from "../core/address.ts";
import { type JsonObject, jsonAt } from "../core/json.ts";
import type { StateEdit } from "../core/plan.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { mapReferences, type Operation } from "../core/step.ts";

export function bindForgotten(
  operations: readonly Operation[],
  edits: readonly StateEdit[],
  tracked: ReadonlyMap<Address, TrackedResource>,
): readonly Operation[] {
  const forgotten = new Set(edits.flatMap((edit) => (edit.kind === "forget" ? [edit.address] : [])));
  if (forgotten.size === 0) return operations;
  const bind = (request: JsonObject) =>
    mapReferences(request, (reference) => {
      const record = reference.$ref === "attribute" ? tracked.get(reference.address) : undefined;
      if (reference.$ref !== "attribute" || record === undefined || !forgotten.has(reference.address))
        return { ...reference };
      if (reference.path === "id") return record.remoteId;
      return reference.path === "name" ? record.name : (jsonAt(record.observed, reference.path) ?? null);
    }) as JsonObject;
  return operations.map((operation) => ({
    ...operation,
    steps: operation.steps.map((step) => ({ ...step, request: bind(step.request) })),
  }));
}
