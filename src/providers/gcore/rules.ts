// Gcore's field rules: what each attribute of a VM, its parts, a key, a snapshot or a policy allows after creation. Data only.
import type { ResourceType } from "../../core/address.ts";
import type { FieldRule, TypeRules } from "../../core/field-rule.ts";
import { createOnly, NAME, POWER } from "../../vendor-kit/fields.ts";

const AT_CREATION = "Gcore honours it only when the VM is made";
const TAGS: FieldRule = { path: "tags", onChange: "update", readable: true, compare: "entries" };

const VM_FIELDS: readonly FieldRule[] = [
  NAME,
  TAGS,
  { path: "flavor", onChange: "update", readable: true },
  POWER,
  { path: "placementGroup", onChange: "update", readable: true },
  {
    path: "keys",
    onChange: "replace",
    readable: true,
    compare: "set",
    references: "keys",
    referredBy: "name",
    observedAs: "sshKeys",
    because: AT_CREATION,
  },
  {
    path: "keyTexts",
    onChange: "replace",
    readable: false,
    derived: { through: "keys", attribute: "publicKey", compare: "public-key" },
    because: "the machine holds the key's text of the moment when it was made",
  },
  { path: "username", onChange: "replace", readable: false, because: AT_CREATION },
  { path: "password", onChange: "replace", readable: false, sensitive: true, because: AT_CREATION },
  { path: "userData", onChange: "replace", readable: false, sensitive: true, because: AT_CREATION },
  { path: "userDataBase64", onChange: "replace", readable: false, sensitive: true, because: AT_CREATION },
  createOnly("allowRestart"),
];

const OTHER_VOLUME = "only a new volume can have another one: --replace names it";

const VOLUME_FIELDS: readonly FieldRule[] = [
  NAME,
  TAGS,
  {
    path: "size",
    onChange: "update",
    onShrink: "refuse",
    readable: true,
    unit: "MiB",
    because: "a volume only grows: to have a smaller one, --replace its address, which destroys what is on it",
  },
  { path: "type", onChange: "refuse", readable: true, because: OTHER_VOLUME },
  { path: "vm", onChange: "update", readable: true, references: "vms" },
  { path: "image", onChange: "replace", readable: false, because: "it was installed when the volume was made" },
  { path: "snapshot", onChange: "replace", readable: false, because: "the volume was made from it" },
  { path: "boot", onChange: "refuse", readable: false, because: "which volume boots is fixed when the VM is made" },
];

const INTERFACE_WISH = "only a new interface, with a new address, can have another one: --replace names it";
const INTERFACE_PATHS = ["type", "network", "subnet", "ipFamily", "ip", "port"];

const SNAPSHOT_FIELDS: readonly FieldRule[] = [
  NAME,
  TAGS,
  {
    path: "volume",
    onChange: "refuse",
    readable: true,
    references: "volumes",
    because: "a snapshot holds one volume as it was: declare another snapshot",
  },
  {
    path: "description",
    onChange: "warn",
    readable: true,
    because: "the description of a snapshot cannot be changed; it is left as it is",
  },
  createOnly("take"),
];

const TIMING_FIELDS = ["cron", "every", "timezone", "keep", "retain", "schedules"];

const SCHEDULE_FIELDS: readonly FieldRule[] = [
  NAME,
  {
    path: "timing",
    onChange: "update",
    readable: true,
    compare: "set",
    identifies: true,
    madeOf: TIMING_FIELDS,
    toldAs: ["schedules"],
  },
  {
    path: "naming",
    onChange: "update",
    readable: true,
    compare: "set",
    madeOf: [...TIMING_FIELDS, "nameTemplate"],
    toldAs: ["schedules"],
  },
  { path: "volumes", onChange: "update", readable: true, compare: "set", references: "volumes" },
  { path: "paused", onChange: "update", readable: true },
];

export const GCORE_RULES: Readonly<Record<ResourceType, TypeRules>> = {
  vm: { fields: VM_FIELDS, onVanished: "ask", costs: ["flavor"], mayRebuild: false, mayReplace: true, marked: true },
  volume: {
    fields: VOLUME_FIELDS,
    onVanished: "ask",
    costs: ["size", "type"],
    belongs: { to: "vm", how: "apart", renewedIf: "boot" },
    marked: true,
    bulk: true,
    mayRebuild: false,
    mayReplace: true,
  },
  interface: {
    fields: [
      ...INTERFACE_PATHS.map(
        (path): FieldRule => ({ path, onChange: "replace", readable: false, because: INTERFACE_WISH }),
      ),
      { path: "securityGroups", onChange: "update", readable: true, compare: "set" },
    ],
    onVanished: "ask",
    belongs: { to: "vm", how: "inside" },
    bulk: true,
    mayRebuild: false,
    mayReplace: true,
  },
  floatingIp: {
    fields: [{ path: "port", onChange: "update", readable: true, references: "interfaces" }],
    onVanished: "ask",
    costs: [],
    belongs: { to: "vm", how: "apart" },
    marked: true,
    bulk: true,
    mayRebuild: false,
    mayReplace: true,
  },
  key: {
    fields: [
      { ...NAME, onChange: "renew", because: "a key cannot be renamed: a new one takes its place" },
      {
        path: "publicKey",
        onChange: "renew",
        readable: true,
        compare: "public-key",
        identifies: true,
        because: "the text of a key cannot be edited: a new key takes its place",
      },
    ],
    onVanished: "create",
    // Names of keys are taken to be unique ([ASSUMED]; the older calls go by the name as the id).
    createFirst: "other-name",
    mayRebuild: false,
    mayReplace: true,
  },
  snapshot: {
    fields: SNAPSHOT_FIELDS,
    onVanished: "replace-only",
    costs: [],
    belongs: { to: "volume", how: "on" },
    marked: true,
    bulk: true,
    mayRebuild: false,
    mayReplace: true,
  },
  schedule: {
    fields: SCHEDULE_FIELDS,
    about: "volumes",
    onVanished: "create",
    bulk: true,
    mayRebuild: false,
    mayReplace: true,
  },
};
