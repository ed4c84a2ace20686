// What vendors say of themselves as data, by vendor: for commands that need no provider. Light.
import type { VendorRules } from "../config/explain/describe-change.ts";
import { CATALOG_KINDS as GCORE_KINDS } from "../providers/gcore/catalog.ts";
import { GCORE_RULES } from "../providers/gcore/rules.ts";
import { CATALOG_KINDS as SERVEROID_KINDS } from "../providers/serveroid/catalog.ts";
import { SERVEROID_RULES } from "../providers/serveroid/rules.ts";
import { CATALOG_KINDS as ZOMRO_KINDS } from "../providers/zomro/catalog.ts";
import { ZOMRO_RULES } from "../providers/zomro/rules.ts";

export const VENDOR_RULES: Readonly<Record<string, VendorRules>> = {
  gcore: GCORE_RULES,
  serveroid: SERVEROID_RULES,
  zomro: ZOMRO_RULES,
};

export const VENDOR_LISTS: Readonly<Record<string, readonly string[]>> = {
  gcore: GCORE_KINDS,
  serveroid: SERVEROID_KINDS,
  zomro: ZOMRO_KINDS,
};
