// Nothing is published (H26); busy codes show one operation per VM, and none between VMs. Each change is a GET that a proxy may
// repeat, so that changes go slower than reads.
import type { VendorLimits } from "../../vendor-kit/limits.ts";

export const SERVEROID_LIMITS: VendorLimits = {
  concurrency: 16,
  mostConcurrency: 32,
  requests: { startPerSecond: 10, mostPerSecond: 50 },
  mutations: { startPerSecond: 5, mostPerSecond: 10 },
};
