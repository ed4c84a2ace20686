// Reads everything that a plan needs, in bulk and in an order that tells what else to read. Sends nothing that changes.
import type { Address, ResourceType } from "../core/address.ts";
import type { Clock } from "../core/clock.ts";
import { comparableText, isSameText } from "../core/comparable-text.ts";
import type { Configuration, Desired } from "../core/desired.ts";
import type { Emit } from "../core/event.ts";
import { type JsonObject, jsonAt } from "../core/json.ts";
import { formatObjectKey, formatPlaceKey } from "../core/object-key.ts";
import type { Observed } from "../core/observed.ts";
import { once } from "../core/once.ts";
import type { Call, Lookup, ObjectId, Provider } from "../core/provider.ts";
import { relieveHeap } from "../core/relieve-heap.ts";
import type { StateDocument, TrackedResource } from "../core/state-document.ts";
import { collect } from "../executor/observe-objects.ts";
import { type Destination, placeToLook } from "../planner/accept-places.ts";
import { confirmAccount } from "../planner/confirm-account.ts";
import { applyMoves, listOpenMoves } from "../planner/moves.ts";
import { listLookups as listNamed, listUnknown } from "../planner/names.ts";
import { type PlanProvider, placeOf } from "../planner/plan-input.ts";
import { confirmMissing } from "./confirm-missing.ts";

export interface WorldRequest {
  readonly configuration: Configuration;
  readonly document: StateDocument | undefined;
  readonly providers: ReadonlyMap<string, Provider>;
  /** Provider entries whose account may differ from the recorded one, as a person has said. */
  readonly accepted: readonly string[];
  /** False where nothing is made or compared with YAML: names do not matter then. */
  readonly needsNames: boolean;
  /** Entries that nothing names are read, too. */
  readonly readsAll?: boolean;
  /** Told of an entry that could not be read, which is then left out of the reading. May throw; absent: it ends the reading. */
  readonly onUnread?: (provider: Provider, error: unknown) => void;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly call: Call;
}

export interface WorldReading {
  readonly providers: ReadonlyMap<string, PlanProvider>;
  readonly observed: ReadonlyMap<string, readonly Observed[]>;
  readonly gone: ReadonlySet<string>;
}

export async function readWorld(request: WorldRequest): Promise<WorldReading> {
  const tracked = trackedAfterMoves(request);
  const used = listUsed(request, tracked);
  // The text that a large state was read from, and what was loaded around it.
  if (tracked.size >= MANY) relieveHeap();
  const readings = (await Promise.all(used.map((provider) => readIfAnswered(request, provider, tracked)))).flat();
  if (readings.some(({ observed }) => observed.length >= MANY)) relieveHeap();
  return {
    providers: new Map(readings.map((reading) => [reading.provider.id, reading.provider])),
    observed: new Map(readings.map((reading) => [reading.provider.id, reading.observed])),
    gone: new Set(readings.flatMap((reading) => reading.gone)),
  };
}

/** Records, or objects: some 10 MB. */
const MANY = 5000;

async function readIfAnswered(
  request: WorldRequest,
  provider: Provider,
  tracked: ReadonlyMap<Address, TrackedResource>,
): Promise<readonly ProviderReading[]> {
  try {
    return [await readProvider(request, provider, tracked)];
  } catch (error) {
    if (request.onUnread === undefined) throw error;
    request.onUnread(provider, error);
    return [];
  }
}

export function trackedAfterMoves({
  configuration,
  document,
}: Pick<WorldRequest, "configuration" | "document">): ReadonlyMap<Address, TrackedResource> {
  const declared = new Set(configuration.resources.map((desired) => desired.address));
  return applyMoves(
    new Map(Object.entries(document?.resources ?? {})),
    listOpenMoves(configuration.moved, document),
    declared,
  ).tracked;
}

/** Entries that a resource names, and all entries of vendors that something tracked was made at. */
function listUsed(
  { configuration, providers, document, readsAll }: WorldRequest,
  tracked: ReadonlyMap<Address, TrackedResource>,
): Provider[] {
  if (readsAll === true) return [...providers.values()];
  const named = new Set(configuration.resources.map((desired) => desired.provider));
  const vendors = new Set([...tracked.values(), ...(document?.surplus ?? [])].map((resource) => resource.vendor));
  return [...providers.values()].filter((provider) => named.has(provider.id) || vendors.has(provider.vendor));
}

interface ProviderReading {
  readonly provider: PlanProvider;
  readonly observed: readonly Observed[];
  readonly gone: readonly string[];
}

async function readProvider(
  request: WorldRequest,
  provider: Provider,
  tracked: ReadonlyMap<Address, TrackedResource>,
): Promise<ProviderReading> {
  const { call, emit } = request;
  emit({ type: "reading", provider: provider.id, what: "account" });
  const identified = await provider.identify(call);
  const types = listBulk(provider);
  const details = listDetails(request, provider, tracked);
  const bulk = await collect(provider, { types, ...(details.length === 0 ? {} : { details }) }, call);
  const machines = await readNamed(request, provider, tracked, { bulk, details });
  const account = confirmAccount(identified, [...tracked], machines, request.accepted.includes(provider.id));
  const placeKey = formatPlaceKey(provider.vendor, placeOf(account));
  const here = listHere(request, { id: provider.id, vendor: provider.vendor, place: placeOf(account) }, tracked);
  const ofParents = (["snapshot", "schedule"] as const).filter((type) => !types.includes(type));
  const parents = ofParents.length === 0 ? [] : listParents(request, provider, here, machines);
  const parts = parents.length === 0 ? [] : await collect(provider, { types: ofParents, parents }, call);
  const listed = parts.length === 0 ? machines : [...machines, ...parts];
  emit({ type: "read", provider: provider.id, objects: listed.length });
  const keyOf = (object: ObjectId) => formatObjectKey(placeKey, object);
  const seen = new Set(listed.map(keyOf));
  const { gone, found } = await confirmMissing(request, provider, placeKey, here, seen);
  const observed = found.length === 0 ? listed : [...listed, ...found];
  for (const object of found) seen.add(keyOf(object));
  const known = here.filter(([, resource]) => seen.has(keyOf(resource)));
  const wanted = request.needsNames ? listLookups(request, provider, known, observed) : [];
  const facts = wanted.length === 0 ? {} : await provider.resolve(wanted, call);
  const { id, vendor, rules, bind, lookups, steps } = provider;
  const told = tellIntermediaries(provider);
  return { provider: { id, vendor, rules, bind, lookups, steps, account, facts, ...told }, observed, gone };
}

/** As far as the reads for this plan have told. */
function tellIntermediaries({ intermediaries, changesByGet }: Provider): Pick<PlanProvider, "marks" | "cachedBecause"> {
  const cachedBecause = intermediaries.cachedBecause();
  return {
    ...(changesByGet === true ? { marks: intermediaries.marks() } : {}),
    ...(cachedBecause === undefined ? {} : { cachedBecause }),
  };
}

/** Machines that only their name finds are listed once more, for what no list tells of them. */
async function readNamed(
  { configuration, call }: WorldRequest,
  provider: Provider,
  tracked: ReadonlyMap<Address, TrackedResource>,
  { bulk, details }: { readonly bulk: readonly Observed[]; readonly details: readonly string[] },
): Promise<readonly Observed[]> {
  const apart = (provider.rules.vm?.fields ?? []).filter(({ readApart }) => readApart === true);
  if (apart.length === 0) return bulk;
  const names = configuration.resources
    .filter(({ address, provider: id, type }) => id === provider.id && type === "vm" && !tracked.has(address))
    .filter(({ attributes }) => apart.some(({ path }) => jsonAt(attributes, path) !== undefined))
    .map(({ name, existing }) => comparableText(existing?.name ?? name));
  if (names.length === 0) return bulk;
  const [wanted, known] = [new Set(names), new Set(details)];
  const ids = bulk.flatMap(({ type, owned, name, remoteId }) =>
    type === "vm" && owned && !known.has(remoteId) && wanted.has(comparableText(name)) ? [remoteId] : [],
  );
  if (ids.length === 0) return bulk;
  const again = await collect(provider, { types: ["vm"], details: ids }, call);
  const asked = new Set(ids);
  const whole = new Map(again.filter(({ remoteId }) => asked.has(remoteId)).map((one) => [one.remoteId, one]));
  return bulk.map((object) => (object.type === "vm" ? (whole.get(object.remoteId) ?? object) : object));
}

/** Machines with a declared or recorded value that no list tells, as far as their ids are known. */
function listDetails(
  { configuration }: WorldRequest,
  provider: Provider,
  tracked: ReadonlyMap<Address, TrackedResource>,
): string[] {
  const apart = (provider.rules.vm?.fields ?? []).filter(({ readApart }) => readApart === true);
  if (apart.length === 0) return [];
  const isAmong = (attributes: JsonObject | undefined) =>
    apart.some(({ path }) => jsonAt(attributes, path) !== undefined);
  const declared = new Map(configuration.resources.map((desired) => [desired.address, desired]));
  const known = [...tracked].filter(
    ([address, { vendor, type, observed }]) =>
      vendor === provider.vendor && type === "vm" && (isAmong(observed) || isAmong(declared.get(address)?.attributes)),
  );
  const named = configuration.resources
    .filter(({ provider: id, type, attributes }) => id === provider.id && type === "vm" && isAmong(attributes))
    .flatMap(({ address, existing }) => [existing?.id, configuration.imports.find(({ to }) => to === address)?.id]);
  return [...new Set([...known.map(([, { remoteId }]) => remoteId), ...named])].filter((id) => id !== undefined);
}

/** What is tracked in this place, and what is to be looked for here since a person has accepted that it is another one. */
function listHere(
  { configuration, accepted }: WorldRequest,
  destination: Destination,
  tracked: ReadonlyMap<Address, TrackedResource>,
): (readonly [Address, TrackedResource])[] {
  const placeKey = formatPlaceKey(destination.vendor, destination.place);
  if (accepted.length === 0)
    return [...tracked].filter(([, resource]) => formatPlaceKey(resource.vendor, resource.place) === placeKey);
  const entries = new Map(configuration.resources.map((desired) => [desired.address, desired.provider]));
  return [...tracked].filter(([address, resource]) => {
    const place = placeToLook(resource, entries.get(address), destination, accepted);
    return formatPlaceKey(resource.vendor, place) === placeKey;
  });
}

/** Machines and keys, and whatever else one list of the account holds. */
function listBulk(provider: Provider): ResourceType[] {
  return Object.entries(provider.rules).flatMap(([type, rules]) =>
    type === "vm" || type === "key" || rules.bulk === true ? [type as ResourceType] : [],
  );
}

/** VMs with declared or tracked parts: only their snapshots are worth a request each. */
function listParents(
  { configuration, document }: WorldRequest,
  provider: Provider,
  here: readonly (readonly [Address, TrackedResource])[],
  machines: readonly Observed[],
): string[] {
  const ids = new Map(here.map(([address, resource]) => [address, resource.remoteId]));
  const alive = new Set(machines.filter((object) => object.type === "vm").map((object) => object.remoteId));
  const byAddress = new Map(configuration.resources.map((desired) => [desired.address, desired]));
  const declared = configuration.resources.flatMap((desired) => {
    const field = provider.rules[desired.type]?.belongs?.to;
    const parent = field === undefined || desired.provider !== provider.id ? undefined : desired.attributes[field];
    return typeof parent === "string"
      ? [ids.get(parent) ?? findUntracked(byAddress.get(parent), configuration, machines)]
      : [];
  });
  // What one request has made twice is looked at also where nothing else of its machine is.
  const doubled = [
    ...(document?.surplus ?? []),
    ...(document?.pending ?? []).filter(({ found }) => found !== undefined),
  ];
  const recorded = [...here.map(([, resource]) => resource), ...doubled].map(({ parentId }) => parentId);
  return [...new Set([...declared, ...recorded])]
    .filter((id) => id !== undefined)
    .filter((id) => alive.has(id))
    .sort();
}

function findUntracked(
  parent: Desired | undefined,
  configuration: Configuration,
  machines: readonly Observed[],
): string | undefined {
  if (parent === undefined) return undefined;
  const imported = configuration.imports.find((block) => block.to === parent.address)?.id ?? parent.existing?.id;
  if (imported !== undefined) return imported;
  const name = parent.existing?.name ?? parent.name;
  return machines.find((object) => object.type === "vm" && object.owned && isSameText(object.name, name))?.remoteId;
}

/** What plans for the objects that are there need to know; what a new one is made of is asked for once that is planned. */
function listLookups(
  request: WorldRequest,
  provider: Provider,
  live: readonly (readonly [Address, TrackedResource])[],
  observed: readonly Observed[],
): Lookup[] {
  const known = new Map(live);
  const names = once(
    () =>
      new Set(observed.filter(({ owned }) => owned).map((object) => `${object.type} ${comparableText(object.name)}`)),
  );
  return request.configuration.resources
    .filter((desired) => desired.provider === provider.id)
    .flatMap((desired) => {
      const tracked = known.get(desired.address);
      if (tracked !== undefined) return listUnknown(provider, desired, tracked.names);
      const isThere = desired.existing !== undefined || names().has(`${desired.type} ${comparableText(desired.name)}`);
      return listNamed(provider, desired, isThere ? "update" : "create");
    });
}
