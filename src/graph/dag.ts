// A directed acyclic graph over string ids: order, cycle, reachability. Knows no resource and no operation.

/** Node -> the nodes that it needs. Unknown needs are ignored. */
export type Needs = ReadonlyMap<string, readonly string[]>;

/** A cycle as a path that ends where it begins, or undefined. Deterministic: nodes are tried in the map's order. */
export function findCycle(needs: Needs): readonly string[] | undefined {
  const done = new Set<string>();
  for (const start of needs.keys()) {
    const path = walk(start, needs, done);
    if (path !== undefined) return path;
  }
  return undefined;
}

/** Iterative depth-first search, so that a chain of thousands does not overflow the stack. */
function walk(start: string, needs: Needs, done: Set<string>): readonly string[] | undefined {
  const path: string[] = [];
  const onPath = new Set<string>();
  const stack: { node: string; next: number }[] = [];
  const enter = (node: string) => {
    path.push(node);
    onPath.add(node);
    stack.push({ node, next: 0 });
  };
  if (!done.has(start)) enter(start);
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const child = needs.get(frame.node)?.[frame.next++];
    if (child === undefined) {
      stack.pop();
      path.pop();
      onPath.delete(frame.node);
      done.add(frame.node);
    } else if (onPath.has(child)) {
      return [...path.slice(path.indexOf(child)), child];
    } else if (!done.has(child) && needs.has(child)) {
      enter(child);
    }
  }
  return undefined;
}

/** Every node after all that it needs; among equals the map's order. The graph must have no cycle. */
export function orderNodes(needs: Needs): readonly string[] {
  const ordered: string[] = [];
  const left = new Map([...needs].map(([node, list]) => [node, new Set(list.filter((need) => needs.has(need))).size]));
  const dependents = reverseNeeds(needs);
  let ready = [...left].filter(([, count]) => count === 0).map(([node]) => node);
  while (ready.length > 0) {
    const next: string[] = [];
    for (const node of ready) {
      ordered.push(node);
      for (const dependent of dependents.get(node) ?? []) {
        const count = (left.get(dependent) ?? 0) - 1;
        left.set(dependent, count);
        if (count === 0) next.push(dependent);
      }
    }
    ready = next;
  }
  return ordered;
}

/** Node -> the nodes that need it. */
export function reverseNeeds(needs: Needs): Map<string, string[]> {
  const reversed = new Map<string, string[]>([...needs.keys()].map((node) => [node, []]));
  for (const [node, list] of needs) {
    for (const need of new Set(list)) reversed.get(need)?.push(node);
  }
  return reversed;
}

/** `starts` and everything that can be reached from them. */
export function reach(starts: Iterable<string>, edges: ReadonlyMap<string, readonly string[]>): Set<string> {
  const seen = new Set<string>();
  const queue = [...starts];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    queue.push(...(edges.get(node) ?? []));
  }
  return seen;
}
