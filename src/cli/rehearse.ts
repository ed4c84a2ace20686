// The rehearsal of a plan at a terminal: what was read is kept for it, and what the plan's own form has no place for is told.

import type { OpenedStack } from "../compose/open-stack.ts";
import { type Recordings, rehearsePlan } from "../compose/rehearse-plan.ts";
import { buildError, hasErrors } from "../core/diagnostic.ts";
import type { Rehearsal } from "../core/rehearsal.ts";
import { formatDuration } from "../core/units.ts";
import type { RecordedExchange } from "../http/http-client-options.ts";
import type { PlanEnd } from "../run/plan.ts";
import type { Printer } from "./printer.ts";

export interface Recorder {
  readonly recordings: Recordings;
  readonly onExchange: (id: string, exchange: RecordedExchange) => void;
}

export function createRecorder(): Recorder {
  const recordings = new Map<string, RecordedExchange[]>();
  return {
    recordings,
    onExchange(id, exchange) {
      const known = recordings.get(id);
      if (known === undefined) recordings.set(id, [exchange]);
      else known.push(exchange);
    },
  };
}

/** Undefined where there is nothing to rehearse: no work, or a plan that failed. */
export async function rehearseEnd(
  stack: OpenedStack,
  end: PlanEnd,
  { recordings }: Recorder,
  signal: AbortSignal,
): Promise<Rehearsal | undefined> {
  if (hasErrors(end.plan.diagnostics) || end.plan.operations.length === 0) return undefined;
  signal.throwIfAborted();
  const rehearsal = await rehearsePlan(stack, end, recordings, signal);
  // What an interrupt cut short says nothing about the plan.
  signal.throwIfAborted();
  return rehearsal;
}

export const listFailed = ({ operations }: Rehearsal) => operations.filter(({ outcome }) => outcome !== "done");

/** What the plan's own form has no place for. A plan that failed says so itself. */
export function tellRehearsal(
  printer: Printer,
  rehearsal: Rehearsal | undefined,
  { isFailed, json, format }: { readonly isFailed: boolean; readonly json?: boolean; readonly format?: string },
): void {
  if (rehearsal === undefined) {
    if (!isFailed) printer.note("Nothing to rehearse.");
    return;
  }
  const failed = listFailed(rehearsal);
  const [first] = failed;
  if (first === undefined && (json === true || format === "html" || format === "gitlab"))
    printer.note(`rehearsed: all of it went through in ${formatDuration(Math.round(rehearsal.durationMs))}`);
  if (first === undefined) return;
  const more = failed.length === 1 ? "" : `, and ${failed.length - 1} more`;
  printer.diagnostics([
    buildError("rehearse.failed", `the rehearsal did not go through: ${first.address} (${first.outcome})${more}`, {
      ...(first.message === undefined ? {} : { detail: first.message }),
      address: first.address,
      fix: "the stand-in refuses what it takes the provider to refuse, too: compare with the provider's own limits",
    }),
  ]);
}
