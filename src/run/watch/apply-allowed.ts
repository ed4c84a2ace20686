// One apply of watch: planned under the lock within what is allowed, as a run that nobody looks at.
import type { Address } from "../../core/address.ts";
import { AbortedError, type LockHolder, StateError } from "../../core/errors.ts";
import type { Plan } from "../../core/plan.ts";
import { createStopControl, type StopControl } from "../../executor/stop-control.ts";
import { applyStack } from "../apply.ts";
import type { ApplyEnd } from "../apply-run.ts";
import type { Stack } from "../stack.ts";
import { listUnsent, WATCH_OPTIONS } from "./foresee.ts";
import { type Allowed, isAllowed } from "./list-forbidden.ts";
import { planAllowed } from "./plan-allowed.ts";

export type WatchApply =
  | {
      readonly outcome: "done" | "undone" | "refused" | "stopped";
      /** `update vms.web`. */
      readonly done: readonly string[];
      /** Operations that were not done. */
      readonly left: readonly { readonly address: Address; readonly message: string }[];
      readonly error?: unknown;
    }
  | { readonly outcome: "locked"; readonly holder: LockHolder };

/** Never throws. */
export async function applyAllowed(
  stack: Stack,
  allowed: Allowed,
  { outer, lockWaitMs }: { readonly outer: StopControl; readonly lockWaitMs: number },
): Promise<WatchApply> {
  const { stop, release } = linkStop(outer);
  try {
    const end = await applyStack(stack, {
      options: WATCH_OPTIONS,
      emit: () => undefined,
      stop,
      plan: (request) => planAllowed(request, allowed),
      // Looked at once more, right before the first request.
      approve: async (plan: Plan) => isAllowed(plan, allowed),
      isUnattended: true,
      lockWaitMs,
    });
    return judge(end, outer);
  } catch (error) {
    if (error instanceof StateError && error.problem === "locked" && error.holder !== undefined)
      return { outcome: "locked", holder: error.holder };
    if (error instanceof AbortedError && outer.isRequested()) return { outcome: "stopped", done: [], left: [] };
    return { outcome: "refused", done: [], left: [], error };
  } finally {
    release();
  }
}

function judge({ outcome, plan, results, error }: ApplyEnd, outer: StopControl): WatchApply {
  const sent = results.filter(({ action }) => action !== "check");
  const failed = results.filter((one) => one.outcome !== "done");
  const blocked = (plan?.blocked ?? []).filter(
    (one) => one.undone && !failed.some(({ address }) => address === one.address),
  );
  const left = [
    ...failed.map(({ address, message, outcome: why }) => ({ address, message: message ?? why })),
    ...blocked.map(({ address, reason }) => ({ address, message: reason })),
  ];
  const done = [
    ...sent.flatMap((one) => (one.outcome === "done" ? [`${one.action} ${one.address}`] : [])),
    ...(plan === undefined || outcome === "cancelled" ? [] : listUnsent(plan)),
  ];
  if (outer.isRequested() && outcome !== "done") return { outcome: "stopped", done, left };
  const told = outcome === "done" || outcome === "undone" ? outcome : "refused";
  return { outcome: told, done, left, ...(error === undefined ? {} : { error }) };
}

/** One that loses its lock stops by itself, and nobody else with it. */
function linkStop(outer: StopControl): { readonly stop: StopControl; release(): void } {
  const stop = createStopControl();
  const request = (): void => stop.request();
  const endWaiting = (): void => stop.endWaiting();
  if (outer.isRequested()) request();
  if (outer.waiting.aborted) endWaiting();
  outer.requested.addEventListener("abort", request, { once: true });
  outer.waiting.addEventListener("abort", endWaiting, { once: true });
  return {
    stop,
    release() {
      outer.requested.removeEventListener("abort", request);
      outer.waiting.removeEventListener("abort", endWaiting);
    },
  };
}
