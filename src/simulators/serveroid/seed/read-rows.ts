// Rows in the vendor's shapes, from seeds, recordings and outside changes → checked rows. Unknown members are kept.
import type { JsonObject } from "../../engine/json.ts";
import {
  above,
  asArray,
  asFlag,
  asInteger,
  asNumber,
  asObject,
  asText,
  listOf,
  optional,
  required,
  type Shape,
} from "../../engine/shape.ts";
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
} from "./vendor-rows.ts";

// A recording of the live service has no null members and times as text, [PF]: both are taken.
const asTime: Shape<number | string> = (value, where) => (typeof value === "string" ? value : asNumber(value, where));

export const readTenant: Shape<TenantRow> = (value, where) => {
  const row = asObject(value, where);
  const description = optional(row, "description", where, asText) ?? "";
  return { ...row, id: required(row, "id", where, asInteger), description };
};

export const readSoftware: Shape<SoftwareRow> = (value, where) => {
  const row = asObject(value, where);
  return { ...row, id: required(row, "id", where, asInteger), name: required(row, "name", where, asText) };
};

export const readDistribution: Shape<DistributionRow> = (value, where) => {
  const row = asObject(value, where);
  return {
    ...row,
    id: required(row, "id", where, asInteger),
    name: required(row, "name", where, asText),
    description: optional(row, "description", where, asText) ?? "",
    bitness: optional(row, "bitness", where, asInteger) ?? 64,
  };
};

export const readTariff: Shape<TariffRow> = (value, where) => {
  const row = asObject(value, where);
  return {
    ...row,
    id: required(row, "id", where, asInteger),
    name: required(row, "name", where, asText),
    memory: required(row, "memory", where, asInteger),
    disk: required(row, "disk", where, asInteger),
    cpu: required(row, "cpu", where, asInteger),
    ipCount: required(row, "ipCount", where, asInteger),
    onDemand: required(row, "onDemand", where, asFlag),
    forWindows: optional(row, "forWindows", where, asFlag) ?? false,
  };
};

export const readVmRow: Shape<VmRow> = (value, where) => {
  const row = asObject(value, where);
  const id = required(row, "id", where, asInteger);
  return {
    ...row,
    id,
    tenantId: required(row, "tenantId", where, asInteger),
    name: required(row, "name", where, asText),
    internalId: optional(row, "internalId", where, asText) ?? `vm${id}`,
    memory: required(row, "memory", where, asInteger),
    disk: required(row, "disk", where, asInteger),
    cpu: required(row, "cpu", where, asInteger),
    bandwidth: optional(row, "bandwidth", where, asNumber) ?? 100,
    tariffId: required(row, "tariffId", where, asInteger),
    ipAddresses: optional(row, "ipAddresses", where, listOf(asText)) ?? [],
    privateIpAddress: optional(row, "privateIpAddress", where, asText) ?? null,
    state: optional(row, "state", where, asText) ?? "VIR_DOMAIN_RUNNING",
    timeAdded: optional(row, "timeAdded", where, asTime) ?? 0,
    currentSnapshot: optional(row, "currentSnapshot", where, asInteger) ?? null,
    backupPolicy: optional(row, "backupPolicy", where, readPolicy) ?? { quantity: 1, frequency: 72 },
    distribution: optional(row, "distribution", where, readDistribution) ?? null,
    ownerUser: optional(row, "ownerUser", where, asText) ?? null,
    accessUsers: optional(row, "accessUsers", where, listOf(asText)) ?? [],
  };
};

// A policy of no hours would back up without end.
const readPolicy: Shape<{ quantity: number; frequency: number }> = (value, where) => {
  const row = asObject(value, where);
  const quantity = required(row, "quantity", where, asInteger);
  return { ...row, quantity, frequency: required(row, "frequency", where, above(0, asNumber)) };
};

/** The key rows inside a VM: `installed` makes the set, the rest is shown as it came. */
export const readKeysInVm: Shape<JsonObject[]> = (value, where) =>
  asArray(value, where).map((element, index) => {
    const row = asObject(element, `${where}[${index}]`);
    required(row, "id", `${where}[${index}]`, asInteger);
    return row;
  });

export const readKey: Shape<KeyRow> = (value, where) => {
  const row = asObject(value, where);
  return {
    ...row,
    id: required(row, "id", where, asInteger),
    name: required(row, "name", where, asText),
    type: optional(row, "type", where, asText) ?? "DSA",
    publicKey: required(row, "publicKey", where, asText),
    timeAdded: optional(row, "timeAdded", where, asTime) ?? 0,
  };
};

export const readSnapshot: Shape<SnapshotRow> = (value, where) => {
  const row = asObject(value, where);
  return {
    ...row,
    id: required(row, "id", where, asInteger),
    name: required(row, "name", where, asText),
    description: optional(row, "description", where, asText) ?? null,
    parentSnapshotId: optional(row, "parentSnapshotId", where, asInteger) ?? null,
    timeAdded: optional(row, "timeAdded", where, asTime) ?? 0,
  };
};

export const readBackup: Shape<BackupRow> = (value, where) => {
  const row = asObject(value, where);
  return {
    ...row,
    id: required(row, "id", where, asText),
    size: optional(row, "size", where, asNumber) ?? 0,
    timeAdded: optional(row, "timeAdded", where, asTime) ?? 0,
  };
};

export const readOperation: Shape<OperationRow> = (value, where) => {
  const row = asObject(value, where);
  return {
    ...row,
    id: required(row, "id", where, asInteger),
    vmId: optional(row, "vmId", where, asInteger) ?? null,
    tenantId: optional(row, "tenantId", where, asInteger) ?? null,
    status: required(row, "status", where, asText),
    operationType: optional(row, "operationType", where, asText) ?? "VM_UPDATE",
    percentage: optional(row, "percentage", where, asNumber) ?? 0,
    errorMessage: optional(row, "errorMessage", where, asText) ?? null,
    errorCode: optional(row, "errorCode", where, asText) ?? null,
  };
};
