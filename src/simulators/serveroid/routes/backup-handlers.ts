// M28 backups, M29 backup_rollback, M30 backup_download. No method makes or deletes a copy.
import { createHash } from "node:crypto";
import { startOperation } from "../objects/operations.ts";
import { takeBackup } from "../objects/take-backup.ts";
import type { Backup, Vm } from "../objects/world.ts";
import type { Handler } from "./call.ts";
import { idleVm, visibleVm } from "./guards.ts";

/** Seen live for a backup that does not exist, [PF]: a busy word, although nothing is busy. */
const NO_SUCH_BACKUP = "error.vm.volume.under.operation";

export const backups: Handler = (call) => ({ result: visibleVm(call).backups.map(({ row }) => row) });

/** All snapshots go, the disk is lost, tariff and sizes return, [S002] M29. */
export const backupRollback: Handler = (call) => {
  const vm = idleVm(call);
  const backup = findBackup(vm, call.values.neededText("backup"));
  const createBackup = call.values.flag("createBackup");
  const finish = (at: number) => {
    if (!backup) return NO_SUCH_BACKUP;
    if (createBackup) takeBackup(vm, at);
    vm.snapshots = [];
    Object.assign(vm.row, backup.sizes, { currentSnapshot: null });
    vm.inside.diskGeneration += 1;
    return undefined;
  };
  return { operationId: startOperation(call, { type: "VM_REVERT_TO_BACKUP", vm, finish }) };
};

/** The link carries a token: whoever has it has the copy, [S002] M30. */
export const backupDownload: Handler = (call) => {
  const vm = idleVm(call);
  const id = call.values.neededText("backup");
  const token = createHash("md5").update(`${vm.row.id} ${id} ${call.now}`).digest("hex");
  const finish = () => {
    if (!findBackup(vm, id)) return NO_SUCH_BACKUP;
    call.world.downloads.set(token, `backup ${id} of ${vm.row.name}\n`.repeat(1000));
    return undefined;
  };
  // The vendor has a host of its own for them; here it is the stand-in itself, so that nothing leaves this machine.
  const result = `http://${call.world.host}/?p=${token}&b=${id}`;
  return { operationId: startOperation(call, { type: "DOWNLOAD_BACKUP", vm, finish, result }) };
};

function findBackup(vm: Vm, id: string): Backup | undefined {
  return vm.backups.find(({ row }) => row.id === id);
}
