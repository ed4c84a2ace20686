// Walks the operations: what is ready starts, within the limits; failures stop only what hangs on them.
import type { OperationResult } from "../core/event.ts";
import type { Operation } from "../core/step.ts";
import { pickReady } from "./pick-ready.ts";
import { createPoller, type Poller } from "./poller.ts";
import { providerOf, type RunContext } from "./run-context.ts";
import { runOperation } from "./run-operation.ts";

export async function runOperations(context: RunContext, operations: readonly Operation[]): Promise<OperationResult[]> {
  const results = new Map<string, OperationResult>();
  const running = new Map<string, { operation: Operation; promise: Promise<void> }>();
  const pollers = new Map<string, Poller>();
  const waiting = [...operations];
  for (;;) {
    skipHopeless(context, waiting, results);
    const ready = context.stop.isRequested()
      ? []
      : pickReady({
          waiting,
          running: [...running.values()].map((item) => item.operation),
          results,
          parallelism: context.parallelism,
          concurrencyOf: (operation) => providerOf(context, operation.provider).settings.concurrency,
        });
    for (const operation of ready) {
      waiting.splice(waiting.indexOf(operation), 1);
      const promise = runOperation(context, operation, pollerFor(context, pollers, operation)).then((result) => {
        results.set(operation.id, result);
        running.delete(operation.id);
      });
      running.set(operation.id, { operation, promise });
    }
    if (running.size === 0) break;
    await Promise.race([...running.values()].map((item) => item.promise));
  }
  for (const operation of waiting)
    results.set(operation.id, {
      operation: operation.id,
      address: operation.address,
      action: operation.action,
      outcome: "interrupted",
      message: "not started",
    });
  return operations.flatMap((operation) => results.get(operation.id) ?? []);
}

function pollerFor(context: RunContext, pollers: Map<string, Poller>, operation: Operation): Poller {
  const existing = pollers.get(operation.account);
  if (existing !== undefined) return existing;
  const poller = createPoller(providerOf(context, operation.provider), context.clock, context.stop.waiting);
  pollers.set(operation.account, poller);
  return poller;
}

/** Dependents of what did not get done are skipped and named; independent branches go on. */
function skipHopeless(context: RunContext, waiting: Operation[], results: Map<string, OperationResult>): void {
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const operation of [...waiting]) {
      const cause = operation.needs
        .map((id) => results.get(id))
        .find((result) => result !== undefined && result.outcome !== "done");
      if (cause === undefined || cause.outcome === "interrupted") continue;
      waiting.splice(waiting.indexOf(operation), 1);
      const message = `skipped: ${cause.address} was not done`;
      context.emit({
        type: "skipped",
        because: cause.address,
        message,
        address: operation.address,
        vendor: operation.vendor,
        action: operation.action,
      });
      results.set(operation.id, {
        operation: operation.id,
        address: operation.address,
        action: operation.action,
        outcome: "skipped",
        message,
      });
      isChanged = true;
    }
  }
}
