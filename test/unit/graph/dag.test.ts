import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findCycle, orderNodes, reach, reverseNeeds } from "../../../src/graph/dag.ts";

/** Node n needs only smaller ones: a graph without a cycle, in a shuffled order. */
const acyclic = fc.integer({ min: 1, max: 30 }).chain((count) =>
  fc
    .tuple(
      ...Array.from({ length: count }, (_item, node) =>
        fc.subarray(Array.from({ length: node }, (_other, index) => `n${index}`)),
      ),
    )
    .chain((lists) =>
      fc.shuffledSubarray(
        lists.map((list, node) => [`n${node}`, list] as const),
        { minLength: count, maxLength: count },
      ),
    )
    .map((entries) => new Map<string, readonly string[]>(entries)),
);

describe("a graph", () => {
  it("puts every node after what it needs", () => {
    fc.assert(
      fc.property(acyclic, (needs) => {
        expect(findCycle(needs)).toBeUndefined();
        const order = orderNodes(needs);
        expect([...order].sort()).toEqual([...needs.keys()].sort());
        for (const [node, list] of needs)
          for (const need of list) expect(order.indexOf(need)).toBeLessThan(order.indexOf(node));
      }),
    );
  });

  it("finds a cycle wherever it is, as a path of needs", () => {
    fc.assert(
      fc.property(acyclic, fc.nat(), (needs, pick) => {
        const order = orderNodes(needs);
        const last = order.at(-1) ?? "";
        const first = order[pick % order.length] ?? "";
        const closed = new Map(needs)
          .set(first, [...(needs.get(first) ?? []), last])
          .set(last, [...(needs.get(last) ?? []), first]);
        const cycle = findCycle(closed);
        expect(cycle?.[0]).toBe(cycle?.at(-1));
        for (let index = 0; index + 1 < (cycle?.length ?? 0); index++)
          expect(closed.get(cycle?.[index] ?? "")).toContain(cycle?.[index + 1]);
      }),
    );
  });

  it("walks chains of 100,000 without running out of stack", () => {
    const needs = new Map(Array.from({ length: 100_000 }, (_item, node) => [`${node}`, [`${node + 1}`]] as const));
    expect(findCycle(needs)).toBeUndefined();
    expect(orderNodes(needs)[0]).toBe("99999");
  });

  it("ignores needs that are not in it", () => {
    expect(orderNodes(new Map([["a", ["elsewhere"]]]))).toEqual(["a"]);
  });

  it("reaches what hangs together, in either direction", () => {
    const needs = new Map([
      ["c", ["b"]],
      ["b", ["a"]],
      ["a", []],
      ["x", ["a"]],
    ]);
    expect([...reach(["c"], needs)].sort()).toEqual(["a", "b", "c"]);
    expect([...reach(["a"], reverseNeeds(needs))].sort()).toEqual(["a", "b", "c", "x"]);
  });
});
