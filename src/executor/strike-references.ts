// What a deletion of ours takes off other objects is struck from their records in the same write: it was not done behind
// our back. Of keys it is not known that every provider takes them off. Sends nothing.
import type { Address, ResourceType } from "../core/address.ts";
import type { FieldRule, ReferredSection, TypeRules } from "../core/field-rule.ts";
import { jsonAt, withJsonAt } from "../core/json.ts";
import { formatObjectKey, formatPlaceKey } from "../core/object-key.ts";
import type { StateDocument, TrackedResource } from "../core/state-document.ts";
import { withoutPaths } from "../core/tracking.ts";
import type { RunContext } from "./run-context.ts";

/** With the rules of the providers of a run. */
export function strikeGone({ providers }: RunContext, before: StateDocument, after: StateDocument): StateDocument {
  return strikeReferences(
    before,
    after,
    ({ vendor, type }) => [...providers.values()].find((provider) => provider.vendor === vendor)?.rules[type],
  );
}

type FindRules = (resource: Pick<TrackedResource, "vendor" | "type">) => TypeRules | undefined;

const STRUCK: Partial<Record<ReferredSection, ResourceType>> = {
  vms: "vm",
  volumes: "volume",
  interfaces: "interface",
  snapshots: "snapshot",
};

/** `before` is the document that still recorded what is gone in `after`. */
export function strikeReferences(before: StateDocument, after: StateDocument, findRules: FindRules): StateDocument {
  const recorded = new Set(listRecorded(after).map(([key]) => key));
  const gone = new Map(listRecorded(before).filter(([key]) => !recorded.has(key)));
  if (gone.size === 0) return after;
  const resources = Object.entries(after.resources).map(([address, resource]) => [
    address,
    (findRules(resource)?.fields ?? []).reduce((current, rule) => strike(current, gone, rule), resource),
  ]);
  return { ...after, resources: Object.fromEntries(resources) };
}

function strike(resource: TrackedResource, gone: ReadonlyMap<string, Address>, rule: FieldRule): TrackedResource {
  const type = rule.references === undefined ? undefined : STRUCK[rule.references];
  const path = rule.observedAs ?? rule.path;
  const value = jsonAt(resource.observed, path);
  if (type === undefined || value === undefined) return resource;
  const formerOf = (id: unknown) => (typeof id === "string" ? gone.get(formatReferred(resource, type, id)) : undefined);
  if (!Array.isArray(value)) {
    if (formerOf(value) === undefined) return resource;
    return { ...resource, observed: withoutPaths(resource.observed, [path]) };
  }
  const former = value.flatMap((id) => formerOf(id) ?? []);
  if (former.length === 0) return resource;
  const left = value.filter((id) => formerOf(id) === undefined);
  // What will be at the address is not what this was applied for.
  const applied = jsonAt(resource.applied, rule.path);
  const still = Array.isArray(applied) ? applied.filter((address) => !former.includes(String(address))) : undefined;
  return {
    ...resource,
    observed: withJsonAt(resource.observed, path, left),
    applied: still === undefined ? resource.applied : withJsonAt(resource.applied, rule.path, still),
  };
}

/** With the address that holds each. A reference knows the id alone. */
function listRecorded({ resources }: StateDocument): (readonly [string, Address])[] {
  return Object.entries(resources).flatMap(([address, resource]) =>
    [resource, ...(resource.deposed ?? [])].map(
      ({ remoteId }) => [formatReferred(resource, resource.type, remoteId), address] as const,
    ),
  );
}

function formatReferred({ vendor, place }: TrackedResource, type: ResourceType, remoteId: string): string {
  return formatObjectKey(formatPlaceKey(vendor, place), { type, remoteId });
}
