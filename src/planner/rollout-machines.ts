// The machines of a group and what the operations of a plan do with each: which go in waves, in which order. Pure.
import { type Address, compareAddresses, groupOf, parseAddress, resourceOf } from "../core/address.ts";
import type { Desired } from "../core/desired.ts";
import { groupBy } from "../core/group-by.ts";
import type { Rollout } from "../core/rollout.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { isDeletion, type Operation } from "../core/step.ts";
import { reach } from "../graph/dag.ts";

export type Graph = ReadonlyMap<string, Operation>;

export interface Machine {
  readonly address: Address;
  readonly desired: Desired;
  readonly rollout: Rollout;
  /** Its own, those of its parts and snapshots, and of what it has left behind in another place. */
  readonly operations: readonly Operation[];
}

export interface RolloutGroup {
  readonly group: Address;
  readonly machines: readonly Machine[];
}

/** What was left behind in another place -> the machine that takes its place. */
export type Successors = ReadonlyMap<Address, Address>;

export function listSuccessors(tracked: ReadonlyMap<Address, TrackedResource>): Successors {
  return new Map(
    [...tracked].flatMap(([address, { replacedBy }]) => (replacedBy === undefined ? [] : [[address, replacedBy]])),
  );
}

/** Groups that have a rollout, with what is done to each machine. */
export function listRolloutGroups(
  declared: ReadonlyMap<Address, Desired>,
  operations: Iterable<Operation>,
  successors: Successors,
): RolloutGroup[] {
  const members = [...declared.values()].flatMap((desired) =>
    desired.rollout === undefined || desired.type !== "vm" || parseAddress(desired.address)?.instance === undefined
      ? []
      : [{ address: desired.address, desired, rollout: desired.rollout }],
  );
  if (members.length === 0) return [];
  const byMachine = groupBy(operations, (operation) => machineOf(operation, successors));
  return [...groupBy(members, ({ address }) => groupOf(address))].map(([group, found]) => ({
    group,
    machines: found
      .map((member) => ({ ...member, operations: byMachine.get(member.address) ?? [] }))
      .sort((a, b) => compareAddresses(a.address, b.address)),
  }));
}

/** A part and a snapshot stay with their machine; what was left behind goes with the one that takes its place. */
export function machineOf(operation: Pick<Operation, "address" | "parent">, successors: Successors): Address {
  const own = ownerOf(operation);
  return successors.get(own) ?? own;
}

const ownerOf = ({ address, parent }: Pick<Operation, "address" | "parent">): Address => resourceOf(parent ?? address);

/** What the machine was before, here or in another place, and goes once the new one is well. */
export const listReplaced = ({ address, operations }: Machine): Operation[] =>
  operations.filter(
    (operation) => operation.action === "delete-deposed" || (isDeletion(operation) && ownerOf(operation) !== address),
  );

export type Lot = "wave" | "made" | "left";

/** `wave`: it is out of service meanwhile. `made`: it was not there. `left`: it runs on. */
export function lotOf(machine: Machine): Lot {
  const { address, operations } = machine;
  const own = operations.filter((operation) => operation.address === address);
  const isRestarted = own.some(
    ({ action, steps }) => action === "rebuild" || (action === "update" && steps.some(({ restarts }) => restarts)),
  );
  // A disk or an interface that gives way to another takes the machine out of service as well.
  const isReplaced = operations.some(
    (operation) =>
      operation.action === "create" &&
      operation.type !== "snapshot" &&
      operations.some((other) => other.address === operation.address && isDeletion(other)),
  );
  if (isRestarted || isReplaced) return "wave";
  if (own.every(({ action }) => action !== "create")) return "left";
  return machine.operations.some((operation) => isOfLeft(machine, operation)) ? "wave" : "made";
}

/** The old machine itself, in another place: as with one that is made first and deleted then. */
const isOfLeft = ({ address }: Machine, { action, type, address: other }: Operation): boolean =>
  action === "delete" && type === "vm" && other !== address;

/** In the order of their instances, but none before another that it needs. */
export function orderMachines(machines: readonly Machine[], graph: Graph): Machine[] {
  const needs = new Map([...graph].map(([id, operation]) => [id, operation.needs]));
  const left = machines.map((machine) => ({ machine, reached: reach(idsOf(machine), needs) }));
  const ordered: Machine[] = [];
  while (left.length > 0) {
    const free = left.findIndex(({ machine, reached }) =>
      left.every((other) => other.machine === machine || !idsOf(other.machine).some((id) => reached.has(id))),
    );
    const [next] = left.splice(Math.max(0, free), 1);
    if (next !== undefined) ordered.push(next.machine);
  }
  return ordered;
}

/** Whether any of the operations comes after one of these machines: it cannot come before them as well. */
export function needsOneOf(operations: readonly Operation[], machines: readonly Machine[], graph: Graph): boolean {
  const wanted = new Set(machines.flatMap(idsOf));
  const seen = new Set<string>();
  const queue = operations.map(({ id }) => id);
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (wanted.has(id)) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    queue.push(...(graph.get(id)?.needs ?? []));
  }
  return false;
}

const idsOf = ({ operations }: Machine): string[] => operations.map(({ id }) => id);

/** Machines of a wave, of a group of so many. */
export function sizeOfWave({ batch }: Rollout, machines: number): number {
  const size = typeof batch === "number" ? batch : Math.floor((machines * Number.parseInt(batch, 10)) / 100);
  return Math.max(1, size);
}

export function cutIntoWaves(machines: readonly Machine[], size: number): Machine[][] {
  const count = Math.ceil(machines.length / size);
  return Array.from({ length: count }, (_none, index) => machines.slice(index * size, (index + 1) * size));
}
