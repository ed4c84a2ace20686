// Walks the operations: what is ready starts, within the limits; failures stop only what hangs on them.
import type { Address } from "../core/address.ts";
import type { OperationResult } from "../core/event.ts";
import type { Operation } from "../core/step.ts";
import { listRenewal } from "./check-renewal.ts";
import { listHalted } from "./halted-rollouts.ts";
import { createLanes, type Lanes } from "./lanes.ts";
import { pickReady } from "./pick-ready.ts";
import { providerOf, type RunContext } from "./run-context.ts";
import { runOperation } from "./run-operation.ts";

interface Walk {
  readonly context: RunContext;
  readonly operations: readonly Operation[];
  readonly waiting: Operation[];
  readonly results: Map<string, OperationResult>;
  readonly running: Map<string, { readonly operation: Operation; readonly promise: Promise<void> }>;
  /** Updates that the provider refused, while what takes their place is under way. */
  readonly refused: Map<string, Operation>;
  /** Those that are under way are awaited all the same. */
  broken: { readonly error: unknown } | undefined;
  readonly lanes: Lanes;
}

export interface Walked {
  readonly results: readonly OperationResult[];
  /** What ended the walk early: the state cannot be written, or a fault of trueup. Nothing was started after it. */
  readonly broken?: unknown;
}

export async function runOperations(context: RunContext, operations: readonly Operation[]): Promise<Walked> {
  const walk: Walk = {
    context,
    operations,
    waiting: [...operations],
    results: new Map(),
    running: new Map(),
    refused: new Map(),
    broken: undefined,
    lanes: createLanes(),
  };
  for (;;) {
    skipHalted(walk);
    skipHopeless(context, walk.waiting, walk.results);
    settleRefused(walk);
    for (const operation of listReady(walk)) launch(walk, operation);
    if (walk.running.size === 0) break;
    await Promise.race([...walk.running.values()].map((item) => item.promise));
  }
  for (const { id, address, action } of walk.waiting)
    walk.results.set(id, { operation: id, address, action, outcome: "interrupted", message: "not started" });
  settleRefused(walk);
  const listed = operations.flatMap((operation) => walk.results.get(operation.id) ?? []);
  return walk.broken === undefined ? { results: listed } : { results: listed, broken: walk.broken.error };
}

function listReady({ context, waiting, running, results, broken, lanes }: Walk): Operation[] {
  if (context.stop.isRequested() || broken !== undefined) return [];
  return pickReady({
    waiting,
    running: [...running.values()].map((item) => item.operation),
    results,
    parallelism: context.parallelism,
    concurrencyOf: ({ account, provider }) => lanes.widthOf(account, providerOf(context, provider).settings),
  });
}

function launch(walk: Walk, operation: Operation): void {
  const { context, waiting, running, results, refused, lanes } = walk;
  let isNarrowed = false;
  const onCrowded = () => {
    // One operation that is put off again and again says it once.
    if (!isNarrowed) lanes.narrow(operation.account);
    isNarrowed = true;
  };
  waiting.splice(waiting.indexOf(operation), 1);
  const promise = runOperation(context, operation, {
    poller: context.pollerOf(providerOf(context, operation.provider)),
    renewal: listRenewal(operation, walk.operations, results),
    onCrowded,
  }).then(({ result, broken }) => {
    running.delete(operation.id);
    if (result.outcome === "done" && !isNarrowed) lanes.widen(operation.account);
    if (broken !== undefined) walk.broken ??= broken;
    if (result.fault === "rejected" && operation.fallback !== undefined) {
      refused.set(operation.id, operation);
      waiting.push(...operation.fallback);
    } else results.set(operation.id, result);
  });
  running.set(operation.id, { operation, promise });
}

/** A refused update has ended as what took its place has; until then its dependents wait. */
function settleRefused({ refused, results }: Walk): void {
  for (const [id, { fallback = [], address, action }] of refused) {
    const ended = fallback.map((operation) => results.get(operation.id));
    if (ended.includes(undefined)) continue;
    const undone = ended.find((result) => result?.outcome !== "done");
    results.set(id, { ...(undone ?? { outcome: "done" }), operation: id, address, action });
    refused.delete(id);
  }
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
      skip({ context, results }, operation, cause.address, `skipped: ${cause.address} was not done`);
      isChanged = true;
    }
  }
}

function skip(
  { context, results }: Pick<Walk, "context" | "results">,
  { id, address, vendor, action }: Operation,
  because: Address,
  message: string,
): void {
  context.emit({ type: "skipped", because, message, address, vendor, action });
  results.set(id, { operation: id, address, action, outcome: "skipped", message });
}

/** Once something of a rollout was not done, no other machine of the group is begun; what has begun goes on to its end. */
function skipHalted(walk: Walk): void {
  const { waiting, operations, running, results } = walk;
  for (const { operation, cause } of listHalted({ waiting, operations, running, results })) {
    waiting.splice(waiting.indexOf(operation), 1);
    const group = operation.rollout?.group ?? "";
    skip(walk, operation, cause, `skipped: the rollout of ${group} stopped at ${cause}`);
  }
}
