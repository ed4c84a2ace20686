// A new snapshot or backup of a machine: its row from `Saving` to `Active`, and the automatic ones that are kept. Checks nothing.
import { nextId, nextUuid } from "./new-ids.ts";
import { dayOf } from "./provider-time.ts";
import type { Image, ImageKind, Instance, World } from "./world.ts";

const DEFAULT_ROTATION = 5;

export interface NewCopy {
  kind: ImageKind;
  name: string;
  backupType: string;
  at: number;
  visibleFrom: number;
}

export function addCopy(world: World, instance: Instance, wanted: NewCopy): Image {
  const { row } = instance;
  const [distro = "", ...version] = row.instances_os.split(" ");
  const image: Image = {
    kind: wanted.kind,
    instanceId: row.id,
    visibleFrom: wanted.visibleFrom,
    rest: {},
    row: {
      id: nextId(world, "item"),
      fleio_id: nextUuid(world),
      name: wanted.name,
      fleio_status: "Saving",
      item_real_status: "2",
      createdate: dayOf(wanted.at),
      image_size: "",
      min_disk: diskOf(world, instance),
      min_ram: "0",
      disk_format: "qcow2",
      architecture: "x86_64",
      hypervisor_type: "any_hypervisor",
      os_distro: distro,
      os_version: version.join(" "),
      protected: "off",
      region: row.datacentername,
      visibility: "private",
      backup_type: wanted.backupType,
      cost: "",
    },
  };
  world.account.images.set(image.row.id, image);
  return image;
}

/** The size is known only now, [S001]. */
export function completeCopy(image: Image): void {
  image.row.fleio_status = "Active";
  if (image.row.image_size === "") image.row.image_size = "3";
}

/** `backup_rotation` counts automatic backups of one machine, not of one schedule, [CP]. */
export function dropOldBackups(world: World, instance: Instance): void {
  const { images } = world.account;
  const kept = Number(instance.row.backup_rotation) || DEFAULT_ROTATION;
  const automatic = [...images.values()].filter(
    ({ instanceId, row }) => instanceId === instance.row.id && row.backup_type === "schedule" && row.protected !== "on",
  );
  for (const { row } of automatic.slice(0, Math.max(0, automatic.length - kept))) images.delete(row.id);
}

/** Gigabytes out of the plan's description, `40 Gb`, [Z464]. */
function diskOf(world: World, { row }: Instance): string {
  const tariff = world.account.tariffs.find((known) => known.row.title === row.pricelist);
  return /"Disk space"\},"value":\{"\$":"(\d+)/.exec(JSON.stringify(tariff?.rest["detail"] ?? []))?.[1] ?? "20";
}
