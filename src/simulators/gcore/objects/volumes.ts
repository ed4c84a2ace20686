// Volumes as things: made, attached, detached, taken away. Checks nothing and knows no call.
import type { JsonObject } from "../../engine/json.ts";
import { offsetTimeText } from "../routes/call.ts";
import type { ImageRow, Tag, VolumeRow } from "../seed/vendor-rows.ts";
import { add, place, remove, type Scope } from "./find-objects.ts";
import { newUuid } from "./new-ids.ts";
import type { Instance, Volume, World } from "./world.ts";

export interface NewVolume {
  name: string;
  size: number;
  type: string;
  image?: ImageRow | undefined;
  /** Shown like an image's, and makes the volume bootable. */
  imageMetadata?: JsonObject | null | undefined;
  bootable: boolean;
  tags: Tag[];
  taskId: string | null;
}

export function addVolume(scope: Scope, wanted: NewVolume, visibleFrom: number): Volume {
  const { world, now } = scope;
  const time = offsetTimeText(now);
  const row: VolumeRow = {
    ...place(scope),
    id: newUuid(world),
    name: wanted.name,
    size: wanted.size,
    status: wanted.image ? "downloading" : "creating",
    volume_type: wanted.type,
    bootable: wanted.bootable,
    is_root_volume: false,
    attachments: [],
    volume_image_metadata: wanted.image ? imageMetadata(wanted.image) : (wanted.imageMetadata ?? null),
    limiter_stats: LIMITS,
    tags: [...wanted.tags, ...(wanted.image ? platformTags(wanted.image) : [])],
    task_id: null,
    creator_task_id: wanted.taskId,
    created_at: time,
    updated_at: time,
  };
  return add(scope, "volumes", row, visibleFrom);
}

const LIMITS = { iops_base_limit: 3000, iops_burst_limit: 3000, MBps_base_limit: 60, MBps_burst_limit: 60 };

function imageMetadata({ id, name, os_type, os_distro, os_version, min_disk, min_ram }: ImageRow): JsonObject {
  const numbers = { min_disk: String(min_disk), min_ram: String(min_ram) };
  return { image_id: id, image_name: name, os_type, os_distro, os_version, ...numbers };
}

/** Facts of the image and the system: made by the platform, so nobody can change them. */
export function platformTags({ os_type, os_distro, os_version, name, id }: ImageRow): Tag[] {
  const facts = { os_distro, os_version, os_type, image_name: name, image_id: id };
  return Object.entries(facts).map(([key, value]) => ({ key, value, read_only: true }));
}

export function attachVolume(
  world: World,
  volume: Volume,
  instance: Instance,
  at: number,
  more: JsonObject = {},
): void {
  const { row } = volume;
  const letter = String.fromCharCode("a".charCodeAt(0) + instance.row.volumes.length);
  row.attachments = [
    {
      attachment_id: newUuid(world),
      volume_id: row.id,
      server_id: instance.row.id,
      device: `/dev/vd${letter}`,
      attached_at: offsetTimeText(at),
      flavor_id: null,
    },
  ];
  Object.assign(row, { status: "in-use", updated_at: offsetTimeText(at) });
  const { delete_on_termination: deleted = false } = more;
  instance.row.volumes = [...instance.row.volumes, { id: row.id, delete_on_termination: deleted === true }];
  if (more["attachment_tag"] !== undefined) volume.inside["attachment_tag"] = more["attachment_tag"];
}

export function detachVolume(world: World, { row }: Volume, at: number): void {
  for (const { server_id: id } of row.attachments) {
    const instance = world.account.objects.instances.get(id ?? "");
    if (instance) instance.row.volumes = instance.row.volumes.filter((one) => one.id !== row.id);
  }
  Object.assign(row, { attachments: [], status: "available", is_root_volume: false, updated_at: offsetTimeText(at) });
}

/** Policies forget it; its snapshots are somebody else's business. */
export function removeVolume(world: World, { row }: Volume): void {
  for (const policy of world.account.objects.lifecycle_policies.values()) {
    policy.row.volumes = policy.row.volumes.filter(({ volume_id: id }) => id !== row.id);
  }
  remove({ world }, "volumes", row.id);
}

export function isAttachedTo({ row }: Volume, instanceId: string): boolean {
  return row.attachments.some(({ server_id: id }) => id === instanceId);
}
