// Machines that are held, as they were seen, with what formats need to know of them. Pure.
import { type Address, compareAddresses, compareText, isCoveredBy } from "../../core/address.ts";
import type { Configuration, Desired } from "../../core/desired.ts";
import type { InventoryMachine, MissingMachine } from "../../core/inventory.ts";
import { isIpAddress } from "../../core/ip-address.ts";
import { isJsonObject, type Json } from "../../core/json.ts";
import { formatObjectKey, formatPlaceKey } from "../../core/object-key.ts";
import type { Observed } from "../../core/observed.ts";
import type { TrackedResource } from "../../core/state-document.ts";
import type { PlanProvider } from "../../planner/plan-input.ts";
import type { WorldReading } from "../read-world.ts";
import { type Holder, type Holders, placeKeyOf } from "./list-holders.ts";

export interface InventoryView {
  readonly configuration: Configuration;
  readonly holders: Holders;
  readonly reading: WorldReading;
  readonly regions: ReadonlyMap<string, string>;
  readonly targets: readonly Address[];
}

export interface SeenObject {
  readonly provider: PlanProvider;
  readonly key: string;
  readonly object: Observed;
}

/** Entries that reach the same place see the same objects: each is told once. */
export function listSeen({ reading }: Pick<InventoryView, "reading">): readonly SeenObject[] {
  const seen = new Map<string, SeenObject>();
  for (const [id, objects] of reading.observed) {
    const provider = reading.providers.get(id);
    if (provider === undefined) continue;
    const placeKey = placeKeyOf(provider);
    for (const object of objects) {
      const key = formatObjectKey(placeKey, object);
      if (!seen.has(key)) seen.set(key, { provider, key, object });
    }
  }
  return [...seen.values()];
}

export function listMachines(view: InventoryView): readonly InventoryMachine[] {
  const desired = new Map(view.configuration.resources.map((one) => [one.address, one]));
  return listSeen(view)
    .flatMap(({ provider, key, object }) => {
      const holder = object.type === "vm" ? view.holders.byKey.get(key) : undefined;
      if (holder === undefined || !isWanted(holder.address, view.targets)) return [];
      const tracked = holder.standing === "tracked" ? view.holders.tracked.get(holder.address) : undefined;
      // Several entries may reach the place: the one that YAML or the record names is told.
      const named = view.reading.providers.get(desired.get(holder.address)?.provider ?? tracked?.provider ?? "");
      const told = named !== undefined && placeKeyOf(named) === placeKeyOf(provider) ? named : provider;
      return [buildMachine(view, told, object, { holder, desired: desired.get(holder.address), tracked })];
    })
    .sort((a, b) => compareAddresses(a.address, b.address) || compareText(a.remoteId, b.remoteId));
}

function isWanted(address: Address, targets: readonly Address[]): boolean {
  return targets.length === 0 || targets.some((target) => isCoveredBy(address, target));
}

interface Held {
  readonly holder: Holder;
  readonly desired: Desired | undefined;
  readonly tracked: TrackedResource | undefined;
}

function buildMachine(
  { regions }: InventoryView,
  provider: PlanProvider,
  object: Observed,
  { holder, desired, tracked }: Held,
): InventoryMachine {
  const { attributes, outputs } = object;
  const power = outputs["power"] ?? attributes["power"];
  const user = readUser(desired, tracked);
  return {
    ...holder,
    ...describePlaceOf(provider, object, regions),
    remoteId: object.remoteId,
    name: object.name,
    ...(typeof power === "string" ? { power } : {}),
    condition: object.condition,
    ...(object.trouble === undefined ? {} : { trouble: object.trouble }),
    ips: listIps(outputs["ips"] ?? attributes["addresses"]),
    privateIps: listIps(outputs["privateIps"] ?? outputs["privateIp"]),
    tags: readTags(attributes["tags"], desired),
    ...(user === undefined ? {} : { user }),
  };
}

export function describePlaceOf(provider: PlanProvider, { attributes }: Observed, regions: InventoryView["regions"]) {
  const { id, vendor, account } = provider;
  const datacenter = attributes["datacenter"];
  const told = typeof datacenter === "string" && datacenter !== "" ? datacenter : undefined;
  const region = told ?? regions.get(id) ?? account.region;
  return {
    provider: id,
    vendor,
    ...(account.project === undefined || account.project === "" ? {} : { project: account.project }),
    ...(region === undefined || region === "" ? {} : { region }),
  };
}

/** What is no address is nothing to connect to, whatever the provider calls it. */
function listIps(value: Json | undefined): readonly string[] {
  const all: readonly Json[] = Array.isArray(value) ? value : [value ?? null];
  return all.filter((one): one is string => typeof one === "string" && isIpAddress(one));
}

/** A tag whose value came from a secret is not told. */
function readTags(tags: Json | undefined, desired: Desired | undefined): Readonly<Record<string, string>> {
  if (!isJsonObject(tags)) return {};
  const isSecret = (key: string) => ["tags", `tags.${key}`].some((path) => desired?.secrets.includes(path));
  const told = Object.entries(tags).filter((pair): pair is [string, string] => typeof pair[1] === "string");
  return Object.fromEntries(told.filter(([key]) => !isSecret(key)).sort(([a], [b]) => compareText(a, b)));
}

function readUser(desired: Desired | undefined, tracked: TrackedResource | undefined): string | undefined {
  if (desired?.secrets.includes("username") === true) return undefined;
  const user = desired?.attributes["username"] ?? tracked?.applied["username"];
  return typeof user === "string" ? user : undefined;
}

/** Machines on record that were not among what was read. Entries that were left out on purpose leave theirs out. */
export function listMissing(view: InventoryView, asked: ReadonlyMap<string, unknown>): readonly MissingMachine[] {
  const { holders, reading, targets, configuration } = view;
  const seen = new Set(listSeen(view).map(({ key }) => key));
  const isWhole = configuration.providers.every(({ id }) => asked.has(id));
  return [...holders.tracked]
    .filter(([address, { type }]) => type === "vm" && isWanted(address, targets))
    .flatMap(([address, resource]): MissingMachine[] => {
      const key = formatObjectKey(formatPlaceKey(resource.vendor, resource.place), resource);
      if (seen.has(key)) return [];
      const why = reading.gone.has(key) ? "gone" : "unread";
      const { provider, remoteId, name } = resource;
      return why === "unread" && !isWhole ? [] : [{ address, provider, remoteId, name, why }];
    })
    .sort((a, b) => compareAddresses(a.address, b.address));
}
