// Copies that the vendor makes: by the policy as time goes by, and before a rollback. Bounded by the policy's number.
import { sizesOf, type Vm } from "./world.ts";

const MOSCOW_MS = 3 * 3_600_000;

export function takeBackup(vm: Vm, at: number): void {
  const timeAdded = Math.floor(at / 1000) * 1000;
  const row = { id: backupId(vm, timeAdded), size: vm.row.disk, timeAdded };
  vm.backups = [...vm.backups, { row, sizes: sizesOf(vm.row) }].slice(-vm.row.backupPolicy.quantity);
}

/** Two Moscow times: of the copy before and of this one, as in the sample, [S002] M28. */
function backupId(vm: Vm, at: number): string {
  const before = vm.backups.at(-1)?.row.timeAdded ?? vm.row.timeAdded;
  return `diff-backupsnap${stamp(new Date(before).getTime())}-backupsnap${stamp(at)}.lz4`;
}

function stamp(ms: number): string {
  return new Date(ms + MOSCOW_MS).toISOString().replace(/\D/g, "").slice(0, 14);
}
