// The 38 methods as data: name (for fault files and the log), path, parameters, [S002] M1..M38. All of them are GET.
export interface IntegerRule {
  type: "int";
  required?: true;
  min?: number;
  max?: number;
  among?: readonly number[];
}

interface OtherRule<T extends "ints" | "bool" | "text"> {
  type: T;
  required?: true;
}

export type ParameterRule = IntegerRule | OtherRule<"ints"> | OtherRule<"bool"> | OtherRule<"text">;

export interface MethodRule {
  /** Below `/api/v1`; `{…}` is an integer segment. */
  path: string;
  kind: "list" | "read" | "mutation";
  /** A mutation that answers with an operationId. */
  isAsync?: true;
  creates?: true;
  changesAddresses?: true;
  /** Works on the volume, so what comes meanwhile is told `error.vm.volume.under.operation`. */
  occupiesVolume?: true;
  parameters: Readonly<Record<string, ParameterRule>>;
}

const INT = { type: "int" } as const;
const ID = { type: "int", required: true } as const;
const TEXT = { type: "text" } as const;
const NEEDED_TEXT = { type: "text", required: true } as const;
const IDS = { type: "ints" } as const;
const BOOL = { type: "bool" } as const;

export const MEMORY_RANGE = { min: 512, max: 16_384 } as const;
export const DISK_RANGE = { min: 8192, max: 524_288 } as const;
export const CPU_RANGE = { min: 1, max: 12 } as const;
export const IP_COUNT_RANGE = { min: 0, max: 2 } as const;

// Ranges of the sizes are not here: on a fixed tariff the values are ignored, whatever they are, [S002] M3.
const SYSTEM = {
  memory: INT,
  disk: INT,
  cpu: INT,
  password: TEXT,
  sendPassword: BOOL,
  openSupportAccess: BOOL,
  publicKeyIds: IDS,
  softwareIds: IDS,
} as const;

const list = (path: string): MethodRule => ({ path, kind: "list", parameters: {} });
const read = (path: string): MethodRule => ({ path, kind: "read", parameters: {} });
const onVm = (
  action: string,
  parameters: MethodRule["parameters"] = {},
  more: Partial<MethodRule> = {},
): MethodRule => ({
  path: `vm/{vmId}/${action}`,
  kind: "mutation",
  isAsync: true,
  parameters: { tenantId: ID, ...parameters },
  ...more,
});
const onVolume = (action: string, parameters: MethodRule["parameters"], more: Partial<MethodRule> = {}): MethodRule =>
  onVm(action, parameters, { occupiesVolume: true, ...more });
const onAddresses = (action: string, parameters: MethodRule["parameters"]): MethodRule =>
  onVm(action, parameters, { changesAddresses: true });
const onKeys = (path: string, parameters: MethodRule["parameters"], more: Partial<MethodRule> = {}): MethodRule => ({
  path: `pubkeys/${path}`,
  kind: "mutation",
  parameters: { tenantId: ID, ...parameters },
  ...more,
});

export const METHODS = {
  tenant: list("tenant"),
  vm_list: list("vm"),
  install: {
    path: "vm/install",
    kind: "mutation",
    isAsync: true,
    creates: true,
    parameters: { name: TEXT, tenantId: INT, distributionId: ID, tariffId: ID, ipCount: INT, ...SYSTEM },
  },
  clone: onVolume("clone", { name: TEXT, tenantId: INT, snapshotId: INT }, { creates: true }),
  reinstall: onVm("reinstall", { name: TEXT, distributionId: INT, tariffId: INT, ...SYSTEM }),
  vm_get: read("vm/{vmId}"),
  rename: onVm("rename", { name: TEXT }),
  start: onVm("start"),
  reset: onVm("reset"),
  reboot: onVm("reboot"),
  poweroff: onVm("poweroff"),
  shutdown: onVm("shutdown"),
  delete: onVm("delete"),
  password_change: onVm("password_change", { password: NEEDED_TEXT, sendPassword: BOOL }),
  pubkey_change: onVm("pubkey_change", { keyIds: IDS }),
  memory_change: onVm("memory_change", { memory: { ...ID, ...MEMORY_RANGE }, allowRestart: BOOL }),
  disk_change: onVm("disk_change", { disk: { ...ID, ...DISK_RANGE }, allowMemoryChange: BOOL }),
  cpu_change: onVm("cpu_change", { cpu: { ...ID, ...CPU_RANGE } }),
  tariff_change: onVm("tariff_change", { tariffId: ID }),
  backup_policy_change: onVm("backup_policy_change", {
    quantity: { ...ID, min: 1, max: 10 },
    frequency: { ...ID, among: [3, 6, 12, 24, 72] },
  }),
  ip_add: onAddresses("ip_add", {}),
  ip_delete: onAddresses("ip_delete", { ip: NEEDED_TEXT }),
  ip_move: onAddresses("ip_move", { toVmId: ID, ip: NEEDED_TEXT }),
  snapshots: list("vm/{vmId}/snapshots"),
  snapshot_create: onVolume("snapshot_create", { name: NEEDED_TEXT, description: TEXT }, { creates: true }),
  snapshot_rollback: onVolume("snapshot_rollback", { snapshotId: ID }),
  snapshot_delete: onVolume("snapshot_delete", { snapshotId: ID, deleteChildren: BOOL }),
  backups: list("vm/{vmId}/backups"),
  backup_rollback: onVolume("backup_rollback", { backup: NEEDED_TEXT, createBackup: BOOL }),
  backup_download: onVolume("backup_download", { backup: NEEDED_TEXT }),
  pubkeys: list("pubkeys"),
  pubkeys_add: onKeys("add", { name: NEEDED_TEXT, publicKey: NEEDED_TEXT }, { creates: true }),
  pubkeys_edit: onKeys("{keyId}/edit", { name: TEXT, publicKey: TEXT }),
  pubkeys_delete: onKeys("{keyId}/delete", {}),
  operation: read("operation/{operationId}"),
  distribution: list("distribution"),
  software: list("software"),
  tariffs: list("tariffs"),
} as const satisfies Record<string, MethodRule>;

export type MethodName = keyof typeof METHODS;
export const METHOD_NAMES = Object.keys(METHODS) as MethodName[];
