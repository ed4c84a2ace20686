// Names that are looked up at Gcore, afresh each time, by name or id: two of a name are refused, never guessed.
import leven from "leven";
import { listNamed } from "../../core/comparable-text.ts";
import type { Desired } from "../../core/desired.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Call, Facts, Lookup, LookupResult } from "../../core/provider.ts";
import { formatLookup } from "../../core/step.ts";
import { type GcoreClient, idOf, type Query } from "./client.ts";
import { isGhost, listOf, textOf } from "./convert.ts";
import type { GcorePlace } from "./place.ts";
import { priceOfVolume } from "./prices.ts";

interface Source {
  readonly path: (place: GcorePlace) => string;
  readonly query: Query;
  readonly names: readonly string[];
}

/** Shared networks are hidden unless they are asked for (8). */
const ANY_OWNER: Query = [["owned_by", "any"]];
const SOURCES: Readonly<Record<string, Source>> = {
  flavor: {
    path: ({ path }) => `/v1/flavors${path}`,
    query: [["include_prices", "true"]],
    names: ["flavor_id", "flavor_name"],
  },
  image: { path: ({ path }) => `/v1/images${path}`, query: [], names: ["name"] },
  network: { path: ({ path }) => `/v1/networks${path}`, query: ANY_OWNER, names: ["name"] },
  subnet: { path: ({ path }) => `/v1/subnets${path}`, query: ANY_OWNER, names: ["name"] },
  securityGroup: { path: ({ path }) => `/v1/securitygroups${path}`, query: [], names: ["name"] },
  placementGroup: { path: ({ path }) => `/v1/servergroups${path}`, query: [], names: ["name"] },
};

export const named = (kind: string, name: Json | undefined): Lookup => ({ kind, by: { name: name ?? null } });

/** A subnet is looked for in its network, if that is named. */
export function subnetLookup(item: JsonObject): Lookup {
  const { subnet = null, network } = item;
  return { kind: "subnet", by: { name: subnet, ...(network === undefined ? {} : { network }) } };
}

/** The network of an interface: the one named, else the one that its subnet is in. */
export function networkLookup(item: JsonObject): Lookup {
  return item["network"] === undefined
    ? { kind: "subnetNetwork", by: subnetLookup(item).by }
    : named("network", item["network"]);
}

export function interfaceLookups(item: JsonObject): Lookup[] {
  const type = item["type"];
  const groups = Array.isArray(item["securityGroups"]) ? item["securityGroups"] : [];
  return [
    ...(type === "subnet" ? [subnetLookup(item), networkLookup(item)] : []),
    ...(type === "anySubnet" ? [named("network", item["network"])] : []),
    ...groups.map((group) => named("securityGroup", group)),
  ];
}

export function listLookups(desired: Desired, purpose: "create" | "update"): Lookup[] {
  const { attributes } = desired;
  switch (desired.type) {
    case "vm":
      return [
        ...(attributes["flavor"] === undefined ? [] : [named("flavor", attributes["flavor"])]),
        ...(attributes["placementGroup"] === undefined ? [] : [named("placementGroup", attributes["placementGroup"])]),
        ...(purpose === "create" && desired.existing === undefined ? [limitsLookup(attributes)] : []),
      ];
    case "volume":
      if (desired.existing !== undefined) return [];
      return attributes["image"] === undefined ? [] : [named("image", attributes["image"])];
    case "interface":
      return interfaceLookups(attributes);
    case "schedule":
      return bareVms(attributes).map((by) => ({ kind: "vmVolumes", by }));
    default:
      return [];
  }
}

export function bareVms(attributes: JsonObject): JsonObject[] {
  const { bareVms: vms } = attributes;
  return Array.isArray(vms) ? vms.filter(isJsonObject) : [];
}

/** What the quotas and the flavor are asked about before anything is made (3.11). */
export function limitsLookup(attributes: JsonObject): Lookup {
  const volumes = objectsOf(attributes["volumes"])
    .filter((volume) => volume["existing"] === undefined)
    .map(({ image, snapshot, size, type }): JsonObject => {
      const source = image !== undefined ? "image" : snapshot !== undefined ? "snapshot" : "new-volume";
      return {
        source: source === "snapshot" ? "new-volume" : source,
        size: typeof size === "number" ? Math.ceil(size / 1024) : 1,
        ...(image === undefined ? {} : { image }),
        ...(type === undefined ? {} : { type_name: type }),
      };
    });
  const interfaces = objectsOf(attributes["interfaces"]).map(
    ({ type, floatingIp }): JsonObject => ({
      type: WIRE_TYPES[String(type)] ?? String(type),
      ...(floatingIp === "new" ? { floating_ip: { source: "new" } } : {}),
    }),
  );
  return { kind: "limits", by: { flavor: attributes["flavor"] ?? null, volumes, interfaces } };
}

export const WIRE_TYPES: Readonly<Record<string, string>> = {
  external: "external",
  subnet: "subnet",
  anySubnet: "any_subnet",
  reservedFixedIp: "reserved_fixed_ip",
};

function objectsOf(value: Json | undefined): JsonObject[] {
  return Object.values(isJsonObject(value) ? value : {}).filter(isJsonObject);
}

/** Each list is read at most once, whatever the number of names. */
export async function resolveLookups(
  client: GcoreClient,
  place: GcorePlace,
  lookups: readonly Lookup[],
  call: Call,
): Promise<Facts> {
  const lists = new Map<string, Promise<readonly JsonObject[]>>();
  const list = (kind: string): Promise<readonly JsonObject[]> => {
    const source = SOURCES[kind];
    if (source === undefined) return Promise.resolve([]);
    const found = lists.get(kind) ?? client.list(source.path(place), source.query, call);
    lists.set(kind, found);
    return found;
  };
  const results: Record<string, LookupResult> = {};
  for (const lookup of lookups) {
    const key = formatLookup(lookup.kind, lookup.by);
    results[key] ??= await resolveOne(client, place, lookup, list, call);
  }
  return results;
}

async function resolveOne(
  client: GcoreClient,
  place: GcorePlace,
  { kind, by }: Lookup,
  list: (kind: string) => Promise<readonly JsonObject[]>,
  call: Call,
): Promise<LookupResult> {
  switch (kind) {
    case "subnet":
    case "subnetNetwork": {
      const network = by["network"] === undefined ? undefined : choose(await list("network"), ["name"], by["network"]);
      const subnets = (await list("subnet")).filter(
        (row) => network === undefined || (network.found && row["network_id"] === network.id),
      );
      const subnet = choose(subnets, ["name"], by["name"]);
      return kind === "subnet" || !subnet.found ? subnet : { ...subnet, id: subnet.detail["network_id"] ?? null };
    }
    case "limits":
      return askLimits(client, place, by, await list("image"), call);
    case "volumePrice":
      return priceOfVolume(client, place, by, call);
    case "vmVolumes":
      return listVmVolumes(client, place, by, call);
    default:
      return choose(await list(kind), SOURCES[kind]?.names ?? ["name"], by["name"]);
  }
}

/** By id, else by name; exactly one or a clear no. */
export function choose(rows: readonly JsonObject[], names: readonly string[], wanted: Json | undefined): LookupResult {
  const text = textOf(wanted);
  const byId = rows.filter((row) => idOf(row) === text);
  const matches = byId.length > 0 ? byId : listNamed(rows, (row) => names.map((name) => row[name]), text);
  const [only] = matches;
  if (only !== undefined && matches.length === 1)
    return { found: true, id: idOf(only) ?? "", label: labelOf(only, names), detail: only };
  const candidates = (matches.length > 1 ? matches : rows).map(
    (row) => `${labelOf(row, names)}${labelOf(row, names) === idOf(row) ? "" : ` (${idOf(row) ?? ""})`}`,
  );
  if (matches.length > 1) return { found: false, problem: "ambiguous", candidates };
  const [closest] = rows
    .map((row) => ({ label: labelOf(row, names), distance: leven(labelOf(row, names), text) }))
    .sort((a, b) => a.distance - b.distance);
  const isClose = closest !== undefined && closest.distance <= Math.max(2, text.length / 3);
  return { found: false, problem: "absent", candidates, ...(isClose ? { closest: closest.label } : {}) };
}

function labelOf(row: JsonObject, names: readonly string[]): string {
  return names.map((name) => textOf(row[name])).find((text) => text !== "") ?? idOf(row) ?? "";
}

/** Quotas that would be exceeded, and the flavors that these disks can have; two POSTs without an effect (3.11). */
async function askLimits(
  client: GcoreClient,
  place: GcorePlace,
  by: JsonObject,
  images: readonly JsonObject[],
  call: Call,
): Promise<LookupResult> {
  const declared = listOf(by["volumes"]);
  const volumes = declared.map(({ image: _image, ...volume }): JsonObject => volume);
  const limits = await client.ask(
    `/v2/instances${place.path}/check_limits`,
    { ...by, volumes, names: ["trueup"] },
    call,
  );
  const fitting = declared.map(({ image, ...volume }): JsonObject | undefined => {
    const found = image === undefined ? undefined : choose(images, ["name"], image);
    if (found === undefined) return volume;
    return found.found ? { ...volume, image_id: found.id } : undefined;
  });
  const isAskable = fitting.length > 0 && fitting.every((volume) => volume !== undefined);
  const answer = isAskable
    ? await client.ask(
        `/v1/instances${place.path}/available_flavors`,
        { volumes: fitting as readonly JsonObject[] },
        call,
      )
    : {};
  const flavors = isAskable ? listOf(answer["results"]).map((row) => idOf(row) ?? "") : null;
  return { found: true, id: null, label: "limits", detail: { exceeded: listExceeded(limits), flavors } };
}

function listExceeded(answer: JsonObject): JsonObject {
  const exceeded = Object.keys(answer).flatMap((key): [string, Json][] => {
    const quota = /^(.+)_limit$/.exec(key)?.[1];
    if (quota === undefined) return [];
    const [limit = 0, usage = 0, requested = 0] = ["limit", "usage", "requested"].map((part) =>
      Number(answer[`${quota}_${part}`] ?? 0),
    );
    return usage + requested > limit ? [[quota, { limit, usage, requested }]] : [];
  });
  return Object.fromEntries(exceeded);
}

/** All volumes of a VM that declares none. */
async function listVmVolumes(
  client: GcoreClient,
  place: GcorePlace,
  by: JsonObject,
  call: Call,
): Promise<LookupResult> {
  const instances = await client.list(`/v1/instances${place.path}`, [["include_k8s", "false"]], call);
  const alive = instances.filter((row) => !isGhost(row));
  const vm = choose(alive, ["name"], by["id"] ?? by["name"]);
  if (!vm.found) return vm;
  const ids = listOf(vm.detail["volumes"]).map((volume) => idOf(volume) ?? "");
  return { ...vm, id: ids };
}
