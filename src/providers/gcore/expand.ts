// Declared resources as the objects that they are at Gcore: volumes, interfaces and floating addresses of their own. Pure.
import { type Address, partOf } from "../../core/address.ts";
import type { Desired } from "../../core/desired.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { NONE } from "../../core/none.ts";
import { timingOf } from "./timing.ts";

export function expandGcore(resources: readonly Desired[]): Desired[] {
  const volumes = new Map<Address, readonly Address[]>();
  for (const desired of resources)
    if (desired.type === "vm")
      volumes.set(
        desired.address,
        entriesOf(desired, "volumes").map(([key]) => partOf(desired.address, "volumes", key)),
      );
  const existing = new Map(
    resources.flatMap((desired) =>
      desired.existing === undefined ? [] : [[desired.address, desired.existing] as const],
    ),
  );
  return resources.flatMap((desired) => {
    switch (desired.type) {
      case "vm":
        return expandVm(desired);
      case "snapshot":
        return [bindSnapshot(desired, volumes)];
      case "schedule":
        return [bindSchedule(desired, volumes, existing)];
      default:
        return [desired];
    }
  });
}

function entriesOf(desired: Desired, field: string): [string, JsonObject][] {
  const map = desired.attributes[field];
  return Object.entries(isJsonObject(map) ? map : {}).flatMap(([key, value]): [string, JsonObject][] =>
    isJsonObject(value) ? [[key, value]] : [],
  );
}

function expandVm(desired: Desired): Desired[] {
  const volumes = entriesOf(desired, "volumes").map(([key, volume]) => volumePart(desired, key, volume));
  const interfaces = entriesOf(desired, "interfaces").map(([key, item]) => interfacePart(desired, key, item));
  const addresses = entriesOf(desired, "interfaces").flatMap(([key, item]) => addressPart(desired, key, item));
  return [desired, ...volumes, ...interfaces, ...addresses];
}

/** What a part shares with its VM; where it stands in YAML is told by the paths below it. */
function buildPart(
  vm: Desired,
  { type, kind, key }: { readonly type: Desired["type"]; readonly kind: string; readonly key: string },
  name: string,
  attributes: JsonObject,
): Desired {
  const { secrets, ranges } = vm;
  const field = kind === "floatingIps" ? `interfaces.${key}` : `${kind}.${key}`;
  const below = (path: string) => (path.startsWith(`${field}.`) ? path.slice(field.length + 1) : undefined);
  return {
    ...(vm.existing === undefined ? vm : withoutExisting(vm)),
    address: partOf(vm.address, kind, key),
    type,
    name,
    attributes: { vm: vm.address, ...attributes },
    dependsOn: NONE,
    secrets: secrets.length === 0 ? NONE : secrets.flatMap((path) => below(path) ?? []),
    range: ranges[field] ?? vm.range,
    ranges: listRangesBelow(ranges, field),
    lifecycle: lifecycleOfPart(vm, below),
  };
}

function withoutExisting({ existing: _existing, ...shared }: Desired): Desired {
  return shared;
}

/** Most parts share what their VM has. */
function lifecycleOfPart(
  { lifecycle, existing }: Desired,
  below: (path: string) => string | undefined,
): Desired["lifecycle"] {
  const { ignore, replace } = lifecycle;
  if (existing === undefined && ignore.length === 0 && replace === "delete-first") return lifecycle;
  return {
    ...lifecycle,
    // An existing VM is never deleted, and what hangs on it stays with it.
    ...(existing === undefined ? {} : { onRemove: "forget" as const }),
    replace: "delete-first",
    ignore: ignore.flatMap((path) => (path === "all" ? ["all"] : (below(path) ?? []))),
  };
}

type Ranges = Desired["ranges"];

/** All instances of a block may share one map of places: so do their parts then. */
const rangesBelow = new WeakMap<Ranges, Map<string, Ranges>>();

function listRangesBelow(ranges: Ranges, field: string): Ranges {
  const byField = rangesBelow.get(ranges) ?? new Map<string, Ranges>();
  rangesBelow.set(ranges, byField);
  const known = byField.get(field);
  if (known !== undefined) return known;
  const start = `${field}.`;
  const below = Object.fromEntries(
    Object.entries(ranges).flatMap(([path, range]) =>
      path.startsWith(start) ? [[path.slice(start.length), range]] : [],
    ),
  );
  byField.set(field, below);
  return below;
}

function volumePart(vm: Desired, key: string, volume: JsonObject): Desired {
  const { existing, onRemove, ...attributes } = volume;
  const part = buildPart(vm, { type: "volume", kind: "volumes", key }, `${vm.name}-${key}`, attributes);
  if (onRemove === undefined && existing === undefined) return part;
  return {
    ...part,
    ...(onRemove === "forget" || onRemove === "delete" ? { lifecycle: { ...part.lifecycle, onRemove } } : {}),
    ...(typeof existing === "string"
      ? { existing: looksLikeId(existing) ? { id: existing } : { name: existing } }
      : {}),
  };
}

function interfacePart(vm: Desired, key: string, item: JsonObject): Desired {
  const { floatingIp: _floatingIp, ...attributes } = item;
  return buildPart(vm, { type: "interface", kind: "interfaces", key }, key, attributes);
}

function addressPart(vm: Desired, key: string, { floatingIp }: JsonObject): Desired[] {
  if (typeof floatingIp !== "string") return [];
  const port = partOf(vm.address, "interfaces", key);
  const part = buildPart(vm, { type: "floatingIp", kind: "floatingIps", key }, `${vm.name}-${key}`, { port });
  return [floatingIp === "new" ? part : { ...part, existing: { id: floatingIp } }];
}

export function looksLikeId(text: string): boolean {
  return /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text);
}

/** A snapshot belongs to a volume; a VM with only one needs no name for it. */
function bindSnapshot(desired: Desired, volumes: ReadonlyMap<Address, readonly Address[]>): Desired {
  const { vm, volume, ...attributes } = desired.attributes;
  const address =
    typeof volume === "string" ? partOf(String(vm), "volumes", volume) : (volumes.get(String(vm)) ?? [])[0];
  return {
    ...desired,
    attributes: { ...attributes, ...(address === undefined ? {} : { volume: address }) },
    // An address is none, whatever the name in it came from.
    secrets: desired.secrets.filter((path) => path !== "volume"),
  };
}

/** The volumes of the VMs named; of a VM that declares none, those that it has (looked up). */
function bindSchedule(
  desired: Desired,
  volumes: ReadonlyMap<Address, readonly Address[]>,
  existing: ReadonlyMap<Address, NonNullable<Desired["existing"]>>,
): Desired {
  const { vms, volumes: only, ...attributes } = desired.attributes;
  const named = Array.isArray(vms) ? vms.map(String) : [];
  const isWanted = (vm: Address) => {
    const wanted = Array.isArray(only) ? only.map((key) => partOf(vm, "volumes", String(key))) : undefined;
    return (volume: Address) => wanted === undefined || wanted.includes(volume);
  };
  const parts: Json[] = named.flatMap((vm) => (volumes.get(vm) ?? []).filter(isWanted(vm)));
  const bare = named.filter((vm) => (volumes.get(vm) ?? []).length === 0).map((vm): Json => ({ ...existing.get(vm) }));
  return {
    ...desired,
    attributes: {
      ...attributes,
      volumes: parts,
      ...timingOf(attributes),
      ...(bare.length === 0 ? {} : { bareVms: bare }),
    },
    // The disks are made before their VM; a policy over a VM that was never made would only cost.
    dependsOn: [...new Set([...desired.dependsOn, ...named.filter((vm) => volumes.has(vm))])],
    // An address is none, whatever the name in it came from.
    secrets: desired.secrets.filter((path) => path !== "volumes"),
    ranges:
      desired.ranges["vms"] === undefined ? desired.ranges : { volumes: desired.ranges["vms"], ...desired.ranges },
  };
}
