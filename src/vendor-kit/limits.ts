// How fast, and how much at once, a vendor is known to bear: where a run begins and how far it goes by itself. What the user
// sets wins. The sources stand in docs/providers.
import type { Pace } from "../http/rate-limit.ts";

export interface VendorLimits {
  /** Operations of one account that are not settled yet: to begin with, and while nothing is refused. */
  readonly concurrency: number;
  readonly mostConcurrency: number;
  readonly requests: Pace;
  /** What changes something, where it is to be slower than that. */
  readonly mutations?: Pace;
}
