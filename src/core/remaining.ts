// What is left of an operation in the middle of it: what the planner tells the executor.
import type { Step } from "./step.ts";

export type Remaining =
  /** `differing`: the paths that still differ from what is declared. */
  | { readonly isStale: false; readonly steps: readonly Step[]; readonly differing: readonly string[] }
  | { readonly isStale: true; readonly reason: string };
