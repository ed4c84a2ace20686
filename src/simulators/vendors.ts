// The stand-ins that exist, as a literal map. A new vendor is one folder and one line here.

import type { VendorDefinition } from "./engine/simulated-vendor.ts";
import { gcore } from "./gcore/index.ts";
import { serveroid } from "./serveroid/index.ts";
import { zomro } from "./zomro/index.ts";

export const VENDORS = { serveroid, zomro, gcore } as const satisfies Record<string, VendorDefinition>;

export type VendorName = keyof typeof VENDORS;
export const VENDOR_NAMES = Object.keys(VENDORS) as VendorName[];
