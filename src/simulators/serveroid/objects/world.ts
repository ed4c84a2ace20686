// Everything that the stand-in knows: one account and its running operations. Holds data only; the rules live in the handlers.
import type { JsonObject } from "../../engine/json.ts";
import type { SimClock } from "../../engine/sim-clock.ts";
import type {
  BackupRow,
  DistributionRow,
  KeyRow,
  OperationRow,
  SnapshotRow,
  SoftwareRow,
  TariffRow,
  TenantRow,
  VmRow,
} from "../seed/vendor-rows.ts";

/** What a rollback brings back, [S002] M26, M29. */
export interface Sizes {
  tariffId: number;
  memory: number;
  disk: number;
  cpu: number;
}

export interface Snapshot {
  row: SnapshotRow;
  sizes: Sizes;
  visibleFrom: number;
}

export interface Backup {
  row: BackupRow;
  sizes: Sizes;
}

/** What no method of the vendor shows, kept so that tests can see what really happened to a machine. */
export interface Inside {
  /** Copies of the texts: an edited or deleted key does not change them, [ASSUMED] M33, M34. */
  authorizedKeys: string[];
  softwareIds: number[];
  openSupportAccess: boolean;
  passwordChanges: number;
  /** Grows whenever the disk is written anew: installation, reinstallation, rollback. */
  diskGeneration: number;
  restarts: number;
}

export interface Vm {
  row: VmRow;
  /** Key rows as the seed showed them inside the VM: names differ there from the key list, [S002] H7. */
  keyRows: JsonObject[];
  installedKeyIds: number[];
  snapshots: Snapshot[];
  backups: Backup[];
  /** Epoch ms of the next scheduled backup. */
  nextBackupAt: number;
  /** Epoch ms from which lists and get show it (a fault may delay that). */
  visibleFrom: number;
  inside: Inside;
}

export interface Key {
  row: KeyRow;
  tenantId: number | null;
  ownerUser: string | null;
  visibleFrom: number;
}

export interface Limits {
  vms?: number;
  /** Balance: install and clone cost 1 and need at least 1; in debt (below 0) reinstall is refused, too. */
  money?: number;
  addressesPerVm?: number;
  diskPerMemory: number;
}

export interface Quirks {
  /** Members that are null are left out, [PF]. */
  omitNulls: boolean;
  /** Times as `2018-06-08T19:52:44.665+0000`, [PF]. */
  isoTimes: boolean;
  /** Seconds after which every distribution has another id; 0 = never. [S002] M36 */
  rotateDistributionIds: number;
  /** VMs (id or name) whose guests never answer the soft signals. */
  deafVms: (number | string)[];
  /** Distributions (name) that cannot be cloned, [S002] M4. */
  noClone: string[];
  /** Password and key changes fail on a VM that does not run. */
  guestMustRun: boolean;
  vmNotFoundCode: string;
}

interface Catalogues {
  distributions: DistributionRow[];
  software: SoftwareRow[];
  tariffs: TariffRow[];
}

export interface Account extends Catalogues {
  credentials: { clientId: string; apiKey: string }[];
  tenants: TenantRow[];
  vms: Map<number, Vm>;
  keys: Map<number, Key>;
  /** Operations that ended before the simulator started, or were pending then. */
  operations: OperationRow[];
  limits: Limits;
  quirks: Quirks;
  /** Seconds per method, over the defaults. */
  durations: Partial<Record<string, number>>;
}

export interface Operation {
  row: OperationRow;
  startedAt: number;
  endsAt: number;
  vmIds: readonly number[];
  occupiesVolume: boolean;
  /** Does the work, or fails; called once, when it is due. */
  conclude(at: number): void;
}

export interface World {
  account: Account;
  operations: Map<number, Operation>;
  pending: Operation[];
  clock: SimClock;
  speed: number;
  /** Host and port by which the last request came: links lead there, too. */
  host: string;
  /** What a link of a finished download leads to, by its token. */
  downloads: Map<string, string>;
  startedAt: number;
  lastIds: { vm: number; key: number; snapshot: number; operation: number; address: number; privateAddress: number };
}

export function sizesOf(row: VmRow): Sizes {
  const { tariffId, memory, disk, cpu } = row;
  return { tariffId, memory, disk, cpu };
}

export function freshInside(): Inside {
  return {
    authorizedKeys: [],
    softwareIds: [],
    openSupportAccess: false,
    passwordChanges: 0,
    diskGeneration: 0,
    restarts: 0,
  };
}
