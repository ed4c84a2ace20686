// What `trueup watch` tells while it goes on: little, and everything once until it changes. Plain data.
import type { Address } from "./address.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { LockHolder } from "./errors.ts";

/** A stack as it is told of: its name once that is known, else its folder. */
export interface ToldStack {
  readonly stack: string;
  readonly folder: string;
}

/** One finding of a look, for people: `vms.web`, `conflict: power`. */
export interface ToldFinding {
  readonly subject: string;
  readonly text: string;
}

/** `undone`: something is left in flight, failed or unknown. `refused`: nothing was sent. `stopped`: by a signal. */
export type ApplyOutcome = "done" | "undone" | "refused" | "locked" | "stopped";

export type WatchEvent =
  | {
      readonly type: "watch-started";
      readonly stacks: number;
      readonly intervalMs: number;
      /** What is applied besides looking: nothing, `update`, `create`, `delete`. */
      readonly applies: readonly string[];
      /** Where it answers. */
      readonly url?: string;
    }
  | ({ readonly type: "stack-added" } & ToldStack)
  | ({ readonly type: "stack-removed" } & ToldStack)
  /** `findings`: new or changed ones, at first all; `standing`: how many there were before and still are. */
  | ({
      readonly type: "drift-found";
      readonly findings: readonly ToldFinding[];
      readonly standing: number;
    } & ToldStack)
  | ({ readonly type: "drift-resolved"; readonly subjects: readonly string[]; readonly standing: number } & ToldStack)
  /** It could not be looked at, or not at all of it; it is tried again after so long. */
  | ({ readonly type: "look-failed"; readonly errors: readonly Diagnostic[]; readonly forMs: number } & ToldStack)
  | ({ readonly type: "look-recovered" } & ToldStack)
  /** What no stack of the account can be looked at for. */
  | {
      readonly type: "account-backing-off";
      readonly account: string;
      readonly forMs: number;
      readonly failures: number;
    }
  | ({
      readonly type: "held-back";
      readonly changes: readonly {
        readonly address: Address;
        readonly action: string;
        readonly reason: string;
        readonly fix: string;
      }[];
    } & ToldStack)
  | ({ readonly type: "apply-started"; readonly changes: readonly string[] } & ToldStack)
  | ({
      readonly type: "apply-ended";
      readonly outcome: ApplyOutcome;
      readonly done: readonly string[];
      /** What is left, and why. */
      readonly left: readonly { readonly address: Address; readonly message: string }[];
      readonly errors: readonly Diagnostic[];
      readonly tookMs: number;
    } & ToldStack)
  | ({ readonly type: "stack-locked"; readonly holder: LockHolder } & ToldStack)
  /** A cycle took longer than the interval, or the process was paused. */
  | { readonly type: "cycles-skipped"; readonly count: number }
  | { readonly type: "watch-stopping"; readonly applies: number }
  | { readonly type: "watch-ended"; readonly cycles: number }
  | { readonly type: "trouble"; readonly text: string };
