// Zomro's field rules: what each attribute of a VM, key, snapshot or schedule allows after creation. Data only.
import type { ResourceType } from "../../core/address.ts";
import type { FieldRule, TypeRules } from "../../core/field-rule.ts";
import { BACKUPS_KEPT, createOnly, KEY_TEXTS, NAME, PASSWORD, POWER } from "../../vendor-kit/fields.ts";
import { buildVmSnapshotRules } from "../../vendor-kit/snapshot.ts";

const INSTALLED = "a key is put in with the system only: another one needs a rebuild, which destroys the disk";
const ORDERED = "it is part of the order and cannot be changed afterwards";

const VM_FIELDS: readonly FieldRule[] = [
  NAME,
  {
    path: "tariff",
    onChange: "refuse",
    readable: true,
    because:
      "changing the tariff costs money and needs a confirmation that trueup does not give: change it in the panel, then in YAML",
  },
  { path: "datacenter", onChange: "replace", readable: true, because: ORDERED },
  {
    path: "image",
    onChange: "rebuild",
    readable: true,
    because: "another system needs a rebuild, which destroys the disk",
  },
  PASSWORD,
  POWER,
  // Told beside the schedules of one machine only ([CP], 3.15).
  { ...BACKUPS_KEPT, readApart: true },
  { path: "rescue.enabled", onChange: "update", readable: true },
  { path: "rescue.image", onChange: "update", readable: false },
  { path: "rescue.zone", onChange: "update", readable: false },
  { path: "rescue.password", onChange: "update", readable: false, sensitive: true },
  { path: "keys", onChange: "rebuild", readable: false, compare: "set", because: INSTALLED },
  { ...KEY_TEXTS, onChange: "rebuild", because: INSTALLED },
  { path: "period", onChange: "replace", readable: false, because: ORDERED },
  createOnly("allowOrder"),
];

export const ZOMRO_RULES: Readonly<Partial<Record<ResourceType, TypeRules>>> = {
  vm: {
    fields: VM_FIELDS,
    told: [{ path: "addresses" }],
    onVanished: "ask",
    costs: ["tariff", "period"],
    mayRebuild: true,
    // Snapshots and backups are images of their own: a rebuild is how one of them is restored (zomro.md 3.10).
    rebuildKeeps: ["snapshot", "backup"],
    mayReplace: true,
  },
  key: {
    fields: [
      NAME,
      {
        path: "publicKey",
        onChange: "renew",
        readable: false,
        compare: "public-key",
        because: "the text of a key cannot be edited: a new key takes its place",
      },
    ],
    onVanished: "create",
    mayRebuild: false,
    mayReplace: true,
    createFirst: "always",
  },
  snapshot: {
    ...buildVmSnapshotRules({ mayRename: true }),
    perDay: { limit: 5, hoursEast: 3, because: "Zomro's panel takes no more than 5 snapshots of a VM in one day." },
  },
  schedule: {
    fields: [
      NAME,
      {
        path: "vm",
        onChange: "refuse",
        readable: true,
        references: "vms",
        because: "a schedule belongs to its VM: declare another one",
      },
      { path: "days", onChange: "update", readable: true, compare: "set" },
      { path: "time", onChange: "update", readable: true },
    ],
    onVanished: "create",
    belongs: { to: "vm", how: "on" },
    mayRebuild: false,
    mayReplace: true,
    createFirst: "always",
    // That a schedule can be edited is known from the panel only ([CP]).
    renewWhenRefused: true,
  },
};
