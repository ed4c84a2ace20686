// What the faults that hit a call say about its effect. Carries nothing out.
import type { FaultRule } from "../../engine/fault-rule.ts";
import type { Call } from "./call.ts";

const INVISIBLE_MS = 60_000;

export function faultOf(faults: readonly FaultRule[], effect: FaultRule["effect"]): FaultRule | undefined {
  return faults.find((fault) => fault.effect === effect);
}

/** When a new object shows in reads: at once, unless a fault keeps it out of sight. */
export function visibleFrom({ faults, now }: Pick<Call, "faults" | "now">): number {
  const fault = faultOf(faults, "invisible");
  return fault ? now + (fault.ms ?? INVISIBLE_MS) : 0;
}

/**
 * What a failed operation leaves: nothing, the broken object, or (`code: parts`) what was made along with it, such as the
 * volumes and floating IPs of a machine that never came to be.
 */
export function leftovers(fault: FaultRule): "nothing" | "object" | "parts" {
  if (fault.code === "parts") return "parts";
  return fault.leaves ?? "nothing";
}
