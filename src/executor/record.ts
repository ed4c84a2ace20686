// Changes of the state document that a run makes, as pure functions. Every write of the executor is one of these.
import { type Address, formatAddress, parseAddress, type ResourceType, resourceOf } from "../core/address.ts";
import type { TypeRules } from "../core/field-rule.ts";
import { type JsonObject, jsonAt, withJsonAt } from "../core/json.ts";
import type { Observed } from "../core/observed.ts";
import type { Place } from "../core/place.ts";
import type { SettingsEdit, StateEdit } from "../core/plan.ts";
import { renameParent, renameReferences, withSuccessor } from "../core/reference-names.ts";
import type { Intent, StateDocument, TrackedResource } from "../core/state-document.ts";
import { dropGoneSurplus, dropSurplus } from "../core/surplus.ts";
import { dropDeposed, leaveBehind, takeOver, withoutObject, withoutResource, withResource } from "../core/take-over.ts";
import { UNSENT, withoutClear, withoutPaths } from "../core/tracking.ts";

/** Whether this run has seen, twice, that the object of a record is not there any more. */
export type IsKnownGone = (resource: TrackedResource) => boolean;

export function addIntent(document: StateDocument, intent: Intent): StateDocument {
  return { ...document, pending: [...document.pending.filter((other) => other.id !== intent.id), intent] };
}

/** Nobody can be asked about it any more: what became of it is found out as after an answer that was lost. */
export function withoutHandle({ handle: _handle, ...intent }: Intent): Intent {
  return { ...intent, phase: "intended" };
}

export function removeIntent(document: StateDocument, id: string): StateDocument {
  return { ...document, pending: document.pending.filter((intent) => intent.id !== id) };
}

export function changeIntent(document: StateDocument, id: string, change: Partial<Intent>): StateDocument {
  return {
    ...document,
    pending: document.pending.map((intent) => (intent.id === id ? { ...intent, ...change } : intent)),
  };
}

/**
 * The request has had its effect on `observed`: the record says so, the intent goes, in one write. A change of an object
 * that the address does not hold any more makes no record of it: it was forgotten, or left behind, on purpose.
 */
export function settleOnObject(document: StateDocument, intent: Intent, observed: Observed): StateDocument {
  const record = document.resources[intent.address];
  const isNew = record?.remoteId !== observed.remoteId;
  if (isNew && intent.settle.by !== "match") return removeIntent(document, intent.id);
  if (isNew && record !== undefined && record.remoteId !== intent.replaces?.remoteId)
    return removeIntent(withResource(document, intent.address, leaveBehind(record, observed)), intent.id);
  const base = isNew ? takeOver(record, buildCreated(intent, observed), intent.replaces?.isGone === true) : record;
  const { halfMade: _halfMade, ...kept } = base;
  const resource: TrackedResource = {
    ...kept,
    name: observed.name,
    // A value stands in clear or as a digest, as it was last sent.
    applied: withoutPaths(
      withoutClear(overlay(kept.applied, intent.applied, intent.fields, isNew), intent.secrets),
      Object.keys(intent.digests),
    ),
    digests: { ...withoutKeys(kept.digests, intent.fields), ...intent.digests },
    observed: withoutPaths(observed.attributes, intent.secrets),
    ...(intent.names === undefined ? {} : { names: intent.names }),
  };
  return removeIntent(withResource(document, intent.address, resource), intent.id);
}

function withoutKeys(digests: TrackedResource["digests"], keys: readonly string[]): TrackedResource["digests"] {
  return Object.fromEntries(Object.entries(digests).filter(([path]) => !keys.includes(path)));
}

/** Fields of a tracked object that hold, seen on the object itself. */
export function recordFields(
  document: StateDocument,
  address: Address,
  observed: Observed,
  { applied, fields, secrets }: Pick<Intent, "applied" | "fields" | "secrets">,
): StateDocument {
  const record = document.resources[address];
  if (record?.remoteId !== observed.remoteId) return document;
  return withResource(document, address, {
    ...record,
    name: observed.name,
    applied: withoutClear(overlay(record.applied, applied, fields, false), secrets),
    observed: withoutPaths(observed.attributes, secrets),
  });
}

function buildCreated(intent: Intent, observed: Observed): TrackedResource {
  return {
    type: intent.type,
    vendor: intent.vendor,
    provider: intent.provider,
    place: intent.place,
    remoteId: observed.remoteId,
    name: observed.name,
    ...(intent.parent === undefined ? {} : { parent: intent.parent }),
    ...(observed.parentId === undefined ? {} : { parentId: observed.parentId }),
    made: true,
    applied: {},
    observed: {},
    digests: {},
    lifecycle: intent.lifecycle,
    timeouts: intent.timeouts,
    dependsOn: intent.dependsOn,
  };
}

function overlay(applied: JsonObject, from: JsonObject, fields: readonly string[], isNew: boolean): JsonObject {
  if (isNew) return from;
  return fields.reduce<JsonObject>((result, path) => {
    const value = jsonAt(from, path);
    return value === undefined ? result : withJsonAt(result, path, value);
  }, applied);
}

/** The operation failed, but the object is there: it is kept, so that it is neither lost nor bought again. */
export function keepHalfMade(
  document: StateDocument,
  intent: Intent,
  observed: Observed,
  rules: TypeRules,
  reason: string,
): StateDocument {
  // Nothing proves that write-only values arrived: they count as not sent.
  const unsent = Object.fromEntries(Object.keys(intent.digests).map((path) => [path, UNSENT]));
  const settled = settleOnObject(document, { ...intent, digests: unsent }, observed);
  const resource = settled.resources[intent.address];
  const fields = intent.fields.filter((path) => rules.fields.some((rule) => rule.path === path && rule.readable));
  return resource?.remoteId === observed.remoteId
    ? withResource(settled, intent.address, { ...resource, halfMade: { reason, fields } })
    : settled;
}

/** The object is gone, and with it the records of what died with it. */
export function settleDeletion(document: StateDocument, intent: Intent): StateDocument {
  return settleRecord(dropGoneSurplus(document, intent), intent);
}

function settleRecord(document: StateDocument, intent: Intent): StateDocument {
  const resource = document.resources[intent.address];
  if (resource === undefined) return removeIntent(document, intent.id);
  const isDeposed = resource.remoteId !== intent.remoteId;
  const rest = isDeposed
    ? withResource(document, intent.address, dropDeposed(resource, intent.remoteId ?? ""))
    : withoutObject(document, intent.address);
  return removeIntent(withoutParts(rest, intent), intent.id);
}

/** Parts that cannot exist without the object have gone with it: by our own request, not behind our back. */
export function withoutParts(
  document: StateDocument,
  { address, remoteId }: Pick<Intent, "address" | "remoteId">,
  isDead: (type: ResourceType) => boolean = () => true,
): StateDocument {
  const parts = Object.entries(document.resources).filter(
    ([, { parent, parentId, type }]) =>
      parent === address && remoteId !== undefined && parentId === remoteId && isDead(type),
  );
  return parts.reduce((rest, [part]) => withoutResource(rest, part), document);
}

/** Moves happen at once, so that swaps work, and take parts along; then the other edits in order. */
export function applyEdits(
  document: StateDocument,
  edits: readonly StateEdit[],
  isKnownGone: IsKnownGone = () => false,
): StateDocument {
  const moves = new Map(edits.flatMap((edit) => (edit.kind === "move" ? [[edit.from, edit.to] as const] : [])));
  const rename = (address: Address) => moves.get(address) ?? renamePart(moves, address);
  const left = new Set(edits.flatMap((edit) => (edit.kind === "move" && edit.isLeft === true ? [edit.from] : [])));
  const moved = Object.fromEntries(
    Object.entries(document.resources).map(([address, resource]) => [
      rename(address),
      {
        ...renameInside(resource, address, rename, left),
        ...(left.has(address) ? { replacedBy: address } : {}),
      },
    ]),
  );
  const pending = document.pending.map((intent) => ({
    ...intent,
    address: rename(intent.address),
    ...(intent.parent === undefined ? {} : { parent: rename(intent.parent) }),
    dependsOn: intent.dependsOn.map(rename),
  }));
  return edits.reduce<StateDocument>(
    (current, edit) => applyEdit(current, edit, isKnownGone),
    moves.size === 0 ? document : { ...document, resources: moved, pending, ...renameSurplus(document, rename) },
  );
}

function renameSurplus({ surplus }: StateDocument, rename: (address: Address) => Address) {
  if (surplus === undefined) return {};
  return { surplus: surplus.map((one) => ({ ...one, address: rename(one.address) })) };
}

function renamePart(moves: ReadonlyMap<Address, Address>, address: Address): Address {
  const child = parseAddress(address)?.child;
  const target = parseAddress(moves.get(resourceOf(address)) ?? "");
  return child === undefined || target === undefined ? address : formatAddress({ ...target, child });
}

function renameInside(
  resource: TrackedResource,
  from: Address,
  rename: (address: Address) => Address,
  left: ReadonlySet<Address>,
): TrackedResource {
  const { parent } = resource;
  // Whoever waits for an address goes on waiting for that, when what is there now is left behind, too.
  const successor = withSuccessor(resource, rename(from), (address) => (left.has(address) ? address : rename(address)));
  return {
    ...successor,
    ...(parent === undefined ? {} : { parent: renameParent(parent, { from, to: rename(from) }, rename) }),
    applied: renameReferences(resource.applied, rename),
    dependsOn: resource.dependsOn.map(rename),
  };
}

function applyEdit(document: StateDocument, edit: StateEdit, isKnownGone: IsKnownGone): StateDocument {
  switch (edit.kind) {
    case "move":
      return document;
    case "forget":
      return withoutObject(document, edit.address);
    case "track": {
      const previous = document.resources[edit.address];
      const isGone = previous !== undefined && isKnownGone(previous);
      return withResource(document, edit.address, takeOver(previous, edit.resource, isGone));
    }
    case "settings":
      return withSettings(document, edit);
    case "place":
      return withPlace(document, edit.address, edit.place);
    case "done-moves": {
      const { moved: _moved, ...rest } = document;
      return edit.moved.length === 0 ? rest : { ...rest, moved: edit.moved };
    }
    case "drop-surplus":
      return dropSurplus(document, edit.address, edit.remoteId);
    case "drop-deposed": {
      const resource = document.resources[edit.address];
      return resource === undefined
        ? document
        : withResource(document, edit.address, dropDeposed(resource, edit.remoteId));
    }
  }
}

function withPlace(document: StateDocument, address: Address, place: Place): StateDocument {
  const resource = document.resources[address];
  return {
    ...(resource === undefined ? document : withResource(document, address, { ...resource, place })),
    pending: document.pending.map((intent) => (intent.address === address ? { ...intent, place } : intent)),
  };
}

/** What is still to come of a request is protected, or waited for, like what is there already. */
function withSettings(
  document: StateDocument,
  { address, lifecycle, timeouts, dependsOn }: SettingsEdit,
): StateDocument {
  const settings = { lifecycle, timeouts, dependsOn };
  const resource = document.resources[address];
  const pending = document.pending.map((intent) => (intent.address === address ? { ...intent, ...settings } : intent));
  return {
    ...(resource === undefined ? document : withResource(document, address, { ...resource, ...settings })),
    pending,
  };
}
