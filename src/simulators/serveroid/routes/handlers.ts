// Method → what carries it out. Complete by its type: a method without a handler does not compile.
import { ipAdd, ipDelete, ipMove } from "./address-handlers.ts";
import { backupDownload, backupRollback, backups } from "./backup-handlers.ts";
import type { Handler } from "./call.ts";
import { clone, deleteVm, install, reinstall } from "./install-handlers.ts";
import { pubkeys, pubkeysAdd, pubkeysDelete, pubkeysEdit } from "./key-handlers.ts";
import type { MethodName } from "./methods.ts";
import { poweroff, reboot, reset, shutdown, start } from "./power-handlers.ts";
import { distribution, operation, software, tariffs, tenant, vmGet, vmList } from "./read-handlers.ts";
import { cpuChange, diskChange, memoryChange, tariffChange } from "./resize-handlers.ts";
import { backupPolicyChange, passwordChange, pubkeyChange, rename } from "./settings-handlers.ts";
import { snapshotCreate, snapshotDelete, snapshotRollback, snapshots } from "./snapshot-handlers.ts";

export const HANDLERS: Readonly<Record<MethodName, Handler>> = {
  tenant,
  vm_list: vmList,
  install,
  clone,
  reinstall,
  vm_get: vmGet,
  rename,
  start,
  reset,
  reboot,
  poweroff,
  shutdown,
  delete: deleteVm,
  password_change: passwordChange,
  pubkey_change: pubkeyChange,
  memory_change: memoryChange,
  disk_change: diskChange,
  cpu_change: cpuChange,
  tariff_change: tariffChange,
  backup_policy_change: backupPolicyChange,
  ip_add: ipAdd,
  ip_delete: ipDelete,
  ip_move: ipMove,
  snapshots,
  snapshot_create: snapshotCreate,
  snapshot_rollback: snapshotRollback,
  snapshot_delete: snapshotDelete,
  backups,
  backup_rollback: backupRollback,
  backup_download: backupDownload,
  pubkeys,
  pubkeys_add: pubkeysAdd,
  pubkeys_edit: pubkeysEdit,
  pubkeys_delete: pubkeysDelete,
  operation,
  distribution,
  software,
  tariffs,
};
