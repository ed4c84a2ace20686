// Instances of one group as one node, so that a fleet of hundreds can be read. Pure.
import { groupOf, parseAddress } from "../../core/address.ts";
import { groupBy } from "../../core/group-by.ts";
import type { ResourceGraph } from "../../core/resource-graph.ts";
import { formatInstances } from "../format-instances.ts";

/** What instances of one group need of each other is not shown; one of them alone is itself. */
export function joinInstances({ nodes, edges }: ResourceGraph): ResourceGraph {
  const groups = groupBy(nodes, ({ address, provider }) =>
    parseAddress(address)?.instance === undefined ? address : `${groupOf(address)} ${provider}`,
  );
  const joinedOf = new Map<string, string>();
  const joined = [...groups.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const address = formatInstances(same.map((node) => node.address));
    for (const node of same) joinedOf.set(node.address, address);
    return [{ ...first, address }];
  });
  const between = edges
    .map(({ from, to }) => ({ from: joinedOf.get(from) ?? from, to: joinedOf.get(to) ?? to }))
    .filter(({ from, to }) => from !== to);
  const unique = groupBy(between, ({ from, to }) => JSON.stringify([from, to]));
  return { nodes: joined, edges: [...unique.values()].flatMap((same) => same.slice(0, 1)) };
}
