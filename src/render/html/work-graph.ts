// The operations of a plan as a graph of bounded size: where there are too many, those that do the same at the same place in
// the order are one node with a count. Pure and deterministic; knows no picture.
import { groupOf, parseAddress } from "../../core/address.ts";
import type { Operation, OperationAction } from "../../core/step.ts";
import { formatInstances } from "../format-instances.ts";
import { orderForShow, type ShownOperation } from "../order-for-show.ts";

export interface WorkNode {
  readonly index: number;
  readonly label: string;
  /** Beside the label: how many there are, where it does not say so. */
  readonly count: number | undefined;
  readonly action: OperationAction;
  readonly wave: number;
  readonly operations: readonly Operation[];
  /** Indices of the nodes that it waits for, and of those that wait for it. */
  readonly needs: readonly number[];
  readonly neededBy: readonly number[];
}

export interface WorkGraph {
  readonly nodes: readonly WorkNode[];
  /** `operations`: a node each; `instances`: alike instances together; `types`: all of one type and wave together. */
  readonly by: "operations" | "instances" | "types";
}

/** Each way to join them is worked out at most once: several sections show it. */
export interface Work {
  readonly count: number;
  join(by: WorkGraph["by"]): WorkGraph;
}

export function buildWork(operations: readonly Operation[]): Work {
  const ordered = orderForShow(operations);
  const known = new Map<WorkGraph["by"], WorkGraph>();
  return {
    count: operations.length,
    join(by) {
      const graph = known.get(by) ?? joinOperations(ordered, by);
      known.set(by, graph);
      return graph;
    },
  };
}

/** As fine as it can be with so many nodes at most; the coarsest may have more. */
export function chooseGraph(work: Work, most: number, finest: WorkGraph["by"]): WorkGraph {
  if (finest === "operations" && work.count <= most) return work.join("operations");
  const byInstances = work.join("instances");
  return byInstances.nodes.length <= most ? byInstances : work.join("types");
}

function joinOperations(ordered: readonly ShownOperation[], by: WorkGraph["by"]): WorkGraph {
  /** Of each operation the number of its node: short, where a key would hold the keys of all that it needs. */
  const nodeOf = new Map<string, number>();
  const groups = new Map<string, ShownOperation[]>();
  const numbers = new Map<string, number>();
  for (const shown of ordered) {
    const { operation, wave } = shown;
    const branch = by === "instances" ? new Set(operation.needs.map((id) => nodeOf.get(id) ?? -1)) : [];
    const key =
      by === "operations" ? operation.id : JSON.stringify([wave, shapeOf(operation, by), [...branch].sort(compare)]);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    nodeOf.set(operation.id, number);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [shown]);
    else group.push(shown);
  }
  return { nodes: connect([...groups.values()], by), by };
}

const compare = (a: number, b: number): number => a - b;

function connect(groups: readonly (readonly ShownOperation[])[], by: WorkGraph["by"]): WorkNode[] {
  const indexOf = new Map(groups.flatMap((group, index) => group.map(({ operation }) => [operation.id, index])));
  const needs = groups.map((group, index) => {
    const found = group.flatMap(({ operation }) => operation.needs.flatMap((id) => indexOf.get(id) ?? []));
    return [...new Set(found)].filter((need) => need !== index).sort(compare);
  });
  const neededBy = groups.map((): number[] => []);
  for (const [index, list] of needs.entries()) for (const need of list) neededBy[need]?.push(index);
  return groups.flatMap((group, index) => {
    const [first] = group;
    if (first === undefined) return [];
    const operations = group.map(({ operation }) => operation);
    const { action } = first.operation;
    const label = by === "types" ? countType(operations) : formatInstances(operations.map(({ address }) => address));
    const count = by === "types" || operations.length === 1 ? undefined : operations.length;
    const around = { needs: needs[index] ?? [], neededBy: neededBy[index] ?? [] };
    return [{ index, label, count, action, wave: first.wave, operations, ...around }];
  });
}

function shapeOf({ action, address, type, provider }: Operation, by: WorkGraph["by"]): string[] {
  if (by === "types") return [action, type, provider];
  const child = parseAddress(address)?.child;
  return [action, groupOf(address), child?.kind ?? "", child?.key ?? ""];
}

function countType(operations: readonly Operation[]): string {
  const [first] = operations;
  if (first === undefined) return "";
  if (operations.length === 1) return first.address;
  return `${operations.length} × ${first.type} at ${first.provider}`;
}
