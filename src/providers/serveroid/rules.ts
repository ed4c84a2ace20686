// Serveroid's field rules: what each attribute of a VM, key or snapshot allows after creation. Data only.

import type { ResourceType } from "../../core/address.ts";
import type { FieldRule, TypeRules } from "../../core/field-rule.ts";
import { BACKUPS_KEPT, createOnly, KEY_TEXTS, KEYS, NAME, PASSWORD, POWER } from "../../vendor-kit/fields.ts";
import { EDITABLE_KEY_RULES } from "../../vendor-kit/key.ts";
import { buildVmSnapshotRules } from "../../vendor-kit/snapshot.ts";

const REINSTALL_ONLY = "Serveroid sets it only by a reinstallation, which destroys the disk";

const VM_FIELDS: readonly FieldRule[] = [
  NAME,
  {
    path: "image.name",
    onChange: "rebuild",
    readable: true,
    compare: "caseless",
    identifies: true,
    because: REINSTALL_ONLY,
  },
  { path: "image.bitness", onChange: "rebuild", readable: true, identifies: true, because: REINSTALL_ONLY },
  {
    path: "image.description",
    onChange: "rebuild",
    readable: true,
    compare: "prefix",
    identifies: true,
    because: REINSTALL_ONLY,
  },
  { path: "tariff", onChange: "update", readable: true },
  { path: "memory", onChange: "update", readable: true, unit: "MiB" },
  {
    path: "disk",
    onChange: "update",
    onShrink: "rebuild",
    readable: true,
    unit: "MiB",
    because: "a disk only grows; a smaller one needs a reinstallation, which destroys it",
  },
  {
    path: "cpu",
    onChange: "update",
    onShrink: "refuse",
    readable: true,
    unit: "count",
    because: "Serveroid documents no way to take cores away",
  },
  { path: "ips", onChange: "update", readable: true, unit: "count" },
  {
    path: "releaseIps",
    observedAs: "addresses",
    onChange: "update",
    readable: true,
    compare: "disjoint",
    toldAs: ["ips"],
    destructive: { when: "always", kind: "release-ip", detail: "the address is given up for good" },
  },
  BACKUPS_KEPT,
  { path: "backupPolicy.every", onChange: "update", readable: true, unit: "ms" },
  KEYS,
  KEY_TEXTS,
  PASSWORD,
  { path: "software", onChange: "rebuild", readable: false, compare: "set", because: REINSTALL_ONLY },
  { path: "supportAccess", onChange: "rebuild", readable: false, because: REINSTALL_ONLY },
  POWER,
  createOnly("sendPassword"),
  createOnly("cloneOf"),
];

export const SERVEROID_RULES: Readonly<Partial<Record<ResourceType, TypeRules>>> = {
  vm: {
    fields: VM_FIELDS,
    told: [{ path: "addresses", unless: "ips" }],
    onVanished: "ask",
    costs: ["tariff", "memory", "disk", "cpu", "ips"],
    mayRebuild: true,
    mayReplace: true,
  },
  key: EDITABLE_KEY_RULES,
  // Nothing says so; the disk that they are made of is destroyed ([ASSUMED]).
  snapshot: buildVmSnapshotRules({ mayRename: false, diesOnRebuild: true }),
};
