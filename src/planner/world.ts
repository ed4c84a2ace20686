// Index over what was observed and what is tracked: by object, by account, and from remote ids to addresses. Pure.
import type { Address, ResourceType } from "../core/address.ts";
import { formatObjectKey, formatPlaceKey } from "../core/object-key.ts";
import type { Observed } from "../core/observed.ts";
import type { PlanEntry } from "../core/plan.ts";
import type { Intent, StateDocument, TrackedResource } from "../core/state-document.ts";
import { type PlanInput, type PlanProvider, placeOf } from "./plan-input.ts";
import { createWorldIndex, indexParts, type WorldIndex } from "./world-index.ts";

export interface World extends WorldIndex {
  readonly input: PlanInput;
  /** Tracked resources by their address after all moves. */
  readonly tracked: ReadonlyMap<Address, TrackedResource>;
  readonly byObject: ReadonlyMap<string, Observed>;
  /** Object key -> address that holds it. */
  readonly recordedAt: Pick<ReadonlyMap<string, Address>, "get" | "has">;
  /** The same by type and id alone, as references know it. */
  readonly names: ReadonlyMap<string, Address>;
  /** Object key -> address that this plan takes the object over for: names for references, no more. */
  readonly adopting: ReadonlyMap<string, Address>;
  /** Tracked resources whose parent is at this address. */
  partsOf(parent: Address): readonly (readonly [Address, TrackedResource])[];
  /** What this plan does with each address, as far as it is decided: parents come before their parts. */
  readonly decided: ReadonlyMap<Address, PlanEntry["action"]>;
  /** Parts of an address that this plan deletes with it. */
  dying(address: Address): Dying;
  /** Whether a tracked part that hangs on `holder` is still to be there once this plan has deleted that. */
  keeps(part: Address, holder: Address): boolean;
  /** The provider entry that reaches a place, if one is configured. */
  providerAt(vendor: string, place: TrackedResource["place"]): PlanProvider | undefined;
  observedAt(placeKey: string, type: ResourceType): readonly Observed[];
  observedOf(resource: TrackedResource): Observed | undefined;
  /** The address that holds a remote id, or a name, of this type in this place; `#id` for what is not ours. */
  nameOf(placeKey: string, type: ResourceType, value: string, by?: "name"): string;
}

/** What becomes of the parts of what this plan deletes. */
export interface PartFates {
  dying(world: World, address: Address): Dying;
  keeps(world: World, part: Address, holder: Address): boolean;
}

export type Dying = readonly { readonly address: Address; readonly type: ResourceType; readonly remoteId: string }[];

/** What one pass of the planner has found out, for those after it. */
export interface Findings {
  readonly adopting?: World["adopting"];
  readonly decided?: World["decided"];
  readonly fates?: PartFates;
}

/** What is there and what is on record, before anything is matched or decided. */
export function buildWorld(input: PlanInput, tracked: ReadonlyMap<Address, TrackedResource>): World {
  const recorded = new Map<string, Address>();
  for (const [address, resource] of tracked) for (const key of listKeys(resource)) recorded.set(key, address);
  const pending = indexPending(input.state?.pending ?? []);
  return assembleWorld(indexSeen(input), { tracked, recorded, pending, names: indexNames(tracked) });
}

/**
 * The world of a run whose state goes on: what was seen before stays, and a record that changes costs what it is, however
 * large the state is.
 */
export function followState(input: PlanInput): (document: Followed) => World {
  const seen = indexSeen(input);
  const tracked = new Map<Address, TrackedResource>();
  const recorded = new Map<string, Address>();
  const names = new Map<string, Address>();
  const forget = (address: Address, resource: TrackedResource) => {
    tracked.delete(address);
    for (const key of listKeys(resource)) if (recorded.get(key) === address) recorded.delete(key);
    if (names.get(nameKeyOf(resource)) === address) names.delete(nameKeyOf(resource));
  };
  let last: { readonly document: Followed; readonly world: World } | undefined;
  const follow = (resources: Followed["resources"]) => {
    for (const [address, resource] of tracked) if (resources[address] !== resource) forget(address, resource);
    for (const address of Object.keys(resources)) {
      const resource = tracked.has(address) ? undefined : resources[address];
      if (resource === undefined) continue;
      tracked.set(address, resource);
      for (const key of listKeys(resource)) recorded.set(key, address);
      names.set(nameKeyOf(resource), address);
    }
  };
  return (document) => {
    if (last?.document === document) return last.world;
    if (last?.document.resources !== document.resources) follow(document.resources);
    const world = assembleWorld(seen, { tracked, recorded, pending: indexPending(document.pending), names });
    last = { document, world };
    return world;
  };
}

type Followed = Pick<StateDocument, "resources" | "pending">;

interface Seen extends WorldIndex, Pick<World, "input" | "byObject" | "observedAt" | "providerAt"> {}

function indexSeen(input: PlanInput): Seen {
  const { byObject, byPlace, lists } = indexObserved(input);
  const observedAt: World["observedAt"] = (placeKey, type) => lists.get(`${placeKey} ${type}`) ?? [];
  return {
    ...createWorldIndex(input, observedAt),
    input,
    byObject,
    observedAt,
    providerAt: (vendor, place) => byPlace.get(formatPlaceKey(vendor, place)),
  };
}

interface OnRecord {
  readonly tracked: ReadonlyMap<Address, TrackedResource>;
  readonly recorded: ReadonlyMap<string, Address>;
  /** What a pending request has made: the record of an address goes before it. */
  readonly pending: ReadonlyMap<string, Address>;
  readonly names: ReadonlyMap<string, Address>;
}

function assembleWorld(seen: Seen, { tracked, recorded, pending, names }: OnRecord): World {
  const world = {
    ...seen,
    partsOf: indexParts(tracked),
    tracked,
    recordedAt: {
      get: (key: string) => recorded.get(key) ?? pending.get(key),
      has: (key: string) => recorded.has(key) || pending.has(key),
    },
    names,
    adopting: new Map(),
    decided: new Map(),
    dying: () => [],
    keeps: () => true,
    observedOf: (resource: TrackedResource) => seen.byObject.get(objectKeyOf(resource)),
  };
  return withFindings(world, {});
}

/** The same world, seen with what a pass has found out. */
export function withFindings(world: Omit<World, "nameOf">, { fates, ...found }: Findings): World {
  const next: World = {
    ...world,
    ...found,
    ...(fates === undefined
      ? {}
      : {
          dying: (address: Address) => fates.dying(next, address),
          keeps: (part: Address, holder: Address) => fates.keeps(next, part, holder),
        }),
    nameOf: (placeKey, type, value, by) => nameObject(next, { placeKey, type, value, by }),
  };
  return next;
}

interface Named {
  readonly placeKey: string;
  readonly type: ResourceType;
  readonly value: string;
  readonly by: "name" | undefined;
}

function nameObject({ namedAt, recordedAt, names, adopting }: World, { placeKey, type, value, by }: Named): string {
  const ids =
    by === "name"
      ? namedAt(placeKey, type, value).flatMap(({ name, remoteId }) => (name === value ? [remoteId] : []))
      : [value];
  const keys = ids.map((remoteId) => formatObjectKey(placeKey, { type, remoteId }));
  const addresses = keys.flatMap((key) => recordedAt.get(key) ?? names.get(key) ?? adopting.get(key) ?? []);
  return addresses[0] ?? `#${value}`;
}

interface ObservedIndex {
  readonly byObject: ReadonlyMap<string, Observed>;
  readonly byPlace: ReadonlyMap<string, PlanProvider>;
  /** By `PLACE TYPE`. */
  readonly lists: ReadonlyMap<string, readonly Observed[]>;
}

function indexObserved(input: PlanInput): ObservedIndex {
  const byObject = new Map<string, Observed>();
  const byPlace = new Map<string, PlanProvider>();
  const lists = new Map<string, Observed[]>();
  for (const [id, provider] of input.providers) {
    const placeKey = formatPlaceKey(provider.vendor, placeOf(provider.account));
    if (!byPlace.has(placeKey)) byPlace.set(placeKey, provider);
    for (const object of input.observed.get(id) ?? []) {
      const key = formatObjectKey(placeKey, object);
      if (byObject.has(key)) continue;
      byObject.set(key, object);
      const listKey = `${placeKey} ${object.type}`;
      const list = lists.get(listKey);
      if (list === undefined) lists.set(listKey, [object]);
      else list.push(object);
    }
  }
  return { byObject, byPlace, lists };
}

/** Parts are told by their parent and their id; a reference knows the id alone. */
function indexNames(tracked: ReadonlyMap<Address, TrackedResource>): Map<string, Address> {
  const names = new Map<string, Address>();
  for (const [address, resource] of tracked) names.set(nameKeyOf(resource), address);
  return names;
}

function nameKeyOf(resource: TrackedResource): string {
  const { vendor, place, type, remoteId, parentId } = resource;
  if (parentId === undefined) return objectKeyOf(resource);
  return formatObjectKey(formatPlaceKey(vendor, place), { type, remoteId });
}

/** Every pass looks for the object of a record: the key is made once. */
const objectKeys = new WeakMap<TrackedResource, string>();

export function objectKeyOf(resource: TrackedResource): string {
  const known = objectKeys.get(resource);
  if (known !== undefined) return known;
  const key = formatObjectKey(formatPlaceKey(resource.vendor, resource.place), resource);
  objectKeys.set(resource, key);
  return key;
}

/** Deposed objects are recorded, too: they must never be matched by name. */
function listKeys(resource: TrackedResource): readonly string[] {
  const { deposed = [] } = resource;
  return [objectKeyOf(resource), ...deposed.map(({ remoteId }) => objectKeyOf({ ...resource, remoteId }))];
}

/** What a pending request has made is recorded by its address. */
function indexPending(pending: readonly Intent[]): Map<string, Address> {
  const recordedAt = new Map<string, Address>();
  for (const { settle, remoteId, vendor, place, type, parentId, address } of pending) {
    if (settle.by !== "match" || remoteId === undefined) continue;
    const object = { type, remoteId, ...(parentId === undefined ? {} : { parentId }) };
    recordedAt.set(formatObjectKey(formatPlaceKey(vendor, place), object), address);
    recordedAt.set(formatObjectKey(formatPlaceKey(vendor, place), { type, remoteId }), address);
  }
  return recordedAt;
}
