// Each vendor's checks of declared resources, handed to the loader. Light: `validate` loads it.
import type { DesiredCheck } from "../config/load-configuration.ts";
import { checkGcoreDesired } from "../providers/gcore/check-desired.ts";
import { checkServeroidDesired } from "../providers/serveroid/check-desired.ts";
import { checkZomroDesired } from "../providers/zomro/check-desired.ts";

export const DESIRED_CHECKS: Readonly<Record<string, DesiredCheck>> = {
  serveroid: checkServeroidDesired,
  zomro: checkZomroDesired,
  gcore: checkGcoreDesired,
};
