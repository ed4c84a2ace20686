// Nothing is published. The panel is used by people, one session answers one request after another, and orders go one at a time.
import type { VendorLimits } from "../../vendor-kit/limits.ts";

export const ZOMRO_LIMITS: VendorLimits = {
  concurrency: 8,
  mostConcurrency: 16,
  requests: { startPerSecond: 10, mostPerSecond: 20 },
  mutations: { startPerSecond: 2, mostPerSecond: 5 },
};
