// Carries a plan out with the real executor, on whatever the stack's providers are, and writes nothing: a rehearsal.
import { setMaxListeners } from "node:events";
import type { OperationResult, RunEvent } from "../core/event.ts";
import type { RehearsedOperation } from "../core/rehearsal.ts";
import { createStopControl } from "../executor/stop-control.ts";
import { newStateDocument } from "../state/new-document.ts";
import { buildCarryOut, carryOut } from "./carry-out.ts";
import type { Planned } from "./make-plan.ts";
import { memoryJournal } from "./memory-journal.ts";
import type { Stack } from "./stack.ts";

/** In the order in which they began. Throws what breaks a run off. */
export async function rehearse(
  stack: Stack,
  { plan, input }: Planned,
  signal?: AbortSignal,
): Promise<readonly RehearsedOperation[]> {
  const { configuration, version, random, clock } = stack;
  const journal = memoryJournal(
    input.state ?? newStateDocument(configuration.stack, version, random),
    Number.POSITIVE_INFINITY,
  );
  const stop = createStopControl();
  setMaxListeners(0, stop.requested, stop.waiting);
  signal?.addEventListener("abort", () => stop.endWaiting(), { once: true });
  const times = new Map<string, { startMs: number; endMs?: number }>();
  const began = clock.monotonic();
  const emit = (event: RunEvent): void => {
    if (!("address" in event && "action" in event)) return;
    const key = `${event.action} ${event.address}`;
    const at = clock.monotonic() - began;
    const known = times.get(key);
    if (known === undefined) times.set(key, { startMs: at });
    else known.endMs = at;
  };
  const work = buildCarryOut(stack, { journal, emit, stop, accepted: input.options.allow.accounts });
  const walked = await carryOut(work, plan, input);
  if ("broken" in walked) throw walked.broken;
  return walked.results
    .map((result) => describe(result, times.get(`${result.action} ${result.address}`)))
    .sort((a, b) => (a.startMs ?? Number.POSITIVE_INFINITY) - (b.startMs ?? Number.POSITIVE_INFINITY));
}

function describe(
  { address, action, outcome, message }: OperationResult,
  times: { readonly startMs: number; readonly endMs?: number } | undefined,
): RehearsedOperation {
  const said = message === undefined ? {} : { message };
  // What was skipped has one moment, in which it was given up.
  return outcome === "skipped" || times === undefined
    ? { address, action, outcome, ...said }
    : { address, action, outcome, startMs: times.startMs, endMs: times.endMs ?? times.startMs, ...said };
}
