// The volumes of a machine to be: do they exist, do sizes and types fit, which one boots. Changes nothing.

import { find, findIdle } from "../objects/find-objects.ts";
import { isShared } from "../objects/flavors.ts";
import type { Volume } from "../objects/world.ts";
import type { FlavorRow, ImageRow } from "../seed/vendor-rows.ts";
import type { Call } from "./call.ts";
import type { VolumeBody } from "./instance-body.ts";
import { badRequest, invalidField } from "./refusal.ts";

export interface PlannedVolume {
  body: VolumeBody;
  /** Only of `existing-volume`. */
  existing?: Volume;
  image?: ImageRow;
  sourceVolume?: Volume | undefined;
  size: number;
  type: string;
  bootIndex: number;
  isBootable: boolean;
}

export function planVolumes(call: Call, bodies: readonly VolumeBody[], flavor: FlavorRow): PlannedVolume[] {
  const planned = bodies.map((body, index) => planVolume(call, body, flavor, `volumes.${index}`));
  const ids = planned.flatMap(({ existing }) => existing?.row.id ?? []);
  if (new Set(ids).size < ids.length) throw invalidField("volumes", "A volume is listed twice");
  return withBootIndexes(planned, bodies);
}

function planVolume(call: Call, body: VolumeBody, flavor: FlavorRow, at: string): PlannedVolume {
  switch (body.source) {
    case "new-volume":
      return { body, size: body.size, type: typeFor(call, body.type_name, flavor, at), ...NOT_BOOTABLE };
    case "image":
      return planFromImage(call, body, find(call, "images", body.image_id).row, flavor, at);
    case "apptemplate": {
      const { min_disk: minDisk } = find(call, "apptemplates", body.apptemplate_id).row;
      const type = typeFor(call, body.type_name, flavor, at);
      return { body, size: sizeFrom(body.size, minDisk, at), type, bootIndex: -1, isBootable: true };
    }
    case "snapshot":
      return planFromSnapshot(call, body, flavor, at);
    case "existing-volume": {
      const existing = findIdle(call, "volumes", body.volume_id);
      if (existing.row.status !== "available")
        throw invalidField(`${at}.volume_id`, `Volume ${body.volume_id} is not available`);
      const { size, volume_type: type, bootable } = existing.row;
      return { body, existing, size, type, bootIndex: -1, isBootable: bootable };
    }
    default:
      return body satisfies never;
  }
}

const NOT_BOOTABLE = { bootIndex: -1, isBootable: false };

type FromImage = Extract<VolumeBody, { source: "image" }>;
type FromSnapshot = Extract<VolumeBody, { source: "snapshot" }>;

function planFromImage(call: Call, body: FromImage, image: ImageRow, flavor: FlavorRow, at: string): PlannedVolume {
  if (image.min_ram > flavor.ram) throw badRequest(`Image ${image.name} needs ${image.min_ram} MiB of RAM`);
  const size = diskOfBasic(flavor) ?? sizeFrom(body.size, image.min_disk, at);
  return { body, image, size, type: typeFor(call, body.type_name, flavor, at), bootIndex: -1, isBootable: true };
}

function planFromSnapshot(call: Call, body: FromSnapshot, flavor: FlavorRow, at: string): PlannedVolume {
  const { row } = find(call, "snapshots", body.snapshot_id);
  if (row.status !== "available") throw invalidField(`${at}.snapshot_id`, "Snapshot is not available");
  if (body.size !== row.size) throw invalidField(`${at}.size`, "Size must be equal to the size of the snapshot");
  const sourceVolume = call.world.account.objects.volumes.get(row.volume_id);
  const type = typeFor(call, body.type_name ?? volumeTypeOf(sourceVolume), flavor, at);
  return { body, sourceVolume, size: row.size, type, bootIndex: -1, isBootable: sourceVolume?.row.bootable ?? true };
}

/** Basic VMs have the disk that their flavor names last, whatever size is asked for. */
function diskOfBasic({ flavor_id: id }: FlavorRow): number | undefined {
  const [, disk] = /-(\d+)$/.exec(id) ?? [];
  return isShared(id) && disk !== undefined ? Number(disk) : undefined;
}

function volumeTypeOf(volume: Volume | undefined): string {
  return volume?.row.volume_type ?? "standard";
}

function sizeFrom(given: number | undefined, least: number, at: string): number {
  if (given !== undefined && given < least) throw invalidField(`${at}.size`, `Size must be at least ${least}`);
  return given ?? Math.max(1, least);
}

/** `ultra` is for Basic VMs, which know no other, [ASSUMED] for the latter: any type is taken there. */
function typeFor(call: Call, given: string | undefined, flavor: FlavorRow, at: string): string {
  const type = given ?? "standard";
  if (type === "ultra" && isShared(flavor.flavor_id)) return type;
  checkVolumeType(call, type, `${at}.type_name`);
  return type;
}

/** Types vary by region. */
export function checkVolumeType({ world, regionId }: Call, type: string, at: string): void {
  const served = world.account.objects.regions.get(String(regionId))?.row["available_volume_types"];
  if (Array.isArray(served) && !served.includes(type))
    throw invalidField(at, `Volume type ${type} is not available in region ${regionId}`);
}

/** Without any boot index the first volume with a system on it boots, [ASSUMED]. */
function withBootIndexes(planned: readonly PlannedVolume[], bodies: readonly VolumeBody[]): PlannedVolume[] {
  const given = bodies.map((body) => (body.source === "new-volume" ? undefined : body.boot_index));
  const first = planned.findIndex(({ isBootable }) => isBootable);
  const isNoneGiven = given.every((index) => index === undefined);
  const result = planned.map((one, index) => ({
    ...one,
    bootIndex: given[index] ?? (isNoneGiven && index === first ? 0 : -1),
  }));
  const positive = result.map(({ bootIndex }) => bootIndex).filter((index) => index >= 0);
  if (new Set(positive).size < positive.length) throw invalidField("volumes", "Boot indexes must be unique");
  const boot = result.find(({ bootIndex }) => bootIndex === 0);
  if (!boot?.isBootable) throw invalidField("volumes", "There must be a bootable volume with boot_index 0");
  return result;
}
