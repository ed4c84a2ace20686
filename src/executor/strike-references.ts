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
  const byVendor = new Map([...providers.values()].map(({ vendor, rules }) => [vendor, rules]));
  return strikeReferences(before, after, ({ vendor, type }) => byVendor.get(vendor)?.[type]);
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
  const gone = listGone(before, after);
  if (gone.size === 0) return after;
  const struck = Object.entries(after.resources).flatMap(([address, resource]) => {
    const next = (findRules(resource)?.fields ?? []).reduce((current, rule) => strike(current, gone, rule), resource);
    return next === resource ? [] : [[address, next] as const];
  });
  return struck.length === 0 ? after : { ...after, resources: { ...after.resources, ...Object.fromEntries(struck) } };
}

/** What no record of `after` holds any more, with the address that held it: only records that have changed can tell. */
function listGone(before: StateDocument, after: StateDocument): ReadonlyMap<string, Address> {
  const changed = Object.keys(before.resources).flatMap((address) => {
    const resource = before.resources[address];
    return resource === undefined || after.resources[address] === resource ? [] : listRecorded(address, resource);
  });
  if (changed.length === 0) return new Map();
  const ids = new Set(changed.map(({ remoteId }) => remoteId));
  const still = new Set(
    Object.entries(after.resources).flatMap(([address, resource]) =>
      ids.has(resource.remoteId) || resource.deposed !== undefined
        ? listRecorded(address, resource).map(({ key }) => key)
        : [],
    ),
  );
  return new Map(changed.flatMap(({ key, address }) => (still.has(key) ? [] : [[key, address] as const])));
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
function listRecorded(address: Address, resource: TrackedResource) {
  return [resource, ...(resource.deposed ?? [])].map(({ remoteId }) => ({
    key: formatReferred(resource, resource.type, remoteId),
    remoteId,
    address,
  }));
}

function formatReferred({ vendor, place }: TrackedResource, type: ResourceType, remoteId: string): string {
  return formatObjectKey(formatPlaceKey(vendor, place), { type, remoteId });
}
