// No number is published (1.2): 429 with Retry-After says when it is too much. The vendor's own Terraform providers send ten
// requests at a time without any limit of their own: some 50 a second at 200 ms for each. Operations wait for tasks, which one
// list tells of, so that many of them at a time ask no more than few.
import type { VendorLimits } from "../../vendor-kit/limits.ts";

export const GCORE_LIMITS: VendorLimits = {
  concurrency: 64,
  mostConcurrency: 64,
  requests: { startPerSecond: 40, mostPerSecond: 100 },
};
