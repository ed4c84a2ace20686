// The objects as the vendor shows them, [S002]. Members that no rule here needs are kept as they came and returned.
import type { JsonObject } from "../../engine/json.ts";

export type TenantRow = JsonObject & { id: number; description: string };
export type SoftwareRow = JsonObject & { id: number; name: string };
export type DistributionRow = JsonObject & { id: number; name: string; description: string; bitness: number };

export type TariffRow = JsonObject & {
  id: number;
  name: string;
  memory: number;
  disk: number;
  cpu: number;
  ipCount: number;
  onDemand: boolean;
  forWindows: boolean;
};

export type VmRow = JsonObject & {
  id: number;
  tenantId: number;
  name: string;
  internalId: string;
  memory: number;
  disk: number;
  cpu: number;
  bandwidth: number;
  tariffId: number;
  ipAddresses: string[];
  privateIpAddress: string | null;
  state: string;
  timeAdded: number | string;
  currentSnapshot: number | null;
  backupPolicy: { quantity: number; frequency: number };
  distribution: DistributionRow | null;
  ownerUser: string | null;
  accessUsers: string[];
};

export type KeyRow = JsonObject & {
  id: number;
  name: string;
  type: string;
  publicKey: string;
  timeAdded: number | string;
};

export type SnapshotRow = JsonObject & {
  id: number;
  name: string;
  description: string | null;
  parentSnapshotId: number | null;
  timeAdded: number | string;
};

export type BackupRow = JsonObject & { id: string; size: number; timeAdded: number | string };

export type OperationRow = JsonObject & {
  id: number;
  vmId: number | null;
  tenantId: number | null;
  status: string;
  operationType: string;
  percentage: number;
  errorMessage: string | null;
  errorCode: string | null;
};
