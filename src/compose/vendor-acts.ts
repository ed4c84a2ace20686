// Which day-2 acts each vendor has, as data: for lists and help, without an account. A literal map, like that of the vendors.
import type { ActRule } from "../core/day-two.ts";
import { GCORE_ACTS } from "../providers/gcore/act-rules.ts";
import { SERVEROID_ACTS } from "../providers/serveroid/act-rules.ts";
import { ZOMRO_ACTS } from "../providers/zomro/act-rules.ts";

export const VENDOR_ACTS: Readonly<Record<string, readonly ActRule[]>> = {
  serveroid: SERVEROID_ACTS,
  zomro: ZOMRO_ACTS,
  gcore: GCORE_ACTS,
};
