// The state of one running operation and how it is told: events while it runs, a result at its end. Sends nothing.
import type { ProviderError } from "../core/errors.ts";
import type { OperationResult } from "../core/event.ts";
import type { Json, JsonObject } from "../core/json.ts";
import type { Observed } from "../core/observed.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Operation, Step } from "../core/step.ts";
import type { Poller } from "./poller.ts";
import type { RunContext } from "./run-context.ts";

export interface Run {
  readonly context: RunContext;
  readonly operation: Operation;
  readonly poller: Poller;
  readonly onCrowded: () => void;
  readonly startedAt: number;
  readonly deadline: number;
  readonly done: string[];
  readonly warnings: string[];
  steps: readonly Step[];
  /** The paths that differed at the last look; undefined before the first. */
  differing: readonly string[] | undefined;
  sends: number;
  /** How many steps have had their effect. */
  settled: number;
  unsent: number;
  tries: { before: readonly string[] | undefined };
  readonly outputs: Record<string, JsonObject>;
  /** The object as it was read last. */
  seen?: Observed;
}

export function emitWaiting(run: Run, waitingFor: string): void {
  run.context.emit({ type: "progress", elapsedMs: elapsed(run), waitingFor, ...about(run) });
}

export function about(run: Run) {
  const { operation, context } = run;
  const current = context.journal.document().resources[operation.address]?.remoteId;
  // What takes the place of a dead object is not known by the id of that one.
  const remoteId = operation.action === "create" && run.settled === 0 ? undefined : (operation.remoteId ?? current);
  return {
    address: operation.address,
    vendor: operation.vendor,
    action: operation.action,
    ...(remoteId === undefined ? {} : { remoteId }),
  };
}

export function elapsed(run: Run): number {
  return run.context.clock.monotonic() - run.startedAt;
}

export function emitProgress(run: Run, percentage: number | undefined, trouble?: string): void {
  run.context.emit({
    type: "progress",
    elapsedMs: elapsed(run),
    ...(trouble === undefined ? {} : { waitingFor: `the provider to answer: ${trouble}` }),
    ...(percentage === undefined ? {} : { percentage }),
    ...about(run),
  });
}

export function end(
  run: Run,
  outcome: Outcome,
  message: string,
  more: { fix?: string; error?: ProviderError } = {},
): OperationResult {
  const { context, operation, warnings } = run;
  const shared = { elapsedMs: elapsed(run), ...about(run) };
  const advised = more.fix === undefined ? {} : { fix: more.fix };
  if (outcome === "done") context.emit({ type: "completed", warnings, ...shared });
  else if (outcome === "unknown") context.emit({ type: "unknown", message, fix: more.fix ?? "", ...shared });
  else if (outcome === "still-running") context.emit({ type: "still-running", message, ...shared });
  else if (outcome === "blocked") context.emit({ type: "blocked", message, ...advised, ...about(run) });
  else if (outcome === "failed")
    context.emit({
      type: "failed",
      message,
      ...advised,
      ...(more.error === undefined
        ? {}
        : {
            fault: more.error.fault,
            ...(more.error.vendorCode === undefined ? {} : { vendorCode: more.error.vendorCode }),
          }),
      ...shared,
    });
  const fix = more.fix ?? more.error?.hint;
  const fault = more.error?.fault;
  const addresses = operation.action === "create" && outcome === "done" ? listAddresses(run.seen) : [];
  return {
    operation: operation.id,
    address: operation.address,
    action: operation.action,
    outcome,
    ...(message === "" ? {} : { message }),
    ...(fix === undefined ? {} : { fix }),
    ...(fault === undefined ? {} : { fault }),
    // What was made and not finished costs money, too: a person must be able to find it.
    ...(outcome === "done" || shared.remoteId === undefined ? {} : { remoteId: shared.remoteId }),
    ...(addresses.length === 0 ? {} : made(run, addresses)),
    ...(operation.action === "act" ? { answers: run.outputs } : {}),
  };
}

function made({ context, operation }: Run, addresses: readonly string[]) {
  const remoteId = context.journal.document().resources[operation.address]?.remoteId;
  return { addresses, ...(remoteId === undefined ? {} : { remoteId }) };
}

/** Of a machine all, of an address itself. */
function listAddresses(seen: Observed | undefined): string[] {
  const { ip, ips } = seen?.outputs ?? {};
  return [ip, ...(Array.isArray(ips) ? (ips as readonly Json[]) : [])].filter((one) => typeof one === "string");
}
