// Names that are looked up at Gcore, afresh each time, by name or id: two of a name are refused, never guessed.
import { listNamed } from "../../core/comparable-text.ts";
import type { Desired } from "../../core/desired.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Call, Facts, Lookup, LookupResult } from "../../core/provider.ts";
import { formatLookup } from "../../core/step.ts";
import { chooseByName } from "../../vendor-kit/choose-by-name.ts";
import { mapAtOnce } from "../../vendor-kit/map-at-once.ts";
import { createMemo } from "../../vendor-kit/memo.ts";
import { type GcoreClient, idOf, type Query } from "./client.ts";
import { isGhost } from "./convert.ts";
import type { GcorePlace } from "./place.ts";
import { priceOfVolume } from "./prices.ts";
import { listOf, textOf } from "./rows.ts";

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
  snapshot: { path: ({ path }) => `/v1/snapshots${path}`, query: [], names: ["name"] },
  reservedPort: { path: ({ path }) => `/v1/reserved_fixed_ips${path}`, query: [], names: ["port_id"] },
};

export const named = (kind: string, name: Json | undefined): Lookup => ({
  kind,
  by: { name: name ?? null },
  field: FIELDS[kind] ?? kind,
  what: WORDS[kind] ?? kind,
});

const FIELDS: Readonly<Record<string, string>> = { securityGroup: "securityGroups", reservedPort: "port" };
const WORDS: Readonly<Record<string, string>> = {
  securityGroup: "security group",
  placementGroup: "placement group",
  reservedPort: "reserved address with the port",
};

/** A subnet is looked for in its network, if that is named. */
export function subnetLookup(item: JsonObject): Lookup {
  const { subnet = null, network } = item;
  const by = { name: subnet, ...(network === undefined ? {} : { network }) };
  return { kind: "subnet", by, field: "subnet", hangsOn: ["network"] };
}

/** The network of an interface: the one named, else the one that its subnet is in. */
export function networkLookup(item: JsonObject): Lookup {
  return item["network"] === undefined
    ? { ...subnetLookup(item), kind: "subnetNetwork", hangsOn: ["subnet"] }
    : named("network", item["network"]);
}

function interfaceLookups(item: JsonObject, purpose: "create" | "update"): Lookup[] {
  const type = item["type"];
  const groups = Array.isArray(item["securityGroups"]) ? item["securityGroups"] : [];
  return [
    ...(type === "subnet" ? [subnetLookup(item), networkLookup(item)] : []),
    ...(type === "anySubnet" ? [named("network", item["network"])] : []),
    ...(type === "reservedFixedIp" && purpose === "create" ? [named("reservedPort", item["port"])] : []),
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
        ...(purpose === "create" && desired.existing === undefined ? [fitLookup(attributes)] : []),
      ];
    case "volume":
      if (desired.existing !== undefined) return [];
      return [
        ...(attributes["image"] === undefined ? [] : [named("image", attributes["image"])]),
        // One that is declared is known by its address.
        ...(purpose === "create" && isSnapshotId(attributes["snapshot"])
          ? [named("snapshot", attributes["snapshot"])]
          : []),
      ];
    case "interface":
      return interfaceLookups(attributes, purpose);
    case "schedule":
      return bareVms(attributes).map((by) => ({
        kind: "vmVolumes",
        by,
        field: "volumes",
        what: "VM",
        shown: textOf(by["name"] ?? by["id"]),
      }));
    default:
      return [];
  }
}

export function bareVms(attributes: JsonObject): JsonObject[] {
  const { bareVms: vms } = attributes;
  return Array.isArray(vms) ? vms.filter(isJsonObject) : [];
}

function isSnapshotId(snapshot: Json | undefined): boolean {
  return typeof snapshot === "string" && !snapshot.startsWith("snapshots.");
}

/** Which flavors these disks can have is asked before anything is made (3.11). */
export function fitLookup(attributes: JsonObject): Lookup {
  const volumes = objectsOf(attributes["volumes"])
    .filter((volume) => volume["existing"] === undefined)
    .map(
      ({ image, size, type }): JsonObject => ({
        source: image === undefined ? "new-volume" : "image",
        size: typeof size === "number" ? Math.ceil(size / 1024) : 1,
        ...(image === undefined ? {} : { image }),
        ...(type === undefined ? {} : { type_name: type }),
      }),
    );
  return { kind: "fit", by: { volumes } };
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
  const once = createMemo<readonly JsonObject[]>();
  const list = async (kind: string): Promise<readonly JsonObject[]> => {
    const source = SOURCES[kind];
    return source === undefined ? [] : once(kind, () => client.list(source.path(place), source.query, call));
  };
  const wanted = new Map(lookups.map((lookup) => [formatLookup(lookup.kind, lookup.by), lookup]));
  const results = await mapAtOnce(
    [...wanted],
    async ([key, lookup]): Promise<[string, LookupResult]> => [
      key,
      await resolveOne(client, place, lookup, list, call),
    ],
  );
  return Object.fromEntries(results);
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
    case "fit":
      return askFitting(client, place, by, await list("image"), call);
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
  return chooseByName({
    wanted: text,
    all: rows,
    matches,
    found: (row) => ({ id: idOf(row) ?? "", label: labelOf(row, names), detail: row }),
    describe: (row) => `${labelOf(row, names)}${labelOf(row, names) === idOf(row) ? "" : ` (${idOf(row) ?? ""})`}`,
    names: (row) => [labelOf(row, names)],
  });
}

function labelOf(row: JsonObject, names: readonly string[]): string {
  return names.map((name) => textOf(row[name])).find((text) => text !== "") ?? idOf(row) ?? "";
}

/** The flavors that these disks can have; a POST without an effect (3.11). */
async function askFitting(
  client: GcoreClient,
  place: GcorePlace,
  by: JsonObject,
  images: readonly JsonObject[],
  call: Call,
): Promise<LookupResult> {
  const volumes = listOf(by["volumes"]).map(({ image, ...volume }): JsonObject | undefined => {
    const found = image === undefined ? undefined : choose(images, ["name"], image);
    if (found === undefined) return volume;
    return found.found ? { ...volume, image_id: found.id } : undefined;
  });
  const isAskable = volumes.length > 0 && volumes.every((volume) => volume !== undefined);
  const answer = isAskable ? await client.ask(`/v1/instances${place.path}/available_flavors`, { volumes }, call) : {};
  const flavors = isAskable ? listOf(answer["results"]).map((row) => idOf(row) ?? "") : null;
  return { found: true, id: null, label: "fit", detail: { flavors } };
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
