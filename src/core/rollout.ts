// How the machines of a counted group are changed in waves: what YAML declares, and what a plan makes of it. Data only.
import type { Address } from "./address.ts";

/** How a machine is known to be well. `${ip}` and `${name}` stand in texts until the machine is there. */
export type HealthCheck =
  | { readonly tcp: number }
  | { readonly http: string }
  | { readonly command: readonly string[] };

export interface Rollout {
  /** Machines of a wave; `25%` of the group, rounded down, at least one. */
  readonly batch: number | string;
  /** Between a change and its check. */
  readonly waitMs: number;
  /** For so long the check is repeated until it passes. */
  readonly timeoutMs: number;
  readonly check?: HealthCheck;
}

export const DEFAULT_ROLLOUT: Rollout = { batch: 1, waitMs: 0, timeoutMs: 300_000 };

/** One group of a plan. */
export interface PlannedRollout {
  /** `vms.web`. */
  readonly group: Address;
  /** Machines of a wave at most. */
  readonly batch: number;
  readonly waitMs: number;
  /** For people: `tcp 22`. */
  readonly check?: string;
  /** The machines that are replaced, rebuilt or restarted. */
  readonly waves: readonly (readonly Address[])[];
  /** Of those the ones that a flag has asked for, with it: YAML alone would not do it again. */
  readonly asked: Readonly<Record<Address, "replace" | "rebuild">>;
  /** New ones: made at once, and well before the first wave. */
  readonly made: readonly Address[];
  /** What the plan leaves running: they must be well before anything of the group is touched. */
  readonly others: readonly Address[];
}

/** `wave`: the operation belongs to a wave. `before`: it checks a machine that this plan does not put into a wave. */
export interface InRollout {
  readonly group: Address;
  readonly part: "wave" | "before";
  /** In a wave: the machine that the operation is about, also where that has left another one behind. */
  readonly machine?: Address;
}

/** What an operation waits for instead of sending anything. */
export interface PlannedCheck {
  readonly waitMs: number;
  /** False: there is nothing to ask; the pause is all. */
  readonly isAsked: boolean;
}

export function describeCheck(check: HealthCheck): string {
  if ("tcp" in check) return `tcp ${check.tcp}`;
  return "http" in check ? `http ${check.http}` : `command ${check.command.join(" ")}`;
}
