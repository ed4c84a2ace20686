// What a rollout must not begin while a machine of its group is not settled: it would go on over one that may be lost. Pure.
import { type Address, quoteAddress } from "../core/address.ts";
import type { Desired } from "../core/desired.ts";
import type { BlockedEntry } from "../core/plan.ts";
import type { Intent } from "../core/state-document.ts";
import type { Operation } from "../core/step.ts";
import { listRolloutGroups, listSuccessors, lotOf, machineOf } from "./rollout-machines.ts";
import { isListed } from "./subject.ts";
import type { World } from "./world.ts";

interface Unsettled {
  readonly pending: readonly Intent[];
  /** What would be done if nothing were blocked. */
  readonly asked: readonly Operation[];
}

export function listBehindUnsettled(
  { tracked, observedOf, input: { options, leftOut = [] } }: World,
  operations: readonly Operation[],
  declared: ReadonlyMap<Address, Desired>,
  { pending, asked }: Unsettled,
): BlockedEntry[] {
  if (options.mode !== "normal") return [];
  const made = new Set(operations.filter(isCreation).map(({ address }) => address));
  const isThere = (address: Address) => {
    const record = tracked.get(address);
    return record !== undefined && observedOf(record) !== undefined;
  };
  const notMade = asked.filter(
    (operation) => isCreation(operation) && !made.has(operation.address) && !isThere(operation.address),
  );
  // What is not as a saved plan has it is left out without anybody having named it.
  const missing = leftOut.filter((address) => declared.has(address) && !isThere(address));
  const successors = listSuccessors(tracked);
  const unsettled = new Map([
    ...missing.map((address) => [address, "which is not there"] as const),
    ...notMade.map(({ address }) => [address, "which cannot be made now"] as const),
    ...pending.map((intent) => [machineOf(intent, successors), "which is not settled"] as const),
  ]);
  if (unsettled.size === 0) return [];
  const isLeftBehind = (address: Address) => isListed(address, options.excludes) && !leftOut.includes(address);
  return listRolloutGroups(declared, operations, successors).flatMap(({ group, machines }) => {
    const [cause] = machines.filter(({ address }) => unsettled.has(address) && !isLeftBehind(address));
    if (cause === undefined) return [];
    const reason = `the rollout of ${group} waits for ${cause.address}, ${unsettled.get(cause.address) ?? ""}`;
    const fix = `settle it first; or go on without it: --exclude ${quoteAddress(cause.address)}`;
    const held = machines.filter((machine) => lotOf(machine) === "wave");
    const addresses = new Set(held.flatMap((machine) => machine.operations.map(({ address }) => address)));
    return [...addresses].map((address) => ({ address, reason, fix, undone: true }));
  });
}

const isCreation = ({ action }: Operation): boolean => action === "create";
