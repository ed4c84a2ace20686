// A machine at Gcore with its disks, interfaces and floating addresses as YAML declares them. Pure; user data, password and user
// are not told by the API and stay out.
import { type Described, type DescribedPart, type LeftOut, refersTo } from "../../core/described.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import { leaveOut, pickKnown } from "../../vendor-kit/describe.ts";
import { factOf } from "./bind.ts";
import { idOf } from "./client.ts";
import { nameOrId, type Surroundings } from "./describe-reads.ts";
import { named } from "./lookups.ts";
import type { Interface } from "./observe-interfaces.ts";
import { textOf } from "./rows.ts";

/** What may be declared, by kind. */
export interface Declarable {
  readonly volumes: readonly Observed[];
  readonly interfaces: readonly Observed[];
  readonly floatingIps: readonly Observed[];
  readonly keys: readonly Observed[];
  /** Declared already: may be referred to. */
  readonly beside: readonly Observed[];
}

export interface DescribedVm {
  readonly vm: Described;
  readonly leftOut: readonly LeftOut[];
}

/** One that lacks what a new machine must have is declared as `existing`, without its parts. */
export function describeVm(object: Observed, declarable: Declarable, around: Surroundings): DescribedVm {
  const { attributes } = object;
  const own = declarable.volumes.filter((volume) => volume.attributes["vm"] === object.remoteId);
  const volumes = describeVolumes(object, own, around);
  const interfaces = describeInterfaces(object, declarable, around);
  if (!volumes.hasBoot || interfaces.parts.length === 0)
    return { vm: bareVm(object, volumes.hasBoot ? "no interface" : "no disk that it boots from"), leftOut: [] };
  const known = [...declarable.keys, ...declarable.beside.filter(({ type }) => type === "key")];
  const keys = known.filter(({ name }) => listTexts(attributes["sshKeys"]).includes(name));
  const flavor = named("flavor", attributes["flavor"]);
  const vm: Described = {
    object,
    fields: {
      ...pickKnown(attributes, ["flavor"]),
      volumes: volumes.fields,
      interfaces: interfaces.fields,
      ...(keys.length === 1 ? { keys: keys.map(({ remoteId }) => refersTo("key", remoteId)) } : {}),
      ...describeTags(attributes["tags"]),
      ...pickKnown(attributes, ["placementGroup", "power"]),
    },
    parts: [...volumes.parts, ...interfaces.parts],
    ignore: volumes.ignore,
    notes: {
      ...volumes.notes,
      ...(factOf(around.facts, flavor)?.found === true ? {} : { flavor: "not among the flavors that Gcore sells now" }),
    },
  };
  return { vm, leftOut: interfaces.leftOut };
}

export function bareVm(object: Observed, lacks: string): Described {
  return {
    object,
    fields: { existing: { id: object.remoteId } },
    isExisting: true,
    notes: { "": `${lacks} that YAML could declare: looked up by its id, never made or deleted` },
  };
}

function listTexts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(textOf) : [];
}

/** Tags whose key or value YAML would refuse are nobody's, as all that are not listed. */
export function describeTags(tags: Json | undefined): JsonObject {
  const kept = Object.entries(isJsonObject(tags) ? tags : {}).filter(
    ([key, value]) => /^[^\s=]{1,255}$/.test(key) && /^\S(?:[^\t\r\n]{0,253}\S)?$/.test(textOf(value)),
  );
  return kept.length === 0 ? {} : { tags: Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

const TYPES = ["standard", "ssd_hiiops", "ssd_lowlatency", "ssd_local", "cold", "ultra"];
const LONGEST_NAME = 63;
const KEY = /^[A-Za-z_][A-Za-z0-9_-]{0,36}$/;

interface DescribedParts {
  readonly fields: JsonObject;
  readonly parts: readonly DescribedPart[];
}

function describeVolumes(vm: Observed, own: readonly Observed[], around: Surroundings) {
  const keys = new Set<string>();
  const boot = own.find(({ isFixed }) => isFixed === true) ?? own.find(({ outputs }) => outputs["bootable"] === true);
  const sorted = [...own].sort((a, b) => rank(a, boot) - rank(b, boot) || compareText(a, b));
  const described = sorted.map((volume) => {
    const key = chooseKey(volume.name.startsWith(`${vm.name}-`) ? volume.name.slice(vm.name.length + 1) : "", keys, [
      volume === boot ? "boot" : "data",
    ]);
    const image = describeImage(around.volumes.get(volume.remoteId), around.images);
    // Its name would be refused, or nothing could be made anew that boots.
    const isExisting = `${vm.name}-${key}`.length > LONGEST_NAME || (volume === boot && image === undefined);
    const type = textOf(volume.attributes["type"]);
    const fields: JsonObject = {
      ...(isExisting ? { existing: volume.remoteId } : image === undefined ? {} : { image: image.name }),
      ...pickKnown(volume.attributes, ["size"]),
      ...(TYPES.includes(type) ? { type } : {}),
      ...(volume === boot ? { boot: true } : {}),
      ...describeTags(volume.attributes["tags"]),
    };
    return { key, volume, fields, isExisting, note: isExisting ? undefined : image?.note };
  });
  return {
    hasBoot: boot !== undefined,
    fields: Object.fromEntries(described.map(({ key, fields }) => [key, fields])),
    parts: described.map(
      ({ key, volume, isExisting }): DescribedPart => ({
        kind: "volumes",
        key,
        object: volume,
        ...(isExisting ? { isExisting: true } : {}),
      }),
    ),
    ignore: described
      .filter(({ key, volume, isExisting }) => !isExisting && volume.name !== `${vm.name}-${key}`)
      .map(({ key }) => `volumes.${key}.name`),
    notes: Object.fromEntries(
      described.flatMap(({ key, note }) => (note === undefined ? [] : [[`volumes.${key}.image`, note]])),
    ),
  };
}

const rank = (volume: Observed, boot: Observed | undefined): number => (volume === boot ? 0 : 1);

function compareText(a: Observed, b: Observed): number {
  const [left, right] = [`${a.name} ${a.remoteId}`, `${b.name} ${b.remoteId}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The wish where it is a key and free, else a word, with a number where that is taken. */
function chooseKey(wish: string, taken: Set<string>, [word = "part"]: readonly string[]): string {
  const base = KEY.test(wish) && !taken.has(wish) ? wish : word;
  let key = base;
  for (let number = 2; taken.has(key); number++) key = `${base}-${number}`;
  taken.add(key);
  return key;
}

/** By the name that Gcore lists now, else by the id that the disk remembers. */
function describeImage(
  row: JsonObject | undefined,
  images: readonly JsonObject[],
): { readonly name: string; readonly note?: string } | undefined {
  const metadata = row?.["volume_image_metadata"];
  if (!isJsonObject(metadata)) return undefined;
  const [id, name] = [textOf(metadata["image_id"]), textOf(metadata["image_name"])];
  if (images.some((image) => idOf(image) === id)) return { name: nameOrId(images, id) };
  const isListed = name !== "" && images.some((image) => image["name"] === name);
  if (id === "") return name === "" ? undefined : { name, ...(isListed ? {} : { note: NOT_OFFERED }) };
  return { name: id, note: `${NOT_OFFERED}${name === "" ? "" : `, once called ${name}`}` };
}

const NOT_OFFERED = "an image that Gcore does not list now";

function describeInterfaces(vm: Observed, declarable: Declarable, around: Surroundings) {
  const keys = new Set<string>();
  const wanted = new Set(declarable.interfaces.map(({ remoteId }) => remoteId));
  const own = around.interfaces.filter(({ id, vmId }) => vmId === vm.remoteId && wanted.has(id));
  const parts: DescribedPart[] = [];
  const fields: Record<string, JsonObject> = {};
  const leftOut: LeftOut[] = [];
  for (const one of [...own].sort((a, b) => (`${a.name} ${a.id}` < `${b.name} ${b.id}` ? -1 : 1))) {
    const item = describeInterface(one, around);
    const key = chooseKey(one.name, keys, [item["type"] === "external" ? "public" : "private"]);
    parts.push({ kind: "interfaces", key, object: { type: "interface", remoteId: one.id, parentId: one.vmId } });
    const [address, ...others] = declarable.floatingIps.filter(({ attributes }) => attributes["port"] === one.id);
    const mayFloat = address !== undefined && item["type"] !== "external";
    if (mayFloat) parts.push({ kind: "floatingIps", key, object: address });
    const unsaid = mayFloat ? others : [address, ...others].filter((object) => object !== undefined);
    leftOut.push(...unsaid.map((object) => leaveOut(object, "YAML cannot declare it on this interface")));
    fields[key] = {
      ...item,
      ...(mayFloat ? { floatingIp: "new" } : {}),
      ...(one.groups.length === 0 ? {} : { securityGroups: [...one.groups].sort() }),
    };
  }
  return { fields, parts, leftOut } satisfies DescribedParts & { leftOut: LeftOut[] };
}

function describeInterface({ id, ips, network, subnets }: Interface, around: Surroundings): JsonObject {
  if (around.reserved.has(id)) return { type: "reservedFixedIp", port: id };
  const row = around.networks.find((one) => idOf(one) === network);
  if (row?.["external"] === true) {
    const isV6 = ips.some((ip) => ip.includes(":"));
    const isV4 = ips.some((ip) => !ip.includes(":"));
    return { type: "external", ...(isV6 ? { ipFamily: isV4 ? "dual" : "ipv6" } : {}) };
  }
  const [subnet = ""] = subnets;
  const name = nameOrId(around.networks, network);
  if (subnet === "") return { type: "anySubnet", network: name };
  const beside = around.subnets.filter((one) => one["network_id"] === network);
  return { type: "subnet", network: name, subnet: nameOrId(beside, subnet) };
}
