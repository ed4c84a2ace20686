// What a rollout that has stopped keeps from beginning: the machines of its group of which nothing has begun. Pure.
import { type Address, resourceOf } from "../core/address.ts";
import type { OperationResult } from "../core/event.ts";
import type { Operation } from "../core/step.ts";

interface Rollouts {
  readonly operations: readonly Operation[];
  readonly waiting: readonly Operation[];
  readonly running: ReadonlyMap<string, unknown>;
  readonly results: ReadonlyMap<string, OperationResult>;
}

export interface Halted {
  readonly operation: Operation;
  /** Where it stopped. */
  readonly cause: Address;
}

export function listHalted({ operations, waiting, running, results }: Rollouts): Halted[] {
  if (!waiting.some(isInWave)) return [];
  const causes = new Map<Address, Address>();
  const begun = new Set<Address>();
  for (const operation of operations) {
    const { id, rollout } = operation;
    const outcome = results.get(id)?.outcome;
    if (rollout === undefined) continue;
    const isBegun = running.has(id) || (outcome !== undefined && outcome !== "skipped");
    // A snapshot before the change leaves the machine as it is.
    if (isBegun && operation.type !== "snapshot") begun.add(machineOf(operation));
    const isUndone = outcome !== undefined && outcome !== "done" && outcome !== "skipped" && outcome !== "interrupted";
    if (isUndone && !causes.has(rollout.group)) causes.set(rollout.group, machineOf(operation));
  }
  return waiting.flatMap((operation) => {
    const cause = causes.get(operation.rollout?.group ?? "");
    return cause === undefined || !isInWave(operation) || begun.has(machineOf(operation)) ? [] : [{ operation, cause }];
  });
}

const isInWave = ({ rollout }: Operation): boolean => rollout?.part === "wave";

const machineOf = ({ address, parent, rollout }: Operation): Address =>
  rollout?.machine ?? resourceOf(parent ?? address);
