// Field rules that mean the same at every provider, written once. Vendors compose their types from these.
import type { FieldRule } from "../core/field-rule.ts";

export const NAME: FieldRule = { path: "name", onChange: "update", readable: true };
export const POWER: FieldRule = { path: "power", onChange: "update", readable: true };
export const PASSWORD: FieldRule = { path: "password", onChange: "update", readable: false, sensitive: true };
export const PUBLIC_KEY: FieldRule = {
  path: "publicKey",
  onChange: "update",
  readable: true,
  compare: "public-key",
  identifies: true,
};

export const BACKUPS_KEPT: FieldRule = {
  path: "backupPolicy.keep",
  onChange: "update",
  readable: true,
  unit: "count",
  destructive: { when: "lowered", kind: "lower-retention", detail: "older backups beyond the new number are deleted" },
};

export const KEYS: FieldRule = {
  path: "keys",
  onChange: "update",
  readable: true,
  compare: "set",
  references: "keys",
  destructive: { when: "emptied", kind: "empty-keys", detail: "authorized_keys is emptied" },
};

/** A key's text that changed must reach each VM that lists the key. */
export const KEY_TEXTS: FieldRule = {
  path: "keyTexts",
  onChange: "update",
  readable: false,
  derived: { through: "keys", attribute: "publicKey", compare: "public-key" },
};

/** What is a wish for the act of creation, or steers how other changes are made: never compared. */
export function createOnly(path: string): FieldRule {
  return { path, onChange: "create-only", readable: false };
}
