// The dependency graph of a configuration: what needs what, in the order in which it is declared. Pure.
import type { Desired } from "../../core/desired.ts";
import type { ResourceGraph } from "../../core/resource-graph.ts";
import { listNeeds } from "./list-needs.ts";

export function buildResourceGraph(resources: readonly Desired[]): ResourceGraph {
  const declared = new Set(resources.map(({ address }) => address));
  return {
    nodes: resources.map(({ address, type, provider }) => ({ address, type, provider })),
    edges: resources.flatMap((resource) =>
      listNeeds(resource)
        .filter((need) => declared.has(need))
        .map((need) => ({ from: resource.address, to: need })),
    ),
  };
}
