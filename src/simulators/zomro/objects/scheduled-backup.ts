// The backup that a schedule takes when its time has come. A machine that is busy or gone is passed over, [ASSUMED].
import { addCopy, completeCopy, dropOldBackups } from "./copies.ts";
import { isBusy, secondsOf } from "./work.ts";
import type { Schedule, World } from "./world.ts";

export function takeScheduledBackup(world: World, { row }: Schedule, at: number): void {
  const instance = world.account.instances.get(row.instance_id);
  if (!instance || instance.row.status === "4" || isBusy(world, instance)) return;
  const before = instance.row.instance_status;
  const made = { kind: "backup", backupType: "schedule", name: row.name, at, visibleFrom: at } as const;
  const image = addCopy(world, instance, made);
  instance.row.instance_status = "running_image_uploading";
  const happen = (): void => {
    instance.row.instance_status = before;
    if (!world.account.images.has(image.row.id)) return;
    completeCopy(image);
    dropOldBackups(world, instance);
  };
  const ms = (secondsOf(world, "instances.fleio_bckps.edit") * 1000) / world.speed;
  world.pending.push({ at: at + ms, instanceId: instance.row.id, happen });
}
